/** How old the answer of one operation may be, how old it becomes, and whether it may serve again. */
export class AnswerAge {
  /** Undefined: it has to be new. */
  readonly maxAgeMs: number | undefined;
  #since: number;
  #isWhole = false;
  #servesOnce = false;

  constructor(maxAgeMs: number | undefined, now: number) {
    this.maxAgeMs = maxAgeMs;
    this.#since = now;
  }

  /** The moment at which the oldest part of the answer was asked for. */
  get since(): number {
    return this.#since;
  }

  /** Notes a part of that moment. */
  note(at: number): void {
    this.#since = Math.min(this.#since, at);
  }

  get servesOnce(): boolean {
    return this.#servesOnce;
  }

  get servesAgain(): boolean {
    return this.#isWhole && !this.#servesOnce;
  }

  /** The answer has all that was asked for. */
  serveAgain(): void {
    this.#isWhole = true;
  }

  /** The answer has more in it than vendors' records. */
  serveOnce(): void {
    this.#servesOnce = true;
  }
}
