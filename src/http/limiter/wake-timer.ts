import type { Clock } from "../../clock.js";

/** Calls back at one moment: the last one that it was set to. */
export class WakeTimer {
  readonly #clock: Clock;
  readonly #onWake: () => void;
  #set: { wakeAt: number; stop: AbortController } | undefined;

  constructor(clock: Clock, onWake: () => void) {
    this.#clock = clock;
    this.#onWake = onWake;
  }

  /** @param moment by the clock; one that is past wakes at once */
  wakeAt(moment: number): void {
    if (this.#set?.wakeAt === moment) return;
    this.stop();
    const stop = new AbortController();
    this.#set = { wakeAt: moment, stop };
    this.#clock.sleep(Math.max(0, moment - this.#clock.now()), stop.signal).then(
      () => {
        this.#set = undefined;
        this.#onWake();
      },
      () => undefined,
    );
  }

  stop(): void {
    this.#set?.stop.abort(STOPPED);
    this.#set = undefined;
  }
}

const STOPPED = new Error("The timer was stopped.");
