import { createHash } from "node:crypto";
import { nameOf, type Upstream, VendorError } from "../../../http/vendor-error.js";

/** Longer than any list of records: such a walk has no end. */
export const MOST_PAGES = 100_000;
/** Pages in a row without a new record, in a list that promises more. A few may occur, since records come and go while it is read. */
export const MOST_BARREN_PAGES = 10;

/**
 * How far a walk has come, small enough for a cursor: a server without state cannot remember every page that it has read. The mark is moved to
 * the current page whenever the number of pages is a power of two (Brent's algorithm), so that a circle of any length is noticed after about
 * two rounds, over however many requests.
 */
export interface WalkTrail {
  readonly pages: number;
  /** The digest of an earlier page. */
  readonly mark?: string;
}

/**
 * Guards a walk over a vendor's pages. The vendor, or a proxy before it, may lead a list in a circle, on without end, or nowhere: that is a
 * failure of the vendor, and never the end of the list.
 */
export class PageWalk {
  readonly #upstream: Upstream;
  readonly #route: string;
  /** The pages read here. */
  readonly #read = new Set<string>();
  /** The mark of those read before. */
  readonly #marked: string | undefined;
  readonly #met = new Set<string>();
  #trail: WalkTrail;
  #page = { records: 0, fresh: 0 };
  #barren = 0;

  constructor(options: { source: Upstream; route: string; trail?: WalkTrail }) {
    this.#upstream = options.source;
    this.#route = options.route;
    this.#trail = options.trail ?? { pages: 0 };
    this.#marked = this.#trail.mark;
  }

  /** The present trail; read before a page is entered, it is for positions inside that page. */
  get trail(): WalkTrail {
    return this.#trail;
  }

  /** Notes that a page is requested, by the vendor's name for it. */
  enter(page: string): void {
    this.#read.add(page);
    const pages = this.#trail.pages + 1;
    const isPowerOfTwo = (pages & (pages - 1)) === 0;
    this.#trail = isPowerOfTwo ? new MarkedTrail(pages, page) : { pages, mark: this.#trail.mark };
  }

  /** Whether each record of a page, by its id, is met for the first time. A record without an id counts as new. */
  meet(ids: readonly (string | undefined)[]): boolean[] {
    const before = this.#met.size;
    const isNew = ids.map((id) => {
      if (id === undefined) return true;
      const isMet = this.#met.has(id);
      this.#met.add(id);
      return !isMet;
    });
    this.#page = { records: ids.filter((id) => id !== undefined).length, fresh: this.#met.size - before };
    return isNew;
  }

  /** Why the walk must not continue from the last page to the one that the vendor names. */
  faultOf(next: string): VendorError | undefined {
    const { records, fresh } = this.#page;
    this.#barren = fresh > 0 ? 0 : this.#barren + 1;
    if (this.#hasRead(next)) return this.fault("leads back to a page that was read already");
    if (this.#trail.pages >= MOST_PAGES) return this.fault(`has not come to its end after ${MOST_PAGES} pages`);
    // A single repeated record may have moved; a whole page has not.
    if (fresh === 0 && records > 1) return this.fault("gives the same records again on another page");
    if (this.#barren >= MOST_BARREN_PAGES) return this.fault(`has brought nothing new on ${MOST_BARREN_PAGES} pages and promises more`);
    return undefined;
  }

  /** The trail with which a walk resumed on the page before notices that it still leads there. */
  trailBeside(before: WalkTrail, next: string): WalkTrail {
    return { pages: before.pages, mark: digest(next) };
  }

  #hasRead(page: string): boolean {
    return this.#read.has(page) || (this.#marked !== undefined && this.#marked === digest(page));
  }

  fault(what: string): VendorError {
    return brokenList(this.#upstream, this.#route, what);
  }
}

/** The failure of a list that the vendor answers but that cannot be read to its end. */
export function brokenList({ vendor, account }: Upstream, route: string, what: string): VendorError {
  const message = `${route} at ${nameOf({ vendor, account })} ${what}, so the rest of the list is out of reach.`;
  return new VendorError({ code: "BAD_RESPONSE", vendor, account, sent: "yes", message });
}

/** A trail with a page as its mark. Most lists end with their first page, and nobody asks for the mark. */
class MarkedTrail implements WalkTrail {
  readonly pages: number;
  readonly #page: string;
  #mark: string | undefined;

  constructor(pages: number, page: string) {
    this.pages = pages;
    this.#page = page;
  }

  get mark(): string {
    this.#mark ??= digest(this.#page);
    return this.#mark;
  }

  toJSON(): WalkTrail {
    return { pages: this.pages, mark: this.mark };
  }
}

function digest(page: string): string {
  return createHash("sha256").update(page).digest("base64url").slice(0, 10);
}
