import { createHash } from "node:crypto";
import { nameOf, type Upstream, VendorError } from "../../http/vendor-error.js";

/** No list of records is this long: a walk that has come so far is led on without end. */
export const MOST_PAGES = 100_000;
/** Pages in a row that bring nothing new, of a list that says that there is more. A few may be: records come and go while it is read. */
export const MOST_BARREN_PAGES = 10;

/**
 * How far a walk has come, small enough to stand in a cursor: a server that keeps no state cannot remember every page that it has read.
 * The mark is moved to the page at hand whenever their number is a power of two (Brent's algorithm), so that a circle of any length is
 * noticed after two rounds or so, however many requests of however many clients the walk is made of.
 */
export interface WalkTrail {
  pages: number;
  /** Of a page that was read before. */
  mark?: string;
}

/**
 * Guards a walk over a vendor's pages. Whoever leads a list, the vendor or what stands in front of it, may lead it in a circle, on without
 * end, or nowhere: that is a failure of the vendor, and never the end of the list.
 */
export class PageWalk {
  readonly #upstream: Upstream;
  readonly #route: string;
  /** Digests of the pages read here, and the mark of those before. */
  readonly #read = new Set<string>();
  readonly #met = new Set<string>();
  #trail: WalkTrail;
  #page = { records: 0, fresh: 0 };
  #barren = 0;

  constructor(options: { source: Upstream; route: string; trail?: WalkTrail }) {
    this.#upstream = options.source;
    this.#route = options.route;
    this.#trail = options.trail ?? { pages: 0 };
    if (this.#trail.mark !== undefined) this.#read.add(this.#trail.mark);
  }

  /** As it stands now. Before a page is entered, for positions inside that page. */
  get trail(): WalkTrail {
    return this.#trail;
  }

  /** A page is asked for, by whatever the vendor knows it by. */
  enter(page: string): void {
    const mark = digest(page);
    this.#read.add(mark);
    const pages = this.#trail.pages + 1;
    const isPowerOfTwo = (pages & (pages - 1)) === 0;
    this.#trail = isPowerOfTwo ? { pages, mark } : { ...this.#trail, pages };
  }

  /** The records of a page, by their ids: whether each is met for the first time. What has no id may be any. */
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

  /** Why the walk must not go on from the page that was met last to the one that the vendor names. */
  faultOf(next: string): VendorError | undefined {
    const { records, fresh } = this.#page;
    this.#barren = fresh > 0 ? 0 : this.#barren + 1;
    if (this.#read.has(digest(next))) return this.fault("leads back to a page that was read already");
    if (this.#trail.pages >= MOST_PAGES) return this.fault(`has not come to its end after ${MOST_PAGES} pages`);
    // One record that comes again may have moved; a whole page has not.
    if (fresh === 0 && records > 1) return this.fault("gives the same records again on another page");
    if (this.#barren >= MOST_BARREN_PAGES) return this.fault(`has brought nothing new on ${MOST_BARREN_PAGES} pages and promises more`);
    return undefined;
  }

  /** The trail by which a walk that is taken up on the page before notices that it still leads there. */
  trailBeside(before: WalkTrail, next: string): WalkTrail {
    return { ...before, mark: digest(next) };
  }

  fault(what: string): VendorError {
    return brokenList(this.#upstream, this.#route, what);
  }
}

/** A list that the vendor answered and does not let be read to its end. */
export function brokenList({ vendor, account }: Upstream, route: string, what: string): VendorError {
  const message = `${route} at ${nameOf({ vendor, account })} ${what}, so the rest of the list is out of reach.`;
  return new VendorError({ code: "BAD_RESPONSE", vendor, account, sent: "yes", message });
}

function digest(page: string): string {
  return createHash("sha256").update(page).digest("base64url").slice(0, 10);
}
