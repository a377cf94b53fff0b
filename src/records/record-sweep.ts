import { setMaxListeners } from "node:events";
import type { Clock } from "../clock.js";
import { iso } from "../datasources/contract/timestamps.js";
import type { VendorConnection } from "../datasources/contract/vendor-module.js";
import { nameOf, VendorError } from "../http/vendor-error.js";
import type { CodeGapRepository } from "../store/code-gap.repository.js";
import type { RecordCodeRepository } from "../store/record-code.repository.js";
import { sourceColumns } from "../store/source-columns.js";
import type { CodeSweepRow } from "../store/tables.js";
import type { RecordIndex } from "./record-index.js";
import { SweepGaps } from "./sweep-gaps.js";
import { SweepWalk } from "./sweep-walk.js";
import { kindsToSweep, SweptSource } from "./swept-source.js";

/** How often every record is met again, at a vendor that does not tell what changed, and at one that does. */
const WHOLE_EVERY_MS = 6 * 60 * 60 * 1000;
const WHOLE_BESIDE_CHANGES_EVERY_MS = 24 * 60 * 60 * 1000;
/** How often a vendor is asked what changed; SWEEP_MINUTES. */
const CHANGES_EVERY_MS = 15 * 60_000;
/** What changed is asked for again this far back, at the least: a vendor's list may lag, or skip records while it changes. */
const LEAST_OVERLAP_MS = 5 * 60_000;
const PAUSE_AFTER_FAILURE_MS = 60_000;
/** Where the calls of a month are used up, nothing is sent before they are renewed; this much later it is noticed, at the latest. */
const LONGEST_PAUSE_MS = 6 * 60 * 60 * 1000;
const LOOK_FOR_WORK_EVERY_MS = 60_000;

export interface RecordSweepOptions {
  connections: readonly VendorConnection[];
  recordIndex: RecordIndex;
  repository: RecordCodeRepository;
  gaps: CodeGapRepository;
  clock: Clock;
  /** How often a vendor is asked what changed, in milliseconds. */
  changesEveryMs?: number;
  onError: (error: unknown, what: string) => void;
}

/**
 * Reads all records of the vendors without a search by code, slowly, so that the record index holds all of them; and, between two such rounds,
 * what changed since, where a vendor tells that. Its progress is in the store, so a restart resumes it. It skips what it cannot read, and retries it later; a record that a completed sweep did not meet is read
 * once more, and deleted from the index where the vendor no longer has it.
 */
export class RecordSweep {
  readonly #options: RecordSweepOptions;
  readonly #stopping = new AbortController();
  readonly #walks: SweepWalk[];
  /** Sources that could tell what changed and did not, when they were last asked. */
  readonly #silent = new Set<SweptSource>();
  /** When each was last asked. */
  readonly #askedAt = new Map<SweptSource, number>();
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
      let pauseMs = walk.swept.tellsChanges ? Math.min(LOOK_FOR_WORK_EVERY_MS, this.#changesEveryMs) : LOOK_FOR_WORK_EVERY_MS;
      try {
        await this.#sweep(walk);
      } catch (error) {
        if (this.#stopping.signal.aborted) return;
        onError(error, `sweeping ${nameOf(walk.swept.source)} for requisition codes`);
        pauseMs = pauseAfter(error, clock.now());
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
    if (finished && now - Date.parse(before.completed_at as string) < this.#wholeEveryMs(walk)) {
      await this.#readChanges(walk, before, now);
      return walk.fillGaps(signal);
    }
    const isNew = before === undefined || finished;
    let row: CodeSweepRow = isNew
      ? {
          ...sourceColumns(source),
          kind,
          started_at: iso(now),
          list: 0,
          position: null,
          completed_at: before?.completed_at ?? null,
          reach,
          changes_read_until: null,
        }
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

  get #changesEveryMs(): number {
    return this.#options.changesEveryMs ?? CHANGES_EVERY_MS;
  }

  #wholeEveryMs({ swept }: SweepWalk): number {
    if (swept.wholeEveryMs !== undefined) return swept.wholeEveryMs;
    return swept.tellsChanges && !this.#silent.has(swept) ? WHOLE_BESIDE_CHANGES_EVERY_MS : WHOLE_EVERY_MS;
  }

  /**
   * Reads what changed since the last time, and a little before. Each change is asked for twice at least, so that one which a page skipped while
   * the list was changing, or which was made during a round, is found by the next.
   */
  async #readChanges(walk: SweepWalk, row: CodeSweepRow, now: number): Promise<void> {
    const { swept } = walk;
    const { signal } = this.#stopping;
    const readUntil = Date.parse(row.changes_read_until ?? row.started_at);
    // A round that fails waits for the next one's time: nothing is lost, since that one begins where this one did.
    const lastAt = Math.max(readUntil, this.#askedAt.get(swept) ?? 0);
    if (!swept.tellsChanges || now - lastAt < this.#changesEveryMs) return;
    this.#askedAt.set(swept, now);
    const isTold = await walk.readChanges(readUntil - Math.max(LEAST_OVERLAP_MS, this.#changesEveryMs), signal);
    if (signal.aborted) return;
    if (isTold) this.#silent.delete(swept);
    else this.#silent.add(swept);
    if (isTold) await this.#options.repository.saveSweep({ ...row, changes_read_until: iso(now) });
  }
}

/** A vendor that names the moment from which it answers again is left alone until then. */
function pauseAfter(error: unknown, now: number): number {
  const resetsAt = error instanceof VendorError ? error.resetsAt : undefined;
  return resetsAt === undefined ? PAUSE_AFTER_FAILURE_MS : Math.min(LONGEST_PAUSE_MS, Math.max(PAUSE_AFTER_FAILURE_MS, resetsAt - now));
}
