import type { SourceStateFragment } from "../graph/graphql";
import { sayTime } from "./days";
import { SOURCE_STATE, withAccount } from "./words";

type Source = Omit<SourceStateFragment, "__typename">;

const TONE = { FRESH: "good", STALE: "warn", INCOMPLETE: "warn", FAILED: "bad" } as const;

const WORST = ["FAILED", "STALE", "INCOMPLETE", "FRESH"];

/**
 * The worst that was told of each vendor. The list of requisitions comes out of the server's index, and its records from the vendors: so the list
 * may say that all is well, and a record that its vendor is down.
 */
export function worstOf(...told: (readonly Source[])[]): Source[] {
  const worst = new Map<string, Source>();
  for (const source of told.flat()) {
    const name = `${source.vendor}~${source.account}`;
    const other = worst.get(name);
    if (other === undefined || WORST.indexOf(source.state) < WORST.indexOf(other.state)) worst.set(name, source);
  }
  return [...worst.values()];
}

/** How each vendor answered, where its records would be: one that is down costs its own records alone, and says so here. */
export function Sources({ sources, retry }: { sources: readonly Source[]; retry?: () => void }) {
  const amiss = sources.filter(({ state }) => state !== "FRESH");
  return (
    <section className="sources" aria-label="How the vendors answered">
      <ul className="sources-list">
        {sources.map(({ vendor, account, state }) => (
          <li key={`${vendor}~${account}`} className={`source source-${TONE[state]}`}>
            {withAccount(vendor, account)}
            <span className="unseen">: {SOURCE_STATE[state]}</span>
          </li>
        ))}
      </ul>
      {amiss.map(({ vendor, account, state, fetchedAt, failure }) => (
        <p key={`${vendor}~${account}`} className={`note note-${TONE[state]}`}>
          <strong>{withAccount(vendor, account)}</strong> {SOURCE_STATE[state]}
          {state === "STALE" && fetchedAt ? ` at ${sayTime(fetchedAt)}` : ""}.{failure ? ` ${failure.message}` : ""}
          {state !== "INCOMPLETE" && retry && (
            <button type="button" className="link" onClick={retry}>
              Ask again
            </button>
          )}
        </p>
      ))}
    </section>
  );
}

const BOARDS = new Set(["HEADHUNTER", "LINKEDIN"]);

/** Whether an empty list means nothing, because a system of jobs, or a board, did not answer. */
export const isUnknown = (sources: readonly Source[], of: "jobs" | "boards"): boolean =>
  sources.some(({ vendor, state }) => state === "FAILED" && BOARDS.has(vendor) === (of === "boards"));

/** Of one record: which vendors' part of it may be missing or old. Nothing where all answered. */
export function MissingParts({ sources }: { sources: readonly Source[] }) {
  const missing = sources.filter(({ state }) => state === "FAILED" || state === "STALE");
  if (missing.length === 0) return null;
  return (
    <ul className="missing">
      {missing.map(({ vendor, account, state, failure }) => (
        <li key={`${vendor}~${account}`} className={`missing-${TONE[state]}`} title={failure?.message}>
          {withAccount(vendor, account)} {state === "STALE" ? "as read earlier" : "missing"}
        </li>
      ))}
    </ul>
  );
}
