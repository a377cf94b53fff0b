import { UnreadableRecord } from "../../http/checks/record-check.js";
import { z } from "../../http/checks/zod.js";
import { AllowanceSpent, CallAborted, type Upstream, VendorError } from "../../http/vendor-error.js";
import { notACursor } from "../../schema/common/bad-input.js";
import type { Page } from "./datasource.js";
import { PageWalk, type WalkTrail } from "./page-walk.js";
import { jsonOf, readPosition } from "./position.js";
import { Stretch } from "./stretch.js";
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
  /** Whether a token that a position holds can be one of this list's; left out: any can. */
  owns?: (token: string) => boolean;
  /** A filter that the vendor's list lacks: pages are read until enough records pass. */
  keep?: (wire: Wire) => boolean;
  toNode(wire: Wire): Node;
}

/**
 * Up to `limit` records of the list. Tokens are opaque, so a place inside a page is the page's token and a number of records to skip. Records
 * read before a failure are returned. A record that pages of one call repeat is returned once.
 */
export async function readTokenList<Wire extends { id: unknown }, Node>(list: TokenListPart<Wire, Node>): Promise<Page<Node>> {
  const { keep = () => true } = list;
  const stretch = new Stretch<Node>(list.limit);
  const place = list.after === undefined ? START : readPosition(PLACE, list.after);
  if (place.token !== undefined && list.owns?.(place.token) === false) throw notACursor();
  const walk = new PageWalk({ ...list, trail: place.trail });
  let { token = list.start, skip } = place;
  for (;;) {
    const before = walk.trail;
    walk.enter(token ?? "");
    const isTight = list.keep === undefined && !stretch.hasPassedOver;
    const page = await list.fetch(token, isTight ? skip + stretch.room : Number.POSITIVE_INFINITY).catch(faultBehind(stretch));
    if (page instanceof Error) return stretch.page(true, { fault: page });
    // Skipped records were reported before.
    const isNew = walk.meet(page.items.map(idOf));
    const { next } = page;
    const fault = page.fault ?? (next === undefined ? undefined : walk.faultOf(next));
    const trail = next !== undefined && fault !== undefined ? walk.trailBeside(before, next) : before;
    let index = skip;
    for (; index < page.items.length; index += 1) {
      const read = page.items[index] as Wire | UnreadableRecord;
      if (!isNew[index]) continue;
      if (!(read instanceof UnreadableRecord)) {
        if (!keep(read)) continue;
        if (stretch.isFull) break;
      }
      // At the end of a page the list continues with the next one; at its end, or where it breaks off, there is no position.
      const goesOn = index + 1 >= page.items.length && next !== undefined && fault === undefined;
      stretch.add(read, list.toNode, goesOn ? formatPosition(next, 0, walk.trail) : formatPosition(token, index + 1, trail));
    }
    const isLeft = index < page.items.length;
    if (stretch.isFull) return stretch.page(isLeft || next !== undefined || fault !== undefined);
    if (fault !== undefined) return stretch.page(true, { fault: faultBehind(stretch)(fault) });
    if (next === undefined) return stretch.page(false);
    token = next;
    skip = 0;
  }
}

/** All records of the list, page by page, each once. Throws where the list cannot be read to its end. */
export async function* allPages<Wire extends { id: unknown }>(
  list: TokenPages<Wire>,
): AsyncGenerator<{ items: (Wire | UnreadableRecord)[]; isLast: boolean }> {
  const walk = new PageWalk(list);
  for (let token = list.start; ; ) {
    walk.enter(token ?? "");
    const { items, next, fault } = await list.fetch(token, Number.POSITIVE_INFINITY);
    if (fault !== undefined) throw fault;
    const isNew = walk.meet(items.map(idOf));
    const broken = next === undefined ? undefined : walk.faultOf(next);
    if (broken !== undefined) throw broken;
    yield { items: items.filter((_, index) => isNew[index]), isLast: next === undefined };
    if (next === undefined) return;
    token = next;
  }
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

interface Place {
  token?: string | undefined;
  skip: number;
  /** The trail before the token's page. */
  trail: WalkTrail;
}

const START: Place = { skip: 0, trail: { pages: 0 } };

const PLACE: z.ZodType<Place> = jsonOf(
  z
    .object({
      token: z.string().optional(),
      skip: z.int().nonnegative(),
      pages: z.int().nonnegative().default(0),
      mark: z.string().optional(),
    })
    .transform(({ token, skip, pages, mark }) => ({ token, skip, trail: mark === undefined ? { pages } : { pages, mark } })),
);

function formatPosition(token: string | undefined, skip: number, { pages, mark }: WalkTrail): string {
  return JSON.stringify({ token, skip, ...(pages > 0 ? { pages } : {}), ...(mark === undefined ? {} : { mark }) });
}
