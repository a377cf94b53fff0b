import LinkHeader from "http-link-header";
import { readJson } from "../../http/checks/json-check.js";
import { type RecordKind, readRecords, type UnreadableRecord } from "../../http/checks/record-check.js";
import { z } from "../../http/checks/zod.js";
import type { CallScope, Send, VendorResponse } from "../../http/request.js";
import type { Source } from "../../schema/common/source.js";
import { brokenList } from "../contract/page-walk.js";
import { allPages, type TokenPage } from "../contract/token-list.js";

/** Records of a list, each read by itself; what cannot be read stands in its place. */
export type Read<Item> = (Item | UnreadableRecord)[];

/** An endpoint that lists records of one kind. */
export interface GreenhouseList<Item extends object> {
  path: string;
  route: string;
  kind: RecordKind<Item>;
}

/** Lists are bare arrays. */
const bareArray = z.array(z.unknown());

/** The lists of both APIs. */
export class GreenhouseLists {
  readonly #source: Source;
  readonly #send: Send;

  constructor(source: Source, send: Send) {
    this.#source = source;
    this.#send = send;
  }

  /**
   * The page of this query: the list's own, or that of the link before it, whole, since beside a cursor nothing else may stand. A page
   * without records is not the last one; only one without a link is.
   */
  async page<Item extends object>({ path, route, kind }: GreenhouseList<Item>, query: string, scope: CallScope): Promise<TokenPage<Item>> {
    const asked: [string, string][] = [...new URLSearchParams(query)];
    const response = await this.#send({ method: "GET", path, query: asked, route, intent: "read" }, scope);
    return {
      items: readRecords(readJson(response, bareArray, route), kind, { response, route }),
      ...nextPageOf(this.#source, response, path, route),
    };
  }

  /** All pages, beginning with that of this query. */
  async all<Item extends { id: unknown }>(list: GreenhouseList<Item>, start: string, scope: CallScope): Promise<Read<Item>> {
    const found: Read<Item> = [];
    const pages = { source: this.#source, route: list.route, start, fetch: (query = start) => this.page(list, query, scope) };
    for await (const { items } of allPages(pages)) found.push(...items);
    return found;
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
