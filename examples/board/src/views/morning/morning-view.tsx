import { useQuery } from "@apollo/client/react";
import { useState } from "react";
import { useSearchParams } from "wouter";
import { errorsAt } from "../../graph/errors";
import { useFeed } from "../../graph/feed";
import { type DiscrepancyKind, MorningDocument } from "../../graph/graphql";
import { LoadMore } from "../../parts/load-more";
import { Sources } from "../../parts/sources";
import { Failure, Heading, Problems, Skeleton } from "../../parts/states";
import { DISCREPANCY, plural } from "../../parts/words";
import "../../styles/morning.css";
import { Contradiction } from "./contradiction";

const PAGE = 15;
const isKind = (word: string | null): word is DiscrepancyKind => word !== null && word in DISCREPANCY;

/** View 4: where vendors contradict one another, and what mends it. */
export default function MorningView() {
  const [params, setParams] = useSearchParams();
  const { ended, found } = useFeed();
  // The list is read when the view opens: what was found before is in it.
  const [known, setKnown] = useState(found);
  const asked = params.get("kind");
  const kind = isKind(asked) ? asked : undefined;
  const { data, error, fetchMore, refetch } = useQuery(MorningDocument, {
    variables: { first: PAGE, ...(kind === undefined ? {} : { kinds: [kind] }) },
  });
  const list = data?.discrepancies;
  function readAnew(): void {
    setKnown(found);
    void refetch();
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
        {found > known && (
          <button type="button" onClick={readAnew}>
            {plural(found - known, "new one")} found: read the list anew
          </button>
        )}
      </search>
      {list && <Sources sources={list.sources} retry={() => void refetch()} />}
      <Problems errors={list ? errorsAt(error, "discrepancies") : []} />
      {error && !list && <Failure error={error} retry={() => void refetch()} />}
      {!list && !error && <Skeleton rows={5} />}
      {list?.edges.length === 0 && !list.pageInfo.hasNextPage && <p className="empty">The vendors agree. There is nothing to mend.</p>}
      {list && (
        <ul className="contradictions">
          {list.edges.map(({ node }) => (
            <Contradiction key={node.id} contradiction={node} endedAt={ended.get(node.id)} />
          ))}
        </ul>
      )}
      {list && (list.edges.length > 0 || list.pageInfo.hasNextPage) && (
        <LoadMore
          hasMore={list.pageInfo.hasNextPage}
          shown={plural(list.edges.length, "contradiction")}
          load={async () => (await fetchMore({ variables: { after: list.pageInfo.endCursor } })).data?.discrepancies?.edges?.length}
        />
      )}
    </>
  );
}
