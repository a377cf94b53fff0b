import { isListMutation } from "../datasources/contract/catalog.js";
import type { Finding } from "../datasources/contract/change.js";
import { userError } from "../datasources/contract/user-errors.js";
import { type UserError, UserErrorCode } from "../schema/common/user-error.type.js";

/** What an attempt to verify concludes about a change in doubt. */
export type Conclusion = "APPLIED" | "NOT_APPLIED" | "PENDING" | "UNCERTAIN";

/**
 * A record that holds the whole change proves it. A record that does not proves nothing before `settleGraceMs` has passed, unless the vendor
 * itself says that the change failed; while another process may still be sending it, not even that.
 */
export function conclude(finding: Finding, timing: { now: number; sentEndedAt: number; settleGraceMs: number }): Conclusion {
  const isProof = finding.outcome !== "NOT_APPLIED" && !finding.partial;
  if (isProof) return finding.outcome;
  const trustedFrom = timing.sentEndedAt + (finding.definite ? 0 : timing.settleGraceMs);
  return timing.now >= trustedFrom ? finding.outcome : "UNCERTAIN";
}

/** Attempts are rounded to these beats, so that changes sent together are due together, and one request can verify all of them. */
const BEAT_MS = 500;

/** When to verify again after this many waits, in epoch milliseconds; the last wait is repeated. */
export function nextAttempt(now: number, waits: number, delaysMs: readonly number[]): number {
  const waitMs = delaysMs[Math.min(waits, delaysMs.length - 1)] ?? 60_000;
  return Math.ceil((now + waitMs) / BEAT_MS) * BEAT_MS;
}

export function uncertainError(vendorName: string, cause: string): UserError {
  const unknown = `Nobody can say yet whether ${vendorName} made the change.`;
  return userError(UserErrorCode.UNCERTAIN, `${cause} ${unknown} It is not sent again; ask for the operation to learn how it ended.`);
}

export function notAppliedError(vendorName: string): UserError {
  const lost = `The answer of ${vendorName} was lost, and ${vendorName} does not hold the change.`;
  const message = `${lost} Nothing was changed: it is safe to ask again, with a new idempotencyKey.`;
  return userError(UserErrorCode.REJECTED_BY_VENDOR, message, { retryable: true });
}

export function unsentError(): UserError {
  const message = "The database did not take the change down in time, so it was not sent. It is safe to ask again.";
  return userError(UserErrorCode.REJECTED_BY_VENDOR, message, { retryable: true });
}

export function conflictError(operationId: string): UserError {
  const which = operationId === "" ? "Another change" : `Another change (${operationId})`;
  const message = `${which} of the same record is under way. Wait until that operation is settled, then ask again, with a new idempotencyKey.`;
  return userError(UserErrorCode.CONFLICT, message, { retryable: true });
}

/** The refusal of a paid change that was not sent, because another one was paid for at the same time. */
export function paidAlreadyError(operationId: string): UserError {
  const message = `The same was paid for a moment ago (${operationId}). Nothing was sent; look at the record, then ask again if you still want to.`;
  return userError(UserErrorCode.CONFLICT, message, { retryable: true });
}

export function keyReusedError(): UserError {
  const message = "This idempotencyKey was used before for another mutation or another input. Use a new key for a new change.";
  return userError(UserErrorCode.IDEMPOTENCY_KEY_REUSED, message, { field: ["idempotencyKey"] });
}

/** Of one change of a list mutation it is one of the ids that is at fault: there are no other fields that a client could correct. */
export function atListPlace(mutation: string, userErrors: UserError[], position: number): UserError[] {
  if (!isListMutation(mutation)) return userErrors;
  return userErrors.map((one) => (one.field && one.field[0] !== "idempotencyKey" ? { ...one, field: ["ids", String(position)] } : one));
}
