import { LRUCache } from "lru-cache";
import type { Clock } from "../clock.js";
import type { Seats } from "../datasources/contract/datasource.js";
import { parseGlobalId } from "../schema/common/global-id.js";
import type { Source } from "../schema/common/source.js";
import type { CodeGapRepository } from "../store/records/code-gap.repository.js";
import type { CodesAsked, JobsAsked, RecordRepository } from "../store/records/record.repository.js";
import type { RecordWriting } from "../store/records/record-writing.js";
import type { CodeGapRow, RecordRow } from "../store/tables.js";
import type { KnownDiscrepancies } from "./discrepancies/known-discrepancies.js";
import { IgnoredCodes } from "./ignored-codes.js";
import { EventNews } from "./news/event-news.js";
import { factsOf, type IndexedKind, type IndexedRecord } from "./news/facts.js";
import { NewsWriter } from "./news/news-writer.js";
import type { Observation, Reading } from "./news/observation.js";

export type { IndexedKind } from "./news/facts.js";
export type { Reading } from "./news/observation.js";

export interface CodeCoverage {
  /** When the last complete sweep of the source ended; null before the first. */
  completedAt: string | null;
  /** Whether that sweep read everything that the source has. */
  isComplete: boolean;
  /** The first gap, and the number of gaps. */
  gap: { first: CodeGapRow; count: number } | undefined;
}

export interface RecordIndexOptions {
  repository: RecordRepository;
  writing: RecordWriting;
  gaps: CodeGapRepository;
  clock: Clock;
  /** Whether a sweep runs. Without one there may always be records that no caller read, whatever an earlier sweep had met. */
  swept: boolean;
  /** Is told of new events; left out: nobody is. */
  news?: EventNews;
  /** Is told what becomes known; left out: nobody asks for discrepancies. */
  discrepancies?: KnownDiscrepancies;
  /** Codes that tie nothing together; left out: blanks alone. */
  ignored?: IgnoredCodes;
  onError: (error: unknown, what: string) => void;
}

/** A list's records as one reading showed them. */
interface Learnt {
  kind: IndexedKind;
  reading: Reading;
  records: readonly IndexedRecord[];
  seatsOf: SeatsOf | undefined;
}

/** How many of a job's openings are open, where this copy tells it. */
export type SeatsOf = (record: IndexedRecord) => Seats | undefined;

interface Remembered {
  fingerprint: string;
  /** When the last reading began that found it so. */
  beganAt: number;
  /** When the last one began that was compared with the index. */
  comparedAt: number;
}

/** A record that a caller reads again within this time and as it was is not compared again: another server may have found it otherwise meanwhile. */
const COMPARE_AGAIN_AFTER_MS = 60_000;
const REMEMBERED = 20_000;

/**
 * What each job and vacancy was when it was last read. It learns from every record that a caller reads, from the sweep and from whatever else
 * reads records, and writes in the background, so that no answer waits for it. What it learns as news becomes events.
 */
export class RecordIndex {
  /** Codes that tie nothing together. */
  readonly ignored: IgnoredCodes;
  readonly #repository: RecordRepository;
  readonly #gaps: CodeGapRepository;
  readonly #clock: Clock;
  readonly #swept: boolean;
  readonly #onError: (error: unknown, what: string) => void;
  readonly #writer: NewsWriter;
  readonly #remembered = new LRUCache<string, Remembered>({ max: REMEMBERED });
  #learnt: Learnt[] = [];
  #gone: Observation[] = [];
  #writing: Promise<void> | undefined;
  #failures = 0;

  constructor({ repository, writing, gaps, clock, swept, news, discrepancies, ignored, onError }: RecordIndexOptions) {
    this.#repository = repository;
    this.#gaps = gaps;
    this.#clock = clock;
    this.#swept = swept;
    this.#onError = onError;
    this.#writer = new NewsWriter({ repository, writing, news: news ?? new EventNews(onError), discrepancies, clock });
    this.ignored = ignored ?? new IgnoredCodes([]);
  }

  /** Learns in the background. A list that is handed in is not changed any more. */
  learn(kind: IndexedKind, records: readonly IndexedRecord[], reading: Reading = this.#now(), seatsOf?: SeatsOf): void {
    if (records.length === 0) return;
    this.#learnt.push({ kind, records, reading, seatsOf });
    this.#writing ??= this.#writeSoon();
  }

