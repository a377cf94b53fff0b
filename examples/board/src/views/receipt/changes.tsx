import { useQuery } from "@apollo/client/react";
import { useEffect } from "react";
import { useFeed } from "../../graph/feed";
import { type OperationOutcome, ReceiptEventsDocument } from "../../graph/graphql";
import { sayTime } from "../../parts/days";
import { sentence } from "../../parts/words";

interface Props {
  recordId: string;
  operationId: string;
  outcome: OperationOutcome;
}

const shown = (value: unknown): string =>
  value === null || value === undefined ? "nothing" : typeof value === "string" ? value : JSON.stringify(value);

/** Fields of the record that differ by this operation, as the feed of events tells it. */
export function Changes({ recordId, operationId, outcome }: Props) {
  const { ended } = useFeed();
  const { data, refetch } = useQuery(ReceiptEventsDocument, { variables: { recordId } });
  // What is new is told by the feed, or by a new outcome.
  // biome-ignore lint/correctness/useExhaustiveDependencies: they are why it is read again
  useEffect(() => {
    void refetch();
  }, [ended, outcome, refetch]);
  const own = data?.events.nodes.filter(({ operation }) => operation?.id === operationId) ?? [];
  if (own.length === 0) return <p className="none">No event tells of it yet.</p>;
  return (
    <ul className="lines">
      {own.map(({ id, at, changes }) => (
        <li key={id}>
          {changes.map(({ field, before, after }) => (
            <span key={field}>
              {sentence(field)}: <del>{shown(before)}</del> → <ins>{shown(after)}</ins>
            </span>
          ))}
          <span className="figures">{sayTime(at)}</span>
        </li>
      ))}
    </ul>
  );
}
