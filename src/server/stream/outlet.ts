import type { ServerResponse } from "node:http";
import { type AbortSignalLike, AbortSource } from "../../abort-signal.js";
import type { Clock } from "../../clock.js";

/** How long a connection may take for the last words. */
const LAST_WORDS_MS = 5_000;

/** The connection of a stream, as far as it takes what is written. */
export class Outlet {
  readonly #answer: ServerResponse;
  readonly #clock: Clock;
  /** Aborted when the connection has gone. The answer alone does not tell: one that waits for its turn on its connection is never closed. */
  readonly #gone = new AbortSource();
  /** Called when there is room again, or never will be. */
  readonly #waiting = new Set<() => void>();
  readonly #onRoom = (): void => {
    for (const wake of [...this.#waiting]) wake();
  };

  /** @param left aborted when the client has gone */
  constructor(answer: ServerResponse, clock: Clock, left: AbortSignalLike) {
    this.#answer = answer;
    this.#clock = clock;
    answer.on("drain", this.#onRoom);
    answer.once("close", () => this.#go());
    // It is closed then, which is all that is to be known.
    answer.on("error", () => undefined);
    left.addEventListener("abort", () => this.#go());
    if (left.aborted || answer.closed) this.#go();
  }

  /** Whether it takes more now; also where it has gone, since nothing is to be waited for then. */
  get hasRoom(): boolean {
    return !this.#answer.writableNeedDrain || this.hasGone;
  }

  get hasGone(): boolean {
    return this.#gone.aborted;
  }

  /** Resolves when it takes more. */
  room(): Promise<void> {
    if (this.hasRoom) return Promise.resolve();
    return new Promise((resolve) => {
      const wake = (): void => {
        if (!this.hasRoom) return;
        this.#waiting.delete(wake);
        resolve();
      };
      this.#waiting.add(wake);
    });
  }

  /** Writes texts as there is room for them, and closes. Resolves when all was taken, or the connection has gone. */
  async write(texts: AsyncIterable<string>): Promise<void> {
    for await (const text of texts) {
      if (this.hasGone) return;
      this.#answer.write(text);
      await this.room();
    }
    if (this.hasGone) return;
    this.#answer.end();
    await new Promise<void>((resolve) => this.#gone.addEventListener("abort", resolve));
  }

  /** From now on only last words are written: a connection that does not take them is cut. */
  async closeSoon(): Promise<void> {
    await this.#clock.sleep(LAST_WORDS_MS, this.#gone).catch(() => undefined);
    this.#answer.destroy();
    this.#go();
  }

  #go(): void {
    this.#gone.abort(GONE);
    this.#onRoom();
  }
}

const GONE = new Error("The connection has gone.");