  /** Learns in the background that the vendor does not have these records. */
  learnGone(kind: IndexedKind, ids: readonly string[], { beganAt, by }: Reading = this.#now()): void {
    for (const id of ids) {
      const source = parseGlobalId(id)?.source;
      if (source !== undefined) this.#gone.push({ beganAt, by, id, source, kind, facts: null, changedAt: null, unchangedUntil: undefined });
    }
    if (this.#gone.length > 0) this.#writing ??= this.#writeSoon();
  }

  /** Ids of the records known to have each code. */
  async find(kind: IndexedKind, codes: readonly string[], sources: readonly Source[]): Promise<Map<string, RecordRow[]>> {
    await this.settled();
    const found = new Map<string, RecordRow[]>();
    for (const row of await this.#repository.byCodes(kind, codes, sources)) {
      if (row.code === null) continue;
      const rows = found.get(row.code);
      if (rows === undefined) found.set(row.code, [row]);
      else rows.push(row);
    }
    return found;
  }

  /** Codes that tie records together, in their order. */
  async codes(asked: CodesAsked, limit: number): Promise<string[]> {
    await this.settled();
    const found: string[] = [];
    // People write the ignored ones in few spellings.
    for (let after = asked.after; ; ) {
      const codes = await this.#repository.codes({ ...asked, after }, limit);
      found.push(...codes.filter((code) => !this.ignored.has(code)));
      after = codes.at(-1);
      if (codes.length < limit || found.length >= limit) return found.slice(0, limit);
    }
  }

  /** Ids of jobs, in their order. */
  async jobIds(asked: JobsAsked, limit: number): Promise<string[]> {
    await this.settled();
    return this.#repository.jobIds(asked, limit);
  }

  /** Of these records, by id with a moment each, those that a reading has found which began then or later, and of which all is told. */
  async readSince(asked: ReadonlyMap<string, number>): Promise<Set<string>> {
    await this.settled();
    const rows = await this.#repository.byIds([...asked.keys()]);
    const isRead = ({ record_id, read_at, withheld }: RecordRow) =>
      withheld === null && Math.max(Date.parse(read_at), this.#remembered.get(record_id)?.beganAt ?? 0) >= (asked.get(record_id) ?? 0);
    return new Set(rows.filter(isRead).map(({ record_id }) => record_id));
  }

  /** How complete the index of a source is, which says whether a code may have further records. */
  async coverage(source: Source, kind: IndexedKind): Promise<CodeCoverage> {
    const [sweep, gap] = await Promise.all([this.#repository.sweep(source, kind), this.#gaps.summary(source, kind)]);
    const completedAt = sweep?.completed_at ?? null;
    return { completedAt, isComplete: this.#swept && completedAt !== null && gap === undefined, gap };
  }

  /** How often writing has failed: what was learnt then is not known. */
  get failures(): number {
    return this.#failures;
  }

  /** Resolves when everything learnt so far is written. */
  async settled(): Promise<void> {
    while (this.#writing !== undefined) await this.#writing;
  }

  #now(): Reading {
    return { beganAt: this.#clock.now(), by: "READ" };
  }

  async #writeSoon(): Promise<void> {
    // Waits for the rest of the page, so that one statement writes many records.
    await new Promise((resolve) => setImmediate(resolve));
    const learnt = this.#learnt;
    const observations = this.#gone;
    this.#learnt = [];
    this.#gone = [];
    try {
      for (const one of learnt) observations.push(...this.#newsOf(one));
      for (const { id, facts } of observations) if (facts === null) this.#forget(id);
      await this.#writer.write(observations);
    } catch (error) {
      this.#failures += 1;
      for (const { id } of observations) this.#forget(id);
      this.#onError(error, "writing down what was read of records");
    }
    this.#writing = this.#learnt.length + this.#gone.length > 0 ? this.#writeSoon() : undefined;
  }

  #forget(id: string): void {
    this.#remembered.delete(id);
    this.#remembered.delete(`${id} in part`);
  }

  /** Observations of the records that were not read as they are a moment ago. */
  #newsOf({ kind, records, reading, seatsOf }: Learnt): Observation[] {
    const { beganAt, by } = reading;
    const observations: Observation[] = [];
    for (const record of records) {
      const { id } = record;
      const seats = seatsOf?.(record);
      const fingerprint = quickPrint(record, seats);
      // Short copies of lists and whole ones differ always.
      const memory = record.code === undefined ? `${id} in part` : id;
      const known = this.#remembered.get(memory);
      const isSame = known !== undefined && known.fingerprint === fingerprint;
      if (isSame && by === "READ" && beganAt - known.comparedAt < COMPARE_AGAIN_AFTER_MS) {
        known.beganAt = Math.max(known.beganAt, beganAt);
        continue;
      }
      // A reading that was overtaken shows what no longer is.
      if (known !== undefined && beganAt < known.beganAt && !isSame) continue;
      const source = parseGlobalId(id)?.source;
      const facts = factsOf(kind, record, seats);
      if (source === undefined || facts === undefined) continue;
      if (known === undefined || beganAt >= known.beganAt) this.#remembered.set(memory, { fingerprint, beganAt, comparedAt: beganAt });
      const changedAt = "updatedAt" in record ? (record.updatedAt ?? null) : null;
      observations.push({ beganAt, by, id, source, kind, facts, changedAt, unchangedUntil: known?.beganAt });
    }
    return observations;
  }
}

/** Equal for two copies with equal facts; cheaper than the facts themselves. */
function quickPrint(record: IndexedRecord, seats: Seats | undefined): string {
  const { code, status, name, names, openedAt, publishedAt, closedAt, expiresAt, area, place } = record as Record<string, unknown> & {
    names?: { value: string }[];
    area?: { id: string } | null;
  };
  const title = names === undefined ? name : names.length === 1 ? names[0]?.value : JSON.stringify(names);
  return `${code}\n${status}\n${title}\n${openedAt}\n${publishedAt}\n${closedAt}\n${expiresAt}\n${area?.id}\n${place}\n${seats?.open}\n${seats?.areAny}`;
}
