/** What was thrown, as the value that stands in the place of an answer that did not come. */
export function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}
