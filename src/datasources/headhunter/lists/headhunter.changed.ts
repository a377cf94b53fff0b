import { z } from "../../../http/checks/zod.js";
import { type Vacancy, VacancyOrder, VacancyStatus } from "../../../schema/vacancy/vacancy.type.js";
import type { ChangedRecords } from "../../contract/datasource.js";
import { jsonOf, readPosition } from "../../contract/lists/position.js";
import type { ReadScope } from "../headhunter.client.js";
import { ACTIVE_PER_PAGE } from "../headhunter.policy.js";
import { type ListingParts, listVacancies } from "./headhunter.listing.js";

/** A place in what changed: the list, and where in it. */
const CHANGES_PLACE = jsonOf(z.object({ list: z.int().nonnegative(), position: z.string().optional() }));

/** The newest of the archive and of the bin come first, by the time at which they came there. */
const LISTS = [
  { status: VacancyStatus.ACTIVE },
  { status: VacancyStatus.CLOSED, order: VacancyOrder.CLOSED_DESC },
  { status: VacancyStatus.DELETED, order: VacancyOrder.CLOSED_DESC },
] as const;

/**
 * HeadHunter does not tell what changed; its lists do in part: all vacancies that are published, as they are now, and of the archive and the bin
 * those that came there since. A list that goes on to what was there before is left.
 */
export async function changedVacancies(
  parts: ListingParts,
  since: number,
  after: string | undefined,
  scope: ReadScope,
): Promise<ChangedRecords<Vacancy>> {
  const { list, position } = after === undefined ? { list: 0, position: undefined } : readPosition(CHANGES_PLACE, after);
  const filter = LISTS[list] ?? LISTS[0];
  const page = await listVacancies(parts, filter, { limit: ACTIVE_PER_PAGE, after: position }, scope);
  if (page.fault !== undefined) throw page.fault;
  const last = page.items.at(-1);
  const isPast = "order" in filter && last !== undefined && Date.parse(last.node.closedAt ?? "") < since;
  const goesOn = page.hasMore && !isPast && last !== undefined;
  const next = goesOn ? { list, position: last.position } : list + 1 < LISTS.length ? { list: list + 1 } : undefined;
  return {
    records: page.items.map(({ node }) => node),
    unreadable: page.unreadable ?? [],
    ids: [],
    next: next && JSON.stringify(next),
  };
}
