import type { Clock } from "../clock.js";

/** Wakes a loop that waits for work. */
export class Bell {
  readonly #clock: Clock;
  #hasRung = false;
  #waiting: AbortController | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Ends the wait, or the next one where nobody waits. */
  readonly ring = (): void => {
    this.#hasRung = true;
    this.#waiting?.abort(RUNG);
  };

  /** Waits for the bell, and `atMostMs` milliseconds at the longest. */
  async wait(atMostMs: number): Promise<void> {
    if (!this.#hasRung) {
      this.#waiting = new AbortController();
      await this.#clock.sleep(atMostMs, this.#waiting.signal).catch(() => undefined);
      this.#waiting = undefined;
    }
    this.#hasRung = false;
  }
}

const RUNG = new Error("The bell has rung.");
