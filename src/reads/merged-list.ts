import { asError } from "../datasources/contract/as-error.js";
import type { Page, PageItem } from "../datasources/contract/datasource.js";
import { brokenList, MOST_BARREN_PAGES } from "../datasources/contract/page-walk.js";
import { AllowanceSpent, VendorError } from "../http/vendor-error.js";
import { BadUserInput } from "../schema/common/bad-input.js";
import type { Source } from "../schema/common/source.js";
import { cursorName, encodeCursor, type Progress, recordMark, type VendorProgress } from "./page-cursor.js";

/** One source's part in a list over several. Where `fetch` throws, its records are missing from this page only. */
export interface ListPart<Node> {
  source: Source;
  fetch(limit: number, after: string | undefined, beside: Beside<Node>): Promise<Page<Node>>;
}

interface Beside<Node> {
  /** So many are needed where the other sources turn out to be short. */
  atMost: number;
  /** What this source gave for the same page before. */
  before: Page<Node> | undefined;
}

/** How many records of each source a cursor remembers. A list shifts by a few records while it is read. */
const MARKS = 3;

interface MergedItem<Node> {
  cursor: string;
  node: Node;
}

export interface MergedPage<Node> {
  items: MergedItem<Node>[];
  hasNextPage: boolean;
  /** The sum of the sources' counts, where all of them count. Complete where `counted` is set. */
  totalCount: number | null;
  /** The sources that were asked, with their error or undefined. */
  asked: Map<Source, Error | undefined>;
}

interface Column<Node> {
  part: ListPart<Node>;
  progress: VendorProgress;
  fetched: PageItem<Node>[];
  /** The latest answer. */
  page?: Page<Node>;
  /** The position of the next fetch, after records that were left out, too. */
  position: string | undefined;
  /** The positions of this page's fetches. */
  positions: Set<string | undefined>;
  met: Set<string>;
  /** Fetches in a row without a new record. */
  barren: number;
  hasMore: boolean;
  failed: boolean;
  /** The operation's time, or its requests, ended before this source could fill the page. Its records so far are shown, and others follow. */
  isCutShort: boolean;
  totalCount?: number;
}

/**
 * Merges the sources' lists round-robin: the n-th record of each source comes before the (n+1)-th of any. So every source with records is on
 * the first page, the order does not depend on the page's size, and each source is asked only for its share, side by side. Where a source
 * turns out to be short, the others are asked for more, which what they brought along may hold already. A source that fails keeps its place in the cursor: its records follow when it is back. `counted`: every source is asked for at least one record, so that
 * the total does not depend on the page's size.
 *
 * A record is shown once in a page. The cursor remembers the last few records of each source, so a list that shifts by so many repeats none;
 * a record that comes again later is shown again.
 */
export async function mergeLists<Node extends { id: string }>(
  list: unknown,
  parts: readonly ListPart<Node>[],
  first: number,
  after: Progress,
  counted = false,
): Promise<MergedPage<Node>> {
  const columns: Column<Node>[] = parts.map((part) => {
    const progress = after[cursorName(part.source)] ?? { taken: 0 };
    const { position } = progress;
    const begun = { fetched: [], position, positions: new Set([position]), met: new Set<string>(), barren: 0 };
    return { part, progress, ...begun, hasMore: progress.done !== true, failed: false, isCutShort: false };
  });
  const asked = new Map<Source, Error | undefined>();
  for (;;) {
    const shares = sharesOf(columns, first, counted);
    if (shares.size === 0) break;
    // In the sources' order, whichever answers first.
    for (const column of columns) if (shares.has(column) && !asked.has(column.part.source)) asked.set(column.part.source, undefined);
    await Promise.all(
      [...shares].map(async ([column, wanted]) => {
        try {
          const { fetched, position, page: before } = column;
          const page = await column.part.fetch(wanted - fetched.length, position, { atMost: first - fetched.length, before });
          take(column, page);
          if (page.fault !== undefined) throw page.fault;
        } catch (error) {
          // The client's fault: a position that the source's datasource did not issue.
          if (error instanceof BadUserInput) throw error;
          const isShown = column.fetched.length > 0;
          // Another source used all the time: the page stays short, but a source that has answered has not failed.
          if (error instanceof VendorError && error.cutShort && isShown) {
            column.isCutShort = true;
            return;
          }
          // The next page has requests of its own, and continues after the records shown.
          if (error instanceof AllowanceSpent && isShown) column.isCutShort = true;
          else column.failed = true;
          asked.set(column.part.source, asError(error));
        }
      }),
    );
  }
  return { ...draw(list, columns, first, after), asked };
}

