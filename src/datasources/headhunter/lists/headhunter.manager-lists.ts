import { isReadable } from "../../../http/checks/record-check.js";
import { z } from "../../../http/checks/zod.js";
import type { VendorError } from "../../../http/vendor-error.js";
import { asError } from "../../contract/as-error.js";
import { jsonOf, readPosition } from "../../contract/lists/position.js";
import type { Stretch } from "../../contract/lists/stretch.js";
import { faultBehind } from "../../contract/lists/token-list.js";
import { type NumberedPages, type PartOfList, placeAfter, readPart, restOfPage } from "../headhunter.pages.js";
import type { WireVacancy } from "../headhunter.wire.js";
import { NumberedList, type Reading } from "./headhunter.numbered-list.js";
import { byId, isRefusal } from "./headhunter.reach.js";

/** The lists of several managers, to be shown as one. */
export interface ManagerLists<Node> {
  /** By ascending id. */
  managers: readonly string[];
  pagesOf(managerId: string): NumberedPages;
  /** Notes that HeadHunter does not show a manager's list. Returns what clients are told. */
  refuse(managerId: string, error: VendorError): VendorError;
  toNode(wire: WireVacancy): Node;
}

/** A place in lists read one after the other: a manager, and a position in his list, empty at its end. */
const IN_TURN = /^(\d{1,20})\/([\d:]{0,20})$/;
const inTurn = z
  .string()
  .regex(IN_TURN)
  .transform((text) => {
    const [, managerId = "", position = ""] = IN_TURN.exec(text) ?? [];
    return { managerId, position };
  });

/**
 * One manager's list after the other, so that a page takes as few requests as one list would. A manager who comes or goes meanwhile moves no
 * other's records.
 */
export async function readInTurn<Node>(lists: ManagerLists<Node>, stretch: Stretch<Node>, after: string | undefined): Promise<Reading> {
  const place = after === undefined ? undefined : readPosition(inTurn, after);
  const managers = place === undefined ? lists.managers : lists.managers.filter((id) => isDue(id, place));
  const missing: VendorError[] = [];
  // The count of all is known where all were read.
  let totalCount: number | undefined = place === undefined ? 0 : undefined;
  for (const managerId of managers) {
    if (stretch.isFull) return { hasMore: true, missing };
    const from = managerId === place?.managerId ? place.position : undefined;
    const positionOf = (position: string, isEnd: boolean) => `${managerId}/${isEnd ? "" : position}`;
    const list = new NumberedList(lists.pagesOf(managerId), from, { toNode: lists.toNode, positionOf });
    const reading = await list.fill(stretch).catch(asError);
    if (isRefusal(reading)) {
      missing.push(lists.refuse(managerId, reading));
      totalCount = undefined;
    } else if (reading instanceof Error) return { hasMore: true, fault: faultBehind(stretch)(reading), missing };
    else if (reading.hasMore) return { ...reading, totalCount: undefined, missing };
    else if (totalCount !== undefined) totalCount += reading.totalCount;
    // The next page does not ask again for the lists without records that this one went through.
    stretch.passOver(`${managerId}/`);
  }
  throwWhereNothing(lists, missing);
  return { hasMore: false, totalCount, missing };
}

function isDue(managerId: string, { managerId: current, position }: { managerId: string; position: string }): boolean {
  const order = byId(managerId, current);
  return order > 0 || (order === 0 && position !== "");
}

/** The place in each manager's list; one read to its end has its count instead. */
const EACH = /^(\d{1,20})$/;
const inEach = jsonOf(z.record(z.string().regex(EACH), z.union([z.string(), z.int().nonnegative()])));

/** A manager's list while it is merged with others. */
interface Column {
  managerId: string;
  items: PartOfList["items"];
  /** Where the next part begins. */
  next: string | undefined;
  hasMore: boolean;
  found: number;
}

/** All managers' lists side by side, in one order; each is in that order already. Takes a request a manager and page. */
export async function readMerged<Node>(
  lists: ManagerLists<Node>,
  compare: (one: WireVacancy, other: WireVacancy) => number,
  stretch: Stretch<Node>,
  after: string | undefined,
): Promise<Reading> {
  const places = after === undefined ? {} : readPosition(inEach, after);
  const missing: VendorError[] = [];
  const columns: Column[] = [];
  const refill = async (column: Column): Promise<void> => {
    const pages = lists.pagesOf(column.managerId);
    const wanted = stretch.hasPassedOver ? restOfPage(pages, column.next) : Math.max(1, stretch.room);
    const part = await readPart(pages, column.next, wanted);
    Object.assign(column, { items: part.items, next: part.next, hasMore: part.hasMore, found: part.found });
    // Drawing on without these would change the order.
    if (part.fault !== undefined && part.items.length === 0) throw part.fault;
  };
  const begin = async (managerId: string): Promise<void> => {
    const place = places[managerId];
    const column = { managerId, items: [], next: typeof place === "string" ? place : undefined, hasMore: true, found: 0 };
    if (typeof place === "number") return void columns.push({ ...column, hasMore: false, found: place });
    try {
      await refill(column);
      columns.push(column);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      missing.push(lists.refuse(managerId, error));
    }
  };
  await Promise.all(lists.managers.map(begin));
  throwWhereNothing(lists, missing);
  columns.sort((one, other) => byId(one.managerId, other.managerId));
  const totalCount = missing.length > 0 ? undefined : columns.reduce((sum, { found }) => sum + found, 0);
  const position: Record<string, string | number> = { ...places };
  for (;;) {
    for (const column of columns) {
      if (column.items.length > 0 || !column.hasMore) continue;
      const fault = await refill(column).then(() => undefined, faultBehind(stretch));
      if (fault !== undefined) return { hasMore: true, totalCount, fault, missing };
    }
    const column = first(columns, compare);
    if (column === undefined) return { hasMore: false, totalCount, missing };
    const [item] = column.items;
    if (item === undefined || (stretch.isFull && isReadable(item.read))) return { hasMore: true, totalCount, missing };
    column.items.shift();
    position[column.managerId] = column.items.length === 0 && !column.hasMore ? column.found : item.position;
    stretch.add(item.read, lists.toNode, JSON.stringify(position));
  }
}

/** The column with the next record: unreadable ones first, which have no order and take no room. */
function first(columns: readonly Column[], compare: (one: WireVacancy, other: WireVacancy) => number): Column | undefined {
  let best: Column | undefined;
  let least: WireVacancy | undefined;
  for (const column of columns) {
    const [head] = column.items;
    if (head === undefined) continue;
    if (!isReadable(head.read)) return column;
    if (least === undefined || compare(head.read, least) < 0) [best, least] = [column, head.read];
  }
  return best;
}

/** Where HeadHunter shows no list at all, that is the failure of the whole. */
function throwWhereNothing({ managers }: ManagerLists<unknown>, missing: readonly VendorError[]): void {
  if (missing[0] !== undefined && missing.length === managers.length) throw missing[0];
}

/** Whether a position is one in the lists of several managers. */
export function isOfManagers(position: string): boolean {
  return position.startsWith("{") || IN_TURN.test(position);
}

/** The position `records` records further on, in one list or in the current manager's; the same at its end, since the next one is unknown. */
export function placeFurtherOn(position: string | undefined, records: number): string {
  const place = position === undefined ? undefined : inTurn.safeParse(position).data;
  if (position === undefined || place === undefined) return placeAfter(position, records);
  return place.position === "" ? position : `${place.managerId}/${placeAfter(place.position, records)}`;
}
