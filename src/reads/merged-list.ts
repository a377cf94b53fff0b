import { asError } from "../datasources/contract/as-error.js";
import type { Page, PageItem } from "../datasources/contract/datasource.js";
import { brokenList, MOST_BARREN_PAGES } from "../datasources/contract/lists/page-walk.js";
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

/** A record, and the item behind which the list continues after it. */
interface Fetched<Node> {
  readonly node: Node;
  end: PageItem<Node>;
}

interface Column<Node> {
  part: ListPart<Node>;
  progress: VendorProgress;
  fetched: Fetched<Node>[];
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
    return {
      part,
      progress,
      fetched: [],
      position,
      positions: new Set([position]),
      met: new Set<string>(),
      barren: 0,
      hasMore: progress.done !== true,
      failed: false,
      isCutShort: false,
      page: undefined,
      totalCount: undefined,
    };
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
  return draw(list, columns, first, after, asked);
}

/** Adds the new records of a page to the column. A list that does not advance has failed, since it would be read without end. */
function take<Node extends { id: string }>(column: Column<Node>, page: Page<Node>): void {
  const { fetched, met, progress } = column;
  const before = fetched.length;
  for (const item of page.items) {
    const { node } = item;
    if (!met.has(node.id) && !progress.last?.includes(recordMark(node.id))) fetched.push({ node, end: item });
    else {
      // The list continues after repeated records.
      const before = fetched.at(-1);
      if (before !== undefined) before.end = item;
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
    const next = earliest(planned, ({ column, drawn }) => drawn < column.fetched.length || mayGive(column));
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

interface Drawn<Node> {
  readonly column: Column<Node>;
  drawn: number;
}

/** Of those that can give one more, the one whose turn it is. */
function earliest<Node>(entries: readonly Drawn<Node>[], canGive: (entry: Drawn<Node>) => boolean): Drawn<Node> | undefined {
  let best: Drawn<Node> | undefined;
  for (const entry of entries) {
    if (!canGive(entry)) continue;
    if (best === undefined || entry.column.progress.taken + entry.drawn < best.column.progress.taken + best.drawn) best = entry;
  }
  return best;
}

/** Whether a column has a record that was fetched and is not drawn yet. */
function isAtHand({ column, drawn }: Drawn<unknown>): boolean {
  return drawn < column.fetched.length;
}

function draw<Node extends { id: string }>(
  list: unknown,
  columns: readonly Column<Node>[],
  first: number,
  after: Progress,
  asked: MergedPage<Node>["asked"],
): MergedPage<Node> {
  const drawing = new Drawing(list, columns, after);
  while (drawing.items.length < first && drawing.drawNext()) {}
  return { items: drawing.items, hasNextPage: drawing.hasNextPage, totalCount: totalOf(columns), asked };
}

/** The records of a page in the order in which they are drawn from the columns. */
class Drawing<Node extends { id: string }> {
  readonly items: MergedItem<Node>[] = [];
  readonly #list: unknown;
  readonly #after: Progress;
  readonly #columns: readonly Drawn<Node>[];
  /** The column of each item. */
  readonly #order: Drawn<Node>[] = [];

  constructor(list: unknown, columns: readonly Column<Node>[], after: Progress) {
    this.#list = list;
    this.#after = after;
    this.#columns = columns.map((column) => ({ column, drawn: 0 }));
  }

  get hasNextPage(): boolean {
    return this.#columns.some((entry) => isAtHand(entry) || (entry.column.hasMore && !entry.column.failed));
  }

  /** False where no column has a record at hand. */
  drawNext(): boolean {
    const next = earliest(this.#columns, isAtHand);
    const record = next?.column.fetched[next.drawn];
    if (next === undefined || record === undefined) return false;
    next.drawn += 1;
    this.items.push(new DrawnItem(this, this.items.length, record.node));
    this.#order.push(next);
    return true;
  }

  /** The cursor behind an item. */
  cursorBehind(index: number): string {
    const drawn = new Map<Drawn<Node>, number>();
    for (const entry of this.#order.slice(0, index + 1)) drawn.set(entry, (drawn.get(entry) ?? 0) + 1);
    const progress: Progress = { ...this.#after };
    for (const entry of this.#columns) {
      const { column } = entry;
      const reached = progressOf(column, drawn.get(entry) ?? 0);
      if (reached !== undefined) progress[cursorName(column.part.source)] = reached;
    }
    return encodeCursor(this.#list, progress);
  }
}

/** Makes its cursor on request; usually only the page's last one is needed. */
class DrawnItem<Node extends { id: string }> implements MergedItem<Node> {
  readonly #drawing: Drawing<Node>;
  readonly #index: number;
  readonly node: Node;

  constructor(drawing: Drawing<Node>, index: number, node: Node) {
    this.#drawing = drawing;
    this.#index = index;
    this.node = node;
  }

  get cursor(): string {
    return this.#drawing.cursorBehind(this.#index);
  }
}

/** How far a walk has come with a column of which so many records were drawn; undefined where it stands as before. */
function progressOf<Node extends { id: string }>(column: Column<Node>, drawn: number): VendorProgress | undefined {
  const { progress: before, fetched, hasMore, failed } = column;
  const isAtEnd = drawn === fetched.length && !hasMore && !failed;
  const last = fetched[drawn - 1];
  // An empty source is not asked again on the next page.
  if (last === undefined) return isAtEnd ? { ...before, done: true } : undefined;
  const { position } = last.end;
  return { taken: before.taken + drawn, position, last: marksOf(column, drawn), done: isAtEnd ? true : undefined };
}

/** A source read to its end is not asked again. */
function totalOf(columns: readonly Column<unknown>[]): number | null {
  const counts = columns.map(({ totalCount, progress: { done, taken } }) => totalCount ?? (done ? taken : undefined));
  return counts.length > 0 && counts.every((count) => count !== undefined) ? counts.reduce((sum, count) => sum + count, 0) : null;
}
