/**
 * Clocks count whole milliseconds, rounded down: two moments that read N apart may lie almost a millisecond closer. A slot is held that
 * much longer, so that "never more in any span" does not hang on a fraction.
 */
const CLOCK_GRAIN_MS = 1;

/**
 * How many requests the vendor can have in its window. A request reaches the vendor at some moment between our sending it and its
 * answer, so its slot is held from the sending until one window after the answer: then it has left the window whenever it came.
 */
export class Slots {
  readonly windowMs: number;
  /** Moments at which the slots of answered requests come free, in order; those before `#head` have. */
  #releases: number[] = [];
  #head = 0;
  #inFlight = 0;

  constructor(windowMs: number) {
    this.windowMs = windowMs;
  }

  get held(): number {
    return this.#inFlight + this.#releases.length - this.#head;
  }

  take(): void {
    this.#inFlight += 1;
  }

  /** The request never reached the vendor. */
  giveBack(): void {
    this.#inFlight -= 1;
  }

  answered(now: number): void {
    this.#inFlight -= 1;
    this.#insert(this.windowAfter(now), 1);
  }

  /** Slots that others used, known from what the vendor says is left. */
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

  /** When the held slot of this index comes free, the earliest first. One in flight cannot before a window from now. */
  releaseAt(index: number, now: number): number {
    return this.#releases[this.#head + index] ?? this.windowAfter(now);
  }

  /** When all that is held now is free again; undefined where nothing is. */
  allFreeAt(now: number): number | undefined {
    if (this.#inFlight > 0) return Math.max(this.windowAfter(now), this.#releases.at(-1) ?? 0);
    return this.held > 0 ? this.#releases.at(-1) : undefined;
  }

  windowAfter(moment: number): number {
    return moment + this.windowMs + CLOCK_GRAIN_MS;
  }

  #insert(releaseAt: number, count: number): void {
    if (count === 1 && (this.#releases.at(-1) ?? 0) <= releaseAt) {
      this.#releases.push(releaseAt);
      return;
    }
    let at = this.#releases.length;
    while (at > this.#head && (this.#releases[at - 1] ?? 0) > releaseAt) at -= 1;
    const later = this.#releases.splice(at);
    for (let slot = 0; slot < count; slot += 1) this.#releases.push(releaseAt);
    for (const release of later) this.#releases.push(release);
  }
}
