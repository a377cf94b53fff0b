import { UnreadableRecord, unreadPartsOf } from "../../http/record-check.js";
import type { Page, PageItem } from "./datasource.js";

/**
 * A stretch of a vendor's list as it fills up. Records that cannot be read take no room in it: they are passed over and told, in this
 * stretch and in no other.
 */
export class Stretch<Node> {
  readonly #limit: number;
  readonly #items: PageItem<Node>[] = [];
  readonly #unreadable: UnreadableRecord[] = [];

  /** `limit`: records that are shown. */
  constructor(limit: number) {
    this.#limit = limit;
  }

  get isFull(): boolean {
    return this.#items.length >= this.#limit;
  }

  get isEmpty(): boolean {
    return this.#items.length === 0;
  }

  get room(): number {
    return this.#limit - this.#items.length;
  }

  /** Whether more must be asked for than fits, for what is met may take no room again. */
  get hasPassedOver(): boolean {
    return this.#unreadable.some(({ isShown }) => !isShown);
  }

  /** `position`: where the list goes on after the record. */
  add<Wire extends object>(read: Wire | UnreadableRecord, toNode: (wire: Wire) => Node, position: string): void {
    if (read instanceof UnreadableRecord) {
      this.#unreadable.push(read);
      const last = this.#items.at(-1);
      if (last !== undefined) last.position = position;
      return;
    }
    const unread = unreadPartsOf(read);
    if (unread !== undefined) this.#unreadable.push(unread);
    this.#items.push({ node: toNode(read), position });
  }

  page(hasMore: boolean, more: Pick<Page<Node>, "totalCount" | "fault"> = {}): Page<Node> {
    const page = { items: this.#items, hasMore, ...more };
    return this.#unreadable.length === 0 ? page : { ...page, unreadable: this.#unreadable };
  }
}
