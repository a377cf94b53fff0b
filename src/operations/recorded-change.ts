import { randomUUID } from "node:crypto";
import { formatGlobalId } from "../schema/common/global-id.js";
import { DEFAULT_ACCOUNT, sourceOf } from "../schema/common/source.js";
import type { UserError } from "../schema/common/user-error.type.js";
import { OperationOutcome } from "../schema/operation/operation.type.js";
import type { StoredOperation } from "../store/operation.repository.js";
import type { CheckedChange, Mutation } from "./change-request.js";
import { isoTime } from "./operation-record.js";

/** What is written down of a change before it is sent, or because its check refused it. */
export function newRecordedChange(
  { asking, check }: CheckedChange,
  { terms, key, hash }: Mutation,
  { now, upstreamTimeoutMs }: { now: number; upstreamTimeoutMs: number },
): StoredOperation {
  const { change, input, vendor, position } = asking;
  // No attempt is begun after the deadline, or outlives it: after that, the record's silence counts.
  const sendingEndsBy = Math.max(terms.deadlineAt, now + upstreamTimeoutMs);
  return {
    id: formatGlobalId(sourceOf(vendor), "operation", randomUUID()),
    kind: terms.mutation,
    vendor,
    account: DEFAULT_ACCOUNT,
    target_id: change.target(input),
    input: JSON.stringify(input),
    evidence: check.ready ? JSON.stringify(check.evidence ?? null) : null,
    // Until the sending has ended nobody can say more; a crash leaves it just so.
    outcome: check.ready ? OperationOutcome.UNCERTAIN : OperationOutcome.NOT_APPLIED,
    user_errors: JSON.stringify(check.ready ? [] : check.refusals),
    result: JSON.stringify(check.result ?? {}),
    requested_by: terms.requestedBy,
    requested_at: isoTime(now),
    sent_at: null,
    settled_at: check.ready ? null : isoTime(now),
    next_look_at: check.ready ? isoTime(sendingEndsBy + change.lookUp.settleGraceMs) : null,
    looks: 0,
    idempotency_key: key ?? null,
    key_position: position,
    input_hash: hash,
    vendor_task_id: null,
    vendor_request_id: null,
    resolution: null,
    resolved_by: null,
  };
}

/** The same change, which could not be sent after all. */
export function refusedRecordedChange(intent: StoredOperation, userError: UserError, now: number): StoredOperation {
  const settled = { outcome: OperationOutcome.NOT_APPLIED, settled_at: isoTime(now), next_look_at: null };
  return { ...intent, ...settled, user_errors: JSON.stringify([userError]) };
}
