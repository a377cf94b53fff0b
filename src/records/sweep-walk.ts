import type { Clock } from "../clock.js";
import type { ChangedRecords, Page } from "../datasources/contract/datasource.js";
import { brokenList } from "../datasources/contract/lists/page-walk.js";
import { iso } from "../datasources/contract/timestamps.js";
import type { RecordRepository } from "../store/record.repository.js";
import type { CodeGapRow, CodeSweepRow, RecordRow } from "../store/tables.js";
import { differing, factsOf, factsOfRow, type IndexedKind } from "./news/facts.js";
import type { RecordIndex } from "./record-index.js";
import { isRest, namelessPlace, pagePlace, recordPlace, restPlace, type SweepGaps } from "./sweep-gaps.js";
import {
  type Asked,
  concernsAll,
  isHeldBack,
  isUnknownPlace,
  maybeAway,
  PAGE_SIZE,
  type SweptRecord,
  type SweptSource,
  untold,
} from "./swept-source.js";

/** Codes rarely change alone; a changed code is noticed within this time, unless something else changes with it or a caller reads the record. */
const READ_AGAIN_AFTER_MS = 7 * 24 * 60 * 60 * 1000;
/** Whole reads at a time: records read are stored early, and stay where the rest of a page fails. */
const READ_AT_ONCE = 10;
/** More stretches of what changed since a few minutes: the vendor's list does not end. */
const MOST_STRETCHES = 10_000;
/** Records that a sweep has not met, looked at at a time. */
const MISSING_AT_ONCE = 50;
/** Gaps retried at a time. */
const GAPS_AT_ONCE = 10;

export interface SweepWalkOptions {
  recordIndex: RecordIndex;
  repository: RecordRepository;
  clock: Clock;
}

/**
 * Reads one kind of one source's records. A record or page that fails while the vendor answers for others is stored as a gap. Where the vendor
 * answers nothing every method throws, and what was read until then is kept.
 */
export class SweepWalk {
  readonly swept: SweptSource;
  readonly #gaps: SweepGaps;
  readonly #options: SweepWalkOptions;
  /** Records met in the current list. */
  #met = { list: 0, ids: new Set<string>() };
  /** Lists that were restarted, because the vendor no longer knew the position. */
  #begunAnew = new Set<number>();
  /** After a failure records are read one by one, each beside another request: five failures in a row open the circuit. */
  #isCareful = false;

  constructor(swept: SweptSource, gaps: SweepGaps, options: SweepWalkOptions) {
    this.swept = swept;
    this.#gaps = gaps;
    this.#options = options;
  }

  /** Called before the first step of a sweep, or of its continuation after a failure. */
  begin({ list }: CodeSweepRow, isNew: boolean): void {
    if (isNew) this.#begunAnew.clear();
    this.#met = { list, ids: new Set() };
  }

