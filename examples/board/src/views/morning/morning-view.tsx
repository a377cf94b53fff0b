import { useQuery } from "@apollo/client/react";
import { useRef } from "react";
import { useSearchParams } from "wouter";
import { errorsAt } from "../../graph/errors";
import { useFeed } from "../../graph/feed";
import { type DiscrepancyKind, MorningDocument } from "../../graph/graphql";
import { LoadMore } from "../../parts/load-more";
import { Sources } from "../../parts/sources";
import { Failure, Heading, Problems, Skeleton } from "../../parts/states";
import { usePages } from "../../parts/use-pages";
import { DISCREPANCY } from "../../parts/words";
import "../../styles/morning.css";
import { Contradiction } from "./contradiction";
import { NewOnes } from "./new-ones";

const PAGE = 15;
const isKind = (word: string | null): word is DiscrepancyKind => word !== null && word in DISCREPANCY;

/** View 4: where vendors contradict one another, and what mends it. */
export default function MorningView() {
  const [params, setParams] = useSearchParams();
  const asked = params.get("kind");
  const kind = isKind(asked) ? asked : undefined;
  const read = useQuery(MorningDocument, { variables: { first: PAGE, ...(kind === undefined ? {} : { kinds: [kind] }) } });
  const { list, pages, readAnew } = usePages(read, ({ discrepancies }) => discrepancies);
  const { error } = read;
  const { ended } = useFeed();
  const shown = list?.edges.map(({ node }) => node.id) ?? [];
  const top = useRef<HTMLUListElement>(null);
  /** The button that was pressed goes: the focus moves to what it brought. */
  async function readNow(): Promise<boolean> {
    const isRead = await readAnew();
    if (isRead) top.current?.focus();
    return isRead;
  }
  return (
    <>
      <Heading title="The morning's list">
        <p className="lead">
          Where the vendors contradict one another, and what mends it. A remedy is checked first, and sent when you say so.
        </p>
      </Heading>
      <search className="filter">
        <label>
          Kind
          <select
            value={kind ?? ""}
            onChange={({ target }) => setParams(isKind(target.value) ? { kind: target.value } : {}, { replace: true })}
          >
            <option value="">All</option>
            {Object.entries(DISCREPANCY).map(([value, word]) => (
              <option key={value} value={value}>
                {word}
              </option>
            ))}
          </select>
        </label>
        <NewOnes key={kind} kind={kind} shown={shown} readAnew={readNow} />
      </search>
      {list && <Sources sources={list.sources} retry={() => void readAnew()} />}
      <Problems errors={list ? errorsAt(error, "discrepancies") : []} />
      {error && !list && <Failure error={error} retry={() => void readAnew()} />}
      {!list && !error && <Skeleton rows={5} />}
      {list?.edges.length === 0 && !list.pageInfo.hasNextPage && <p className="empty">The vendors agree. There is nothing to mend.</p>}
      {list && (
        <ul ref={top} tabIndex={-1} className="contradictions" aria-label="Contradictions">
          {list.edges.map(({ node }) => (
            <Contradiction key={`${node.id} ${node.since}`} contradiction={node} endedAt={ended.get(node.id)} />
          ))}
        </ul>
      )}
      {list && (list.edges.length > 0 || list.pageInfo.hasNextPage) && <LoadMore pages={pages} one="contradiction" />}
    </>
  );
}
