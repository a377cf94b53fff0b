import LinkHeader from "http-link-header";
import { readJson } from "../../http/checks/json-check.js";
import { type RecordKind, readRecords, type UnreadableRecord } from "../../http/checks/record-check.js";
import { z } from "../../http/checks/zod.js";
import type { CallScope, Send, VendorResponse } from "../../http/request.js";
import type { Source } from "../../schema/common/source.js";
import { brokenList } from "../contract/lists/page-walk.js";
import { allPages, allRecords, type TokenPage, type TokenPages } from "../contract/lists/token-list.js";

/** Records of a list, each read by itself; what cannot be read stands in its place. */
export type Read<Item> = (Item | UnreadableRecord)[];

/** An endpoint that lists records of one kind. */
export interface GreenhouseList<Item extends object> {
  path: string;
  route: string;
  kind: RecordKind<Item>;
}

/** A page of a list, by its query. */
export interface PageOf<Item> {
  query: string;
  items: Read<Item>;
}

/** Lists are bare arrays. */
const bareArray = z.array(z.unknown());

/** The lists of both APIs. */
export class GreenhouseLists {
  readonly #source: Source;
  readonly #send: Send;
  #asked: { query: string; pairs: [string, string][] } = { query: "", pairs: [] };

  constructor(source: Source, send: Send) {
    this.#source = source;
    this.#send = send;
  }

  /**
   * The page of this query: the list's own, or that of the link before it, whole, since beside a cursor nothing else may stand. A page
   * without records is not the last one; only one without a link is.
   */
  async page<Item extends object>({ path, route, kind }: GreenhouseList<Item>, query: string, scope: CallScope): Promise<TokenPage<Item>> {
    // Lists of many jobs are asked for in the same words, one after another.
    if (query !== this.#asked.query) this.#asked = { query, pairs: [...new URLSearchParams(query)] };
    const response = await this.#send({ method: "GET", path, query: this.#asked.pairs, route, intent: "read" }, scope);
    const { next, fault } = nextPageOf(this.#source, response, path, route);
    return { items: readRecords(readJson(response, bareArray, route), kind, { response, route }), next, fault };
  }

  /** All pages, beginning with that of this query. */
  all<Item extends { id: unknown }>(list: GreenhouseList<Item>, start: string, scope: CallScope): Promise<Read<Item>> {
    return allRecords(this.#pagesOf(list, start, scope));
  }

  /** The same, each page with its query. */
  async allByPage<Item extends { id: unknown }>(list: GreenhouseList<Item>, start: string, scope: CallScope): Promise<PageOf<Item>[]> {
    const found: PageOf<Item>[] = [];
    for await (const { items, token = start } of allPages(this.#pagesOf(list, start, scope))) found.push({ query: token, items });
    return found;
  }

  #pagesOf<Item extends { id: unknown }>(list: GreenhouseList<Item>, start: string, scope: CallScope): TokenPages<Item> {
    return { source: this.#source, route: list.route, start, fetch: (query = start) => this.page(list, query, scope) };
  }
}

/**
 * Only the query is taken from the link: whatever host it names, the token goes to the configured one alone. What stands before the path
 * may differ, where a proxy does; a link to something else leads to other records.
 */
function nextPageOf(source: Source, { headers }: VendorResponse, path: string, route: string): Pick<TokenPage<never>, "next" | "fault"> {
  // The last page's header may be there, and empty.
  if (headers.link === undefined || headers.link.trim() === "") return {};
  const broken = (what: string) => ({ fault: brokenList(source, route, `was answered with a Link header that ${what}`) });
  try {
    const link = LinkHeader.parse(headers.link).rel("next")[0];
    if (link === undefined) return {};
    const { pathname, search } = new URL(link.uri, `http://relative.invalid${path}`);
    if (!pathname.endsWith(path)) return broken("leads to another list");
    return search.length > 1 ? { next: search.slice(1) } : broken("names no page");
  } catch {
    return broken("cannot be read");
  }
}
