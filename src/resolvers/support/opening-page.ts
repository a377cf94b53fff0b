import type { OpeningsPart } from "../../datasources/contract/datasource.js";
import type { Inside } from "../../datasources/contract/found.js";
import { z } from "../../http/checks/zod.js";
import { comesAfter, type OpeningsPlace, partsFrom } from "../../reads/opening-parts.js";
import { notACursor } from "../../schema/common/bad-input.js";
import { openCursor, sealCursor } from "../../schema/common/cursor.js";
import type { Opening, OpeningStatus } from "../../schema/opening/opening.type.js";
import { Connection, type ListPage } from "./connection.js";

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
  parts: readonly OpeningsPart[] = [],
): Connection<Opening> {
  const list = keyOf({ jobId, status });
  const seen = placeBehind({ jobId, status }, after)?.id;
  const start = seen === undefined ? 0 : openings.findIndex(({ vendorId }) => comesAfter(vendorId, seen));
  return new Connection(new PageOfOpenings(openings, list, start < 0 ? openings.length : start, first, parts), after);
}

/** Makes its openings and their cursors on request. */
class PageOfOpenings implements ListPage<Opening> {
  readonly hasNextPage: boolean;
  readonly #openings: readonly ListedOpening[];
  readonly #list: unknown;
  readonly #start: number;
  readonly #first: number;
  readonly #parts: readonly OpeningsPart[];

  constructor(openings: readonly ListedOpening[], list: unknown, start: number, first: number, parts: readonly OpeningsPart[]) {
    this.hasNextPage = openings.length - start > first;
    this.#openings = openings;
    this.#list = list;
    this.#start = start;
    this.#first = first;
    this.#parts = parts;
  }

  get items(): OpeningItem[] {
    return this.#shown.map((opening, index) => {
      const next = this.#parts.length === 0 ? undefined : this.#openings[this.#start + index + 1]?.vendorId;
      return new OpeningItem(this.#list, opening, partsFrom(this.#parts, next));
    });
  }

  get nodes(): Opening[] {
    return this.#shown.map(recordOf);
  }

  get #shown(): readonly ListedOpening[] {
    return this.#openings.slice(this.#start, this.#start + this.#first);
  }
}

function recordOf(opening: ListedOpening): Opening {
  return "record" in opening ? opening.record : opening;
}

/** Makes its cursor and its opening on request: most queries of jobs with openings select no cursors. */
class OpeningItem {
  readonly #list: unknown;
  readonly #opening: ListedOpening;
  readonly #parts: readonly OpeningsPart[];

  constructor(list: unknown, opening: ListedOpening, parts: readonly OpeningsPart[]) {
    this.#list = list;
    this.#opening = opening;
    this.#parts = parts;
  }

  get node(): Opening {
    return recordOf(this.#opening);
  }

  get cursor(): string {
    const id = this.#opening.vendorId;
    return sealCursor(this.#list, this.#parts.length === 0 ? id : { id, parts: this.#parts });
  }
}

/**
 * The place that a cursor names; undefined without a cursor.
 *
 * @throws BadUserInput where it is none of this list's.
 */
export function placeBehind(list: OpeningList, after: string | null | undefined): OpeningsPlace | undefined {
  if (after === null || after === undefined) return undefined;
  const place = openCursor(keyOf(list), after);
  const { success, data } = PLACE.safeParse(typeof place === "string" ? { id: place, parts: [] } : place);
  if (!success) throw notACursor();
  return data;
}

function keyOf({ jobId, status }: OpeningList): unknown {
  return ["openings", jobId, status ?? null];
}

const ID = z.string().regex(/^\d+$/);
const PLACE: z.ZodType<OpeningsPlace> = z.object({
  id: ID,
  parts: z.array(z.object({ token: z.string(), from: ID, isLast: z.boolean().optional() })),
});
