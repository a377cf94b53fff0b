import type { Clock } from "../clock.js";
import type { OperationRepository, StoredOperation } from "../store/operation.repository.js";
import type { ChangeExecutor } from "./change-executor.js";

export interface ReconcilerOptions {
  executor: ChangeExecutor;
  repository: OperationRepository;
  clock: Clock;
  onError: (error: unknown, what: string) => void;
}

const ROUND_SIZE = 200;
/** How soon a newly recorded change is noticed; each check reads one indexed minimum. */
const WAKE_AT_LEAST_EVERY_MS = 2_000;

/** Verifies open operations until their outcome is known: all of them at the start, then each when it is due. */
export class Reconciler {
  readonly #options: ReconcilerOptions;
  readonly #stopping = new AbortController();
  #running: Promise<void> | undefined;

  constructor(options: ReconcilerOptions) {
    this.#options = options;
  }

  start(): void {
    this.#running ??= this.#run();
  }

  async stop(): Promise<void> {
    this.#stopping.abort(new Error("The reconciler is stopping"));
    await this.#running;
  }

  /** Verifies everything that an earlier process left open, whether due or not. */
  async verifyAllOpen(): Promise<void> {
    const open = await this.#options.repository.open();
    for (let from = 0; from < open.length && !this.#stopping.signal.aborted; from += ROUND_SIZE) {
      await this.#round(open.slice(from, from + ROUND_SIZE));
    }
  }

  /** Verifies what is due now. */
  async verifyDue(): Promise<void> {
    const now = new Date(this.#options.clock.now()).toISOString();
    await this.#round(await this.#options.repository.dueForLook(now, ROUND_SIZE));
  }

  async #round(rows: readonly StoredOperation[]): Promise<void> {
    const resting = rows.filter((row) => !this.#options.executor.isInFlight(row.id));
    if (resting.length > 0) await this.#options.executor.reconciliation.verify(resting);
  }

  async #run(): Promise<void> {
    const { clock, repository, onError } = this.#options;
    await this.verifyAllOpen().catch((error) => onError(error, "verifying what an earlier run left open"));
    while (!this.#stopping.signal.aborted) {
      try {
        await this.verifyDue();
        const next = await repository.nextLookAt();
        const untilNext = next === undefined ? WAKE_AT_LEAST_EVERY_MS : Date.parse(next) - clock.now();
        await clock.sleep(Math.min(WAKE_AT_LEAST_EVERY_MS, Math.max(100, untilNext)), this.#stopping.signal);
      } catch (error) {
        if (this.#stopping.signal.aborted) return;
        onError(error, "verifying open operations");
        await clock.sleep(WAKE_AT_LEAST_EVERY_MS, this.#stopping.signal).catch(() => undefined);
      }
    }
  }
}
