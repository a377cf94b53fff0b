import type { AbortSignalLike } from "./abort-signal.js";

/** The time, and waiting. All code that waits or compares times takes a Clock, so that tests set the time and never sleep. */
export interface Clock {
  /** Milliseconds since the Unix epoch. */
  now(): number;
  /** Resolves after `waitMs`; rejects with the signal's reason when it is aborted first. */
  sleep(waitMs: number, signal?: AbortSignalLike): Promise<void>;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: (waitMs, signal) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) {
        reject(signal.reason);
        return;
      }
      const onAbort = () => {
        clearTimeout(timer);
        reject(signal?.reason);
      };
      const timer = setTimeout(() => {
        signal?.removeEventListener("abort", onAbort);
        resolve();
      }, waitMs);
      signal?.addEventListener("abort", onAbort, { once: true });
    }),
};
