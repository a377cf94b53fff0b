import type { Clock } from "../clock.js";

/**
 * The clock of the database that several servers share. Their own clocks may differ by minutes, and what one writes down the others compare with
 * theirs: when a change may be taken for lost, what was paid for a moment ago, which day a sweep belongs to.
 */
export class SharedClock implements Clock {
  readonly #own: Clock;
  /** How far the database is ahead of this server, in milliseconds. */
  #aheadMs = 0;

  constructor(own: Clock) {
    this.#own = own;
  }

  /** Whole milliseconds, though the database tells parts of them: vendors take no others. */
  now(): number {
    return Math.floor(this.#own.now() + this.#aheadMs);
  }

  sleep(waitMs: number, signal?: AbortSignal): Promise<void> {
    return this.#own.sleep(waitMs, signal);
  }

  /**
   * Corrects the clock by a time that the database told between two moments of this clock, as little as is certain: it is right where it told a
   * time in between.
   *
   * @returns by how much, in milliseconds
   */
  correct(told: number, askedAt: number, answeredAt: number): number {
    const byMs = told < askedAt ? told - askedAt : Math.max(0, told - answeredAt);
    this.#aheadMs += byMs;
    return byMs;
  }
}
