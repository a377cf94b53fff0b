import { readJson } from "../../../http/checks/json-check.js";
import type { RecordKind } from "../../../http/checks/record-check.js";
import type { CallScope, ChangeRequest, Send, VendorResponse } from "../../../http/request.js";
import type { Source } from "../../../schema/common/source.js";
import type { TokenPage } from "../../contract/lists/token-list.js";
import { type GreenhouseList, GreenhouseLists, type PageOf, type Read } from "../greenhouse.pages.js";
import { MAX_PER_PAGE } from "../greenhouse.policy.js";
import type { WireCloseReason } from "../greenhouse.wire.js";
import { ROUTES } from "./harvest-v3.scopes.js";
import {
  type WireCustomFieldDefinition,
  type WireDepartment,
  type WireJob,
  type WireNewOpening,
  type WireOffice,
  type WireOpening,
  type WireOpeningEdit,
  type WireUser,
  wireCloseReason,
  wireCustomFieldDefinition,
  wireDeleted,
  wireDepartment,
  wireJob,
  wireOffice,
  wireOpening,
  wireUser,
  wireWritten,
} from "./harvest-v3.wire.js";

/** One method an endpoint of https://harvestdocs.greenhouse.io/reference. There are lists only: one record is the list of its id. */
export class HarvestV3Client {
  readonly #send: Send;
  readonly #lists: GreenhouseLists;

  constructor(source: Source, send: Send) {
    this.#send = send;
    this.#lists = new GreenhouseLists(source, send);
  }

  /** GET /v3/jobs, the page of this query. */
  jobPage(query: string, scope: CallScope): Promise<TokenPage<WireJob>> {
    return this.#lists.page(listOf(ROUTES.jobs, wireJob), query, scope);
  }

  jobsByIds(ids: readonly string[], scope: CallScope): Promise<Read<WireJob>> {
    return this.#all(ROUTES.jobs, { ids: ids.join(",") }, wireJob, scope);
  }

  /** GET /v3/openings, the page of this query. */
  openingPage(query: string, scope: CallScope): Promise<TokenPage<WireOpening>> {
    return this.#lists.page(listOf(ROUTES.openings, wireOpening), query, scope);
  }

  openingsByIds(ids: readonly string[], scope: CallScope): Promise<Read<WireOpening>> {
    return this.#all(ROUTES.openings, { ids: ids.join(",") }, wireOpening, scope);
  }

  /** `open` left out: those that are closed as well. */
  openingsOfJobs(jobIds: readonly string[], open: boolean | undefined, scope: CallScope): Promise<PageOf<WireOpening>[]> {
    return this.#lists.allByPage(listOf(ROUTES.openings, wireOpening), openingsQuery(jobIds, open), scope);
  }

  closeReasons(scope: CallScope): Promise<Read<WireCloseReason>> {
    return this.#all(ROUTES.closeReasons, {}, wireCloseReason, scope);
  }

  departments(scope: CallScope): Promise<Read<WireDepartment>> {
    return this.#all(ROUTES.departments, {}, wireDepartment, scope);
  }

  offices(scope: CallScope): Promise<Read<WireOffice>> {
    return this.#all(ROUTES.offices, {}, wireOffice, scope);
  }

  customFieldsByIds(ids: readonly string[], scope: CallScope): Promise<Read<WireCustomFieldDefinition>> {
    return this.#all(ROUTES.customFields, { field_type: "opening", ids: ids.join(",") }, wireCustomFieldDefinition, scope);
  }

  usersByIds(ids: readonly string[], scope: CallScope): Promise<Read<WireUser>> {
    return this.#all(ROUTES.users, { ids: ids.join(",") }, wireUser, scope);
  }

  /** POST makes one opening and answers it. */
  async createOpening(opening: WireNewOpening, scope: CallScope): Promise<{ id: string; response: VendorResponse }> {
    const route = ROUTES.createOpening;
    const expects = { statuses: [200, 201], body: wireWritten };
    const response = await this.#change({ method: "POST", path: "/v3/openings", route, json: opening, expects }, scope);
    return { id: String(readJson(response, wireWritten, route).id), response };
  }

  editOpening(openingId: string, edit: WireOpeningEdit, scope: CallScope): Promise<VendorResponse> {
    const path = `/v3/openings/${encodeURIComponent(openingId)}`;
    const expects = { statuses: [200], body: wireWritten };
    return this.#change({ method: "PATCH", path, route: ROUTES.editOpening, json: edit, expects }, scope);
  }

  /** DELETE answers a sentence, or nothing. */
  deleteOpening(openingId: string, scope: CallScope): Promise<VendorResponse> {
    const path = `/v3/openings/${encodeURIComponent(openingId)}`;
    const expects = { statuses: [200], body: wireDeleted, orEmpty: [204] };
    return this.#change({ method: "DELETE", path, route: ROUTES.deleteOpening, expects }, scope);
  }

  #all<Item extends { id: number }>(
    route: string,
    filter: Record<string, string>,
    kind: RecordKind<Item>,
    scope: CallScope,
  ): Promise<Read<Item>> {
    const start = new URLSearchParams({ ...filter, per_page: String(MAX_PER_PAGE) }).toString();
    return this.#lists.all(listOf(route, kind), start, scope);
  }

  #change(request: Pick<ChangeRequest, "method" | "path" | "route" | "json" | "expects">, scope: CallScope): Promise<VendorResponse> {
    return this.#send({ ...request, intent: "change" }, scope);
  }
}

/** The first page of the openings of these jobs. */
export function openingsQuery(jobIds: readonly string[], open: boolean | undefined): string {
  const filter = { job_ids: jobIds.join(","), ...(open === undefined ? {} : { open: String(open) }) };
  return new URLSearchParams({ ...filter, per_page: String(MAX_PER_PAGE) }).toString();
}

function listOf<Item extends object>(route: string, kind: RecordKind<Item>): GreenhouseList<Item> {
  return { path: route.replace("GET ", ""), route, kind };
}
