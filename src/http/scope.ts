import type { Clock } from "../clock.js";
import type { CallScope } from "./request.js";

const OVER = new Error("No longer waited for.");

/** Calls back when the moment that `at` names has come, asking again as it may have moved; undefined means never. Returns the way to stop it. */
export function whenReached(at: () => number | undefined, clock: Clock, onReached: () => void): () => void {
  const stop = new AbortController();
  const wait = (): void => {
    const moment = at();
    if (moment === undefined) return;
    const waitMs = moment - clock.now();
    if (waitMs <= 0) onReached();
    else clock.sleep(waitMs, stop.signal).then(wait, () => undefined);
  };
  wait();
  return () => stop.abort(OVER);
}

/** How to tell the caller that stopped waiting why. */
export interface Leaving {
  aborted: () => Error;
  /** Undefined: stay, the work is about to end by itself. */
  late: () => Error | undefined;
}

/** Waits for work that others wait for too, but no longer than this caller does; the work itself goes on. */
export function withinScope<T>(work: Promise<T>, scope: CallScope, clock: Clock, leaving: Leaving): Promise<T> {
  const { signal } = scope;
  if (signal === undefined && scope.deadlineAt === undefined) return work;
  return new Promise((resolve, reject) => {
    let stopTimer: () => void = () => undefined;
    const over = (): void => {
      stopTimer();
      signal?.removeEventListener("abort", onAbort);
    };
    const onAbort = (): void => {
      over();
      reject(leaving.aborted());
    };
    work.then(
      (value) => {
        over();
        resolve(value);
      },
      (error: unknown) => {
        over();
        reject(error);
      },
    );
    if (signal?.aborted) {
      onAbort();
      return;
    }
    signal?.addEventListener("abort", onAbort, { once: true });
    stopTimer = whenReached(
      () => scope.deadlineAt,
      clock,
      () => {
        const error = leaving.late();
        if (error === undefined) return;
        over();
        reject(error);
      },
    );
  });
}
