import { BadUserInput } from "../schema/bad-input.js";
import type { Opening, OpeningConnection } from "../schema/opening.type.js";
import { toConnection } from "./connection.js";

/**
 * A page of a job's openings, which are all at hand, ordered by id. The cursor is the id of the last one seen, so a page neither skips nor
 * repeats although others may have been deleted meanwhile.
 */
export function pageOfOpenings(
  openings: readonly Opening[],
  first: number,
  after: string | null | undefined,
): Omit<OpeningConnection, "sources"> {
  const start = after === null || after === undefined ? 0 : openings.findIndex((opening) => comesAfter(opening, decode(after)));
  const rest = start < 0 ? [] : openings.slice(start);
  const items = rest.slice(0, first).map((node) => ({ cursor: encode(node), node }));
  return toConnection({ items, hasNextPage: rest.length > first }, after);
}

function encode(opening: Opening): string {
  return Buffer.from(JSON.stringify(["opening", opening.vendorId])).toString("base64url");
}

function decode(cursor: string): string {
  try {
    const [kind, vendorId] = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8")) as unknown[];
    if (kind === "opening" && typeof vendorId === "string") return vendorId;
  } catch {
    // Falls through to the one message there is for a wrong cursor.
  }
  throw new BadUserInput("`after` is not a cursor of openings. Use pageInfo.endCursor or an edge's cursor.", ["after"]);
}

/** Ids are decimal numbers, possibly beyond what a double holds: longer is larger. */
function comesAfter(opening: Opening, vendorId: string): boolean {
  const id = opening.vendorId;
  return id.length === vendorId.length ? id > vendorId : id.length > vendorId.length;
}
