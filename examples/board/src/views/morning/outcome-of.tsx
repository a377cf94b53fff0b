import { useFragment } from "@apollo/client/react";
import { useEffect, useRef } from "react";
import { Link } from "wouter";
import { ReceiptFragmentDoc } from "../../graph/graphql";
import { useAnnounce } from "../../parts/announcer";
import { sayDuration } from "../../parts/days";
import { receiptPath } from "../../parts/paths";
import { OutcomeTag } from "../../parts/tags";
import { OUTCOME } from "../../parts/words";

const NEXT = {
  PENDING: "The vendor decides later: this line changes by itself once it has.",
  UNCERTAIN: "The answer was lost. The server looks at the record until the outcome is known; it sends nothing again.",
} as const;

interface Props {
  id: string;
  /** What was sent, in words. */
  title: string;
  isMended: boolean;
}

/** What became of an operation, out of the cache, which the feed keeps up to date. An outcome that comes later is said too. */
export function OutcomeOf({ id, title, isMended }: Props) {
  const announce = useAnnounce();
  const { data, complete } = useFragment({ fragment: ReceiptFragmentDoc, fragmentName: "Receipt", from: { __typename: "Operation", id } });
  const now = complete ? data.outcome : undefined;
  const told = useRef(now);
  useEffect(() => {
    if (now === undefined || now === told.current) return;
    if (told.current !== undefined) announce(`${title}: ${OUTCOME[now]}`);
    told.current = now;
  }, [now, title, announce]);
  if (!complete) return null;
  const { outcome, requestedAt, settledAt, userErrors } = data;
  return (
    <p className={`note ${outcome === "APPLIED" ? "note-good" : outcome === "NOT_APPLIED" ? "note-bad" : "note-warn"} outcome`}>
      <OutcomeTag outcome={outcome} />
      {settledAt && <span className="figures">after {sayDuration(requestedAt, settledAt)}</span>}
      {(outcome === "PENDING" || outcome === "UNCERTAIN") && <span>{NEXT[outcome]}</span>}
      {outcome === "APPLIED" && !isMended && <span>Waiting for the vendors to agree…</span>}
      {outcome === "APPLIED" && isMended && <span>The vendors agree.</span>}
      {userErrors.map(({ code, message }) => (
        <span key={message}>
          <code>{code}</code> {message}
        </span>
      ))}
      <Link href={receiptPath(id)}>Receipt</Link>
    </p>
  );
}