/** Adds the new records of a page to the column. A list that does not advance has failed, since it would be read without end. */
function take<Node extends { id: string }>(column: Column<Node>, page: Page<Node>): void {
  const { fetched, met, progress } = column;
  const before = fetched.length;
  for (const { node, position } of page.items) {
    if (!met.has(node.id) && !progress.last?.includes(recordMark(node.id))) fetched.push({ node, position });
    else {
      // The list continues after repeated records.
      const last = fetched.at(-1);
      if (last !== undefined) last.position = position;
    }
    met.add(node.id);
  }
  column.page = page;
  column.hasMore = page.hasMore;
  column.totalCount = page.totalCount;
  column.position = page.items.at(-1)?.position ?? column.position;
  column.barren = fetched.length > before ? 0 : column.barren + 1;
  if (!page.hasMore || page.fault !== undefined) return;
  const { source } = column.part;
  if (column.positions.has(column.position)) throw brokenList(source, "The list", "promises more and does not get on");
  if (column.barren >= MOST_BARREN_PAGES) throw brokenList(source, "The list", "gives the same records again and again");
  column.positions.add(column.position);
}

/** Makes its cursor on request; usually only the page's last one is needed. */
class LazyItem<Node> implements MergedItem<Node> {
  readonly #list: unknown;
  readonly #progress: Progress;
  readonly node: Node;

  constructor(list: unknown, progress: Progress, node: Node) {
    this.#list = list;
    this.#progress = progress;
    this.node = node;
  }

  get cursor(): string {
    return encodeCursor(this.#list, this.#progress);
  }
}

/** Marks of the last few records shown, on this page or before. */
function marksOf<Node extends { id: string }>({ fetched, progress }: Column<Node>, drawn: number): string[] {
  const here = fetched.slice(Math.max(0, drawn - MARKS), drawn).map(({ node }) => recordMark(node.id));
  return [...(progress.last ?? []), ...here].slice(-MARKS);
}

/** How many records of this page are needed from each source that must be asked (again). */
function sharesOf<Node>(columns: readonly Column<Node>[], first: number, counted: boolean): Map<Column<Node>, number> {
  const needed = new Map<Column<Node>, number>();
  const planned = columns.map((column) => ({ column, drawn: 0 }));
  for (let count = 0; count < first; count += 1) {
    const next = earliest(planned.filter(({ column, drawn }) => drawn < column.fetched.length || mayGive(column)));
    if (next === undefined) break;
    next.drawn += 1;
    if (next.drawn > next.column.fetched.length) needed.set(next.column, next.drawn);
  }
  if (counted)
    for (const column of columns) if (mayGive(column) && column.fetched.length === 0 && !needed.has(column)) needed.set(column, 1);
  return needed;
}

function mayGive({ hasMore, failed, isCutShort }: Column<unknown>): boolean {
  return hasMore && !failed && !isCutShort;
}

function earliest<Entry extends { column: Column<unknown>; drawn: number }>(entries: readonly Entry[]): Entry | undefined {
  let best: Entry | undefined;
  for (const entry of entries) {
    if (best === undefined || entry.column.progress.taken + entry.drawn < best.column.progress.taken + best.drawn) best = entry;
  }
  return best;
}

function draw<Node extends { id: string }>(
  list: unknown,
  columns: readonly Column<Node>[],
  first: number,
  after: Progress,
): Omit<MergedPage<Node>, "asked"> {
  const progress: Progress = { ...after };
  const planned = columns.map((column) => ({ column, drawn: 0 }));
  // An empty source is not asked again on the next page.
  for (const { part, fetched, hasMore, failed, progress: before } of columns) {
    if (fetched.length === 0 && !hasMore && !failed) progress[cursorName(part.source)] = { ...before, done: true };
  }
  const items: MergedItem<Node>[] = [];
  while (items.length < first) {
    const next = earliest(planned.filter(({ column, drawn }) => drawn < column.fetched.length));
    if (next === undefined) break;
    const item = next.column.fetched[next.drawn] as PageItem<Node>;
    next.drawn += 1;
    const exhausted = next.drawn === next.column.fetched.length && !next.column.hasMore && !next.column.failed;
    const { column, drawn } = next;
    progress[cursorName(column.part.source)] = {
      taken: column.progress.taken + drawn,
      position: item.position,
      get last() {
        return marksOf(column, drawn);
      },
      ...(exhausted ? { done: true as const } : {}),
    };
    items.push(new LazyItem(list, { ...progress }, item.node));
  }
  const hasNextPage = planned.some(({ column, drawn }) => drawn < column.fetched.length || (column.hasMore && !column.failed));
  // A source read to its end is not asked again.
  const counts = columns.map(({ totalCount, progress: { done, taken } }) => totalCount ?? (done ? taken : undefined));
  const totalCount =
    counts.length > 0 && counts.every((count) => count !== undefined) ? counts.reduce((sum, count) => sum + count, 0) : null;
  return { items, hasNextPage, totalCount };
}
