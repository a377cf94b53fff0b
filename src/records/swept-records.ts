import type { Clock } from "../clock.js";
import type { ChangedRecords, Page } from "../datasources/contract/datasource.js";
import { iso } from "../datasources/contract/timestamps.js";
import type { RecordRepository } from "../store/records/record.repository.js";
import type { RecordRow } from "../store/tables.js";
import { differing, factsOf, factsOfRow, type IndexedKind } from "./news/facts.js";
import type { RecordIndex } from "./record-index.js";
import { namelessPlace, recordPlace, type SweepGaps } from "./sweep-gaps.js";
import { type Asked, concernsAll, isHeldBack, maybeAway, type SweptRecord, type SweptSource, untold } from "./swept-source.js";

/** Codes rarely change alone; a changed code is noticed within this time, unless something else changes with it or a caller reads the record. */
const READ_AGAIN_AFTER_MS = 7 * 24 * 60 * 60 * 1000;
/** Whole reads at a time: records read are stored early, and stay where the rest of a page fails. */
const READ_AT_ONCE = 10;
/** Records that a sweep has not met, looked at at a time. */
const MISSING_AT_ONCE = 50;

export interface SweptRecordsOptions {
  recordIndex: RecordIndex;
  repository: RecordRepository;
  clock: Clock;
}

/**
 * The records of one kind of one source that a sweep comes upon: teaches the index what lists show of them, and reads whole those of which a list
 * does not show enough, or that no list has shown. A record that fails while the vendor answers for others is stored as a gap; where the vendor
 * answers nothing every method throws, and what was read until then is kept.
 */
export class SweptRecords {
  readonly #swept: SweptSource;
  readonly #gaps: SweepGaps;
  readonly #options: SweptRecordsOptions;
  /** After a failure records are read one by one, each beside another request: five failures in a row open the circuit. */
  #isCareful = false;

  constructor(swept: SweptSource, gaps: SweepGaps, options: SweptRecordsOptions) {
    this.#swept = swept;
    this.#gaps = gaps;
    this.#options = options;
  }

  /** Teaches the index a page of a list, and reads whole what it does not show enough of. */
  async learnPage(page: Asked<Page<SweptRecord>>): Promise<void> {
    const records = page.items.map(({ node }) => node);
    const { ids } = await this.#learn(records, page, []);
    for (const part of page.missing ?? []) await this.#gaps.open(namelessPlace(part.message), part);
    await this.#options.repository.markSeen([...records.map(({ id }) => id), ...ids], iso(this.#options.clock.now()));
  }

  /** Unlike a record of a whole list, one that is named as changed is read however lately it was read. */
  async learnChanged(changed: Asked<ChangedRecords<SweptRecord>>): Promise<void> {
    const { records, ids: named } = changed;
    const { ids } = untold(this.#swept, { items: [], unreadable: changed.unreadable });
    await this.#learn(records, changed, [...ids, ...named.map((id) => this.#swept.globalId(id))]);
    await this.#options.repository.markSeen(
      records.map(({ id }) => id),
      iso(this.#options.clock.now()),
    );
  }

  /**
   * Copies in lists of vacancies lack their code: those not read for a week are read whole, and those that differ from what is known.
   *
   * @param named records to read in any case
   */
  async #learn(
    records: readonly SweptRecord[],
    { unreadable, reading }: Asked<Pick<Page<SweptRecord>, "unreadable">>,
    named: readonly string[],
  ): Promise<{ ids: string[] }> {
    const { recordIndex, repository, clock } = this.#options;
    const { kind } = this.#swept;
    const short = records.filter(({ code }) => code === undefined);
    const whole = short.length === 0 ? records : records.filter(({ code }) => code !== undefined);
    const jobs = await this.#swept.seatsOf(whole, reading);
    recordIndex.learn(kind, whole, jobs.reading, jobs.seatsOf);
    const { ids, nameless } = untold(this.#swept, { items: records.map((node) => ({ node })), unreadable });
    const readSince = iso(clock.now() - READ_AGAIN_AFTER_MS);
    const known = new Map((await repository.byIds(ids)).map((row) => [row.record_id, row]));
    const shown = new Map(short.map((record) => [record.id, record]));
    const isKnown = (id: string) => {
      const row = known.get(id);
      return row !== undefined && row.gone_at === null && row.whole_at >= readSince && !differsFrom(row, kind, shown.get(id));
    };
    const wanted = [...new Set([...ids.filter((id) => !isKnown(id)), ...named])];
    const resting = await this.#gaps.resting(wanted);
    await this.lookAt(wanted.filter((id) => !resting.has(id)));
    for (const unread of nameless) await this.#gaps.open(namelessPlace(unread.news), unread);
    // What was read whole meanwhile is newer.
    recordIndex.learn(kind, short, reading);
    await recordIndex.settled();
    return { ids };
  }

  /** Reads records for their codes; those that fail become gaps. */
  async lookAt(ids: readonly string[]): Promise<void> {
    for (let from = 0; from < ids.length; ) {
      const batch = ids.slice(from, from + (this.#isCareful ? 1 : READ_AT_ONCE));
      from += batch.length;
      await this.#lookAtBatch(batch);
    }
    this.#isCareful = false;
  }

  async #lookAtBatch(ids: readonly string[]): Promise<void> {
    const { recordIndex } = this.#options;
    const { records: answers, reading } = await this.#swept.read(ids);
    const found: SweptRecord[] = [];
    const failed: { id: string; error: Error }[] = [];
    const missing: string[] = [];
    for (const [index, id] of ids.entries()) {
      const answer = answers[index] ?? null;
      if (answer === null) missing.push(id);
      else if (!(answer instanceof Error)) found.push(answer);
      else if (!isHeldBack(answer)) failed.push({ id, error: answer });
    }
    const jobs = await this.#swept.seatsOf(found, reading);
    recordIndex.learn(this.#swept.kind, found, jobs.reading, jobs.seatsOf);
    recordIndex.learnGone(this.#swept.kind, await this.#swept.goneAmong(missing), reading);
    await recordIndex.settled();
    await this.#gaps.close(ids.filter((id) => !failed.some((failure) => failure.id === id)));
    const general = failed.find(({ error }) => concernsAll(error));
    if (general !== undefined) throw general.error;
    const isAway = failed.length === ids.length && failed.some(({ error }) => maybeAway(error)) && !(await this.#swept.answersElsewhere());
    const [first] = failed;
    if (first !== undefined && isAway) {
      this.#isCareful = true;
      throw first.error;
    }
    for (const { id, error } of failed) await this.#gaps.open(recordPlace(id), error);
  }

  /** Reads once more the records that a sweep has not met since it began, at `since`; the index forgets those that are gone. */
  async forgetMissing(since: string, signal: AbortSignal): Promise<void> {
    const { repository, clock } = this.#options;
    for (;;) {
      const missing = await repository.notSeenSince(this.#swept.source, this.#swept.kind, since, MISSING_AT_ONCE);
      if (missing.length === 0 || signal.aborted) return;
      const ids = missing.map(({ record_id }) => record_id);
      await this.lookAt(ids);
      await repository.markSeen(ids, iso(clock.now()));
    }
  }
}

/** Whether a short copy shows something else than what is known. */
function differsFrom(row: RecordRow, kind: IndexedKind, record: SweptRecord | undefined): boolean {
  const facts = record && factsOf(kind, record);
  return facts !== undefined && differing(factsOfRow(row), facts).length > 0;
}
