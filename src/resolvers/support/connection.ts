import type { UnifiedPage } from "../../reads/unified.datasource.js";
import type { PageInfo } from "../../schema/common/page.type.js";
import type { SourceReport } from "../../schema/vendor/vendor.type.js";

interface Item<Node> {
  readonly cursor: string;
  readonly node: Node;
}

export interface ListPage<Node> {
  readonly items: Item<Node>[];
  /** The items' nodes, where they are there without the items. */
  readonly nodes?: Node[];
  readonly hasNextPage: boolean;
  /** Where the next page goes on; left out: behind the last of the items. */
  readonly endCursor?: string | null;
}

/** A page as its connection. What is not selected is not made: a cursor costs more than all the rest of a small page. */
export class Connection<Node> {
  readonly #page: ListPage<Node>;
  readonly #isFirst: boolean;

  constructor(page: ListPage<Node>, after: string | null | undefined) {
    this.#page = page;
    this.#isFirst = after === null || after === undefined;
  }

  get edges(): Item<Node>[] {
    return this.#page.items;
  }

  get nodes(): Node[] {
    return this.#page.nodes ?? this.#page.items.map(({ node }) => node);
  }

  get pageInfo(): PageInfo {
    return new InfoOfPage(this.#page, !this.#isFirst);
  }
}

/** Its cursors are made when they are asked for. */
class InfoOfPage implements PageInfo {
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  readonly #page: ListPage<unknown>;

  constructor(page: ListPage<unknown>, hasPreviousPage: boolean) {
    this.hasNextPage = page.hasNextPage;
    this.hasPreviousPage = hasPreviousPage;
    this.#page = page;
  }

  get startCursor(): string | null {
    return this.#page.items[0]?.cursor ?? null;
  }

  get endCursor(): string | null {
    const { items, endCursor } = this.#page;
    return endCursor ?? items.at(-1)?.cursor ?? null;
  }
}

/** The same of a list over several sources. */
export class UnifiedConnection<Node> extends Connection<Node> {
  readonly sources: SourceReport[];
  readonly totalCount: number | null;

  constructor(page: UnifiedPage<Node>, after: string | null | undefined) {
    super(page, after);
    this.sources = page.sources;
    this.totalCount = page.totalCount;
  }
}
