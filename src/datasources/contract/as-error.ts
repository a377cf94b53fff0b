/** A thrown value as an Error, to take the place of a missing answer. */
export function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}
