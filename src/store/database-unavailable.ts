/** The database did not answer, or not in time. A statement that was under way may have been done all the same. */
export class DatabaseUnavailable extends Error {
  /** Errors of databases have a code. */
  readonly code = "DATABASE_UNAVAILABLE";
  /** When to ask again, in milliseconds. */
  readonly retryAfterMs = 2_000;
}
