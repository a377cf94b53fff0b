import LinkHeader from "http-link-header";
import type { VendorResponse } from "../../http/request.js";
import type { Source } from "../../schema/common/source.js";
import { brokenList } from "../contract/page-walk.js";
import type { TokenPage } from "../contract/token-list.js";

/**
 * Only the query is taken from the link: whatever host it names, the token goes to the configured one alone. What stands before the path
 * may differ, where a proxy does; a link to something else leads to other records.
 */
export function nextPageOf(
  source: Source,
  { headers }: VendorResponse,
  path: string,
  route: string,
): Pick<TokenPage<never>, "next" | "fault"> {
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
