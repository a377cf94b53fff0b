import type { UnreadableRecord } from "../../../http/checks/record-check.js";
import type { VendorError } from "../../../http/vendor-error.js";
import type { Source } from "../../../schema/common/source.js";
import type { Vacancy, VacancyOrder } from "../../../schema/vacancy/vacancy.type.js";
import { asError } from "../../contract/as-error.js";
import type { Page, VacancyFilter } from "../../contract/datasource.js";
import { count, readPosition } from "../../contract/lists/position.js";
import { Stretch } from "../../contract/lists/stretch.js";
import type { HeadHunterAccount } from "../headhunter.account.js";
import type { HeadHunterClient, ReadScope } from "../headhunter.client.js";
import { toListedVacancy } from "../headhunter.mapping.js";
import { readWhole } from "../headhunter.pages.js";
import {
  comparing,
  inArea,
  LIST_OF_STATUS,
  type ListAsked,
  listQuery,
  mergeAreas,
  pagesOf,
  type ReadAreas,
  readAreas,
} from "../headhunter.vacancy-list.js";
import type { ListName, WireVacancy } from "../headhunter.wire.js";
import { isOfManagers, type ManagerLists, readInTurn, readMerged } from "./headhunter.manager-lists.js";
import { NumberedList, type Reading } from "./headhunter.numbered-list.js";
import { isRefusal, type Listing, type VacancyReach } from "./headhunter.reach.js";

export interface ListingParts {
  source: Source;
  client: HeadHunterClient;
  account: HeadHunterAccount;
  reach: VacancyReach;
}

/** @see VacancySource.listVacancies */
interface Asked {
  limit: number;
  after: string | undefined;
  atMost?: number | undefined;
}

/** A page of the vacancies of one state: of the manager that the filter names, else of all that HEADHUNTER_SCOPE covers. */
export async function listVacancies(parts: ListingParts, filter: VacancyFilter, page: Asked, scope: ReadScope): Promise<Page<Vacancy>> {
  const { source, client, account, reach } = parts;
  const list = LIST_OF_STATUS[filter.status];
  if (list === undefined) return { items: [], hasMore: false, totalCount: 0 };
  const { query, areaIds } = listQuery(source, filter, list);
  const { employerId } = await account.ids(scope);
  const asked = { source, client, employerId, list, query, scope };
  const walk: Walk = { asked, list, areaIds, order: filter.order, ...page, reach };
  if (filter.managerId !== undefined) return together(walk, ["manager_id", filter.managerId]);
  const listing = await reach.listing(list, scope);
  const byManagers = page.after !== undefined && isOfManagers(page.after);
  if (listing.together !== undefined && !byManagers) {
    try {
      return withMissing(await together(walk, listing.together), listing.missing);
    } catch (error) {
      if (page.after !== undefined || listing.managers.length < 2 || !isRefusal(error)) throw error;
      reach.refuseTogether();
    }
  }
  return apart(walk, listing);
}

/** Every published vacancy that HEADHUNTER_SCOPE covers, and what HeadHunter does not show of them. */
export async function readAllActive(parts: ListingParts, scope: ReadScope): Promise<Everything> {
  const { source, client, account, reach } = parts;
  const { employerId } = await account.ids(scope);
  const asked: ListAsked = { source, client, employerId, list: "active", query: [], scope };
  const listing = await reach.listing("active", scope);
  if (listing.together !== undefined) {
    try {
      return { read: await readWhole(pagesOf(ofManagers(asked, listing.together))), missing: listing.missing };
    } catch (error) {
      if (listing.managers.length < 2 || !isRefusal(error)) throw error;
      reach.refuseTogether();
    }
  }
  const missing = [...listing.missing];
  const read: Everything["read"] = [];
  for (const managerId of listing.managers) {
    const reading = await readWhole(pagesOf(ofManager({ asked, list: "active", reach }, managerId))).catch(asError);
    if (!(reading instanceof Error)) read.push(...reading);
    else if (isRefusal(reading)) missing.push(reach.refuse("active", managerId, reading));
    else throw reading;
  }
  if (missing[0] !== undefined && missing.length === listing.missing.length + listing.managers.length) throw missing[0];
  return { read, missing };
}

interface Everything {
  read: (WireVacancy | UnreadableRecord)[];
  missing: readonly VendorError[];
}

interface Walk extends Asked {
  /** The query without managers and areas. */
  asked: ListAsked;
  list: ListName;
  areaIds: readonly string[];
  order: VacancyOrder | undefined;
  reach: VacancyReach;
}

