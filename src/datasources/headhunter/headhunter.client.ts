import { readJson } from "../../http/checks/json-check.js";
import { readJsonRecord, readRecords, type UnreadableRecord, unreadPartsOf } from "../../http/checks/record-check.js";
import { type CallScope, type ChangeRequest, NO_CONTENT, type Send, type VendorResponse } from "../../http/request.js";
import { MANAGERS_PER_PAGE } from "./headhunter.policy.js";
import {
  type ListName,
  type WireDayFigure,
  type WireFieldRules,
  type WireManager,
  type WireManagerAccount,
  type WireMe,
  type WireProlongation,
  type WirePublicationType,
  type WirePublicationVariant,
  type WireSubscribedAction,
  type WireSubscription,
  type WireUpgrade,
  type WireVacancy,
  wireDayFigure,
  wireFieldRules,
  wireItems,
  wireListedVacancy,
  wireManager,
  wireManagerAccounts,
  wireMe,
  wireProlongation,
  wirePublicationType,
  wirePublicationVariant,
  wirePublicationVariants,
  wirePublished,
  wireSubscribed,
  wireSubscriptions,
  wireUpgrade,
  wireVacancy,
  wireVacancyPage,
} from "./headhunter.wire.js";

/** Records of a list. Each is checked by itself, and an unreadable one keeps its place. */
type Read<Item> = (Item | UnreadableRecord)[];

export interface VacancyPage {
  /** The number of records on all pages. */
  found: number;
  /** The page's number and size, as the answer names them. */
  page?: number | null;
  per_page?: number | null;
  items: Read<WireVacancy>;
}

export interface EditTerms {
  ignoreDuplicates?: boolean;
  /** HeadHunter takes a missing one for true, and warns only where it is told not to ignore the warning (OpenAPI since 1.6.0). */
  ignoreReplacementWarning?: boolean;
}

export interface ReadScope extends CallScope {
  /** @see VendorRequest.background */
  readonly background?: number;
}

/**
 * One method an endpoint of https://github.com/hhru/api. Absolute URLs in answers (of actions, areas, vacancies) are not followed, so that
 * the token goes to the configured host alone.
 */
export class HeadHunterClient {
  readonly #send: Send;

  constructor(send: Send) {
    this.#send = send;
  }

