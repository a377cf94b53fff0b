import type { UnreadableRecord } from "../../http/checks/record-check.js";
import type { Opening, OpeningStatus } from "../../schema/opening/opening.type.js";
import { type Found, filterFound } from "../contract/found.js";
import { byNumber } from "./greenhouse.ids.js";

/** Ascending by number, whatever order the vendor has. */
export function inOrder({ records, unreadable }: Found<Opening>): Found<Opening> {
  return { records: records.sort((one, other) => byNumber(one.vendorId, other.vendorId)), unreadable };
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