  /** Reads one page; returns the sweep's progress. */
  async step(row: CodeSweepRow): Promise<CodeSweepRow> {
    let page: Asked<Page<SweptRecord>>;
    try {
      page = await this.swept.page(row.list, this.#pageSize, row.position);
    } catch (error) {
      return this.#withoutPlace(row, error);
    }
    await this.#learnPage(page);
    const last = page.items.at(-1);
    const behind = last === undefined ? row : { ...row, position: last.position };
    if (this.#met.list !== row.list) this.#met = { list: row.list, ids: new Set() };
    const fault = page.fault ?? this.#faultOf(page, row.position, this.#met.ids);
    if (fault !== undefined) return this.#withoutPlace(behind, fault);
    return page.hasMore ? behind : { ...row, list: row.list + 1, position: null };
  }

  /**
   * Ends a sweep that began at `since`: all lists were read, except for gaps.
   *
   * @returns whether each of them was read to its end
   */
  async end(since: string, signal: AbortSignal): Promise<boolean> {
    await this.#gaps.closeOlder(since);
    // A list that was not read to its end does not show which records are missing.
    const isWhole = !(await this.#gaps.hasOfLists());
    if (isWhole) await this.#forgetMissing(since, signal);
    return isWhole;
  }

  /**
   * Reads what changed since a moment, in epoch milliseconds. A record that the vendor names as deleted is read once more, and forgotten where it
   * is gone; one that it does not name stays as it was.
   *
   * @returns false where the vendor does not tell what changed
   */
  async readChanges(since: number, signal: AbortSignal): Promise<boolean> {
    const places = new Set<string>();
    for (let after: string | undefined; !signal.aborted; ) {
      const changed = await this.swept.changedSince(since, after);
      if (changed === undefined) return false;
      await this.#learnChanged(changed);
      after = changed.next;
      if (after === undefined) break;
      if (places.has(after) || places.size === MOST_STRETCHES)
        throw brokenList(this.swept.source, "The list of changes", "promises more and does not get on");
      places.add(after);
    }
    return true;
  }

  /** Retries some of the gaps that are due. */
  async fillGaps(signal: AbortSignal): Promise<void> {
    for (const gap of await this.#gaps.due(GAPS_AT_ONCE)) {
      if (signal.aborted) return;
      if (gap.list === null) await this.#lookAt([gap.place]);
      else await this.#readOn(gap, gap.list, signal);
    }
  }

  /** The fault of a list that answers without advancing, and would never end. `met`: the records of the pages before. */
  #faultOf(page: Page<SweptRecord>, position: string | null, met: Set<string>): Error | undefined {
    const before = met.size;
    for (const { node } of page.items) met.add(node.id);
    if (!page.hasMore) return undefined;
    const stands = (page.items.at(-1)?.position ?? position) === position;
    const repeats = page.items.length > 1 && met.size === before;
    return stands || repeats ? brokenList(this.swept.source, "The list", "promises more and does not get on") : undefined;
  }

  /** Continues after the page, where the list can be entered there; otherwise without the rest of the list. */
  async #withoutPlace(row: CodeSweepRow, error: unknown): Promise<CodeSweepRow> {
    if (concernsAll(error) || !(error instanceof Error)) throw error;
    const { list, position } = row;
    if (position !== null && isUnknownPlace(error) && !this.#begunAnew.has(list)) {
      this.#begunAnew.add(list);
      await this.#options.repository.saveSweep({ ...row, position: null });
      throw error;
    }
    const next = this.swept.placeAfter(position, this.#pageSize);
    if (next !== undefined && (await this.#answers(list, next))) {
      await this.#gaps.open(pagePlace(list, position), error);
      return { ...row, position: next };
    }
    if (maybeAway(error) && !(await this.#answersElsewhere(list, position))) throw error;
    await this.#gaps.open(restPlace(list, position), error);
    return { ...row, list: list + 1, position: null };
  }

  /** Whether the vendor answers any other request. */
  async #answersElsewhere(list?: number, position: string | null = null): Promise<boolean> {
    for (let other = 0; other < this.swept.lists; other += 1) {
      if ((other !== list || position !== null) && (await this.#answers(other, null))) return true;
    }
    return false;
  }

  async #answers(list: number, position: string | null): Promise<boolean> {
    try {
      await this.swept.page(list, 1, position);
      return true;
    } catch (error) {
      if (concernsAll(error)) throw error;
      return false;
    }
  }

  get #pageSize(): number {
    return PAGE_SIZE[this.swept.kind];
  }

  async #learnPage(page: Asked<Page<SweptRecord>>): Promise<void> {
    const records = page.items.map(({ node }) => node);
    const { ids } = await this.#learn(records, page, []);
    for (const part of page.missing ?? []) await this.#gaps.open(namelessPlace(part.message), part);
    await this.#options.repository.markSeen([...records.map(({ id }) => id), ...ids], iso(this.#options.clock.now()));
  }

  /** Unlike a record of a whole list, one that is named as changed is read however lately it was read. */
  async #learnChanged(changed: Asked<ChangedRecords<SweptRecord>>): Promise<void> {
    const { records, ids: named } = changed;
    const { ids } = untold(this.swept, { items: [], unreadable: changed.unreadable });
    await this.#learn(records, changed, [...ids, ...named.map((id) => this.swept.globalId(id))]);
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
    const { kind } = this.swept;
    const short = records.filter(({ code }) => code === undefined);
    const whole = short.length === 0 ? records : records.filter(({ code }) => code !== undefined);
    const jobs = await this.swept.seatsOf(whole, reading);
    recordIndex.learn(kind, whole, jobs.reading, jobs.seatsOf);
    const { ids, nameless } = untold(this.swept, { items: records.map((node) => ({ node })), unreadable });
    const readSince = iso(clock.now() - READ_AGAIN_AFTER_MS);
    const known = new Map((await repository.byIds(ids)).map((row) => [row.record_id, row]));
    const shown = new Map(short.map((record) => [record.id, record]));
    const isKnown = (id: string) => {
      const row = known.get(id);
      return row !== undefined && row.gone_at === null && row.whole_at >= readSince && !differsFrom(row, kind, shown.get(id));
    };
    const wanted = [...new Set([...ids.filter((id) => !isKnown(id)), ...named])];
    const resting = await this.#gaps.resting(wanted);
    await this.#lookAt(wanted.filter((id) => !resting.has(id)));
    for (const unread of nameless) await this.#gaps.open(namelessPlace(unread.news), unread);
    // What was read whole meanwhile is newer.
    recordIndex.learn(kind, short, reading);
    await recordIndex.settled();
    return { ids };
  }

  /** Reads records for their codes; those that fail become gaps. */
  async #lookAt(ids: readonly string[]): Promise<void> {
    for (let from = 0; from < ids.length; ) {
      const batch = ids.slice(from, from + (this.#isCareful ? 1 : READ_AT_ONCE));
      from += batch.length;
      await this.#lookAtBatch(batch);
    }
    this.#isCareful = false;
  }

  async #lookAtBatch(ids: readonly string[]): Promise<void> {
    const { recordIndex } = this.#options;
    const { records: answers, reading } = await this.swept.read(ids);
    const found: SweptRecord[] = [];
    const failed: { id: string; error: Error }[] = [];
    const missing: string[] = [];
    for (const [index, id] of ids.entries()) {
      const answer = answers[index] ?? null;
      if (answer === null) missing.push(id);
      else if (!(answer instanceof Error)) found.push(answer);
      else if (!isHeldBack(answer)) failed.push({ id, error: answer });
    }
    const jobs = await this.swept.seatsOf(found, reading);
    recordIndex.learn(this.swept.kind, found, jobs.reading, jobs.seatsOf);
    recordIndex.learnGone(this.swept.kind, await this.swept.goneAmong(missing), reading);
    await recordIndex.settled();
    await this.#gaps.close(ids.filter((id) => !failed.some((failure) => failure.id === id)));
    const general = failed.find(({ error }) => concernsAll(error));
    if (general !== undefined) throw general.error;
    const isAway = failed.length === ids.length && failed.some(({ error }) => maybeAway(error)) && !(await this.#answersElsewhere());
    const [first] = failed;
    if (first !== undefined && isAway) {
      this.#isCareful = true;
      throw first.error;
    }
    for (const { id, error } of failed) await this.#gaps.open(recordPlace(id), error);
  }

  /** Reads a skipped page, or a list from the position where it broke off. */
  async #readOn(gap: CodeGapRow, list: number, signal: AbortSignal): Promise<void> {
    let open = gap;
    const met = new Set<string>();
    try {
      while (!signal.aborted) {
        const page = await this.swept.page(list, this.#pageSize, open.position);
        await this.#learnPage(page);
        if (!isRest(gap)) return await this.#gaps.close([gap.place]);
        const fault = page.fault ?? this.#faultOf(page, open.position, met);
        const last = page.items.at(-1)?.position;
        if (last !== undefined) {
          open = { ...open, position: last };
          await this.#gaps.move(open, last);
        }
        if (fault !== undefined) throw fault;
        if (!page.hasMore) return await this.#gaps.close([gap.place]);
      }
    } catch (error) {
      if (concernsAll(error) || !(error instanceof Error)) throw error;
      if (maybeAway(error) && !(await this.#answersElsewhere(list, open.position))) throw error;
      await this.#gaps.open({ name: gap.place, list, position: open.position }, error);
    }
  }

  async #forgetMissing(since: string, signal: AbortSignal): Promise<void> {
    const { repository, clock } = this.#options;
    for (;;) {
      const missing = await repository.notSeenSince(this.swept.source, this.swept.kind, since, MISSING_AT_ONCE);
      if (missing.length === 0 || signal.aborted) return;
      const ids = missing.map(({ record_id }) => record_id);
      await this.#lookAt(ids);
      await repository.markSeen(ids, iso(clock.now()));
    }
  }
}

/** Whether a short copy shows something else than what is known. */
function differsFrom(row: RecordRow, kind: IndexedKind, record: SweptRecord | undefined): boolean {
  const facts = record && factsOf(kind, record);
  return facts !== undefined && differing(factsOfRow(row), facts).length > 0;
}
