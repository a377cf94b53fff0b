import { isListMutation } from "../datasources/contract/catalog.js";
import type { UserError } from "../schema/common/user-error.type.js";

/** Errors of a list mutation point to one of the ids: its input has no other field to correct. */
export function inListTerms(mutation: string, userErrors: UserError[], position: number): UserError[] {
  if (!isListMutation(mutation)) return userErrors;
  return userErrors.map((userError) => {
    const { field } = userError;
    return field && field[0] !== "idempotencyKey" ? { ...userError, field: ["ids", String(position)] } : userError;
  });
}
