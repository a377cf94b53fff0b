import type { UnreadableRecord } from "../../http/checks/record-check.js";
import type { Opening, OpeningStatus } from "../../schema/opening/opening.type.js";
import { type Found, filterFound } from "../contract/found.js";

/** Ascending by number; ids do not fit a double safely, so longer is larger. */
export function inOrder({ records, unreadable }: Found<Opening>): Found<Opening> {
  return { records: records.sort(byId), unreadable };
}

/** Those of a status, with what could not be read and may be one of them. */
export function withStatus(
  openings: Found<Opening>,
  status: OpeningStatus | undefined,
  statusOfUnread: (opening: UnreadableRecord) => OpeningStatus | undefined,
): Found<Opening> {
  if (status === undefined) return openings;
  return filterFound(
    openings,
    (opening) => opening.status === status,
    (unread) => [undefined, status].includes(statusOfUnread(unread)),
  );
}

function byId(one: Opening, other: Opening): number {
  const [a, b] = [one.vendorId, other.vendorId];
  return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
}
