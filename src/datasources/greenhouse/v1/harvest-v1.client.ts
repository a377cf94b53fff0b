import { readJson } from "../../../http/checks/json-check.js";
import { readJsonRecord } from "../../../http/checks/record-check.js";
import type { CallScope, ChangeRequest, Send, VendorResponse } from "../../../http/request.js";
import type { Source } from "../../../schema/common/source.js";
import type { TokenPage } from "../../contract/lists/token-list.js";
import type { OpeningKey } from "../greenhouse.ids.js";
import { GreenhouseLists, type Read } from "../greenhouse.pages.js";
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

export const JOBS_ROUTE = "GET /v1/jobs";

/** One method an endpoint of https://developers.greenhouse.io/harvest.html. */
export class HarvestV1Client {
  readonly #send: Send;
  readonly #lists: GreenhouseLists;
  readonly #onBehalfOf: string | undefined;

  constructor(source: Source, send: Send, onBehalfOf: string | undefined) {
    this.#send = send;
    this.#lists = new GreenhouseLists(source, send);
    this.#onBehalfOf = onBehalfOf;
  }

  /** GET /v1/jobs, the page of this query. */
  listJobs(query: string, scope: CallScope): Promise<TokenPage<WireJob>> {
    return this.#lists.page({ path: "/v1/jobs", route: JOBS_ROUTE, kind: wireJob }, query, scope);
  }

  async getJob(jobId: string, scope: CallScope): Promise<WireJob> {
    const route = "GET /v1/jobs/{id}";
    const response = await this.#send({ method: "GET", path: `/v1/jobs/${segment(jobId)}`, route, intent: "read" }, scope);
    return readJsonRecord(response, wireJob, route, jobId);
  }

  /** All of a job's openings, every page of them. */
  listOpenings(jobId: string, status: OpeningFilterWord | undefined, perPage: number, scope: CallScope): Promise<Read<WireOpening>> {
    const first = new URLSearchParams({ per_page: String(perPage), ...(status === undefined ? {} : { status }) });
    const list = { path: `/v1/jobs/${segment(jobId)}/openings`, route: "GET /v1/jobs/{id}/openings", kind: wireOpening };
    return this.#lists.all(list, first.toString(), scope);
  }

  async getOpening({ jobId, openingId }: OpeningKey, scope: CallScope): Promise<WireOpening> {
    const route = "GET /v1/jobs/{id}/openings/{id}";
    const path = `/v1/jobs/${segment(jobId)}/openings/${segment(openingId)}`;
    const response = await this.#send({ method: "GET", path, route, intent: "read" }, scope);
    return readJsonRecord(response, wireOpening, route, openingId);
  }

  async listCloseReasons(scope: CallScope): Promise<Read<WireCloseReason>> {
    const list = { path: "/v1/close_reasons", route: "GET /v1/close_reasons", kind: wireCloseReason };
    return (await this.#lists.page(list, "", scope)).items;
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

  #change(request: Pick<ChangeRequest, "method" | "path" | "route" | "json" | "expects">, scope: CallScope): Promise<VendorResponse> {
    const headers: Record<string, string> = this.#onBehalfOf === undefined ? {} : { "on-behalf-of": this.#onBehalfOf };
    return this.#send({ ...request, headers, intent: "change" }, scope);
  }
}

/** Ids were checked to be numbers (greenhouse.ids); should one slip through, it still is one segment. */
function segment(nativeId: string): string {
  return encodeURIComponent(nativeId);
}