  async me(scope: ReadScope): Promise<WireMe> {
    return readJson(await this.#read("/me", "GET /me", scope), wireMe, "GET /me");
  }

  /** The work accounts of the manager, one of which X-Manager-Account-Id names. */
  async managerAccounts(scope: CallScope): Promise<WireManagerAccount[]> {
    const route = "GET /manager_accounts/mine";
    return readJson(await this.#read("/manager_accounts/mine", route, scope), wireManagerAccounts, route).items;
  }

  /** A page of the employer's managers, from page 0. */
  async listManagers(employerId: string, page: number, scope: ReadScope): Promise<{ found: number; items: Read<WireManager> }> {
    const route = "GET /employers/{id}/managers";
    const query: [string, string][] = [
      ["page", String(page)],
      ["per_page", String(MANAGERS_PER_PAGE)],
    ];
    const response = await this.#read(`/employers/${segment(employerId)}/managers`, route, scope, query);
    const { found, items } = readJson(response, wireVacancyPage, route);
    return { found, items: readRecords(items, wireManager, { response, route }) };
  }

  async getVacancy(vacancyId: string, scope: ReadScope): Promise<WireVacancy> {
    const route = "GET /vacancies/{id}";
    return readJsonRecord(await this.#read(`/vacancies/${segment(vacancyId)}`, route, scope), wireVacancy, route, vacancyId);
  }

  async listVacancies(employerId: string, list: ListName, query: [string, string][], scope: ReadScope): Promise<VacancyPage> {
    const route = listRoute(list);
    const path = `/employers/${segment(employerId)}/vacancies/${list}`;
    const response = await this.#read(path, route, scope, query);
    const { found, page, per_page, items } = readJson(response, wireVacancyPage, route);
    return { found, page, per_page, items: readRecords(items, wireListedVacancy, { response, route }) };
  }

  /** Whether HeadHunter would accept a prolongation. The read is free. */
  async getProlongation(vacancyId: string, scope: CallScope): Promise<WireProlongation> {
    const route = "GET /vacancies/{id}/prolongate";
    const response = await this.#read(`/vacancies/${segment(vacancyId)}/prolongate`, route, scope);
    const prolongation = readJsonRecord(response, wireProlongation, route);
    const unread = unreadPartsOf(prolongation);
    // The action may be among the unreadable parts.
    if (unread !== undefined && !prolongation.actions.some((action) => action?.id === "prolongate")) throw unread;
    return prolongation;
  }

  /** Each success costs one publication. There is no idempotency key, so the request is never repeated. */
  prolongate(vacancyId: string, scope: CallScope): Promise<VendorResponse> {
    const path = `/vacancies/${segment(vacancyId)}/prolongate`;
    return this.#change({ method: "POST", path, route: "POST /vacancies/{id}/prolongate", expects: NO_CONTENT }, scope);
  }

  /** The vacancy's figures by day, and when HeadHunter told them. */
  async getStats(vacancyId: string, scope: ReadScope): Promise<{ items: Read<WireDayFigure>; receivedAt: number }> {
    const route = "GET /vacancies/{id}/stats";
    const response = await this.#read(`/vacancies/${segment(vacancyId)}/stats`, route, scope);
    const items = readRecords(readJson(response, wireItems, route).items, wireDayFigure, { response, route });
    return { items, receivedAt: response.receivedAt };
  }

  async getPublicationTypes(employerId: string, managerId: string, scope: CallScope): Promise<Read<WirePublicationType>> {
    const route = "GET /employers/{id}/managers/{id}/vacancies/available_types";
    const path = `/employers/${segment(employerId)}/managers/${segment(managerId)}/vacancies/available_types`;
    const response = await this.#read(path, route, scope);
    return readRecords(readJson(response, wireItems, route).items, wirePublicationType, { response, route });
  }

  /** What may be published in an area for a role, by properties; the successor of the list above. */
  async getPublicationVariants(
    employerId: string,
    place: { areaId: string; professionalRoleId: string },
    scope: CallScope,
  ): Promise<Read<WirePublicationVariant>> {
    const route = "GET /employers/{id}/services/available_publications";
    const query: [string, string][] = [
      ["area_id", place.areaId],
      ["professional_role_id", place.professionalRoleId],
    ];
    const response = await this.#read(`/employers/${segment(employerId)}/services/available_publications`, route, scope, query);
    const { publication_variants } = readJson(response, wirePublicationVariants, route);
    return readRecords(publication_variants, wirePublicationVariant, { response, route });
  }

  /** What a vacancy may be upgraded to, with prices. The read is free. */
  async getUpgrades(vacancyId: string, scope: CallScope): Promise<Read<WireUpgrade>> {
    const route = "GET /vacancies/{id}/upgrades";
    const response = await this.#read(`/vacancies/${segment(vacancyId)}/upgrades`, route, scope);
    return readRecords(readJson(response, wireItems, route).items, wireUpgrade, { response, route });
  }

  /** The rules, and when HeadHunter told them. */
  async getFieldRules(scope: CallScope): Promise<{ tree: WireFieldRules; receivedAt: number }> {
    const route = "GET /vacancy_conditions";
    const response = await this.#read("/vacancy_conditions", route, scope);
    return { tree: readJsonRecord(response, wireFieldRules, route), receivedAt: response.receivedAt };
  }

  /** Costs one publication of the billing type. */
  async publish(
    body: Record<string, unknown>,
    ignoreDuplicates: boolean,
    scope: CallScope,
  ): Promise<{ vacancyId: string; response: VendorResponse }> {
    const route = "POST /vacancies";
    const query = duplicatesQuery(ignoreDuplicates);
    const expects = { statuses: [201], body: wirePublished };
    const response = await this.#change({ method: "POST", path: "/vacancies", route, query, json: body, expects }, scope);
    return { vacancyId: String(readJson(response, wirePublished, route).id), response };
  }

  edit(vacancyId: string, body: Record<string, unknown>, terms: EditTerms, scope: CallScope): Promise<VendorResponse> {
    const path = `/vacancies/${segment(vacancyId)}`;
    const { ignoreDuplicates = false, ignoreReplacementWarning } = terms;
    const query = duplicatesQuery(ignoreDuplicates);
    if (ignoreReplacementWarning !== undefined) query.push(["ignore_replacement_warning", String(ignoreReplacementWarning)]);
    return this.#change({ method: "PUT", path, route: "PUT /vacancies/{id}", query, json: body, expects: NO_CONTENT }, scope);
  }

  /** Moves a vacancy to the archive. Only a new publication makes it active again. */
  archive(employerId: string, vacancyId: string, scope: CallScope): Promise<VendorResponse> {
    return this.#move("PUT", "archived", employerId, vacancyId, scope);
  }

  /** Moves a vacancy from the archive to the bin. */
  hide(employerId: string, vacancyId: string, scope: CallScope): Promise<VendorResponse> {
    return this.#move("PUT", "hidden", employerId, vacancyId, scope);
  }

  /** Moves a vacancy from the bin to the archive. */
  restore(employerId: string, vacancyId: string, scope: CallScope): Promise<VendorResponse> {
    return this.#move("DELETE", "hidden", employerId, vacancyId, scope);
  }

  /** The user's subscriptions to webhooks. */
  async listSubscriptions(scope: ReadScope): Promise<WireSubscription[]> {
    const route = "GET /webhook/subscriptions";
    return readJson(await this.#read(SUBSCRIPTIONS, route, scope), wireSubscriptions, route).items;
  }

  /** Returns the id of the new subscription. There is one for a user and an application. */
  async subscribe(url: string, actions: readonly WireSubscribedAction[], scope: ReadScope): Promise<string> {
    const route = "POST /webhook/subscriptions";
    const expects = { statuses: [201], body: wireSubscribed };
    const request = { method: "POST", path: SUBSCRIPTIONS, route, json: { url, actions }, expects };
    return String(readJson(await this.#change(request, scope), wireSubscribed, route).id);
  }

  /** Replaces its actions, all of them. */
  async changeSubscription(subscriptionId: string, actions: readonly WireSubscribedAction[], scope: ReadScope): Promise<void> {
    const path = `${SUBSCRIPTIONS}/${segment(subscriptionId)}`;
    await this.#change({ method: "PUT", path, route: "PUT /webhook/subscriptions/{id}", json: { actions }, expects: NO_CONTENT }, scope);
  }

  async unsubscribe(subscriptionId: string, scope: ReadScope): Promise<void> {
    const path = `${SUBSCRIPTIONS}/${segment(subscriptionId)}`;
    await this.#change({ method: "DELETE", path, route: "DELETE /webhook/subscriptions/{id}", expects: NO_CONTENT }, scope);
  }

  #move(method: string, list: ListName, employerId: string, vacancyId: string, scope: CallScope): Promise<VendorResponse> {
    const path = `/employers/${segment(employerId)}/vacancies/${list}/${segment(vacancyId)}`;
    return this.#change({ method, path, route: `${method} /employers/{id}/vacancies/${list}/{id}`, expects: NO_CONTENT }, scope);
  }

  #read(path: string, route: string, scope: ReadScope, query?: [string, string][]): Promise<VendorResponse> {
    return this.#send({ method: "GET", path, query, route, intent: "read", background: scope.background }, scope);
  }

  #change(
    request: Pick<ChangeRequest, "method" | "path" | "route" | "query" | "json" | "expects">,
    scope: ReadScope,
  ): Promise<VendorResponse> {
    return this.#send({ ...request, intent: "change", background: scope.background }, scope);
  }
}

const SUBSCRIPTIONS = "/webhook/subscriptions";

export function listRoute(list: ListName): string {
  return `GET /employers/{id}/vacancies/${list}`;
}

function duplicatesQuery(ignoreDuplicates: boolean): [string, string][] {
  return ignoreDuplicates ? [["ignore_duplicates", "true"]] : [];
}

/** Escapes an id, so that a client's id cannot lead to another path. */
function segment(id: string): string {
  return encodeURIComponent(id);
}
