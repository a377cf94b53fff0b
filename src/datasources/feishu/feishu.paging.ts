import type { UnreadableRecord } from "../../http/record-check.js";
import type { Upstream } from "../../http/vendor-error.js";
import { brokenList } from "../contract/page-walk.js";
import type { TokenPage } from "../contract/token-list.js";

/** What `data` of a list says of the next page, as both products give it. */
interface WireNext {
  has_more?: boolean | null;
  page_token?: string | null;
}

/**
 * There is a token where there is more (documents of both products). More without one is an answer that breaks off: the end it is not, and
 * an empty token would ask for the first page again.
 */
export function toTokenPage<Wire>(
  items: (Wire | UnreadableRecord)[],
  { has_more, page_token }: WireNext,
  source: Upstream,
  route: string,
): TokenPage<Wire> {
  const token = page_token || undefined;
  if (!(has_more ?? token !== undefined)) return { items };
  if (token !== undefined) return { items, next: token };
  return { items, fault: brokenList(source, route, "promises more records without the page_token that leads to them") };
}
