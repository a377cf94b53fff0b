import type { Clock } from "../clock.js";

interface Alarm {
  at: () => number | undefined;
  ring: () => void;
}

const STOPPED = new Error("No longer waited for.");

/**
 * Many moments, one sleep: almost every timer is stopped before it rings, and a timer with an abort signal for each of them was the
 * largest single cost of a request.
 */
export class DeadlineTimers {
  readonly #clock: Clock;
  #timers = new Set<Alarm>();
  #sleep: { wakeAt: number; stop: AbortController } | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Rings once the moment that `at` names has come. It is asked again then, as it may have moved on; undefined means never. Returns the way to stop it. */
  set(at: () => number | undefined, ring: () => void): () => void {
    const moment = at();
    if (moment !== undefined && moment <= this.#clock.now()) {
      ring();
      return () => undefined;
    }
    if (moment === undefined) return () => undefined;
    const timer: Alarm = { at, ring };
    this.#timers.add(timer);
    this.#wakeBy(moment);
    return () => {
      this.#timers.delete(timer);
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
      // One that rings may have stopped another.
      if (this.#timers.delete(timer)) timer.ring();
    }
    if (this.#timers.size === 0) this.#stopSleeping();
  }

  #wakeBy(moment: number): void {
    if (this.#sleep !== undefined && this.#sleep.wakeAt <= moment) return;
    this.#stopSleeping();
    const stop = new AbortController();
    this.#sleep = { wakeAt: moment, stop };
    this.#clock.sleep(moment - this.#clock.now(), stop.signal).then(
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
