/** Repeatable random numbers. */
export class Dice {
  #state: number;

  constructor(seed: number) {
    this.#state = seed;
  }

  below(limit: number): number {
    this.#state = (this.#state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return Math.floor((this.#state / 4_294_967_296) * limit);
  }

  /** Whether something happens that happens once in so many times. */
  oneIn(times: number): boolean {
    return this.below(times) === 0;
  }

  pick<One>(many: readonly One[]): One | undefined {
    return many[this.below(many.length)];
  }
}
