import { setMaxListeners } from "node:events";
import type { Clock } from "../clock.js";
import { iso } from "../datasources/contract/timestamps.js";
import type { VendorConnection } from "../datasources/contract/vendor-module.js";
import { nameOf } from "../http/vendor-error.js";
import type { CodeGapRepository } from "../store/code-gap.repository.js";
import type { RecordCodeRepository } from "../store/record-code.repository.js";
import { sourceColumns } from "../store/source-columns.js";
import type { CodeSweepRow } from "../store/tables.js";
import type { RecordIndex } from "./record-index.js";
import { SweepGaps } from "./sweep-gaps.js";
import { SweepWalk } from "./sweep-walk.js";
import { kindsToSweep, SweptSource } from "./swept-source.js";

/** How often every record is met again. */
const SWEEP_EVERY_MS = 6 * 60 * 60 * 1000;
const PAUSE_AFTER_FAILURE_MS = 60_000;
const LOOK_FOR_WORK_EVERY_MS = 60_000;

export interface RecordSweepOptions {
  connections: readonly VendorConnection[];
  recordIndex: RecordIndex;
  repository: RecordCodeRepository;
  gaps: CodeGapRepository;
  clock: Clock;
  onError: (error: unknown, what: string) => void;
}

/**
 * Reads all records of the vendors without a search by code, slowly, so that the record index holds all of them. Its progress is in the
 * store, so a restart resumes it. It skips what it cannot read, and retries it later; a record that a completed sweep did not meet is read
 * once more, and deleted from the index where the vendor no longer has it.
 */
export class RecordSweep {
  readonly #options: RecordSweepOptions;
  readonly #stopping = new AbortController();
  readonly #walks: SweepWalk[];
  #running: Promise<void> | undefined;

  constructor(options: RecordSweepOptions) {
    this.#options = options;
    // A page of whole reads listens with as many requests as it has records.
    setMaxListeners(0, this.#stopping.signal);
    this.#walks = options.connections.flatMap((connection) =>
      kindsToSweep(connection.datasource({})).map((kind) => {
        const swept = new SweptSource(connection, kind, this.#stopping.signal);
        return new SweepWalk(swept, new SweepGaps(options, connection.source, kind), options);
      }),
    );
  }

  start(): void {
    this.#running ??= this.#run();
  }

  async stop(): Promise<void> {
    this.#stopping.abort(new Error("The sweep is stopping"));
    await this.#running;
  }

  /** Sweeps everything that is due, to its end. A failure does not stop the others; then the first failure is thrown. */
  async sweepDue(): Promise<void> {
    const ends = await Promise.allSettled(this.#walks.map((walk) => this.#sweep(walk)));
    const failed = ends.find((end) => end.status === "rejected");
    if (failed !== undefined) throw failed.reason;
  }

  async #run(): Promise<void> {
    await Promise.all(this.#walks.map((walk) => this.#keepSweeping(walk)));
  }

  /** Sweeps each source by itself: one that is down is retried while another is still running, and none runs twice at a time. */
  async #keepSweeping(walk: SweepWalk): Promise<void> {
    const { clock, onError } = this.#options;
    while (!this.#stopping.signal.aborted) {
      let pauseMs = LOOK_FOR_WORK_EVERY_MS;
      try {
        await this.#sweep(walk);
      } catch (error) {
        if (this.#stopping.signal.aborted) return;
        onError(error, `sweeping ${nameOf(walk.swept.source)} for requisition codes`);
        pauseMs = PAUSE_AFTER_FAILURE_MS;
      }
      await clock.sleep(pauseMs, this.#stopping.signal).catch(() => undefined);
    }
  }

  async #sweep(walk: SweepWalk): Promise<void> {
    const { repository, clock } = this.#options;
    const { source, kind, lists, reach } = walk.swept;
    const { signal } = this.#stopping;
    const last = await repository.sweep(source, kind);
    // What was covered by another setting says nothing about what is to be covered now.
    const before = last?.reach === reach ? last : undefined;
    const now = clock.now();
    const finished = before !== undefined && before.completed_at !== null && before.completed_at >= before.started_at;
    if (finished && now - Date.parse(before.completed_at as string) < SWEEP_EVERY_MS) return walk.fillGaps(signal);
    const isNew = before === undefined || finished;
    let row: CodeSweepRow = isNew
      ? { ...sourceColumns(source), kind, started_at: iso(now), list: 0, position: null, completed_at: before?.completed_at ?? null, reach }
      : before;
    if (last !== undefined && before === undefined) await repository.saveSweep(row);
    walk.begin(row, isNew);
    while (row.list < lists && !signal.aborted) {
      row = await walk.step(row);
      await repository.saveSweep(row);
    }
    if (signal.aborted) return;
    await walk.end(row.started_at, signal);
    if (signal.aborted) return;
    await repository.saveSweep({ ...row, completed_at: iso(clock.now()) });
  }
}
