import type { Clock } from "../clock.js";
import type { OperationHistory } from "../store/operation-history.js";

export interface OperationPruningOptions {
  history: OperationHistory;
  clock: Clock;
  /** How long settled operations are kept, in days. */
  days: number;
  onError: (error: unknown, what: string) => void;
}

const DAY_MS = 86_400_000;
const EVERY_MS = 60 * 60_000;
/** Few enough that a change which is being recorded meanwhile hardly waits. */
const AT_ONCE = 200;
const PAUSE_BETWEEN_MS = 100;

/** Deletes settled operations once they have been kept for `OPERATION_DAYS`: at the start, then every hour. */
export class OperationPruning {
  readonly #options: OperationPruningOptions;
  readonly #stopping = new AbortController();
  #running: Promise<void> | undefined;

  constructor(options: OperationPruningOptions) {
    this.#options = options;
  }

  start(): void {
    this.#running ??= this.#run();
  }

  async stop(): Promise<void> {
    this.#stopping.abort(new Error("The pruning is stopping"));
    await this.#running;
  }

  /** Deletes all that is old enough now, a few at a time. */
  async pruneDue(): Promise<void> {
    const { history, clock, days } = this.#options;
    const before = new Date(clock.now() - days * DAY_MS).toISOString();
    while (!this.#stopping.signal.aborted && (await history.deleteSettledBefore(before, AT_ONCE)) > 0) {
      await clock.sleep(PAUSE_BETWEEN_MS, this.#stopping.signal).catch(() => undefined);
    }
  }

  async #run(): Promise<void> {
    const { clock, onError } = this.#options;
    while (!this.#stopping.signal.aborted) {
      await this.pruneDue().catch((error: unknown) => onError(error, "deleting old operations"));
      await clock.sleep(EVERY_MS, this.#stopping.signal).catch(() => undefined);
    }
  }
}
