import type { StandInRequest, StandInResponse } from "../kit/exchange.js";
import type { Call, Endpoint } from "./call.js";
import { commaList, type Filter, ids, moment, type Row, type Test, unbracketed } from "./filters.js";
import type { GreenhouseV3Knobs, Scope } from "./knobs.js";
import { forbidden, invalid, unprocessable } from "./refusals.js";

const DEFAULT_PER_PAGE = 100;
const MOST_PER_PAGE = 500;

export interface List {
  /** `/v3/<resource>`, scope `harvest:<resource>:list`. */
  resource: string;
  filters: Record<string, Filter>;
  /** @param query the query of the first page, also for the pages of a cursor */
  rows(call: Call, query: URLSearchParams): Row[];
  /** Parameters that `rows` reads. */
  parameters?: readonly string[];
}

/** Filters of every list, besides `cursor`, `per_page` and `fields`. https://harvestdocs.greenhouse.io/docs/list-endpoints */
const COMMON: Record<string, Filter> = { ids: ids("id"), created_at: moment("created_at"), updated_at: moment("updated_at") };

/** A walk by ids, newest first, which records added meanwhile do not shift. */
interface Walk {
  query: URLSearchParams;
  perPage: number;
  /** The id after which the page begins. */
  id: number;
}

/** The endpoint of a list: a bare array by descending id, and a Link header. https://harvestdocs.greenhouse.io/docs/pagination */
export function listEndpoint(list: List): Endpoint {
  return {
    method: "GET",
    path: `/v3/${list.resource}`,
    takesQuery: true,
    scope: () => `harvest:${list.resource}:list` as Scope,
    answer: (call) => {
      const admitted = call.actor.site_admin || (list.resource === "users" && call.knobs.nonAdminSeesUsers);
      if (!admitted && call.knobs.nonAdminLists === "forbidden") throw forbidden();
      return page(list, call, admitted);
    },
  };
}

function page(list: List, call: Call, admitted: boolean): StandInResponse {
  const walk = walkOf(call.request.query);
  const tests = testsOf(list, walk.query, call.knobs);
  const fields = fieldsOf(walk.query);
  const rows = admitted ? list.rows(call, walk.query) : [];
  const { shown, more } = cut(rows, walk, tests);
  const last = more ? shown.at(-1) : undefined;
  const link = last === undefined ? "" : nextLink(call.request, { ...walk, id: last.id });
  return {
    status: 200,
    headers: link === "" && call.knobs.lastPageLink === "missing" ? {} : { Link: link },
    json: shown.map((row) => fields(row.view?.() ?? row.wire())),
  };
}

/** The rows of one page by descending id, and whether others follow. */
function cut(rows: readonly Row[], walk: Walk, tests: readonly Test[]): { shown: Row[]; more: boolean } {
  const shown: Row[] = [];
  for (const row of rows.filter(({ id }) => id < walk.id).sort((a, b) => b.id - a.id)) {
    const wire = row.wire();
    if (!tests.every((test) => test(wire, row))) continue;
    if (shown.length === walk.perPage) return { shown, more: true };
    shown.push(row);
  }
  return { shown, more: false };
}

function walkOf(query: URLSearchParams): Walk {
  const cursor = query.get("cursor");
  if (cursor === null) return { query, perPage: perPageOf(query), id: Number.POSITIVE_INFINITY };
  if (query.size > 1) throw unprocessable("When passing a cursor, do not include other query params.");
  return decoded(cursor);
}

function nextLink(request: StandInRequest, walk: Walk): string {
  const content = JSON.stringify({ query: walk.query.toString(), per_page: walk.perPage, id: walk.id });
  const cursor = Buffer.from(content).toString("base64").replaceAll("+", "-").replaceAll("/", "_");
  return `<http://${request.headers.host ?? "localhost"}${request.path}?cursor=${encodeURIComponent(cursor)}>; rel="next"`;
}

function decoded(cursor: string): Walk {
  try {
    const content = JSON.parse(Buffer.from(cursor, "base64url").toString()) as { query: string; per_page: number; id: number };
    if (!Number.isInteger(content.id) || !Number.isInteger(content.per_page)) throw new Error("Not a cursor");
    return { query: new URLSearchParams(content.query), perPage: content.per_page, id: content.id };
  } catch {
    throw invalid("cursor", "is invalid");
  }
}

function testsOf(list: List, query: URLSearchParams, knobs: GreenhouseV3Knobs): Test[] {
  const filters: Record<string, Filter> = { ...COMMON, ...list.filters };
  const others = ["per_page", "fields", ...(list.parameters ?? [])];
  const unknown: string[] = [];
  const tests: Test[] = [];
  for (const [given, text] of query) {
    const spelled = (knobs.bracketDates ? unbracketed(given, text) : undefined) ?? { parameter: given, value: text };
    const filter = Object.hasOwn(filters, spelled.parameter) ? filters[spelled.parameter] : undefined;
    if (filter !== undefined) tests.push(filter(spelled.value, spelled.parameter, knobs));
    else if (!others.includes(given)) unknown.push(given);
  }
  if (unknown.length > 0) throw unprocessable(`Invalid query params: ${unknown.join(", ")}`);
  return tests;
}

function perPageOf(query: URLSearchParams): number {
  const text = query.get("per_page");
  if (text === null) return DEFAULT_PER_PAGE;
  if (!/^-?\d+$/.test(text)) throw invalid("per_page", `${text} is not an integer`);
  if (Number(text) > MOST_PER_PAGE) throw invalid("per_page", `${text} is greater than ${MOST_PER_PAGE}`);
  if (Number(text) < 1) throw invalid("per_page", `${text} is less than 1`);
  return Number(text);
}

/** `fields`: the names to return, at most fifty. Names that a record does not have are passed over. */
function fieldsOf(query: URLSearchParams): (shown: object) => object {
  const text = query.get("fields");
  if (text === null) return (shown) => shown;
  const wanted = commaList(text, "fields");
  return (shown) => Object.fromEntries(Object.entries(shown).filter(([name]) => wanted.includes(name)));
}
