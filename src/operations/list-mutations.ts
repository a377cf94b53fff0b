import type { UserError } from "../schema/common/user-error.type.js";

/** Mutations that ask for many changes at once, and the change that each of them is made of. */
const CHANGE_OF_LIST: Readonly<Record<string, string>> = { closeVacancies: "closeVacancy" };

/** The kind of change behind a mutation's name. */
export function changeKindOf(mutation: string): string {
  return CHANGE_OF_LIST[mutation] ?? mutation;
}

/** In a list it is one of the ids that is at fault: there are no other fields that a client could correct. */
export function inListTerms(mutation: string, userErrors: UserError[], position: number): UserError[] {
  if (!(mutation in CHANGE_OF_LIST)) return userErrors;
  return userErrors.map((userError) => {
    const { field } = userError;
    return field && field[0] !== "idempotencyKey" ? { ...userError, field: ["ids", String(position)] } : userError;
  });
}
