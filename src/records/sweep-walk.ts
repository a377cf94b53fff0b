import type { Clock } from "../clock.js";
import type { ChangedRecords, Page } from "../datasources/contract/datasource.js";
import { brokenList } from "../datasources/contract/page-walk.js";
import { iso } from "../datasources/contract/timestamps.js";
import type { RecordCodeRepository } from "../store/record-code.repository.js";
import type { CodeGapRow, CodeSweepRow } from "../store/tables.js";
import type { RecordIndex } from "./record-index.js";
import { isRest, namelessPlace, pagePlace, recordPlace, restPlace, type SweepGaps } from "./sweep-gaps.js";
import { concernsAll, isHeldBack, isUnknownPlace, maybeAway, type SweptRecord, type SweptSource, untold } from "./swept-source.js";

/** Codes rarely change; a changed code is noticed within this time, unless a caller reads the record before. */
const READ_AGAIN_AFTER_MS = 7 * 24 * 60 * 60 * 1000;
const PAGE = 50;
/** Whole reads at a time: records read are stored early, and stay where the rest of a page fails. */
const READ_AT_ONCE = 10;
/** More stretches of what changed since a few minutes: the vendor's list does not end. */
const MOST_STRETCHES = 10_000;
/** Gaps retried at a time. */
const GAPS_AT_ONCE = 10;

export interface SweepWalkOptions {
  recordIndex: RecordIndex;
  repository: RecordCodeRepository;
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
    let page: Page<SweptRecord>;
    try {
      page = await this.swept.page(row.list, PAGE, row.position);
    } catch (error) {
      return this.#withoutPlace(row, error);
    }
    await this.#learn(page);
    const last = page.items.at(-1);
    const behind = last === undefined ? row : { ...row, position: last.position };
    if (this.#met.list !== row.list) this.#met = { list: row.list, ids: new Set() };
    const fault = page.fault ?? this.#faultOf(page, row.position, this.#met.ids);
    if (fault !== undefined) return this.#withoutPlace(behind, fault);
    return page.hasMore ? behind : { ...row, list: row.list + 1, position: null };
  }

  /** Ends a sweep that began at `since`: all lists were read, except for gaps. */
  async end(since: string, signal: AbortSignal): Promise<void> {
    await this.#gaps.closeOlder(since);
    // A list that was not read to its end does not show which records are missing.
    if (!(await this.#gaps.hasOfLists())) await this.#forgetMissing(since, signal);
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
    const next = this.swept.placeAfter(position, PAGE);
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

  /** List copies of vacancies lack their code: those not read for a week are read whole, the others only marked as seen. */
  async #learn(page: Page<SweptRecord>): Promise<void> {
    const { recordIndex, repository, clock } = this.#options;
    recordIndex.learn(
      this.swept.kind,
      page.items.map(({ node }) => node),
    );
    const { ids, nameless } = untold(this.swept, page);
    const readSince = iso(clock.now() - READ_AGAIN_AFTER_MS);
    const known = (await repository.byIds(ids)).filter(({ read_at }) => read_at >= readSince).map(({ record_id }) => record_id);
    const skipped = new Set([...known, ...(await this.#gaps.resting(ids))]);
    await this.#lookAt(ids.filter((id) => !skipped.has(id)));
    for (const unread of nameless) await this.#gaps.open(namelessPlace(unread.news), unread);
    for (const part of page.missing ?? []) await this.#gaps.open(namelessPlace(part.message), part);
    await recordIndex.settled();
    await repository.markSeen([...page.items.map(({ node }) => node.id), ...ids], iso(clock.now()));
  }

  /** Unlike a record of a whole list, a changed one is read however lately it was read. */
  async #learnChanged({ records, unreadable, ids: named }: ChangedRecords<SweptRecord>): Promise<void> {
    const { recordIndex, repository, clock } = this.#options;
    recordIndex.learn(this.swept.kind, records);
    const { ids, nameless } = untold(this.swept, { items: records.map((node) => ({ node })), unreadable });
    const unread = [...new Set([...ids, ...named.map((id) => this.swept.globalId(id))])];
    const resting = await this.#gaps.resting(unread);
    await this.#lookAt(unread.filter((id) => !resting.has(id)));
    for (const one of nameless) await this.#gaps.open(namelessPlace(one.news), one);
    await recordIndex.settled();
    await repository.markSeen(
      records.map(({ id }) => id),
      iso(clock.now()),
    );
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
    const answers = await this.swept.read(ids);
    const failed: { id: string; error: Error }[] = [];
    const gone: string[] = [];
    for (const [index, id] of ids.entries()) {
      const answer = answers[index] ?? null;
      if (answer === null) gone.push(id);
      else if (!(answer instanceof Error)) recordIndex.learn(this.swept.kind, [answer]);
      else if (!isHeldBack(answer)) failed.push({ id, error: answer });
    }
    await recordIndex.forget(gone);
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
        const page = await this.swept.page(list, PAGE, open.position);
        await this.#learn(page);
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
      const missing = await repository.notSeenSince(this.swept.source, this.swept.kind, since, PAGE);
      if (missing.length === 0 || signal.aborted) return;
      const ids = missing.map(({ record_id }) => record_id);
      await this.#lookAt(ids);
      await repository.markSeen(ids, iso(clock.now()));
    }
  }
}
