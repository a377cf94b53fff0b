import { UnreadableRecord } from "../../../http/checks/record-check.js";
import { AllowanceSpent, CallAborted, type Upstream, VendorError } from "../../../http/vendor-error.js";
import { notACursor } from "../../../schema/common/bad-input.js";
import type { Page } from "../datasource.js";
import { PageWalk, type WalkTrail } from "./page-walk.js";
import { readPosition } from "./position.js";
import { Stretch } from "./stretch.js";
import { formatPlace, type OneSize, PLACE, type Place, placeOfWalk } from "./token-place.js";
import { idOf } from "./unique.js";

/** A page of a list whose vendor names the next one: by a token, or by a link. */
export interface TokenPage<Wire> {
  /** Each checked by itself; an unreadable record keeps its place. */
  items: (Wire | UnreadableRecord)[];
  /** Undefined on the last page. */
  next?: string;
  /** Why there is no next page although this is not the last one. */
  fault?: VendorError;
}

export interface TokenPages<Wire> {
  source: Upstream;
  /** For messages. */
  route: string;
  /** The page of the token; `wanted`: how many of its records are needed. */
  fetch(token: string | undefined, wanted: number): Promise<TokenPage<Wire>>;
  /** The token of the first page, where it has one. */
  start?: string;
}

export interface TokenListPart<Wire, Node> extends TokenPages<Wire> {
  limit: number;
  after?: string;
  /** @see JobSource.listJobs */
  atMost?: number;
  /** Where the tokens keep the size of the first page; left out: each page may have another. */
  sizes?: OneSize;
  /** Of a list in the order of ids: whether one comes after another. Then a place is told by its record, and no record that comes or goes moves it. */
  isAfter?: (id: string, other: string) => boolean;
  /** Whether a token that a position holds can be one of this list's; left out: any can. */
  owns?: (token: string) => boolean;
  /** A filter that the vendor's list lacks: pages are read until enough records pass. */
  keep?: (wire: Wire) => boolean;
  toNode(wire: Wire): Node;
}

/**
 * Up to `limit` records of the list. Records read before a failure are returned. A record that pages of one call repeat is returned once.
 * What a page brought beyond the limit is at hand for `Page.more`.
 */
export async function readTokenList<Wire extends { id: unknown }, Node>(list: TokenListPart<Wire, Node>): Promise<Page<Node>> {
  const { limit, atMost = limit, after, sizes, owns } = list;
  const given = after === undefined ? undefined : readPosition(PLACE, after);
  if (given?.token !== undefined && owns?.(given.token) === false) throw notACursor();
  const place = sizes === undefined ? (given ?? START) : placeOfWalk(given, sizes, { limit, atMost });
  // Only the first page of a list does not know which others beside it are short.
  return new TokenReading(list, place, after === undefined ? atMost - limit : 0).read(limit);
}

const START: Place = { skip: 0, trail: { pages: 0 } };

/** A page that was entered. */
interface Entered<Wire> extends TokenPage<Wire> {
  isNew: readonly boolean[];
  /** The trail of places inside it. */
  trail: WalkTrail;
}

/** Reads a list from a place on, stretch by stretch. */
class TokenReading<Wire extends { id: unknown }, Node> {
  readonly #list: TokenListPart<Wire, Node>;
  readonly #walk: PageWalk;
  /** How many records more than needed are asked for, where that costs no further request. */
  readonly #spare: number;
  /** Where the page begins that is read next, or is at hand. */
  #place: Place;
  #page: Entered<Wire> | undefined;
  /** The next record of the page. */
  #index = 0;

  constructor(list: TokenListPart<Wire, Node>, place: Place, spare: number) {
    this.#list = list;
    const { source, route, start } = list;
    const { token = start, skip, last, trail, size, offset, isBegunAgain } = place;
    this.#walk = new PageWalk({ source, route, trail });
    this.#place = { token, skip, last, trail, size, offset, isBegunAgain };
    this.#spare = spare;
  }

  async read(limit: number): Promise<Page<Node>> {
    const stretch = new Stretch<Node>(limit);
    const more = (next: number) => this.read(next);
    for (;;) {
      const page = this.#page ?? (await this.#enter(stretch).catch(faultBehind(stretch)));
      if (page instanceof Error) return stretch.page(true, { fault: page });
      this.#page = page;
      this.#take(page, stretch);
      const { next, fault } = page;
      const isLeft = this.#index < page.items.length;
      if (stretch.isFull) {
        const hasMore = isLeft || next !== undefined || fault !== undefined;
        return stretch.page(hasMore, hasMore ? { more } : {});
      }
      if (fault !== undefined) return stretch.page(true, { fault: faultBehind(stretch)(fault) });
      if (next === undefined) return stretch.page(false);
      this.#place = this.#placeAfter(page, next);
      this.#page = undefined;
    }
  }

  async #enter(stretch: Stretch<Node>): Promise<Entered<Wire>> {
    const { token, skip } = this.#place;
    const before = this.#walk.trail;
    this.#walk.enter(token ?? "");
    const isTight = this.#list.keep === undefined && !stretch.hasPassedOver;
    const page = await this.#list.fetch(token, isTight ? skip + stretch.room + this.#spare : Number.POSITIVE_INFINITY);
    const ids = page.items.map(idOf);
    const isNew = this.#walk.meet(ids);
    const { next } = page;
    const fault = page.fault ?? (next === undefined ? undefined : this.#walk.faultOf(next));
    const trail = next !== undefined && fault !== undefined ? this.#walk.trailBeside(before, next) : before;
    // Records before the place were reported before.
    this.#index = this.#indexIn(ids);
    return { items: page.items, next, fault, isNew, trail };
  }

