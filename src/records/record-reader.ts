import type { Clock } from "../clock.js";
import { asError } from "../datasources/contract/as-error.js";
import type { Datasource } from "../datasources/contract/datasource.js";
import type { VendorConnection } from "../datasources/contract/vendor-module.js";
import { OperationCost } from "../http/cost.js";
import { VendorError } from "../http/vendor-error.js";
import { type GlobalId, parseGlobalId } from "../schema/common/global-id.js";
import type { Job } from "../schema/job/job.type.js";
import { goneAmong } from "./gone.js";
import type { IndexedKind, IndexedRecord } from "./news/facts.js";
import type { ReadBy } from "./news/observation.js";
import type { RecordIndex, SeatsOf } from "./record-index.js";
import { SWEEP_SHARE } from "./swept-source.js";

export interface RecordReaderOptions {
  /** By the texts of their sources. */
  connections: ReadonlyMap<string, VendorConnection>;
  recordIndex: RecordIndex;
  clock: Clock;
  onError: (error: unknown, what: string) => void;
}

/** Callers mostly read what they have changed: so long it is left to them. */
const PATIENCE_MS = 1_000;
const AT_ONCE = 50;

/**
 * Reads records anew that something is said to have happened to, for the index: once for however many times that is said in a quiet moment.
 * Nothing is believed of what was said but the id.
 */
export class RecordReader {
  readonly #options: RecordReaderOptions;
  readonly #stopping = new AbortController();
  readonly #due = new Map<string, { by: ReadBy; since: number }>();
  #reading: Promise<void> | undefined;

  constructor(options: RecordReaderOptions) {
    this.#options = options;
  }

  /**
   * Reads these records in a moment. Those that a reading has found meanwhile, of whomever, are not read again.
   *
   * @param changed by id, with the moment, in epoch milliseconds, since which a reading counts
   */
  readSoon(changed: ReadonlyMap<string, number>, by: ReadBy): void {
    for (const [id, since] of changed) this.#due.set(id, { by, since: Math.max(since, this.#due.get(id)?.since ?? since) });
    if (this.#due.size > 0) this.#reading ??= this.#readDue();
  }

  /**
   * Reads these records now, and resolves once the index knows what was found.
   *
   * @returns why some could not be read, by id
   */
  async readNow(ids: readonly string[], by: ReadBy, signal: AbortSignal): Promise<Map<string, Error>> {
    return this.#read(
      ids.map((id) => [id, { by }]),
      AbortSignal.any([signal, this.#stopping.signal]),
    );
  }

  async stop(): Promise<void> {
    this.#stopping.abort(new Error("The reading of changed records is stopping"));
    await this.#reading;
  }

  async #readDue(): Promise<void> {
    const { clock, recordIndex } = this.#options;
    const { signal } = this.#stopping;
    await clock.sleep(PATIENCE_MS, signal).catch(() => undefined);
    if (!signal.aborted) {
      const due = [...this.#due];
      this.#due.clear();
      try {
        const read = await recordIndex.readSince(new Map(due.map(([id, { since }]) => [id, since])));
        // What cannot be read now the sweep finds.
        const unread = await this.#read(
          due.filter(([id]) => !read.has(id)),
          signal,
        );
        for (const error of unread.values())
          if (!(error instanceof VendorError || error instanceof NotWritten))
            this.#options.onError(error, "reading a record that has changed");
      } catch (error) {
        this.#options.onError(error, "reading records that have changed");
      }
    }
    this.#reading = this.#due.size > 0 && !signal.aborted ? this.#readDue() : undefined;
  }

  async #read(due: readonly [string, { by: ReadBy }][], signal: AbortSignal): Promise<Map<string, Error>> {
    const groups = new Map<string, { source: string; kind: IndexedKind; by: ReadBy; ids: GlobalId[] }>();
    for (const [text, { by }] of due) {
      const id = parseGlobalId(text);
      if (id === undefined || (id.kind !== "job" && id.kind !== "vacancy")) continue;
      const key = `${id.source.text} ${id.kind} ${by}`;
      const group = groups.get(key) ?? { source: id.source.text, kind: id.kind, by, ids: [] };
      group.ids.push(id);
      groups.set(key, group);
    }
    const unread = new Map<string, Error>();
    for (const { source, kind, by, ids } of groups.values()) {
      for (let from = 0; from < ids.length; from += AT_ONCE) {
        signal.throwIfAborted();
        const some = await this.#readSome(source, kind, by, ids.slice(from, from + AT_ONCE), signal);
        for (const [id, error] of some) unread.set(id, error);
      }
    }
    return unread;
  }

  async #readSome(
    sourceText: string,
    kind: IndexedKind,
    by: ReadBy,
    ids: readonly GlobalId[],
    signal: AbortSignal,
  ): Promise<Map<string, Error>> {
    const { connections, recordIndex, clock } = this.#options;
    const unread = new Map<string, Error>();
    const connection = connections.get(sourceText);
    if (connection === undefined) return unread;
    const cost = new OperationCost();
    const beganAt = clock.now();
    const datasource = connection.datasource({ signal, background: SWEEP_SHARE, cost });
    const nativeIds = ids.map(({ nativeIds: [id = ""] }) => id);
    const { jobs, vacancies } = datasource;
    const found = (kind === "job" ? await jobs?.jobsByIds(nativeIds) : await vacancies?.wholeVacancies(nativeIds)) ?? [];
    const records: IndexedRecord[] = [];
    const missing: string[] = [];
    for (const [index, { text }] of ids.entries()) {
      const record = found[index];
      if (record === null) missing.push(text);
      else if (record instanceof Error) unread.set(text, record);
      else if (record !== undefined) records.push(record);
    }
    const seats = await seatsOf(kind, records, datasource, (error) => {
      for (const { id } of records) unread.set(id, error);
    });
    const { failures } = recordIndex;
    // An answer that another reader had asked for already is as old as that one's request.
    const reading = { beganAt: Math.min(beganAt, cost.joinedOf(connection.source) ?? beganAt), by };
    recordIndex.learn(kind, records, reading, seats);
    recordIndex.learnGone(kind, await goneAmong(datasource, kind, missing), reading);
    await recordIndex.settled();
    if (recordIndex.failures > failures) for (const { text } of ids) unread.set(text, unread.get(text) ?? new NotWritten());
    return unread;
  }
}

/** What was read could not be written into the index. */
class NotWritten extends Error {
  override readonly name = "NotWritten";

  constructor() {
    super("What was read of the record could not be written down");
  }
}

/** Where the openings cannot be counted now, the index learns the rest. */
async function seatsOf(
  kind: IndexedKind,
  records: readonly IndexedRecord[],
  { openings }: Datasource,
  onFailure: (error: Error) => void,
): Promise<SeatsOf | undefined> {
  if (kind !== "job" || openings === undefined) return undefined;
  if (openings.seatsOf !== undefined) return (job) => openings.seatsOf?.(job as Job);
  const counted = await openings.countSeats?.(records as readonly Job[]).catch((error: unknown) => {
    onFailure(asError(error));
    return undefined;
  });
  const seats = new Map(records.map(({ id }, index) => [id, counted?.[index]]));
  return ({ id }) => seats.get(id);
}
