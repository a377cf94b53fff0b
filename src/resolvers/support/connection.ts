import type { UnifiedPage } from "../../reads/unified.datasource.js";
import type { PageInfo } from "../../schema/common/page.type.js";

interface Connection<Node> {
  edges: { cursor: string; node: Node }[];
  nodes: Node[];
  pageInfo: PageInfo;
}

export function toConnection<Node>(
  page: { items: { cursor: string; node: Node }[]; hasNextPage: boolean },
  after: string | null | undefined,
): Connection<Node> {
  return {
    edges: page.items,
    nodes: page.items.map(({ node }) => node),
    pageInfo: {
      hasNextPage: page.hasNextPage,
      hasPreviousPage: after !== null && after !== undefined,
      // Cursors cost more than all the rest of a small page, so they are made on request.
      get startCursor() {
        return page.items[0]?.cursor ?? null;
      },
      get endCursor() {
        return page.items.at(-1)?.cursor ?? null;
      },
    },
  };
}

export function toConnectionWithSources<Node>(page: UnifiedPage<Node>, after: string | null | undefined) {
  return { ...toConnection(page, after), sources: page.sources, totalCount: page.totalCount };
}
