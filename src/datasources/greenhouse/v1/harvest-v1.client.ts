import { readJson } from "../../../http/checks/json-check.js";
import { type RecordKind, readJsonRecord, readRecords, type UnreadableRecord } from "../../../http/checks/record-check.js";
import { z } from "../../../http/checks/zod.js";
import type { CallScope, ChangeRequest, Send, VendorResponse } from "../../../http/request.js";
import type { Source } from "../../../schema/common/source.js";
import { allPages, type TokenPage } from "../../contract/token-list.js";
import type { OpeningKey } from "../greenhouse.ids.js";
import { nextPageOf } from "../greenhouse.pages.js";
import type { WireCloseReason } from "../greenhouse.wire.js";
import {
  type OpeningFilterWord,
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
} from "./harvest-v1.wire.js";

/** Records of a list, each read by itself; what cannot be read stands in its place. */
type Read<Item> = (Item | UnreadableRecord)[];

export const JOBS_ROUTE = "GET /v1/jobs";

/** Lists are bare arrays. */
const list = z.array(z.unknown());

/** One method an endpoint of https://developers.greenhouse.io/harvest.html. */
export class HarvestV1Client {
  readonly #source: Source;
  readonly #send: Send;
  readonly #onBehalfOf: string | undefined;

  constructor(source: Source, send: Send, onBehalfOf: string | undefined) {
    this.#source = source;
    this.#send = send;
    this.#onBehalfOf = onBehalfOf;
  }

  /** GET /v1/jobs, the page of this query. */
  listJobs(query: string, scope: CallScope): Promise<TokenPage<WireJob>> {
    return this.#page("/v1/jobs", query, JOBS_ROUTE, wireJob, scope);
  }

  async getJob(jobId: string, scope: CallScope): Promise<WireJob> {
    const route = "GET /v1/jobs/{id}";
    const response = await this.#send({ method: "GET", path: `/v1/jobs/${segment(jobId)}`, route, intent: "read" }, scope);
    return readJsonRecord(response, wireJob, route, jobId);
  }

  /** All of a job's openings, every page of them. */
  async listOpenings(jobId: string, status: OpeningFilterWord | undefined, perPage: number, scope: CallScope): Promise<Read<WireOpening>> {
    const first = new URLSearchParams({ per_page: String(perPage), ...(status === undefined ? {} : { status }) });
    const path = `/v1/jobs/${segment(jobId)}/openings`;
    const route = "GET /v1/jobs/{id}/openings";
    const pages = allPages({
      source: this.#source,
      route,
      start: first.toString(),
      fetch: (query = "") => this.#page(path, query, route, wireOpening, scope),
    });
    const found: Read<WireOpening> = [];
    for await (const { items } of pages) found.push(...items);
    return found;
  }

  async getOpening({ jobId, openingId }: OpeningKey, scope: CallScope): Promise<WireOpening> {
    const route = "GET /v1/jobs/{id}/openings/{id}";
    const path = `/v1/jobs/${segment(jobId)}/openings/${segment(openingId)}`;
    const response = await this.#send({ method: "GET", path, route, intent: "read" }, scope);
    return readJsonRecord(response, wireOpening, route, openingId);
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

  /** Goes by the query of the link before, never by one of our own. A page without records is not the last one; only one without a link is. */
  async #page<Item extends object>(
    path: string,
    query: string,
    route: string,
    kind: RecordKind<Item>,
    scope: CallScope,
  ): Promise<TokenPage<Item>> {
    const asked: [string, string][] = [...new URLSearchParams(query)];
    const response = await this.#send({ method: "GET", path, query: asked, route, intent: "read" }, scope);
    return {
      items: readRecords(readJson(response, list, route), kind, { response, route }),
      ...nextPageOf(this.#source, response, path, route),
    };
  }

  #change(request: Pick<ChangeRequest, "method" | "path" | "route" | "json" | "expects">, scope: CallScope): Promise<VendorResponse> {
    const headers: Record<string, string> = this.#onBehalfOf === undefined ? {} : { "on-behalf-of": this.#onBehalfOf };
    return this.#send({ ...request, headers, intent: "change" }, scope);
  }
}

/** Ids were checked to be numbers (greenhouse.ids); should one slip through, it still is one segment. */
function segment(nativeId: string): string {
  return encodeURIComponent(nativeId);
}
