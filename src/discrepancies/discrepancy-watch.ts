import type { Clock } from "../clock.js";
import { iso } from "../datasources/contract/timestamps.js";
import { BackgroundWork } from "../leases/background-work.js";
import type { WorkLease } from "../leases/leases.js";
import { DAY_MS, isPending, isShown, type KnownDiscrepancies, lookAt, SOON_DAYS } from "../records/discrepancies/known-discrepancies.js";
import type { Participants } from "../records/discrepancies/participants.js";
import type { Verdict } from "../records/discrepancies/requisition-state.js";
import type { EventNews } from "../records/news/event-news.js";
import { parseGlobalId } from "../schema/common/global-id.js";
import { discrepancyId } from "../schema/discrepancy/discrepancy-id.js";
import type { DiscrepancyKind } from "../schema/discrepancy/discrepancy-kind.js";
import type { DiscrepancyRepository } from "../store/records/discrepancy.repository.js";
import type { NewEvent, RecordTransaction, RecordWriting } from "../store/records/record-writing.js";
import { sourceColumns } from "../store/source-columns.js";
import type { DiscrepancyRow } from "../store/tables.js";
import { canTell, coverageOf, judgeRead, type Reads, readCandidates } from "./candidate-readings.js";

export interface DiscrepancyWatchOptions {
  repository: DiscrepancyRepository;
  writing: RecordWriting;
  known: KnownDiscrepancies;
  participants: Participants;
  news: EventNews;
  /** What background work reads with; nothing of an earlier round is in it. */
  openReads: (signal: AbortSignal) => Reads;
  lease: WorkLease;
  clock: Clock;
  onError: (error: unknown, what: string) => void;
}

const LOOK_EVERY_MS = 5_000;
/** Read at a time. */
const AT_ONCE = 50;
/** What could not be decided is looked at again so much later; sooner where a record of it is news. */
const AGAIN_AFTER_MS = 60_000;
/** What the vendors show otherwise than the index: a record that lags, or seats that were not counted. */
const DIFFERENT_AGAIN_AFTER_MS = 15 * 60_000;
const COUNTED_AT_ONCE = 250;

/**
 * Tells by events which discrepancies have appeared and ended. The index says where to look, also where only time has passed; the records are read anew,
 * and what is told is written together with that it is told, so that nothing is told twice, or lost.
 */
export class DiscrepancyWatch {
  readonly #options: DiscrepancyWatchOptions;
  readonly #work: BackgroundWork;

