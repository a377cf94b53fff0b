import type { Inside } from "../../datasources/contract/found.js";
import { notACursor } from "../../schema/common/bad-input.js";
import { openCursor, sealCursor } from "../../schema/common/cursor.js";
import type { Opening, OpeningStatus } from "../../schema/opening/opening.type.js";
import { Connection } from "./connection.js";

/** The list that a cursor of openings is bound to. */
export interface OpeningList {
  jobId: string;
  status?: OpeningStatus;
}

/** An opening, or one that is made when it is shown. */
export type ListedOpening = Opening | Inside<Opening>;

/**
 * A page of a job's openings, which are all there, by id. The cursor is the id of the last one shown, so a page neither skips nor repeats
 * although others may have been deleted meanwhile.
 */
export function pageOfOpenings(
  openings: readonly ListedOpening[],
  { jobId, status }: OpeningList,
  first: number,
  after: string | null | undefined,
): Connection<Opening> {
  const list = ["openings", jobId, status ?? null];
  const seen = after === null || after === undefined ? undefined : readId(openCursor(list, after));
  const start = seen === undefined ? 0 : openings.findIndex(({ vendorId }) => comesAfter(vendorId, seen));
  const shown = start < 0 ? [] : openings.slice(start, start + first);
  const items = shown.map((opening) => new OpeningItem(list, opening));
  return new Connection({ items, hasNextPage: start >= 0 && openings.length - start > first }, after);
}

/** Makes its cursor and its opening on request: most queries of jobs with openings select no cursors. */
class OpeningItem {
  readonly #list: unknown;
  readonly #opening: ListedOpening;

  constructor(list: unknown, opening: ListedOpening) {
    this.#list = list;
    this.#opening = opening;
  }

  get node(): Opening {
    return "record" in this.#opening ? this.#opening.record : this.#opening;
  }

  get cursor(): string {
    return sealCursor(this.#list, this.#opening.vendorId);
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
