import type { UnreadableRecord } from "../../http/checks/record-check.js";
import type { Opening, OpeningStatus } from "../../schema/opening/opening.type.js";
import { type Found, filterFound } from "../contract/found.js";
import { byNumber } from "./greenhouse.ids.js";

/** Ascending by number, whatever order the vendor has. */
export function inOrder(openings: Found<Opening>): Found<Opening> {
  const { records, unreadable } = openings;
  const isInOrder = records.every(
    ({ vendorId }, index) => index === 0 || byNumber((records[index - 1] as Opening).vendorId, vendorId) <= 0,
  );
  return isInOrder ? openings : { records: records.toSorted((one, other) => byNumber(one.vendorId, other.vendorId)), unreadable };
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
