import type { Clock } from "../clock.js";
import { BackgroundWork } from "../leases/background-work.js";
import type { Leases } from "../leases/leases.js";
import type { OperationRepository, StoredOperation } from "../store/operation.repository.js";
import type { ChangeExecutor } from "./change-executor.js";

export interface ReconcilerOptions {
  executor: ChangeExecutor;
  repository: OperationRepository;
  leases: Leases;
  clock: Clock;
  onError: (error: unknown, what: string) => void;
}

const ROUND_SIZE = 200;
/** How soon a newly recorded change is noticed; each check reads one indexed minimum. */
const WAKE_AT_LEAST_EVERY_MS = 2_000;

/** Verifies open operations until their outcome is known: all of them once it takes the work over, then each when it is due. */
export class Reconciler {
  readonly #options: ReconcilerOptions;
  readonly #work: BackgroundWork;

  constructor(options: ReconcilerOptions) {
    this.#options = options;
    this.#work = new BackgroundWork({
      ...options,
      lease: options.leases.of("reconciler"),
      what: "verifying open operations",
      round: async (signal, isFirst) => {
        if (isFirst) await this.verifyAllOpen(signal);
        await this.verifyDue();
        await this.verifyAbandoned();
        return this.#untilNext();
      },
      retryAfterMs: () => WAKE_AT_LEAST_EVERY_MS,
    });
  }

  start(): void {
    this.#work.start();
  }

  stop(): Promise<void> {
    return this.#work.stop();
  }

  /** Verifies everything that earlier processes left open, whether due or not. */
  async verifyAllOpen(signal?: AbortSignal): Promise<void> {
    const open = (await this.#options.repository.open()).filter((row) => !this.#isBeingSent(row));
    for (let from = 0; from < open.length && signal?.aborted !== true; from += ROUND_SIZE) {
      await this.#round(open.slice(from, from + ROUND_SIZE), "takeover");
    }
  }

  /** Verifies what is due now. */
  async verifyDue(): Promise<void> {
    const now = new Date(this.#options.clock.now()).toISOString();
    await this.#round(await this.#options.repository.dueForLook(now, ROUND_SIZE));
  }

  /** Looks for the proof of changes whose server died while it sent them. Their absence proves something only when they are due. */
  async verifyAbandoned(): Promise<void> {
    const { repository, executor, clock } = this.#options;
    const abandoned = (await repository.beingSent()).filter((row) => !this.#isBeingSent(row));
    await this.#round(
      abandoned.filter((row) => executor.reconciliation.nextLookForProof(row) <= clock.now()),
      "takeover",
    );
  }

  #isBeingSent({ sent_at, sent_by }: StoredOperation): boolean {
    return sent_at === null && sent_by !== null && this.#options.leases.members().includes(sent_by);
  }

  async #round(rows: readonly StoredOperation[], asker?: "takeover"): Promise<void> {
    const resting = rows.filter((row) => !this.#options.executor.isInFlight(row.id));
    if (resting.length > 0) await this.#options.executor.reconciliation.verify(resting, asker);
  }

  async #untilNext(): Promise<number> {
    const next = await this.#options.repository.nextLookAt();
    const untilNext = next === undefined ? WAKE_AT_LEAST_EVERY_MS : Date.parse(next) - this.#options.clock.now();
    return Math.min(WAKE_AT_LEAST_EVERY_MS, Math.max(100, untilNext));
  }
}
