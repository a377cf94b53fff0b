import type { Page } from "../datasources/contract/datasource.js";
import { brokenList } from "../datasources/contract/lists/page-walk.js";
import type { CodeGapRow, CodeSweepRow } from "../store/tables.js";
import { isRest, pagePlace, restPlace, type SweepGaps } from "./sweep-gaps.js";
import { SweptRecords, type SweptRecordsOptions } from "./swept-records.js";
import { type Asked, concernsAll, isUnknownPlace, maybeAway, PAGE_SIZE, type SweptRecord, type SweptSource } from "./swept-source.js";

/** More stretches of what changed since a few minutes: the vendor's list does not end. */
const MOST_STRETCHES = 10_000;
/** Gaps retried at a time. */
const GAPS_AT_ONCE = 10;

/**
 * Walks the lists of one kind of one source's records, page by page, and hands the records on (`SweptRecords`). A page that fails while the vendor
 * answers for others is stored as a gap. Where the vendor answers nothing every method throws, and what was read until then is kept.
 */
export class SweepWalk {
  readonly swept: SweptSource;
  readonly #gaps: SweepGaps;
  readonly #options: SweptRecordsOptions;
  readonly #records: SweptRecords;
  /** Records met in the current list. */
  #met = { list: 0, ids: new Set<string>() };
  /** Lists that were restarted, because the vendor no longer knew the position. */
  #begunAnew = new Set<number>();

  constructor(swept: SweptSource, gaps: SweepGaps, options: SweptRecordsOptions) {
    this.swept = swept;
    this.#gaps = gaps;
    this.#options = options;
    this.#records = new SweptRecords(swept, gaps, options);
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
    await this.#records.learnPage(page);
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
    if (isWhole) await this.#records.forgetMissing(since, signal);
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
      await this.#records.learnChanged(changed);
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
      if (gap.list === null) await this.#records.lookAt([gap.place]);
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
    if (next !== undefined && (await this.swept.answers(list, next))) {
      await this.#gaps.open(pagePlace(list, position), error);
      return { ...row, position: next };
    }
    if (maybeAway(error) && !(await this.swept.answersElsewhere(list, position))) throw error;
    await this.#gaps.open(restPlace(list, position), error);
    return { ...row, list: list + 1, position: null };
  }

  get #pageSize(): number {
    return PAGE_SIZE[this.swept.kind];
  }

  /** Reads a skipped page, or a list from the position where it broke off. */
  async #readOn(gap: CodeGapRow, list: number, signal: AbortSignal): Promise<void> {
    let open = gap;
    const met = new Set<string>();
    try {
      while (!signal.aborted) {
        const page = await this.swept.page(list, this.#pageSize, open.position);
        await this.#records.learnPage(page);
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
      if (maybeAway(error) && !(await this.swept.answersElsewhere(list, open.position))) throw error;
      await this.#gaps.open({ name: gap.place, list, position: open.position }, error);
    }
  }
}