  /** The first record after the place. */
  #indexIn(ids: readonly (string | undefined)[]): number {
    const { skip, last } = this.#place;
    const { isAfter } = this.#list;
    if (last === undefined || isAfter === undefined) return skip;
    const found = ids.indexOf(last);
    if (found >= 0) return found + 1;
    const next = ids.findIndex((id) => id !== undefined && isAfter(id, last));
    return next < 0 ? ids.length : next;
  }

  /** Fills the stretch from the page, up to a record that has no room. */
  #take(page: Entered<Wire>, stretch: Stretch<Node>): void {
    const { keep = () => true, toNode } = this.#list;
    const { items, next, fault, isNew, trail } = page;
    const begin = this.#place;
    for (; this.#index < items.length; this.#index += 1) {
      const read = items[this.#index] as Wire | UnreadableRecord;
      if (!isNew[this.#index]) continue;
      if (!(read instanceof UnreadableRecord)) {
        if (!keep(read)) continue;
        if (stretch.isFull) return;
      }
      const skip = this.#index + 1;
      // At the end of a page the list continues with the next one; at its end, or where it breaks off, there is no position.
      const isEnd = skip >= items.length && next !== undefined && fault === undefined;
      const position = isEnd ? formatPlace(this.#placeAfter(page, next)) : placeIn(begin, skip, this.#markOf(read), trail);
      stretch.add(read, toNode, position);
    }
  }

  #placeAfter({ items }: Entered<Wire>, token: string): Place {
    const { size, offset, skip, isBegunAgain = false } = this.#place;
    return {
      token,
      skip: isBegunAgain ? Math.max(0, skip - items.length) : 0,
      isBegunAgain,
      last: this.#later(items.at(-1)),
      trail: this.#walk.trail,
      size,
      offset: offset === undefined ? undefined : offset + items.length,
    };
  }

  #markOf(read: Wire | UnreadableRecord): string | undefined {
    return this.#list.isAfter === undefined ? undefined : idOf(read);
  }

  /** The page's last record, or the one before the place where that has moved to a page further on. */
  #later(read: Wire | UnreadableRecord | undefined): string | undefined {
    const { last } = this.#place;
    const id = read === undefined ? undefined : this.#markOf(read);
    if (id === undefined || last === undefined) return id ?? last;
    return this.#list.isAfter?.(last, id) ? last : id;
  }
}

/** A place in the page that begins there. A function of its own: pages are kept for when a vendor is away, and must not keep the reading that made them. */
function placeIn({ token, size, offset }: Place, skip: number, last: string | undefined, trail: WalkTrail): () => string {
  return () => formatPlace({ token, skip, last, trail, size, offset });
}

/** All records of the list, page by page, each once. Throws where the list cannot be read to its end. */
export async function* allPages<Wire extends { id: unknown }>(
  list: TokenPages<Wire>,
): AsyncGenerator<{ items: (Wire | UnreadableRecord)[]; token: string | undefined; isLast: boolean }> {
  const walk = new PageWalk(list);
  for (let token = list.start; ; ) {
    const { items, next } = await newOf(list, token, walk);
    yield { items, token, isLast: next === undefined };
    if (next === undefined) return;
    token = next;
  }
}

/** The same at once: most lists have one page, and a generator costs more than that. */
export async function allRecords<Wire extends { id: unknown }>(list: TokenPages<Wire>): Promise<(Wire | UnreadableRecord)[]> {
  const walk = new PageWalk(list);
  const first = await newOf(list, list.start, walk);
  if (first.next === undefined) return first.items;
  const found = [...first.items];
  for (let token: string | undefined = first.next; token !== undefined; ) {
    const page: TokenPage<Wire> = await newOf(list, token, walk);
    for (const item of page.items) found.push(item);
    token = page.next;
  }
  return found;
}

/** The records of the token's page that the walk has not met. */
async function newOf<Wire extends { id: unknown }>(
  list: TokenPages<Wire>,
  token: string | undefined,
  walk: PageWalk,
): Promise<TokenPage<Wire>> {
  walk.enter(token ?? "");
  const { items, next, fault } = await list.fetch(token, Number.POSITIVE_INFINITY);
  if (fault !== undefined) throw fault;
  const isNew = walk.meet(items.map(idOf));
  const broken = next === undefined ? undefined : walk.faultOf(next);
  if (broken !== undefined) throw broken;
  return { items: isNew.includes(false) ? items.filter((_, index) => isNew[index]) : items, next };
}

/** The failure to report beside the records read so far. Without any record it is thrown. */
export function faultBehind(stretch: Stretch<unknown>): (error: unknown) => VendorError | AllowanceSpent {
  return (error) => {
    if (stretch.isEmpty || !mayStandBeside(error)) throw error;
    return error;
  };
}

/** Whether the error only means that no more could be read. */
export function mayStandBeside(error: unknown): error is VendorError | AllowanceSpent {
  return (error instanceof VendorError && !(error instanceof CallAborted)) || error instanceof AllowanceSpent;
}
