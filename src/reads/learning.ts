import type { Seats } from "../datasources/contract/datasource.js";
import type { IndexedKind, Reading, RecordIndex, SeatsOf } from "../records/record-index.js";
import { type Source, sourceOfRecord } from "../schema/common/source.js";
import type { Job } from "../schema/job/job.type.js";
import type { Vacancy } from "../schema/vacancy/vacancy.type.js";
import { type SourceReport, SourceState } from "../schema/vendor/vendor.type.js";
import type { OpenedDatasources } from "./opened-datasources.js";

interface LearnedPage {
  items: readonly { node: Job | Vacancy }[];
  sources: readonly SourceReport[];
}

/** What the index of records learns from the reads of one request. */
export class Learning {
  readonly #opened: OpenedDatasources;
  readonly #recordIndex: RecordIndex;

  constructor(opened: OpenedDatasources, recordIndex: RecordIndex) {
    this.#opened = opened;
    this.#recordIndex = recordIndex;
  }

  /**
   * Indexes records that were read. Old answers teach nothing.
   *
   * @param beganAt when the reading began, in epoch milliseconds
   */
  records(kind: IndexedKind, records: readonly (Job | Vacancy)[], beganAt: number): void {
    const [first] = records;
    if (first === undefined) return;
    const isOfOneSource = records.every(({ vendor, account }) => vendor === first.vendor && account === first.account);
    const groups = isOfOneSource ? [records] : [...groupedBySource(records).values()];
    for (const group of groups) {
      const source = sourceOfRecord(group[0] as Job | Vacancy);
      if (!this.#hasOldAnswers(source)) this.#recordIndex.learn(kind, group, this.#reading(source, beganAt), this.#seatsOf(source, kind));
    }
  }

  /** Indexes the records of a page. What is shown of a source that did not answer is known already. */
  page(kind: IndexedKind, { items, sources }: LearnedPage, beganAt: number): void {
    const stale = new Set(sources.filter(({ state }) => state === SourceState.STALE).map((report) => sourceOfRecord(report).text));
    const records = items.map(({ node }) => node);
    this.records(kind, stale.size === 0 ? records : records.filter((record) => !stale.has(sourceOfRecord(record).text)), beganAt);
  }

  /** Indexes how many openings of a source's jobs are open, by the jobs' ids. */
  seats(source: Source, seats: ReadonlyMap<string, Seats>, beganAt: number): void {
    if (seats.size === 0 || this.#hasOldAnswers(source)) return;
    const jobs = [...seats.keys()].map((id) => ({ id }));
    this.#recordIndex.learn("job", jobs, this.#reading(source, beganAt), ({ id }) => seats.get(id));
  }

  /** Indexes that a source does not have records any more that it was asked for by these ids. */
  gone(source: Source, kind: IndexedKind, ids: readonly string[], beganAt: number): void {
    if (ids.length === 0 || this.#hasOldAnswers(source)) return;
    // A job without a version in force is not shown by its vendor, and is there.
    if (kind === "job" && this.#opened.of(source)?.timeline !== undefined) return;
    this.#recordIndex.learnGone(kind, ids, this.#reading(source, beganAt));
  }

  #reading(source: Source, beganAt: number): Reading {
    return { beganAt: Math.min(beganAt, this.#opened.joinedOf(source) ?? beganAt), by: "READ" };
  }

  #seatsOf(source: Source, kind: IndexedKind): SeatsOf | undefined {
    const port = kind === "job" ? this.#opened.of(source)?.openings : undefined;
    return port?.seatsOf && ((job) => port.seatsOf?.(job as Job));
  }

  /** Whether an old answer of the source served this request. What it says was noted when it came, and may have changed since. */
  #hasOldAnswers(source: Pick<Source, "vendor" | "account">): boolean {
    return this.#opened.oldestOf(source) !== undefined;
  }
}

function groupedBySource(records: readonly (Job | Vacancy)[]): Map<string, (Job | Vacancy)[]> {
  const groups = new Map<string, (Job | Vacancy)[]>();
  for (const record of records) {
    const { text } = sourceOfRecord(record);
    const group = groups.get(text);
    if (group === undefined) groups.set(text, [record]);
    else group.push(record);
  }
  return groups;
}
