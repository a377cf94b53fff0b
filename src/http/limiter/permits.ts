/**
 * Clocks count whole milliseconds, rounded down: two moments that read N apart may lie almost a millisecond closer. A permit is held that
 * much longer, so that the limit holds in any window.
 */
const CLOCK_GRAIN_MS = 1;

const NEVER = Number.POSITIVE_INFINITY;

/**
 * The requests that the vendor can have in its window. A request reaches the vendor at some moment between our sending it and its answer, so
 * its permit is held from the sending until one window after the answer: by then it has left the vendor's window.
 */
export class Permits {
  readonly windowMs: number;
  readonly #isOfClock: boolean;
  /** Moments at which the permits of answered requests come free, in order; those before `#head` are free. */
  #releases: number[] = [];
  #head = 0;
  #inFlight = 0;

  /** `isOfClock`: windows begin at multiples of their length since the epoch. */
  constructor(windowMs: number, isOfClock = false) {
    this.windowMs = windowMs;
    this.#isOfClock = isOfClock;
  }

  get held(): number {
    return this.#inFlight + this.#releases.length - this.#head;
  }

  haveRoom(count: number, limit: number): boolean {
    return this.held + Math.min(count, limit) <= limit;
  }

  take(count: number): void {
    this.#inFlight += count;
  }

  /** The request never reached the vendor. */
  giveBack(count: number): void {
    this.#inFlight -= count;
  }

  answered(now: number, count: number): void {
    this.#inFlight -= count;
    this.#insert(this.windowAfter(now), count);
  }

  /** Takes over a count that is kept elsewhere: permits in flight, and how many come free at which moments, in order. */
  become(inFlight: number, releases: readonly (readonly [at: number, count: number])[]): void {
    this.#inFlight = inFlight;
    this.#head = 0;
    this.#releases = [];
    for (const [at, count] of releases) for (let permit = 0; permit < count; permit += 1) this.#releases.push(at);
  }

  /** Permits that others used, by the vendor's count of what is left. */
  holdForOthers(count: number, releaseAt: number): void {
    this.#insert(releaseAt, count);
  }

  forget(now: number): void {
    while (this.#head < this.#releases.length && (this.#releases[this.#head] ?? 0) <= now) this.#head += 1;
    if (this.#head > 256 && this.#head * 2 > this.#releases.length) {
      this.#releases = this.#releases.slice(this.#head);
      this.#head = 0;
    }
  }

  /**
   * When the permit of this index comes free, counting from the earliest, of those held now and those that will be taken at `turns` (sorted).
   * A permit in flight comes free a window from now at the earliest, a future one a window after its turn.
   */
  releaseAt(index: number, turns: readonly number[], now: number): number {
    const known = this.#releases.length - this.#head;
    const soonest = this.windowAfter(now);
    const knownAt = (at: number): number => this.#releases[this.#head + at] ?? NEVER;
    if (index < known && knownAt(index) <= soonest) return knownAt(index);
    const laterAt = (at: number): number => (at < this.#inFlight ? soonest : this.windowAfter(turns[at - this.#inFlight] ?? NEVER));
    if (known === 0 || knownAt(known - 1) <= soonest) return laterAt(index - known);
    // Permits of others may come free long after ours, so the two lists are merged: how many of the known are among the earliest?
    let fewest = 0;
    let most = Math.min(index, known);
    while (fewest < most) {
      const middle = (fewest + most) >> 1;
      if (knownAt(middle) < laterAt(index - middle - 1)) fewest = middle + 1;
      else most = middle;
    }
    return Math.min(knownAt(fewest), laterAt(index - fewest));
  }

  /** When all permits held now are free again; undefined where none is held. */
  allFreeAt(now: number): number | undefined {
    if (this.#inFlight > 0) return Math.max(this.windowAfter(now), this.#releases.at(-1) ?? 0);
    return this.held > 0 ? this.#releases.at(-1) : undefined;
  }

  /** When a request that reached the vendor at this moment has left its window. */
  windowAfter(moment: number): number {
    const begin = this.#isOfClock ? Math.floor(moment / this.windowMs) * this.windowMs : moment;
    return begin + this.windowMs + CLOCK_GRAIN_MS;
  }

  #insert(releaseAt: number, count: number): void {
    let at = this.#releases.length;
    while (at > this.#head && (this.#releases[at - 1] ?? 0) > releaseAt) at -= 1;
    const later = at === this.#releases.length ? [] : this.#releases.splice(at);
    for (let permit = 0; permit < count; permit += 1) this.#releases.push(releaseAt);
    for (const release of later) this.#releases.push(release);
  }
}
