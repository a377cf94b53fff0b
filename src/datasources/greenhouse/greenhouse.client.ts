import LinkHeader from "http-link-header";
import { readJson } from "../../http/json-check.js";
import { type RecordKind, readJsonRecord, readRecords, type UnreadableRecord } from "../../http/record-check.js";
import type { CallScope, ChangeRequest, Send, VendorResponse } from "../../http/request.js";
import { VendorError } from "../../http/vendor-error.js";
import { z } from "../../http/zod.js";
import type { OpeningKey } from "./greenhouse.ids.js";
import {
  type OpeningFilterWord,
  type WireCloseReason,
  type WireDeletedOpenings,
  type WireJob,
  type WireNewOpening,
  type WireOpening,
  type WireOpeningEdit,
  wireCloseReason,
  wireCreatedOpenings,
  wireDeletedOpenings,
  wireEdited,
  wireJob,
  wireOpening,
} from "./greenhouse.wire.js";

/** Records of a list, each read by itself; what cannot be read stands in its place. */
type Read<Item> = (Item | UnreadableRecord)[];

/** A page, with the query that it was asked for with and that of the one that follows, as Greenhouse's Link header spells it. */
export interface WirePage<Item> {
  items: Read<Item>;
  query: string;
  /** Undefined on the last page. */
  nextQuery?: string;
}

/** Lists are bare arrays. */
const list = z.array(z.unknown());

/** One method an endpoint of https://developers.greenhouse.io/harvest.html. */
export class GreenhouseClient {
  readonly #send: Send;
  readonly #onBehalfOf: string | undefined;

  constructor(send: Send, onBehalfOf: string | undefined) {
    this.#send = send;
    this.#onBehalfOf = onBehalfOf;
  }

  /** GET /v1/jobs, from the page of this query on, one request for each page that is taken. */
  jobPages(query: string, scope: CallScope): AsyncIterable<WirePage<WireJob>> {
    return this.#pages("/v1/jobs", query, "GET /v1/jobs", wireJob, scope);
  }

  async getJob(jobId: string, scope: CallScope): Promise<WireJob> {
    const route = "GET /v1/jobs/{id}";
    const response = await this.#send({ method: "GET", path: `/v1/jobs/${segment(jobId)}`, route, intent: "read" }, scope);
    return readJsonRecord(response, wireJob, route);
  }

