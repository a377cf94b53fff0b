import type { Clock } from "../clock.js";
import { DatabaseUnavailable } from "../store/database-unavailable.js";

/** What is asked of the database when the request's time is over has this long, in milliseconds. */
const AT_LEAST_MS = 500;
/** So long before the deadline the caller is told, in milliseconds. */
const TOLD_BEFORE_MS = 100;

/**
 * Waits for the database no longer than until just before the deadline. The statement goes on, and may be done later. The time is that of the machine, whose
 * database does not go by a clock that is handed in.
 *
 * @throws DatabaseUnavailable once that has passed
 */
export async function inTime<Result>(work: Promise<Result>, deadlineAt: number, clock: Clock, atLeastMs = AT_LEAST_MS): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    const fail = () => reject(new DatabaseUnavailable("The database has not answered before the deadline"));
    timer = setTimeout(fail, Math.max(atLeastMs, deadlineAt - TOLD_BEFORE_MS - clock.now()));
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
