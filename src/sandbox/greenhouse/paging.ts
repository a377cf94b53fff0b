import { createHmac, randomBytes } from "node:crypto";
import type { StandInRequest, StandInResponse } from "../kit/exchange.js";
import type { GreenhouseKnobs } from "./knobs.js";
import { invalid } from "./refusals.js";

const DEFAULT_PER_PAGE = 100;
const MAX_PER_PAGE = 500;
const TOKEN = "page_token";

/** Old paging: numbered pages, with the Link rels next, prev and last; skip_count=true leaves out last. */
export function numberedPage<T>(request: StandInRequest, knobs: GreenhouseKnobs, rows: readonly T[]): { rows: T[]; link?: string } {
  const perPage = perPageOf(request);
  const page = wholeNumber(request, "page", 1, Number.MAX_SAFE_INTEGER) ?? 1;
  const last = Math.max(1, Math.ceil(rows.length / perPage));
  const link = (to: number, rel: string) => linkTo(request, { page: String(to), per_page: String(perPage) }, rel);
  const links: string[] = [];
  if (page < last) links.push(link(page + 1, "next"));
  if (page > 1) links.push(link(page - 1, "prev"));
  const wantsLast = request.query.get("skip_count") !== "true" && (last > 1 || knobs.lastLinkOnSinglePage);
  if (wantsLast) links.push(link(last, "last"));
  return { rows: rows.slice((page - 1) * perPage, page * perPage), link: links.length > 0 ? links.join(", ") : undefined };
}

/**
 * New paging: only `next`, with an opaque token. The token is signed for its path, so that it can only come from a Link header. A page
 * number, which belongs to old paging, is refused instead of answered with the first page.
 */
export class TokenPager {
  readonly #key = randomBytes(16);

  page<T extends { id: number }>(request: StandInRequest, rows: readonly T[]): { rows: T[]; link?: string } {
    const perPage = perPageOf(request);
    if (request.query.has("page")) throw invalid("page", "This endpoint is paged by its Link header");
    const after = this.#after(request);
    const left = rows.filter((row) => row.id > after).sort((a, b) => a.id - b.id);
    const shown = left.slice(0, perPage);
    const last = shown.at(-1);
    if (last === undefined || left.length <= perPage) return { rows: shown };
    return { rows: shown, link: linkTo(request, { per_page: String(perPage), [TOKEN]: this.#token(request.path, last.id) }, "next") };
  }

  #after(request: StandInRequest): number {
    const token = request.query.get(TOKEN);
    if (token === null) return 0;
    const id = Number(Buffer.from(token.split(".")[0] ?? "", "base64url").toString());
    if (token !== this.#token(request.path, id)) throw invalid(TOKEN, "Invalid page");
    return id;
  }

  #token(path: string, id: number): string {
    const seal = createHmac("sha256", this.#key).update(`${path} ${id}`).digest("base64url").slice(0, 16);
    return `${Buffer.from(String(id)).toString("base64url")}.${seal}`;
  }
}

export function listResponse(page: { rows: unknown[]; link?: string }): StandInResponse {
  return { status: 200, headers: page.link === undefined ? {} : { Link: page.link }, json: page.rows };
}

/** A link to the address of the request, with the request's filters. */
function linkTo(request: StandInRequest, changes: Record<string, string>, rel: string): string {
  const query = new URLSearchParams(request.query);
  for (const [name, value] of Object.entries(changes)) query.set(name, value);
  return `<http://${request.headers.host ?? "localhost"}${request.path}?${query.toString()}>; rel="${rel}"`;
}

function perPageOf(request: StandInRequest): number {
  return wholeNumber(request, "per_page", 1, MAX_PER_PAGE) ?? DEFAULT_PER_PAGE;
}

function wholeNumber(request: StandInRequest, name: string, min: number, max: number): number | undefined {
  const text = request.query.get(name);
  if (text === null) return undefined;
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < min || value > max) throw invalid(name, `Must be between ${min} and ${max}`);
  return value;
}
