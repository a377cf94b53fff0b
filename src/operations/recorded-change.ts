import { randomUUID } from "node:crypto";
import type { VerifyPolicy } from "../datasources/contract/change.js";
import { formatGlobalId } from "../schema/common/global-id.js";
import type { UserError } from "../schema/common/user-error.type.js";
import { OperationOutcome } from "../schema/operation/operation.type.js";
import type { StoredOperation } from "../store/operation.repository.js";
import type { CheckedChange, Mutation } from "./change-request.js";
import { targetIdOf } from "./change-target.js";
import { attemptColumns, firstAttemptAfterMs, isoTime, recordIdOf } from "./operation-record.js";

interface Sending extends Pick<VerifyPolicy, "settleGraceMs"> {
  now: number;
  serverId: string;
  upstreamTimeoutMs: number;
}

/** The row of a change before it is sent, or of one that its check refused. */
export function newRecordedChange(
  { request, check }: CheckedChange,
  { options, key, hash }: Mutation,
  { now, serverId, upstreamTimeoutMs, settleGraceMs }: Sending,
): StoredOperation {
  const { target, input, source, position } = request;
  // No attempt to send begins or ends after the deadline: from then on, an unchanged record counts.
  const sendingEndsBy = Math.max(options.scope.deadlineAt, now + upstreamTimeoutMs);
  const attempt = check.ready ? attemptColumns(0, sendingEndsBy + firstAttemptAfterMs(settleGraceMs)) : { looks: 0, next_look_at: null };
  return {
    id: formatGlobalId(source, "operation", randomUUID()),
    kind: options.mutation,
    vendor: source.vendor,
    account: source.account,
    target_id: targetIdOf(target),
    input: JSON.stringify(input),
    evidence: check.ready ? JSON.stringify(check.before ?? null) : null,
    // UNCERTAIN until the sending has ended; a crash leaves it so.
    outcome: check.ready ? OperationOutcome.UNCERTAIN : OperationOutcome.NOT_APPLIED,
    user_errors: JSON.stringify(check.ready ? [] : check.refusals),
    result: JSON.stringify(check.result ?? {}),
    requested_by: options.requestedBy,
    requested_at: isoTime(now),
    sent_by: check.ready ? serverId : null,
    sent_at: null,
    settled_at: check.ready ? null : isoTime(now),
    next_look_at: attempt.next_look_at,
    looks: attempt.looks,
    looked_at: null,
    looking_until: null,
    idempotency_key: key ?? null,
    key_position: position,
    input_hash: hash,
    vendor_task_id: null,
    vendor_request_id: null,
    resolution: null,
    resolved_by: null,
    record_id: recordIdOf(target, check.result),
    is_told: 0,
  };
}

/** The row of the same change, refused before it was sent. */
export function refusedRecordedChange(recorded: StoredOperation, userError: UserError, now: number): StoredOperation {
  const settled = { outcome: OperationOutcome.NOT_APPLIED, settled_at: isoTime(now), next_look_at: null };
  return { ...recorded, ...settled, user_errors: JSON.stringify([userError]) };
}
