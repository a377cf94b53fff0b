/** Steps of one turn of the event loop: some milliseconds, so that a piece of news for a thousand followers holds nobody else up. */
const STEPS_IN_A_TURN = 20;

/** Spreads what many have to do at once over turns of the event loop, in the order in which they come. */
export class Pace {
  #waiting: (() => void)[] = [];
  #isRunning = false;

  /** Resolves when it is the caller's turn. */
  turn(): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      if (this.#isRunning) return;
      this.#isRunning = true;
      setImmediate(() => this.#run());
    });
  }

  #run(): void {
    const begun = this.#waiting.slice(0, STEPS_IN_A_TURN);
    this.#waiting = this.#waiting.slice(STEPS_IN_A_TURN);
    for (const begin of begun) begin();
    this.#isRunning = this.#waiting.length > 0;
    if (this.#isRunning) setImmediate(() => this.#run());
  }
}
