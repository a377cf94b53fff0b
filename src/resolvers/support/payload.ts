import type { ChangeResult } from "../../datasources/contract/change.js";
import type { Answer } from "../../operations/change-request.js";

/** An answer of the engine as a payload: the ids of what it shows lie beside the operation, for the payload's own resolvers. */
export function toPayload({ operation, userErrors, result }: Answer): Pick<Answer, "operation" | "userErrors"> & ChangeResult {
  return { ...result, operation, userErrors };
}
