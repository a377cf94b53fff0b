import type { Alarms } from "./alarms.js";
import type { CallScope } from "./request.js";

/** How to tell the caller that stopped waiting why. */
export interface Leaving {
  aborted: () => Error;
  late: () => Error;
}

/** Waits for work that others wait for too, but no longer than this caller does; the work itself goes on. */
export function withinScope<T>(work: Promise<T>, scope: CallScope, alarms: Alarms, leaving: Leaving): Promise<T> {
  const { signal } = scope;
  return new Promise((resolve, reject) => {
    let ended = false;
    let stopTimer: () => void = () => undefined;
    const end = (): void => {
      ended = true;
      stopTimer();
      signal?.removeEventListener("abort", onAbort);
    };
    const onAbort = (): void => {
      end();
      reject(leaving.aborted());
    };
    work.finally(end).then(resolve, reject);
    if (signal?.aborted) {
      onAbort();
      return;
    }
    signal?.addEventListener("abort", onAbort, { once: true });
    // A token at hand is there before the event loop turns; a timer would cost more than the whole wait.
    setImmediate(() => {
      if (ended) return;
      stopTimer = alarms.set(
        () => scope.deadlineAt,
        () => {
          end();
          reject(leaving.late());
        },
      );
    });
  });
}
