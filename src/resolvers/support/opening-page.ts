import { notACursor } from "../../schema/common/bad-input.js";
import { openCursor, sealCursor } from "../../schema/common/cursor.js";
import type { Opening, OpeningConnection, OpeningStatus } from "../../schema/opening/opening.type.js";
import { toConnection } from "./connection.js";

/** The list that a cursor of openings is bound to. */
export interface OpeningList {
  jobId: string;
  status?: OpeningStatus;
}

/**
 * A page of a job's openings, which were all read, by id. The cursor is the id of the last one shown, so a page neither skips nor repeats
 * although others may have been deleted meanwhile.
 */
export function pageOfOpenings(
  openings: readonly Opening[],
  { jobId, status }: OpeningList,
  first: number,
  after: string | null | undefined,
): Omit<OpeningConnection, "sources"> {
  const list = ["openings", jobId, status ?? null];
  const seen = after === null || after === undefined ? undefined : readId(openCursor(list, after));
  const start = seen === undefined ? 0 : openings.findIndex(({ vendorId }) => comesAfter(vendorId, seen));
  const rest = start < 0 ? [] : openings.slice(start);
  const items = rest.slice(0, first).map((node) => new OpeningItem(list, node));
  return toConnection({ items, hasNextPage: rest.length > first }, after);
}

/** Makes its cursor on request: most queries of jobs with openings do not select it. */
class OpeningItem {
  readonly #list: unknown;
  readonly node: Opening;

  constructor(list: unknown, node: Opening) {
    this.#list = list;
    this.node = node;
  }

  get cursor(): string {
    return sealCursor(this.#list, this.node.vendorId);
  }
}

function readId(place: unknown): string {
  if (typeof place !== "string" || !/^\d+$/.test(place)) throw notACursor();
  return place;
}

/** Ids are decimal numbers, possibly beyond a double: the longer one is larger. */
function comesAfter(id: string, seen: string): boolean {
  return id.length === seen.length ? id > seen : id.length > seen.length;
}
