import { nameOfSubject } from "../../access/viewer.js";
import { userError } from "../../datasources/contract/user-errors.js";
import { type UserError, UserErrorCode } from "../../schema/common/user-error.type.js";
import { OperationOutcome } from "../../schema/operation/operation.type.js";
import type { SeenOutcome } from "../../schema/operation/resolve-operation.input.js";
import type { StoredOperation } from "../../store/operation.repository.js";

/** What a person says about an UNCERTAIN operation. */
export interface Resolution {
  outcome: SeenOutcome;
  /** What was seen, by whom. */
  note: string;
  /** The person's subject. */
  by: string;
}

/** The columns that a resolution fills. Only NOT_APPLIED gives the key back, since nothing was done under it. */
export function resolvedRow({ outcome, note, by }: Resolution, vendorName: string, settledAt: string) {
  const settled = { outcome, settled_at: settledAt, resolution: note, resolved_by: by };
  if (outcome === OperationOutcome.APPLIED) return { ...settled, user_errors: "[]" };
  return { ...settled, user_errors: JSON.stringify([seenMissingError(vendorName)]), idempotency_key: null };
}

/** Why an operation cannot be resolved by hand; undefined where it can. */
export function refusalToResolve(row: StoredOperation | undefined, isBeingSent: boolean): UserError | undefined {
  if (row === undefined) return refusal("There is no operation with this id.", UserErrorCode.NOT_FOUND);
  if (row.resolved_by !== null) {
    const said = `${nameOfSubject(row.resolved_by)} has resolved it already, as ${row.outcome} at ${row.settled_at}`;
    return refusal(`${said}: "${row.resolution}". What was written down first stays.`);
  }
  if (row.settled_at !== null)
    return refusal(`It is settled: ${row.outcome} since ${row.settled_at}. Only what is UNCERTAIN is resolved by hand.`);
  if (row.outcome !== OperationOutcome.UNCERTAIN)
    return refusal(`${row.vendor} took the change in and is at it still (${row.outcome}). Only what is UNCERTAIN is resolved by hand.`);
  if (isBeingSent) return refusal("The change is being sent. Ask again once the sending has ended.", UserErrorCode.CONFLICT, true);
  return undefined;
}

function refusal(message: string, code = UserErrorCode.CONFLICT, retryable = false): UserError {
  return userError(code, message, { field: ["id"], retryable });
}

function seenMissingError(vendorName: string): UserError {
  const message = `The answer of ${vendorName} was lost, and a person saw there that the change was not made. It is safe to ask again.`;
  return userError(UserErrorCode.REJECTED_BY_VENDOR, message, { retryable: true });
}
