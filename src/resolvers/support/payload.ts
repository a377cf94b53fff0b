import type { ChangeResult } from "../../datasources/contract/change.js";
import { notSentError } from "../../datasources/contract/user-errors.js";
import type { ChangeAnswer } from "../../operations/change-request.js";
import { OperationOutcome } from "../../schema/operation/operation.type.js";

type ChangePayload = Pick<ChangeAnswer, "operation" | "userErrors"> & ChangeResult;

/** An answer as a payload, with the ids of its records for the payload's own field resolvers. */
export function toPayload({ operation, userErrors, result }: ChangeAnswer): ChangePayload {
  return { ...result, operation, userErrors };
}

/** An answer of a list; a failure becomes a user error in its place, so that the other answers stand. */
export function toListedPayload(answer: ChangeAnswer | Error, index: number): ChangePayload {
  if (!(answer instanceof Error)) return toPayload(answer);
  return { operation: null, userErrors: [notSentError(answer, ["ids", String(index)])] };
}

/** A deletion that was not made has failed for every id. */
export function toDeletionPayload({ operation, userErrors, result }: ChangeAnswer, ids: readonly string[]) {
  if (operation?.outcome === OperationOutcome.NOT_APPLIED) {
    return { operation, userErrors, deletedIds: [], failedIds: [...new Set(ids)] };
  }
  return { operation, userErrors, deletedIds: result.deletedIds ?? [], failedIds: result.failedIds ?? [] };
}
