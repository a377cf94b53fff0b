import { UnreadableRecord, unreadPartsOf } from "../../../http/checks/record-check.js";
import type { Page, PageItem } from "../datasource.js";

/** Written when it is asked for: usually only that of a page's last record is. */
type Position = string | (() => string);

class PlacedItem<Node> implements PageItem<Node> {
  readonly node: Node;
  #position: Position;

  constructor(node: Node, position: Position) {
    this.node = node;
    this.#position = position;
  }

  get position(): string {
    if (typeof this.#position !== "string") this.#position = this.#position();
    return this.#position;
  }

  moveTo(position: Position): void {
    this.#position = position;
  }
}

/**
 * A stretch of a vendor's list that is being filled. Unreadable records take no room in it: they are skipped, and reported in this
 * stretch only.
 */
export class Stretch<Node> {
  readonly #limit: number;
  readonly #items: PlacedItem<Node>[] = [];
  readonly #unreadable: UnreadableRecord[] = [];

  /** `limit`: the number of records to show. */
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

  /** Whether to ask for more than fits, since further records may be unreadable too. */
  get hasPassedOver(): boolean {
    return this.#unreadable.some(({ isShown }) => !isShown);
  }

  /** `position`: where the list continues after the record. */
  add<Wire extends object>(read: Wire | UnreadableRecord, toNode: (wire: Wire) => Node, position: Position): void {
    if (read instanceof UnreadableRecord) {
      this.#unreadable.push(read);
      this.passOver(position);
      return;
    }
    const unread = unreadPartsOf(read);
    if (unread !== undefined) this.#unreadable.push(unread);
    this.#items.push(new PlacedItem(toNode(read), position));
  }

  /** The list continues after `position`: what lies between the last record and it holds none to show. */
  passOver(position: Position): void {
    this.#items.at(-1)?.moveTo(position);
  }

  page(hasMore: boolean, more: Pick<Page<Node>, "totalCount" | "fault" | "more"> = {}): Page<Node> {
    const page = { items: this.#items, hasMore, ...more };
    return this.#unreadable.length === 0 ? page : { ...page, unreadable: this.#unreadable };
  }
}