/** From one list of all of them. */
async function together(walk: Walk, whose: [string, string]): Promise<Page<Vacancy>> {
  const { asked, areaIds, limit, after, atMost = limit } = walk;
  const one = ofManagers(asked, whose);
  if (areaIds.length > 1) return ofAreas(walk, mergeAreas(await readAreas(one, areaIds), walk.order));
  // Only the first page of a list does not know which others beside it are short.
  const spare = after === undefined ? atMost - limit : 0;
  const shown = { toNode: nodeOf(walk), positionOf: (position: string) => position };
  return stretchOf(new NumberedList(pagesOf(inArea(one, areaIds[0])), after, shown, spare), limit);
}

async function stretchOf(list: NumberedList<Vacancy>, limit: number): Promise<Page<Vacancy>> {
  const stretch = new Stretch<Vacancy>(limit);
  const reading = await list.fill(stretch);
  const goesOn = reading.hasMore && reading.fault === undefined;
  return pageOf(stretch, reading, goesOn ? (next) => stretchOf(list, next) : undefined);
}

/** From a list a manager. */
async function apart(walk: Walk, { managers, missing }: Listing): Promise<Page<Vacancy>> {
  const { list, areaIds, order, limit, after, reach } = walk;
  if (managers.length === 0 && missing[0] !== undefined) throw missing[0];
  const refuse = (managerId: string, error: VendorError) => reach.refuse(list, managerId, error);
  if (areaIds.length > 1) {
    const refused: VendorError[] = [];
    const readOf = async (managerId: string) => {
      const reading = await readAreas(ofManager(walk, managerId), areaIds).catch(asError);
      if (!(reading instanceof Error)) return reading;
      if (!isRefusal(reading)) throw reading;
      refused.push(refuse(managerId, reading));
      return [];
    };
    const read = (await Promise.all(managers.map(readOf))).flat();
    if (refused[0] !== undefined && refused.length === managers.length) throw refused[0];
    return withMissing(ofAreas(walk, mergeAreas(read, order)), [...missing, ...refused]);
  }
  const stretch = new Stretch<Vacancy>(limit);
  const lists: ManagerLists<Vacancy> = {
    managers,
    pagesOf: (managerId) => pagesOf(inArea(ofManager(walk, managerId), areaIds[0])),
    refuse,
    toNode: nodeOf(walk),
  };
  const reading = order === undefined ? await readInTurn(lists, stretch, after) : await readMerged(lists, comparing(order), stretch, after);
  return withMissing(pageOf(stretch, reading), missing);
}

/** From areas that were read whole. Positions are offsets. */
function ofAreas(walk: Walk, { items, unreadable }: ReadAreas): Page<Vacancy> {
  const { limit, after } = walk;
  const toNode = nodeOf(walk);
  const stretch = new Stretch<Vacancy>(limit);
  const offset = after === undefined ? 0 : readPosition(count, after);
  // Each page reads all areas; unreadable records are shown on the first page.
  if (offset === 0) for (const unread of unreadable) stretch.add(unread, toNode, "0");
  for (const [index, wire] of items.slice(offset, offset + limit).entries()) stretch.add(wire, toNode, String(offset + index + 1));
  return stretch.page(offset + limit < items.length, { totalCount: items.length + unreadable.length });
}

function ofManagers(asked: ListAsked, whose: [string, string]): ListAsked {
  return { ...asked, query: [whose, ...asked.query] };
}

/** One manager's list. That it is shown is noted. */
function ofManager({ asked, list, reach }: Pick<Walk, "asked" | "list" | "reach">, managerId: string): ListAsked {
  return { ...ofManagers(asked, ["manager_id", managerId]), onShown: () => reach.show(list, managerId) };
}

function nodeOf({ asked, list }: Walk): (wire: WireVacancy) => Vacancy {
  return (wire) => toListedVacancy(asked.source, wire, list);
}

function pageOf(
  stretch: Stretch<Vacancy>,
  { hasMore, totalCount, fault, missing = [] }: Reading,
  more?: Page<Vacancy>["more"],
): Page<Vacancy> {
  return withMissing(stretch.page(hasMore, { totalCount, fault, more }), missing);
}

function withMissing(page: Page<Vacancy>, missing: readonly VendorError[]): Page<Vacancy> {
  const all = [...(page.missing ?? []), ...missing];
  return all.length === 0 ? page : { ...page, missing: all };
}
