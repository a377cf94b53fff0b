import type { Clock } from "../../clock.js";
import { DatabaseUnavailable } from "../../store/database-unavailable.js";

export interface UnwrittenEndingsOptions {
  clock: Clock;
  onError?: (error: unknown, what: string) => void;
}

const RETRY_AFTER_MS = 1_000;

/**
 * How changes ended, for as long as the database does not take it: the vendor's answer names tasks and records that no look would find again. What is
 * here when the process ends is verified like a lost answer.
 */
export class UnwrittenEndings {
  readonly #options: UnwrittenEndingsOptions;
  readonly #unwritten = new Set<Promise<void>>();
  readonly #stopping = new AbortController();

  constructor(options: UnwrittenEndingsOptions) {
    this.#options = options;
  }

  /**
   * Writes an ending down, now or later; the same ending twice does no harm.
   *
   * @throws DatabaseUnavailable where it is written later
   */
  async write<Result>(ending: () => Promise<Result>): Promise<Result> {
    try {
      return await ending();
    } catch (error) {
      if (error instanceof DatabaseUnavailable) this.#keep(this.#writeLater(ending));
      throw error;
    }
  }

  /** Writes what is left, if the database is back; then no more. */
  async close(): Promise<void> {
    this.#stopping.abort(new Error("The server is stopping"));
    await Promise.all(this.#unwritten);
  }

  #keep(writing: Promise<void>): void {
    this.#unwritten.add(writing);
    writing.finally(() => this.#unwritten.delete(writing));
  }

  async #writeLater(ending: () => Promise<unknown>): Promise<void> {
    const { clock, onError } = this.#options;
    for (let isLast = false; !isLast; ) {
      isLast = await clock.sleep(RETRY_AFTER_MS, this.#stopping.signal).then(
        () => false,
        () => true,
      );
      try {
        await ending();
        return;
      } catch (error) {
        if (error instanceof DatabaseUnavailable) continue;
        onError?.(error, "writing down how a change ended");
        return;
      }
    }
  }
}
