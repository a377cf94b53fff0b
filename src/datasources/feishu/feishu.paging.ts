import { UnreadableRecord } from "../../http/record-check.js";
import type { Page } from "../datasource.js";
import { notACursor } from "../page-cursor.js";
import { Stretch } from "../stretch.js";

/** A page as both products give it; the token is there only where there is more. */
export interface FeishuPage<Wire> {
  /** Each read by itself; what cannot be read stands in its place. */
  items: (Wire | UnreadableRecord)[];
  nextToken?: string;
}

export interface ListWalk<Wire, Node> {
  fetch(pageSize: number, pageToken: string | undefined): Promise<FeishuPage<Wire>>;
  maxPageSize: number;
  limit: number;
  after?: string;
  /** For filters that the vendor's list does not have: pages are read until enough records pass. */
  keep?: (wire: Wire) => boolean;
  toNode(wire: Wire): Node;
}

/** Walks a Feishu list up to `limit` records. Tokens are opaque, so a place inside a page is its page's token and how many to skip. */
export async function walkList<Wire extends object, Node>(walk: ListWalk<Wire, Node>): Promise<Page<Node>> {
  const { maxPageSize, limit, keep = () => true } = walk;
  const stretch = new Stretch<Node>(limit);
  let { token, skip } = readPosition(walk.after);
  for (;;) {
    const isTight = walk.keep === undefined && !stretch.hasPassedOver;
    const page = await walk.fetch(isTight ? Math.min(maxPageSize, skip + stretch.room) : maxPageSize, token);
    const next = page.nextToken;
    let index = skip;
    for (; index < page.items.length; index += 1) {
      const read = page.items[index] as Wire | UnreadableRecord;
      if (!(read instanceof UnreadableRecord)) {
        if (!keep(read)) continue;
        if (stretch.isFull) break;
      }
      // At the end of a page the next one is where to go on; at the end of the list there is nowhere to go.
      const atEnd = index + 1 >= page.items.length && next !== undefined;
      const position: Position = atEnd ? { token: next, skip: 0 } : { token, skip: index + 1 };
      stretch.add(read, walk.toNode, JSON.stringify(position));
    }
    const leftOnPage = index < page.items.length;
    if (stretch.isFull || next === undefined || next === token) return stretch.page(leftOnPage || (next !== undefined && next !== token));
    token = next;
    skip = 0;
  }
}

interface Position {
  /** Undefined on the first page. */
  token?: string;
  skip: number;
}

function readPosition(text: string | undefined): Position {
  if (text === undefined) return { skip: 0 };
  try {
    const { token, skip } = JSON.parse(text) as { token?: unknown; skip?: unknown };
    const known = token === undefined || typeof token === "string";
    if (known && Number.isSafeInteger(skip) && Number(skip) >= 0) return { token, skip: Number(skip) };
  } catch {
    // Falls through to the one message there is for a wrong cursor.
  }
  throw notACursor();
}
