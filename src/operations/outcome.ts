import type { Finding } from "../datasources/contract/change.js";
import { type UserError, UserErrorCode } from "../schema/common/user-error.type.js";

/** What a look at the vendor lets one say of a change whose sending ended in doubt. */
export type Conclusion = "APPLIED" | "NOT_APPLIED" | "PENDING" | "UNCERTAIN";

/**
 * A record that holds the whole change proves it; one that does not proves nothing until the vendor has had `settleGraceMs` to finish what
 * it may have begun, unless the vendor itself says that it failed. Where another process may still be sending it, not even that.
 */
export function conclude(finding: Finding, timing: { now: number; sentEndedAt: number; settleGraceMs: number }): Conclusion {
  const isProof = finding.outcome !== "NOT_APPLIED" && !finding.partial;
  if (isProof) return finding.outcome;
  const trustedFrom = timing.sentEndedAt + (finding.definite ? 0 : timing.settleGraceMs);
  return timing.now >= trustedFrom ? finding.outcome : "UNCERTAIN";
}

/** Looks fall on these beats: changes that were sent together come due together, and one request to the vendor looks at all of them. */
const BEAT_MS = 500;

/** When to look again after so many waits; the last wait is repeated. */
export function nextLookAt(now: number, waits: number, delaysMs: readonly number[]): number {
  const waitMs = delaysMs[Math.min(waits, delaysMs.length - 1)] ?? 60_000;
  return Math.ceil((now + waitMs) / BEAT_MS) * BEAT_MS;
}

export function uncertainError(vendorName: string, cause: string): UserError {
  return {
    code: UserErrorCode.UNCERTAIN,
    message: `${cause} Nobody can say yet whether ${vendorName} made the change. It is not sent again; ask for the operation to learn how it ended.`,
    field: null,
    vendorCode: null,
    retryable: false,
  };
}

export function notAppliedError(vendorName: string): UserError {
  return {
    code: UserErrorCode.REJECTED_BY_VENDOR,
    message: `The answer of ${vendorName} was lost, and ${vendorName} does not hold the change. Nothing was changed: it is safe to ask again, with a new idempotencyKey.`,
    field: null,
    vendorCode: null,
    retryable: true,
  };
}

export function conflictError(operationId: string): UserError {
  const which = operationId === "" ? "Another change" : `Another change (${operationId})`;
  return {
    code: UserErrorCode.CONFLICT,
    message: `${which} of the same record is under way. Wait until that operation is settled, then ask again, with a new idempotencyKey.`,
    field: null,
    vendorCode: null,
    retryable: true,
  };
}

export function keyReusedError(): UserError {
  return {
    code: UserErrorCode.IDEMPOTENCY_KEY_REUSED,
    message: "This idempotencyKey was used before for another mutation or another input. Use a new key for a new change.",
    field: ["idempotencyKey"],
    vendorCode: null,
    retryable: false,
  };
}
