import type { Clock } from "../clock.js";
import { iso } from "../datasources/contract/timestamps.js";
import type { VendorConnection } from "../datasources/contract/vendor-module.js";
import { nameOf, VendorError } from "../http/vendor-error.js";
import { BackgroundWork } from "../leases/background-work.js";
import type { Leases } from "../leases/leases.js";
import type { Source } from "../schema/common/source.js";
import type { CodeGapRepository } from "../store/records/code-gap.repository.js";
import type { RecordRepository } from "../store/records/record.repository.js";
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
  repository: RecordRepository;
  gaps: CodeGapRepository;
  leases: Leases;
  clock: Clock;
  /** How often a vendor is asked what changed, in milliseconds. */
  changesEveryMs?: number;
  onError: (error: unknown, what: string) => void;
}

/**
 * Reads all jobs and vacancies of all sources, slowly, so that the record index holds each of them; and, between two such rounds, what changed
 * since, where a vendor tells that. Its progress is in the store, so a restart resumes it. It skips what it cannot read, and retries it later; a record that a completed sweep did not meet is read
 * once more, and deleted from the index where the vendor no longer has it.
 */
export class RecordSweep {
  readonly #options: RecordSweepOptions;
  readonly #walks: SweepWalk[];
  /** One for each walk: a source that is down is retried while another is still running, and none runs twice at a time. */
  readonly #works: BackgroundWork[];
  /** Sources that could tell what changed and did not, when they were last asked. */
  readonly #silent = new Set<SweptSource>();
  /** When each was last asked. */
  readonly #askedAt = new Map<SweptSource, number>();

  constructor(options: RecordSweepOptions) {
    this.#options = options;
    this.#walks = options.connections.flatMap((connection) =>
      kindsToSweep(connection.datasource({})).map((kind) => {
        const swept = new SweptSource(connection, kind, options.clock);
        return new SweepWalk(swept, new SweepGaps(options, connection.source, kind), options);
      }),
    );
    this.#works = this.#walks.map((walk) => this.#workOf(walk));
  }

  start(): void {
    for (const work of this.#works) work.start();
  }

  async stop(): Promise<void> {
    await Promise.all(this.#works.map((work) => work.stop()));
  }

  /** Sweeps everything that is due, to its end. A failure does not stop the others; then the first failure is thrown. */
  async sweepDue(): Promise<void> {
    const ends = await Promise.allSettled(this.#walks.map((walk) => this.#sweep(walk, new AbortController().signal)));
    const failed = ends.find((end) => end.status === "rejected");
    if (failed !== undefined) throw failed.reason;
  }

  /**
   * Reads what a source's lists show as changed since a moment, in epoch milliseconds, beside the rounds and whoever does them: where its vendor says
   * that something has changed, and not what.
   */
  async readChangesOf(source: Source, since: number, signal: AbortSignal): Promise<void> {
    const { connections, clock } = this.#options;
    const connection = connections.find((one) => one.source.text === source.text);
    for (const kind of connection === undefined ? [] : kindsToSweep(connection.datasource({}))) {
      const swept = new SweptSource(connection as VendorConnection, kind, clock);
      swept.endWith(signal);
      if (swept.tellsChanges)
        await new SweepWalk(swept, new SweepGaps(this.#options, source, kind), this.#options).readChanges(since, signal);
    }
  }

  #workOf(walk: SweepWalk): BackgroundWork {
    const { clock, leases, onError } = this.#options;
    const { source } = walk.swept;
    return new BackgroundWork({
      what: `sweeping ${nameOf(source)} for its records`,
      lease: leases.of("sweep", source),
      clock,
      round: async (signal) => {
        await this.#sweep(walk, signal);
        return walk.swept.tellsChanges ? Math.min(LOOK_FOR_WORK_EVERY_MS, this.#changesEveryMs) : LOOK_FOR_WORK_EVERY_MS;
      },
      retryAfterMs: (error) => pauseAfter(error, clock.now()),
      onError,
    });
  }

  async #sweep(walk: SweepWalk, signal: AbortSignal): Promise<void> {
    const { repository, clock } = this.#options;
    const { source, kind, lists, reach } = walk.swept;
    walk.swept.endWith(signal);
    const last = await repository.sweep(source, kind);
    // What was covered by another setting says nothing about what is to be covered now.
    const before = last?.reach === reach ? last : undefined;
    const now = clock.now();
    const finished = before !== undefined && before.completed_at !== null && before.completed_at >= before.started_at;
    if (finished && now - Date.parse(before.completed_at as string) < this.#wholeEveryMs(walk)) {
      await this.#readChanges(walk, before, now, signal);
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
          known_since: before?.known_since ?? null,
        }
      : before;
    if (last !== undefined && before === undefined) await repository.saveSweep(row);
    walk.begin(row, isNew);
    while (row.list < lists && !signal.aborted) {
      row = await walk.step(row);
      await repository.saveSweep(row);
    }
    if (signal.aborted) return;
    const isWhole = await walk.end(row.started_at, signal);
    if (signal.aborted) return;
    const completed_at = iso(clock.now());
    await repository.saveSweep({ ...row, completed_at, known_since: row.known_since ?? (isWhole ? completed_at : null) });
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
  async #readChanges(walk: SweepWalk, row: CodeSweepRow, now: number, signal: AbortSignal): Promise<void> {
    const { swept } = walk;
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
