import { isReadable, isUnreadable, type UnreadableRecord } from "../../http/checks/record-check.js";
import { VendorError } from "../../http/vendor-error.js";
import type { Source } from "../../schema/common/source.js";
import { VacancyOrder, VacancyStatus } from "../../schema/vacancy/vacancy.type.js";
import type { VacancyFilter } from "../contract/datasource.js";
import { toUtc } from "../contract/timestamps.js";
import { type HeadHunterClient, listRoute, type ReadScope } from "./headhunter.client.js";
import { type NumberedPages, readWhole } from "./headhunter.pages.js";
import { ACTIVE_PER_PAGE, ARCHIVE_PER_PAGE } from "./headhunter.policy.js";
import type { ListName, WireVacancy } from "./headhunter.wire.js";

export const LIST_OF_STATUS: Partial<Record<VacancyStatus, ListName>> = {
  [VacancyStatus.ACTIVE]: "active",
  [VacancyStatus.CLOSED]: "archived",
  [VacancyStatus.DELETED]: "hidden",
};

const PER_PAGE: Record<ListName, number> = { active: ACTIVE_PER_PAGE, archived: ARCHIVE_PER_PAGE, hidden: ARCHIVE_PER_PAGE };

const BY_NAME = { [VacancyOrder.NAME_ASC]: "name_asc", [VacancyOrder.NAME_DESC]: "name_desc" };
const OF_THE_ARCHIVE = {
  ...BY_NAME,
  [VacancyOrder.CLOSED_ASC]: "archive_time_asc",
  [VacancyOrder.CLOSED_DESC]: "archive_time_desc",
};

/** Dictionaries employer_{active,archived,hidden}_vacancies_order. */
const ORDER_WORDS: Record<ListName, Partial<Record<VacancyOrder, string>>> = {
  active: {
    ...BY_NAME,
    [VacancyOrder.EXPIRES_ASC]: "expiration_date_asc",
    [VacancyOrder.EXPIRES_DESC]: "expiration_date_desc",
    [VacancyOrder.UNREAD_RESPONSES_ASC]: "unseen_responses_asc",
    [VacancyOrder.UNREAD_RESPONSES_DESC]: "unseen_responses_desc",
  },
  archived: OF_THE_ARCHIVE,
  hidden: OF_THE_ARCHIVE,
};

export interface ListAsked {
  source: Source;
  client: HeadHunterClient;
  employerId: string;
  list: ListName;
  /** The query without page and per_page. */
  query: [string, string][];
  scope: ReadScope;
  /** Called for each page that HeadHunter shows. */
  onShown?: () => void;
}

/**
 * The list's query for a filter, without managers, and without areas, which are requested one at a time.
 *
 * @throws VendorError UNSUPPORTED
 */
export function listQuery(source: Source, filter: VacancyFilter, list: ListName): { query: [string, string][]; areaIds: string[] } {
  const query: [string, string][] = [];
  const areaIds = [...new Set(filter.areaIds ?? [])];
  if (list !== "active" && (filter.text || areaIds.length > 0)) {
    throw unsupported(
      source,
      "HeadHunter searches by text and area among active vacancies only. Leave text and areaIds out, or ask for ACTIVE.",
    );
  }
  if (filter.text) query.push(["text", filter.text]);
  if (filter.order !== undefined) {
    const word = ORDER_WORDS[list][filter.order];
    if (word === undefined)
      throw unsupported(source, `HeadHunter does not sort ${filter.status} vacancies by ${filter.order}. Take another order.`);
    query.push(["order_by", word]);
  }
  return { query, areaIds };
}

export function pagesOf({ source, client, employerId, list, query, scope, onShown }: ListAsked): NumberedPages {
  return {
    source,
    route: listRoute(list),
    largest: PER_PAGE[list],
    fetch: async (page, perPage) => {
      const numbers: [string, string][] = [
        ["page", String(page)],
        ["per_page", String(perPage)],
      ];
      const shown = await client.listVacancies(employerId, list, [...numbers, ...query], scope);
      onShown?.();
      return shown;
    },
  };
}

/** Every record of the areas' lists. Of several areas in a query HeadHunter silently uses the last, so each area's list is read whole. */
export async function readAreas(asked: ListAsked, areaIds: readonly string[]): Promise<(WireVacancy | UnreadableRecord)[]> {
  return (await Promise.all(areaIds.map((area) => readWhole(pagesOf(inArea(asked, area)))))).flat();
}

/** The records of several lists, each once: areas may contain one another. */
export function mergeAreas(read: readonly (WireVacancy | UnreadableRecord)[], order: VacancyOrder | undefined): ReadAreas {
  const items = [...new Map(read.filter(isReadable).map((item) => [String(item.id), item])).values()];
  const unreadable = [...new Map(read.filter(isUnreadable).map((item) => [item.recordId ?? item, item])).values()];
  return { items: order === undefined ? items : items.sort(comparing(order)), unreadable };
}

export function inArea(asked: ListAsked, area: string | undefined): ListAsked {
  return area === undefined ? asked : { ...asked, query: [...asked.query, ["area", area]] };
}

export interface ReadAreas {
  items: WireVacancy[];
  unreadable: UnreadableRecord[];
}

/** As HeadHunter sorts them. */
export function comparing(order: VacancyOrder): (one: WireVacancy, other: WireVacancy) => number {
  const sign = order.endsWith("_DESC") ? -1 : 1;
  if (order.startsWith("NAME")) return (one, other) => sign * nameOf(one).localeCompare(nameOf(other), "ru");
  // All texts are in UTC and whole seconds, so they compare as the times do.
  if (order.startsWith("EXPIRES")) return (one, other) => sign * compareTexts(toUtc(one.expires_at) ?? "", toUtc(other.expires_at) ?? "");
  if (order.startsWith("CLOSED")) return (one, other) => sign * compareTexts(toUtc(one.archived_at) ?? "", toUtc(other.archived_at) ?? "");
  return (one, other) => sign * ((one.counters?.unread_responses ?? 0) - (other.counters?.unread_responses ?? 0));
}

function nameOf({ name }: WireVacancy): string {
  return String(name ?? "");
}

function compareTexts(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

function unsupported(source: Source, message: string): VendorError {
  return new VendorError({ ...source, code: "UNSUPPORTED", sent: "no", retryable: false, message });
}
