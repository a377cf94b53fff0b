import type { UnreadableRecord } from "../../http/checks/record-check.js";
import type { Upstream } from "../../http/vendor-error.js";
import { brokenList } from "../contract/lists/page-walk.js";
import type { TokenPage } from "../contract/lists/token-list.js";

/** The keys of a list's `data` about the next page, the same in both products. */
interface WireNext {
  has_more?: boolean | null;
  page_token?: string | null;
}

/**
 * A list with more pages has a token (pages of both products). `has_more` without a token is a bad response: the list does not end there, and
 * an empty token would request the first page again.
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
