import { isListMutation } from "../datasources/contract/catalog.js";
import type { UserError } from "../schema/common/user-error.type.js";

/** In a list it is one of the ids that is at fault: there are no other fields that a client could correct. */
export function inListTerms(mutation: string, userErrors: UserError[], position: number): UserError[] {
  if (!isListMutation(mutation)) return userErrors;
  return userErrors.map((userError) => {
    const { field } = userError;
    return field && field[0] !== "idempotencyKey" ? { ...userError, field: ["ids", String(position)] } : userError;
  });
}
