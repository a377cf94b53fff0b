import { randomUUID } from "node:crypto";
import type { VerifyPolicy } from "../datasources/contract/change.js";
import { formatGlobalId } from "../schema/common/global-id.js";
import type { UserError } from "../schema/common/user-error.type.js";
import { OperationOutcome } from "../schema/operation/operation.type.js";
import type { StoredOperation } from "../store/operation.repository.js";
import type { CheckedChange, Mutation } from "./change-request.js";
import { targetIdOf } from "./change-target.js";
import { attemptColumns, isoTime } from "./operation-record.js";

/** What is written down of a change before it is sent, or because its check refused it. */
export function newRecordedChange(
  { request, check }: CheckedChange,
  { options, key, hash }: Mutation,
  { now, upstreamTimeoutMs, settleGraceMs }: { now: number; upstreamTimeoutMs: number } & Pick<VerifyPolicy, "settleGraceMs">,
): StoredOperation {
  const { target, input, source, position } = request;
  // No attempt is begun after the deadline, or outlives it: after that, the record's silence counts.
  const sendingEndsBy = Math.max(options.scope.deadlineAt, now + upstreamTimeoutMs);
  return {
    id: formatGlobalId(source, "operation", randomUUID()),
    kind: options.mutation,
    vendor: source.vendor,
    account: source.account,
    target_id: targetIdOf(target),
    input: JSON.stringify(input),
    evidence: check.ready ? JSON.stringify(check.before ?? null) : null,
    // Until the sending has ended nobody can say more; a crash leaves it just so.
    outcome: check.ready ? OperationOutcome.UNCERTAIN : OperationOutcome.NOT_APPLIED,
    user_errors: JSON.stringify(check.ready ? [] : check.refusals),
    result: JSON.stringify(check.result ?? {}),
    requested_by: options.requestedBy,
    requested_at: isoTime(now),
    sent_at: null,
    settled_at: check.ready ? null : isoTime(now),
    next_look_at: null,
    ...(check.ready ? attemptColumns(0, sendingEndsBy + settleGraceMs) : { looks: 0 }),
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
export function refusedRecordedChange(recorded: StoredOperation, userError: UserError, now: number): StoredOperation {
  const settled = { outcome: OperationOutcome.NOT_APPLIED, settled_at: isoTime(now), next_look_at: null };
  return { ...recorded, ...settled, user_errors: JSON.stringify([userError]) };
}