  constructor(options: DiscrepancyWatchOptions) {
    this.#options = options;
    this.#work = new BackgroundWork({
      ...options,
      what: "telling of discrepancies",
      round: async (signal, isFirst) => {
        // Another configuration may have other sources, or ignore other codes.
        if (isFirst) await this.#recountAll(signal);
        await this.#lookAtDue(signal);
        return LOOK_EVERY_MS;
      },
      retryAfterMs: () => AGAIN_AFTER_MS,
    });
  }

  start(): void {
    this.#work.start();
  }

  async stop(): Promise<void> {
    await this.#work.stop();
  }

  async #recountAll(signal: AbortSignal): Promise<void> {
    const { repository, writing, known, clock } = this.#options;
    for (const table of ["records", "discrepancies"] as const) {
      for (let after: string | undefined; !signal.aborted; ) {
        const codes = await repository.codes(table, after, COUNTED_AT_ONCE);
        if (codes.length > 0) await writing.write((transaction) => known.recount(codes, transaction, clock.now()));
        if (codes.length < COUNTED_AT_ONCE) break;
        after = codes.at(-1);
      }
    }
  }

  async #lookAtDue(signal: AbortSignal): Promise<void> {
    const { repository, clock } = this.#options;
    while (!signal.aborted) {
      const rows = await repository.toLookAt(iso(clock.now()), AT_ONCE);
      if (rows.length > 0) await this.#lookAt(rows, signal);
      if (rows.length < AT_ONCE) return;
    }
  }

  async #lookAt(rows: readonly DiscrepancyRow[], signal: AbortSignal): Promise<void> {
    const { repository, writing, participants, openReads, news, clock } = this.#options;
    const reads = openReads(signal);
    const coverage = await coverageOf(reads.graph, participants);
    const isTellable = (row: DiscrepancyRow) => !isShown(row, clock.now()) || canTell(row.kind as DiscrepancyKind, coverage);
    await repository.postpone(
      rows.filter((row) => !isTellable(row)),
      iso(clock.now() + AGAIN_AFTER_MS),
    );
    const asked = rows.filter(isTellable);
    if (asked.length === 0) return;
    const candidates = asked.map(({ code, kind, told_records }) => ({
      ...{ code, kind: kind as DiscrepancyKind },
      ...(told_records === null ? {} : { told: JSON.parse(told_records) as string[] }),
    }));
    const { of, ...known } = await readCandidates(reads, participants, candidates, SOON_DAYS * DAY_MS);
    signal.throwIfAborted();
    // The index knows then what was read.
    await reads.graph.recordIndex.settled();
    const now = clock.now();
    const verdicts = candidates.map((candidate): Verdict => {
      const reading = of(candidate);
      return reading === undefined ? { is: "none" } : judgeRead(candidate.kind, reading, { ...known, now, withinMs: SOON_DAYS * DAY_MS });
    });
    const last = await writing.write((transaction) => this.#tell(asked, verdicts, transaction, now));
    if (last !== undefined) news.tell(last);
  }

  async #tell(asked: readonly DiscrepancyRow[], verdicts: readonly Verdict[], transaction: RecordTransaction, now: number): Promise<void> {
    const codes = [...new Set(asked.map(({ code }) => code))];
    const rows = new Map((await transaction.discrepanciesOf(codes)).map((row) => [nameOf(row), row]));
    // Nobody is told yet of what a change in doubt may have done.
    const inDoubt = new Set((await transaction.recordsOf(codes)).filter(({ withheld }) => withheld !== null).map(({ code }) => code));
    const saved: DiscrepancyRow[] = [];
    for (const [index, one] of asked.entries()) {
      const row = rows.get(nameOf(one));
      if (row === undefined) continue;
      const told = inDoubt.has(row.code) && isPending(row, now) ? undefined : toldBy(row, verdicts[index] ?? { is: "unknown" }, now);
      transaction.tell(told?.events ?? []);
      saved.push(told?.row ?? { ...row, look_at: iso(now + AGAIN_AFTER_MS) });
    }
    const ended = saved.filter(({ is_known, told_since }) => is_known === 0 && told_since === null);
    await transaction.saveDiscrepancies(saved.filter((row) => !ended.includes(row)));
    await transaction.forgetDiscrepancies(ended);
  }
}

/** What is to be told of a discrepancy that the index and the vendors show so; undefined where nobody can tell. */
function toldBy(row: DiscrepancyRow, verdict: Verdict, now: number): { row: DiscrepancyRow; events: NewEvent[] } | undefined {
  if (!isPending(row, now)) return { row: { ...row, look_at: lookAt(row, now) }, events: [] };
  if (verdict.is === "unknown") return undefined;
  const isThere = isShown(row, now);
  if (isThere !== (verdict.is === "found")) return { row: { ...row, look_at: iso(now + DIFFERENT_AGAIN_AFTER_MS) }, events: [] };
  // One that ended and came back meanwhile is told to have ended first, each by its own hand.
  const endedBy = isThere ? row.ended_operation_id : row.operation_id;
  const ended = row.told_since === null ? [] : [eventOf("DISCREPANCY_ENDED", row, firstOf(row.told_records), endedBy, now)];
  if (verdict.is === "none") {
    const next = { ...row, told_since: null, told_records: null, operation_id: null, ended_operation_id: null };
    return { row: { ...next, look_at: lookAt(next, now) }, events: ended };
  }
  const told_records = JSON.stringify([...verdict.jobs, ...verdict.vacancies].map(({ id }) => id));
  const next = { ...row, told_since: row.since, told_records, ended_operation_id: null };
  const events = [...ended, eventOf("DISCREPANCY_FOUND", row, firstOf(told_records), row.operation_id, now)];
  return { row: { ...next, look_at: lookAt(next, now) }, events };
}

function firstOf(records: string | null): string {
  return (JSON.parse(records ?? "[]") as string[])[0] ?? "";
}

/** Vendor and account are those of its first record. */
function eventOf(kind: string, row: DiscrepancyRow, recordId: string, operation: string | null, now: number): NewEvent {
  const id = parseGlobalId(recordId);
  if (id === undefined) throw new RangeError(`A discrepancy of ${row.code} has no record`);
  return {
    kind,
    cause: operation === null ? "ELSEWHERE" : "OPERATION",
    at: iso(now),
    ...sourceColumns(id.source),
    record_id: recordId,
    code: row.code,
    changes: "[]",
    operation_id: operation,
    discrepancy_id: discrepancyId({ kind: row.kind as DiscrepancyKind, code: row.code }),
  };
}

function nameOf({ code, kind }: DiscrepancyRow): string {
  return `${kind} ${code}`;
}
