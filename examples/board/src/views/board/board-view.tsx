import { NetworkStatus } from "@apollo/client";
import { useQuery } from "@apollo/client/react";
import { BoardDocument } from "../../graph/graphql";
import { LoadMore } from "../../parts/load-more";
import { Sources, worstOf } from "../../parts/sources";
import { Failure, Heading, Skeleton } from "../../parts/states";
import { usePages } from "../../parts/use-pages";
import "../../styles/board.css";
import { BoardFilter, useBoardFilter } from "./board-filter";
import { RequisitionRow } from "./requisition-row";

const PAGE = 25;

/** View 1: requisitions with their jobs, seats and advertisements at all vendors. */
export function BoardView() {
  const [filter, setFilter] = useBoardFilter();
  const read = useQuery(BoardDocument, {
    variables: { first: PAGE, text: filter.text, status: filter.status },
    notifyOnNetworkStatusChange: true,
  });
  const { list: own, pages, readAnew } = usePages(read, ({ requisitions }) => requisitions);
  const { previousData, error, networkStatus } = read;
  // While another filter is asked for, the rows before it stay, in grey. Where it cannot be read, they are not what was asked for.
  const list = own ?? (error ? undefined : previousData?.requisitions);
  const isBusy = networkStatus === NetworkStatus.setVariables || own === undefined;

  return (
    <>
      <Heading title="Requisitions">
        <p className="lead">Jobs, seats and advertisements that share a code, at whichever vendor they are.</p>
      </Heading>
      <BoardFilter filter={filter} change={setFilter} />
      {list && <Sources sources={worstOf(list.sources, ...list.edges.map(({ node }) => node.sources))} retry={() => void readAnew()} />}
      {error && !list && <Failure error={error} retry={() => void readAnew()} />}
      {!list && !error && <Skeleton rows={12} />}
      {list?.edges.length === 0 && <p className="empty">No requisition is like that.</p>}
      {list && list.edges.length > 0 && (
        <table className="board" aria-busy={isBusy}>
          <caption className="unseen">Requisitions with their jobs, seats and advertisements</caption>
          <thead>
            <tr>
              <th scope="col">Code</th>
              <th scope="col">Position</th>
              <th scope="col">Jobs</th>
              <th scope="col">Seats</th>
              <th scope="col">Advertisements</th>
            </tr>
          </thead>
          <tbody>
            {list.edges.map(({ node }) => (
              <RequisitionRow key={node.id} requisition={node} />
            ))}
          </tbody>
        </table>
      )}
      {/* The rows before it are of another filter, and so is the place where their next page begins. */}
      {own && own.edges.length > 0 && <LoadMore pages={pages} one="requisition" />}
    </>
  );
}
