import { isReadable } from "../../../http/checks/record-check.js";
import type { AllowanceSpent, VendorError } from "../../../http/vendor-error.js";
import type { Stretch } from "../../contract/lists/stretch.js";
import { faultBehind } from "../../contract/lists/token-list.js";
import { type NumberedPages, type PartOfList, readPart, restOfPage } from "../headhunter.pages.js";
import type { WireVacancy } from "../headhunter.wire.js";

/** What was read besides the records of the stretch. */
export interface Reading {
  hasMore: boolean;
  totalCount?: number;
  fault?: VendorError | AllowanceSpent;
  missing?: readonly VendorError[];
}

/** How records of a list are shown. */
interface Shown<Node> {
  toNode(wire: WireVacancy): Node;
  positionOf(position: string, isEnd: boolean): string;
}

/** A list with numbered pages that is read from a position on, stretch by stretch. */
export class NumberedList<Node> {
  readonly #pages: NumberedPages;
  readonly #shown: Shown<Node>;
  /** How many records more than needed are asked for, as far as they come on the pages that are asked for anyway. */
  readonly #spare: number;
  #next: string | undefined;
  /** Read, and not yet shown. */
  #part: PartOfList | undefined;
  #isBegun = false;

  constructor(pages: NumberedPages, after: string | undefined, shown: Shown<Node>, spare = 0) {
    this.#pages = pages;
    this.#next = after;
    this.#shown = shown;
    this.#spare = spare;
  }

  async fill(stretch: Stretch<Node>): Promise<Reading & { totalCount: number }> {
    let totalCount = this.#part?.found ?? 0;
    for (;;) {
      const part = this.#part ?? (await this.#read(stretch));
      if (part instanceof Error) return { hasMore: true, totalCount, fault: part };
      this.#part = part;
      totalCount = part.found;
      const shown = this.#show(part, stretch);
      part.items.splice(0, shown);
      if (part.items.length > 0) return { hasMore: true, totalCount };
      if (stretch.isFull || !part.hasMore) return { hasMore: part.hasMore, totalCount };
      if (part.fault !== undefined) return { hasMore: true, totalCount, fault: faultBehind(stretch)(part.fault) };
      this.#next = part.next;
      this.#part = undefined;
    }
  }

  /** Only a list that was begun can break off. */
  async #read(stretch: Stretch<Node>): Promise<PartOfList | VendorError | AllowanceSpent> {
    const { largest } = this.#pages;
    const { room } = stretch;
    const onTheirPages = Math.ceil(room / largest) * largest;
    const wanted = stretch.hasPassedOver ? restOfPage(this.#pages, this.#next) : Math.min(room + this.#spare, onTheirPages);
    const reading = readPart(this.#pages, this.#next, wanted);
    if (this.#isBegun) return reading.catch(faultBehind(stretch));
    const part = await reading;
    this.#isBegun = true;
    return part;
  }

  /** Adds the records that the stretch has room for; says how many. */
  #show({ items, hasMore }: PartOfList, stretch: Stretch<Node>): number {
    const { toNode, positionOf } = this.#shown;
    for (const [index, { read, position }] of items.entries()) {
      if (stretch.isFull && isReadable(read)) return index;
      stretch.add(read, toNode, positionOf(position, index + 1 >= items.length && !hasMore));
    }
    return items.length;
  }
}
