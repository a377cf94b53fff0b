import type { Page, PageItem } from "../datasource.js";
import { notACursor } from "../page-cursor.js";

/** A page as both products give it; the token is there only where there is more. */
export interface FeishuPage<Wire> {
  items: Wire[];
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
export async function walkList<Wire, Node>(walk: ListWalk<Wire, Node>): Promise<Page<Node>> {
  const { maxPageSize, limit, keep = () => true } = walk;
  const items: PageItem<Node>[] = [];
  let { token, skip } = readPosition(walk.after);
  for (;;) {
    const size = walk.keep === undefined ? Math.min(maxPageSize, skip + limit - items.length) : maxPageSize;
    const page = await walk.fetch(size, token);
    const next = page.nextToken;
    let index = skip;
    for (; index < page.items.length && items.length < limit; index += 1) {
      const wire = page.items[index] as Wire;
      if (!keep(wire)) continue;
      // At the end of a page the next one is where to go on; at the end of the list there is nowhere to go.
      const atEnd = index + 1 >= page.items.length && next !== undefined;
      const position: Position = atEnd ? { token: next, skip: 0 } : { token, skip: index + 1 };
      items.push({ node: walk.toNode(wire), position: JSON.stringify(position) });
    }
    const leftOnPage = page.items.slice(index).some(keep);
    if (items.length >= limit || next === undefined || next === token) {
      return { items, hasMore: leftOnPage || (next !== undefined && next !== token) };
    }
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
