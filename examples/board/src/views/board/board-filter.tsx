import { useEffect, useState } from "react";
import { useSearchParams } from "wouter";
import type { JobStatus } from "../../graph/graphql";
import { JOB_STATUS } from "../../parts/words";

interface Filter {
  /** Undefined where all are wanted. */
  text: string | undefined;
  status: JobStatus | undefined;
}

const isStatus = (word: string | null): word is JobStatus => word !== null && word in JOB_STATUS;
const TYPING_MS = 300;

/** The filter stands in the address, so that it can be kept and sent. */
export function useBoardFilter(): [Filter, (filter: Filter) => void] {
  const [params, setParams] = useSearchParams();
  const status = params.get("status");
  const filter = { text: params.get("text") || undefined, status: isStatus(status) ? status : undefined };
  const change = ({ text, status }: Filter) =>
    setParams({ ...(text === undefined ? {} : { text }), ...(status === undefined ? {} : { status }) }, { replace: true });
  return [filter, change];
}

export function BoardFilter({ filter, change }: { filter: Filter; change: (filter: Filter) => void }) {
  const [typed, setTyped] = useState(filter.text ?? "");
  useEffect(() => {
    // The address was changed by a link: the field shows what it says. Spaces at the ends are still being typed.
    setTyped((was) => (was.trim() === (filter.text ?? "") ? was : (filter.text ?? "")));
  }, [filter.text]);
  useEffect(() => {
    const text = typed.trim() || undefined;
    if (text === filter.text) return;
    const timer = setTimeout(() => change({ ...filter, text }), TYPING_MS);
    return () => clearTimeout(timer);
  }, [typed, filter, change]);
  return (
    <search className="filter">
      <label className="filter-text">
        Search
        <input
          type="search"
          value={typed}
          onChange={({ target }) => setTyped(target.value)}
          placeholder="Code or words of a name"
          maxLength={200}
        />
      </label>
      <label>
        Status
        <select
          value={filter.status ?? ""}
          onChange={({ target }) => change({ ...filter, status: isStatus(target.value) ? target.value : undefined })}
        >
          <option value="">All</option>
          {Object.entries(JOB_STATUS).map(([status, word]) => (
            <option key={status} value={status}>
              {word}
            </option>
          ))}
        </select>
      </label>
    </search>
  );
}
