import type { Clock } from "../clock.js";
import { BackgroundWork } from "./background-work.js";
import type { WorkLease } from "./leases.js";

export interface PruningOptions {
  lease: WorkLease;
  clock: Clock;
  /** How long rows are kept, in days. */
  days: number;
  onError: (error: unknown, what: string) => void;
}

export interface Pruned {
  /** For the log: "deleting old events". */
  what: string;
  /** Deletes some that are older than this moment, few enough that one which is being written meanwhile hardly waits; returns how many. */
  deleteSome: (before: string) => Promise<number>;
  /** Once none of them is left. */
  deleteRest?: (before: string) => Promise<unknown>;
}

const DAY_MS = 86_400_000;
const EVERY_MS = 60 * 60_000;
const PAUSE_BETWEEN_MS = 100;

/** Deletes rows once they have been kept for so many days: at the start, then every hour, or as often as they grow too old where that is sooner. */
export class Pruning {
  readonly #work: BackgroundWork;

  constructor(options: PruningOptions, { what, deleteSome, deleteRest }: Pruned) {
    const { clock, days } = options;
    const everyMs = Math.min(EVERY_MS, days * DAY_MS);
    const round = async (signal: AbortSignal) => {
      const before = new Date(clock.now() - days * DAY_MS).toISOString();
      while (!signal.aborted && (await deleteSome(before)) > 0) {
        await clock.sleep(PAUSE_BETWEEN_MS, signal).catch(() => undefined);
      }
      await deleteRest?.(before);
      return everyMs;
    };
    this.#work = new BackgroundWork({ ...options, what, round, retryAfterMs: () => everyMs });
  }

  start(): void {
    this.#work.start();
  }

  stop(): Promise<void> {
    return this.#work.stop();
  }
}
