import { AbortSource } from "../../abort-signal.js";
import type { Clock } from "../../clock.js";

interface Alarm {
  at: () => number | undefined;
  ring: () => void;
}

const NOTHING = (): undefined => undefined;

const STOPPED = new Error("No longer waited for.");

/**
 * Many timers on one sleep. Almost every timer is stopped before it rings, and a sleep with an abort signal for each was the largest single
 * cost of a request.
 */
export class DeadlineTimers {
  readonly #clock: Clock;
  #timers = new Set<Alarm>();
  #sleep: { wakeAt: number; stop: AbortSource } | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /**
   * Calls `ring` once the moment that `at` gives (epoch milliseconds; undefined: never) has come. `at` is called again then, as the moment
   * may have moved. Returns a function that stops the timer.
   */
  set(at: () => number | undefined, ring: () => void): () => void {
    const moment = at();
    if (moment !== undefined && moment <= this.#clock.now()) {
      ring();
      return NOTHING;
    }
    if (moment === undefined) return NOTHING;
    const timer: Alarm = { at, ring };
    this.#timers.add(timer);
    this.#wakeBy(moment);
    return () => {
      this.#timers.delete(timer);
      // V8 may hold the timer itself for long (`TransientMap`).
      timer.at = NOTHING;
      timer.ring = NOTHING;
      if (this.#timers.size === 0) this.#stopSleeping();
    };
  }

  #ringDue(): void {
    const now = this.#clock.now();
    let next = Number.POSITIVE_INFINITY;
    const due: Alarm[] = [];
    for (const timer of this.#timers) {
      const moment = timer.at() ?? Number.POSITIVE_INFINITY;
      if (moment <= now) due.push(timer);
      else next = Math.min(next, moment);
    }
    if (Number.isFinite(next)) this.#wakeBy(next);
    for (const timer of due) {
      // A timer that rings may have stopped another one.
      if (this.#timers.delete(timer)) timer.ring();
    }
    if (this.#timers.size === 0) this.#stopSleeping();
  }

  #wakeBy(moment: number): void {
    if (this.#sleep !== undefined && this.#sleep.wakeAt <= moment) return;
    this.#stopSleeping();
    const stop = new AbortSource();
    this.#sleep = { wakeAt: moment, stop };
    this.#clock.sleep(moment - this.#clock.now(), stop).then(
      () => {
        this.#sleep = undefined;
        this.#ringDue();
      },
      () => undefined,
    );
  }

  #stopSleeping(): void {
    this.#sleep?.stop.abort(STOPPED);
    this.#sleep = undefined;
  }
}
