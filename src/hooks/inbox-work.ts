import type { Clock } from "../clock.js";
import { iso } from "../datasources/contract/timestamps.js";
import { VendorError } from "../http/vendor-error.js";
import { BackgroundWork } from "../leases/background-work.js";
import type { Leases } from "../leases/leases.js";
import type { ChangeExecutor } from "../operations/change-executor.js";
import type { RecordReader } from "../records/record-reader.js";
import type { RecordSweep } from "../records/record-sweep.js";
import { concernsAll, isHeldBack, maybeAway } from "../records/swept-source.js";
import type { Source } from "../schema/common/source.js";
import { DatabaseUnavailable } from "../store/database-unavailable.js";
import type { OperationRepository, StoredOperation } from "../store/operation.repository.js";
import type { DueRecord, StoredHook, WebhookInboxRepository } from "../store/webhook-inbox.repository.js";
import type { Resending } from "./resending.js";

export interface InboxWorkOptions {
  source: Source;
  /** Whether changes in doubt are looked up at once where a delivery names their record. */
  settles: boolean;
  inbox: WebhookInboxRepository;
  operations: OperationRepository;
  executor: ChangeExecutor;
  reader: Pick<RecordReader, "readNow">;
  sweep: Pick<RecordSweep, "readChangesOf">;
  resending: Resending;
  leases: Leases;
  clock: Clock;
  onError: (error: unknown, what: string) => void;
}

/** So long nothing more may be told of a record before it is read; but what was told first does not wait longer than that. */
export const QUIET_MS = 1_000;
const LONGEST_WAIT_MS = 10_000;
const LOOK_EVERY_MS = 1_000;
/**
 * Few enough that what comes meanwhile does not wait long behind them, since background work has a fifth of a vendor's budget: fewer where reading them took
 * long, more where it did not.
 */
const FEWEST_AT_ONCE = 20;
const MOST_AT_ONCE = 200;
const QUICK_MS = 1_000;
const SLOW_MS = 5_000;
const OTHERS_AT_ONCE = 100;
/** An operation that was looked up a moment ago may be looked up again then. */
const LOOK_AGAIN_AFTER_MS = 2_000;
/** A vendor that does not answer. */
const AWAY_FOR_MS = 30_000;
/** One record that cannot be read, while others can. */
const FIRST_RETRY_MS = 30_000;
const LAST_RETRY_MS = 60 * 60_000;
/** About half a day: by then the sweep has met it. */
const MOST_TRIES = 16;
/** A list may lag behind what its vendor tells. */
const LIST_OVERLAP_MS = 15 * 60_000;

/**
 * Works on what the webhooks of one source told: reads the records anew, once for however many deliveries, and looks up changes in doubt. An entry is done
 * once the index knows what was read; until then it is worked on again, also by another server.
 */
export class InboxWork {
  readonly #options: InboxWorkOptions;
  readonly #work: BackgroundWork;
  #atOnce = FEWEST_AT_ONCE;