  /** All of a job's openings, every page of them. */
  async listOpenings(jobId: string, status: OpeningFilterWord | undefined, perPage: number, scope: CallScope): Promise<Read<WireOpening>> {
    const first = new URLSearchParams({ per_page: String(perPage), ...(status === undefined ? {} : { status }) });
    const found: Read<WireOpening> = [];
    const path = `/v1/jobs/${segment(jobId)}/openings`;
    const route = "GET /v1/jobs/{id}/openings";
    for await (const { items } of this.#pages(path, first.toString(), route, wireOpening, scope)) found.push(...items);
    return found;
  }

  async getOpening({ jobId, openingId }: OpeningKey, scope: CallScope): Promise<WireOpening> {
    const route = "GET /v1/jobs/{id}/openings/{id}";
    const path = `/v1/jobs/${segment(jobId)}/openings/${segment(openingId)}`;
    const response = await this.#send({ method: "GET", path, route, intent: "read" }, scope);
    return readJsonRecord(response, wireOpening, route);
  }

  async listCloseReasons(scope: CallScope): Promise<Read<WireCloseReason>> {
    const route = "GET /v1/close_reasons";
    const response = await this.#send({ method: "GET", path: "/v1/close_reasons", route, intent: "read" }, scope);
    return readRecords(readJson(response, list, route), wireCloseReason, { response, route });
  }

  /** POST: all or none. Gives the new ids in the order asked. The page does not say with which status: either says "made". */
  async createOpenings(
    jobId: string,
    created: readonly WireNewOpening[],
    scope: CallScope,
  ): Promise<{ ids: string[]; response: VendorResponse }> {
    const route = "POST /v1/jobs/{id}/openings";
    const schema = wireCreatedOpenings(created.length);
    const path = `/v1/jobs/${segment(jobId)}/openings`;
    const expects = { statuses: [200, 201], body: schema };
    const response = await this.#change({ method: "POST", path, route, json: { openings: created }, expects }, scope);
    return { ids: readJson(response, schema, route).openings.map(({ id }) => String(id)), response };
  }

  /** PATCH. Its answer says only success. */
  editOpening({ jobId, openingId }: OpeningKey, edit: WireOpeningEdit, scope: CallScope): Promise<VendorResponse> {
    const path = `/v1/jobs/${segment(jobId)}/openings/${segment(openingId)}`;
    const expects = { statuses: [200], body: wireEdited };
    return this.#change({ method: "PATCH", path, route: "PATCH /v1/jobs/{id}/openings/{id}", json: edit, expects }, scope);
  }

  /** DELETE, of v2 alone (v1 was switched off on 2022-11-21), with its ids in the body. Each id is judged by itself. */
  async deleteOpenings(
    jobId: string,
    ids: readonly string[],
    scope: CallScope,
  ): Promise<{ deleted: WireDeletedOpenings; response: VendorResponse }> {
    const route = "DELETE /v2/jobs/{id}/openings";
    const path = `/v2/jobs/${segment(jobId)}/openings`;
    const expects = { statuses: [200], body: wireDeletedOpenings };
    const response = await this.#change({ method: "DELETE", path, route, json: { ids: ids.map(Number) }, expects }, scope);
    return { deleted: readJson(response, wireDeletedOpenings, route), response };
  }

  /**
   * Page after page, each asked for with the query of the link before, never with one of our own. A page without records is not the last
   * one; only one without a link is.
   */
  async *#pages<Item extends object>(
    path: string,
    query: string,
    route: string,
    kind: RecordKind<Item>,
    scope: CallScope,
  ): AsyncGenerator<WirePage<Item>> {
    const asked = new Set<string>();
    for (let next: string | undefined = query; next !== undefined; ) {
      if (asked.has(next)) throw unreadableLink(route, "leads back to a page that was read already");
      asked.add(next);
      const response: VendorResponse = await this.#send(
        { method: "GET", path, query: [...new URLSearchParams(next)], route, intent: "read" },
        scope,
      );
      const items = readRecords(readJson(response, list, route), kind, { response, route });
      const page: WirePage<Item> = { items, query: next, nextQuery: nextQuery(response, route) };
      yield page;
      next = page.nextQuery;
    }
  }

  #change(request: Pick<ChangeRequest, "method" | "path" | "route" | "json" | "expects">, scope: CallScope): Promise<VendorResponse> {
    const headers: Record<string, string> = this.#onBehalfOf === undefined ? {} : { "on-behalf-of": this.#onBehalfOf };
    return this.#send({ ...request, headers, intent: "change" }, scope);
  }
}

/** Only the query is taken from the link: wherever it points, the token goes to the configured host alone. */
function nextQuery({ headers, status }: VendorResponse, route: string): string | undefined {
  if (headers.link === undefined) return undefined;
  try {
    const next = LinkHeader.parse(headers.link).rel("next")[0];
    return next === undefined ? undefined : new URL(next.uri, "http://relative.invalid").search.slice(1);
  } catch (cause) {
    throw unreadableLink(route, "cannot be read", { status, cause });
  }
}

function unreadableLink(route: string, what: string, more: { status?: number; cause?: unknown } = {}): VendorError {
  const message = `${route} at GREENHOUSE was answered with a Link header that ${what}, so the rest of the list is out of reach.`;
  return new VendorError({ code: "BAD_RESPONSE", vendor: "GREENHOUSE", sent: "yes", message, ...more });
}

/** Ids were checked to be numbers (greenhouse.ids); should one slip through, it still is one segment. */
function segment(nativeId: string): string {
  return encodeURIComponent(nativeId);
}
