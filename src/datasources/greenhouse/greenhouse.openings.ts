import type { UnreadableRecord } from "../../http/checks/record-check.js";
import type { Opening, OpeningStatus } from "../../schema/opening/opening.type.js";
import { type Found, filterFound } from "../contract/found.js";
import { byNumber } from "./greenhouse.ids.js";

/** Ascending by number, whatever order the vendor has. */
export function inOrder<One extends Pick<Opening, "vendorId">>(openings: Found<One>): Found<One> {
  const { records, unreadable } = openings;
  const isInOrder = records.every(({ vendorId }, index) => index === 0 || byNumber((records[index - 1] as One).vendorId, vendorId) <= 0);
  return isInOrder ? openings : { records: records.toSorted((one, other) => byNumber(one.vendorId, other.vendorId)), unreadable };
}

/** Those of a status, with what could not be read and may be one of them. */
export function withStatus<One extends Pick<Opening, "status" | "raw">>(
  openings: Found<One>,
  status: OpeningStatus | undefined,
  statusOfUnread: (opening: UnreadableRecord) => OpeningStatus | undefined,
): Found<One> {
  if (status === undefined) return openings;
  return filterFound(
    openings,
    (opening) => opening.status === status,
    (unread) => [undefined, status].includes(statusOfUnread(unread)),
  );
}