  constructor(options: InboxWorkOptions) {
    this.#options = options;
    const { source, leases } = options;
    this.#work = new BackgroundWork({
      ...options,
      what: `reading what the webhooks of ${source.text} told`,
      lease: leases.of("inbox", source),
      round: (signal) => this.round(signal),
      retryAfterMs: (error) => (error instanceof VendorError ? AWAY_FOR_MS : LOOK_EVERY_MS),
    });
  }

  start(): void {
    this.#work.start();
  }

  stop(): Promise<void> {
    return this.#work.stop();
  }

  /** Works on what is due; returns how long to wait for more, in milliseconds. */
  async round(signal: AbortSignal): Promise<number> {
    const { inbox, source, clock } = this.#options;
    if ((await inbox.waiting(source, 1)) === 0) return LOOK_EVERY_MS;
    const unseen = await this.#lookUp();
    await this.#workOnOthers(signal);
    const now = clock.now();
    const quiet = { now: iso(now), quietSince: iso(now - QUIET_MS), waitingSince: iso(now - LONGEST_WAIT_MS) };
    const due = await inbox.dueRecords(source, quiet, this.#atOnce);
    return due.length === 0 || signal.aborted ? LOOK_EVERY_MS : this.#read(due, unseen, signal);
  }

  async #read(due: readonly DueRecord[], unseen: Unseen, signal: AbortSignal): Promise<number> {
    const { inbox, source, reader, clock, onError } = this.#options;
    const beganAt = clock.now();
    const isMore = due.length === this.#atOnce;
    const unread = await reader.readNow(
      due.map(({ recordId }) => recordId),
      "WEBHOOK",
      signal,
    );
    if (signal.aborted) return LOOK_EVERY_MS;
    const tookMs = clock.now() - beganAt;
    if (tookMs > SLOW_MS) this.#atOnce = FEWEST_AT_ONCE;
    else if (isMore && tookMs < QUICK_MS) this.#atOnce = Math.min(MOST_AT_ONCE, this.#atOnce * 2);
    const failures = [...unread.values()].filter((error) => !isHeldBack(error));
    const general = generalFailureIn(failures, due.length);
    for (const record of due) {
      const error = unread.get(record.recordId);
      if (error === undefined || isHeldBack(error)) {
        const isUnseen = unseen.records.has(record.recordId) || (record.isNew && unseen.made);
        if (isUnseen) await inbox.postponeRecord(source, record, iso(clock.now() + LOOK_AGAIN_AFTER_MS));
        else await inbox.finishRecord(source, record);
      } else if (general === undefined) await this.#postpone(record, error);
    }
    if (general === undefined) return isMore ? 0 : LOOK_EVERY_MS;
    if (!(general instanceof VendorError)) onError(general, "reading a record that a webhook named");
    const resetsAt = general instanceof VendorError ? general.resetsAt : undefined;
    return resetsAt === undefined ? AWAY_FOR_MS : Math.min(LAST_RETRY_MS, Math.max(AWAY_FOR_MS, resetsAt - clock.now()));
  }

  async #postpone(record: DueRecord, error: Error): Promise<void> {
    const { inbox, source, clock, onError } = this.#options;
    const tries = record.tries + 1;
    if (tries < MOST_TRIES) {
      await inbox.postponeRecord(source, { ...record, tries }, iso(clock.now() + waitAfter(record.tries)));
      return;
    }
    onError(error, `reading ${record.recordId}, which a webhook named: it is left to the sweep`);
    await inbox.finishRecord(source, record);
  }

  async #workOnOthers(signal: AbortSignal): Promise<void> {
    const { inbox, source, sweep, clock } = this.#options;
    const due = await inbox.dueOthers(source, iso(clock.now()), OTHERS_AT_ONCE);
    for (const entry of due.filter(({ resend }) => resend !== null)) {
      await this.#resend(entry, signal);
      if (signal.aborted) return;
    }
    const ofLists = due.filter(({ resend }) => resend === null);
    const [first] = ofLists;
    if (first === undefined) return;
    try {
      await sweep.readChangesOf(source, Date.parse(first.received_at) - LIST_OVERLAP_MS, signal);
      if (!signal.aborted) await inbox.finish(ofLists);
    } catch (error) {
      // Records that are named are read all the same.
      if (signal.aborted || !(error instanceof VendorError)) throw error;
      for (const entry of ofLists) await inbox.postpone(entry, { due_at: iso(clock.now() + AWAY_FOR_MS), tries: entry.tries + 1 });
    }
  }

  async #resend(entry: StoredHook, signal: AbortSignal): Promise<void> {
    const { inbox, resending, clock, onError, source } = this.#options;
    try {
      const goOnAt = await resending.work(entry, signal);
      if (goOnAt === undefined) await inbox.finish([entry]);
      else await inbox.postpone(entry, { due_at: iso(goOnAt) });
    } catch (error) {
      if (signal.aborted || error instanceof DatabaseUnavailable) throw error;
      // What cannot be sent again does not keep the rest waiting.
      onError(error, `sending again what ${source.text} asked for`);
      const tries = entry.tries + 1;
      if (tries < MOST_TRIES) await inbox.postpone(entry, { due_at: iso(clock.now() + waitAfter(entry.tries)), tries });
      else await inbox.finish([entry]);
    }
  }

  /** Looks up changes in doubt of which something is told. What could not be looked up since then is told of again in a moment. */
  async #lookUp(): Promise<Unseen> {
    const { source, settles, operations, executor, inbox, leases } = this.#options;
    const unseen: Unseen = { records: new Set(), made: false };
    if (!settles) return unseen;
    const isBeingSent = (row: StoredOperation) =>
      executor.isInFlight(row.id) || (row.sent_at === null && row.sent_by !== null && leases.members().includes(row.sent_by));
    const doubtful = (await operations.uncertain(source)).filter((row) => !isBeingSent(row));
    if (doubtful.length === 0) return unseen;
    const told = await inbox.lastTold(
      source,
      doubtful.flatMap(({ record_id }) => record_id ?? []),
    );
    const made = await inbox.lastMade(source);
    const toldAt = ({ record_id }: StoredOperation) => (record_id === null ? made : told.get(record_id)) ?? "";
    const isUnseen = (row: StoredOperation) => row.settled_at === null && toldAt(row) > (row.looked_at ?? "");
    const looked = await executor.reconciliation.verifyIfDue(doubtful.filter(isUnseen));
    for (const row of looked.filter(isUnseen)) {
      if (row.record_id === null) unseen.made = true;
      else unseen.records.add(row.record_id);
    }
    return unseen;
  }
}

function waitAfter(tries: number): number {
  return Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** tries);
}

/** What changes in doubt could not be looked up yet: by their records; or those that make a record. */
interface Unseen {
  records: Set<string>;
  made: boolean;
}

/** What concerns every record: as its vendor says, or because nothing can be read, or written down, where several are tried. */
function generalFailureIn(failures: readonly Error[], tried: number): Error | undefined {
  const said = failures.find((error) => error instanceof VendorError && concernsAll(error));
  if (said !== undefined || failures.length < tried) return said;
  return failures.find((error) => !(error instanceof VendorError) || maybeAway(error));
}
