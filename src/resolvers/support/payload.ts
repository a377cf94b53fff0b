import type { ChangeResult } from "../../datasources/contract/change.js";
import { notSentError } from "../../datasources/contract/user-errors.js";
import type { ChangeAnswer } from "../../operations/change-request.js";
import { OperationOutcome } from "../../schema/operation/operation.type.js";

type ChangePayload = Pick<ChangeAnswer, "operation" | "userErrors"> & ChangeResult;

/** An answer as a payload: the ids of what it shows lie beside the operation, for the payload's own resolvers. */
export function toPayload({ operation, userErrors, result }: ChangeAnswer): ChangePayload {
  return { ...result, operation, userErrors };
}

/** In a list the failure of one is told in its place, so that it does not take the others' answers with it. */
export function toListedPayload(answer: ChangeAnswer | Error, index: number): ChangePayload {
  if (!(answer instanceof Error)) return toPayload(answer);
  return { operation: null, userErrors: [notSentError(answer, ["ids", String(index)])] };
}

/** A change that did not take left every one of them where it is, whatever is known of each. */
export function toDeletionPayload({ operation, userErrors, result }: ChangeAnswer, ids: readonly string[]) {
  if (operation?.outcome === OperationOutcome.NOT_APPLIED) {
    return { operation, userErrors, deletedIds: [], failedIds: [...new Set(ids)] };
  }
  return { operation, userErrors, deletedIds: result.deletedIds ?? [], failedIds: result.failedIds ?? [] };
}
