import type { AbortSignalLike } from "../../src/abort-signal.js";
import type { Clock } from "../../src/clock.js";

/** A clock that stands still until a test moves it; sleepers wake as their moment is passed. */
export class ManualClock implements Clock {
  #now: number;
  #sleepers: { wakeAt: number; wake: () => void }[] = [];

  constructor(start: number | string = "2026-11-22T12:00:00Z") {
    this.#now = typeof start === "number" ? start : Date.parse(start);
  }

  now(): number {
    return this.#now;
  }

  sleep(waitMs: number, signal?: AbortSignalLike): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) {
        reject(signal.reason);
        return;
      }
      const sleeper = {
        wakeAt: this.#now + waitMs,
        wake: () => {
          signal?.removeEventListener("abort", onAbort);
          resolve();
        },
      };
      const onAbort = () => {
        this.#sleepers = this.#sleepers.filter((other) => other !== sleeper);
        reject(signal?.reason);
      };
      signal?.addEventListener("abort", onAbort, { once: true });
      this.#sleepers.push(sleeper);
    });
  }

  /** How many are asleep now. */
  get sleeping(): number {
    return this.#sleepers.length;
  }

  /** Moves time on, waking sleepers in the order of their moments and letting what they start run in between. */
  async advance(ms: number): Promise<void> {
    const target = this.#now + ms;
    for (;;) {
      await settle();
      const next = this.#sleepers.filter((sleeper) => sleeper.wakeAt <= target).sort((a, b) => a.wakeAt - b.wakeAt)[0];
      if (next === undefined) break;
      this.#sleepers = this.#sleepers.filter((sleeper) => sleeper !== next);
      this.#now = Math.max(this.#now, next.wakeAt);
      next.wake();
    }
    this.#now = target;
    await settle();
  }
}

/** A clock whose sleepers never wait: time jumps to their moment at once. For code that waits a little between tries. */
export class JumpingClock implements Clock {
  #now: number;

  constructor(start: number | string = "2026-11-22T12:00:00Z") {
    this.#now = typeof start === "number" ? start : Date.parse(start);
  }

  now(): number {
    return this.#now;
  }

  async sleep(waitMs: number, signal?: AbortSignalLike): Promise<void> {
    if (signal?.aborted) throw signal.reason;
    this.#now += waitMs;
    await Promise.resolve();
  }

  jump(ms: number): void {
    this.#now += ms;
  }
}

/** Lets promises and microtasks that are ready run on. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
