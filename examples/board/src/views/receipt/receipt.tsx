import { useQuery } from "@apollo/client/react";
import { type ReactNode, useEffect } from "react";
import { OperationReceiptDocument, type ReceiptFragment } from "../../graph/graphql";
import { sayDuration, sayTime } from "../../parts/days";
import { Failure, Skeleton } from "../../parts/states";
import { OutcomeTag } from "../../parts/tags";
import { sentence, withAccount } from "../../parts/words";
import { Changes } from "./changes";
import { Target } from "./target";

const LOOK_AGAIN_MS = 5_000;

const isOpen = (operation: ReceiptFragment | null | undefined): boolean =>
  operation?.outcome === "PENDING" || operation?.outcome === "UNCERTAIN";

const MEANING = {
  APPLIED: "The change was made.",
  NOT_APPLIED: "The change was not made.",
  PENDING: "The vendor has accepted it, and decides later.",
  UNCERTAIN: "It was sent and its answer was lost. The server looks at the record until the outcome is known, and sends nothing again.",
} as const;

/** What it is for where it is not for one record. */
const WITHOUT_TARGET = { none: "a record that was only to be made", several: "several openings" } as const;

function Step({ title, at, children }: { title: string; at?: string | null; children: ReactNode }) {
  return (
    <li className="step">
      <h3>
        {title}
        {at && (
          <time className="figures" dateTime={at}>
            {sayTime(at)}
          </time>
        )}
      </h3>
      {children}
    </li>
  );
}

/** Who asked for what and when, what was sent, and what became of it. It changes by itself while the outcome is open. */
export function Receipt({ id }: { id: string }) {
  const { data, error, refetch, startPolling, stopPolling } = useQuery(OperationReceiptDocument, { variables: { id } });
  const operation = data?.operation;
  const isWaiting = isOpen(operation);
  useEffect(() => {
    // The feed tells the outcome; asking besides makes the server look.
    if (isWaiting) startPolling(LOOK_AGAIN_MS);
    return stopPolling;
  }, [isWaiting, startPolling, stopPolling]);
  if (data === undefined) return error ? <Failure error={error} retry={() => void refetch()} /> : <Skeleton rows={4} />;
  if (!operation) return <p className="empty">There is no such operation, or this token may not see it.</p>;
  const { kind, vendor, account, outcome, targetId, requestedBy, requestedAt, settledAt, userErrors } = operation;
  return (
    <article aria-labelledby="receipt-title">
      <header className="receipt-head">
        <h2 id="receipt-title">{sentence(kind)}</h2>
        <OutcomeTag outcome={outcome} />
        <span className="figures">{withAccount(vendor, account)}</span>
      </header>
      <ol className="steps-list">
        <Step title="Asked" at={requestedAt}>
          <dl className="facts">
            <dt>By</dt>
            <dd>{requestedBy}</dd>
            <dt>For</dt>
            <dd>{targetId ? <Target id={targetId} /> : WITHOUT_TARGET[kind === "deleteOpenings" ? "several" : "none"]}</dd>
            <dt>Key</dt>
            <dd>{operation.idempotencyKey ? <code>{operation.idempotencyKey}</code> : "none was given"}</dd>
          </dl>
        </Step>
        <Step title="Sent">
          <dl className="facts">
            <dt>To</dt>
            <dd>{withAccount(vendor, account)}</dd>
            <dt>Change</dt>
            <dd>
              <code>{kind}</code>
            </dd>
            <dt>Vendor's request</dt>
            <dd>{operation.vendorRequestId ? <code>{operation.vendorRequestId}</code> : "the vendor named none"}</dd>
            {operation.vendorTaskId && (
              <>
                <dt>Vendor's task</dt>
                <dd>
                  <code>{operation.vendorTaskId}</code>
                </dd>
              </>
            )}
          </dl>
        </Step>
        <Step title="Outcome" at={settledAt}>
          <p aria-live="polite">
            {MEANING[outcome]} {settledAt && <span className="figures">Known after {sayDuration(requestedAt, settledAt)}.</span>}
            {isWaiting && <span className="figures"> This page says so once it is known.</span>}
          </p>
          {userErrors.map(({ code, message }) => (
            <p key={message} className="note note-bad">
              <code>{code}</code> {message}
            </p>
          ))}
          {operation.resolvedBy && (
            <p className="note note-warn">
              Resolved by {operation.resolvedBy}: {operation.resolution}
            </p>
          )}
        </Step>
        <Step title="Seen at the vendor since">
          {targetId ? <Changes recordId={targetId} operationId={id} outcome={outcome} /> : <p>Nothing yet.</p>}
        </Step>
      </ol>
      <p className="hint receipt-id">
        <code>{id}</code>
      </p>
    </article>
  );
}
