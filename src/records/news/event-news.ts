/** Is told the number of the newest event that is visible. */
export type NewsListener = (newest: number) => void;

/**
 * News of new events, told once they are visible: of this process's at once, of other servers' as `SharedNews` learns of them. It is a hint to
 * look, and each number is told once: whoever follows reads on from the last number that it has seen, and tries again by itself where that fails.
 */
export class EventNews {
  readonly #listeners = new Set<NewsListener>();
  readonly #onError: (error: unknown, what: string) => void;
  #newest = 0;

  constructor(onError: (error: unknown, what: string) => void) {
    this.#onError = onError;
  }

  get isHeard(): boolean {
    return this.#listeners.size > 0;
  }

  /** Returns the way to stop listening. */
  listen(listener: NewsListener): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  tell(newest: number): void {
    if (newest <= this.#newest) return;
    this.#newest = newest;
    for (const listener of this.#listeners) {
      try {
        listener(newest);
      } catch (error) {
        this.#onError(error, "telling of new events");
      }
    }
  }
}
