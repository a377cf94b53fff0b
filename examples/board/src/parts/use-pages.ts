import { type ErrorLike, NetworkStatus } from "@apollo/client";
import { useEffect, useRef, useState } from "react";

interface Connection {
  edges: readonly unknown[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
}

/** What `useQuery` gives, as far as it is asked for here. */
interface Read<Data> {
  data: Data | undefined;
  variables: object;
  networkStatus: NetworkStatus;
  fetchMore(options: {
    variables: { after: string | null | undefined };
    context: { fetchOptions: RequestInit };
  }): Promise<{ data?: unknown }>;
  refetch(): Promise<{ error?: ErrorLike | undefined }>;
}

/** A list's pages, as `LoadMore` reads them. */
export interface Pages {
  /** Which list, read which time: what is awaited of one concerns no other. */
  of: string;
  count: number;
  /** Whether the first page is being read, which takes the place of all that is shown. */
  isReading: boolean;
  hasMore: boolean;
  /** Reads the next page. Comes back with the number of what it held; undefined where it could not be read. */
  load: () => Promise<number | undefined>;
}

const FIRST_PAGE = new Set([NetworkStatus.loading, NetworkStatus.setVariables, NetworkStatus.refetch]);

/**
 * A list that is read page by page, while its filter may change, or the list be read anew. `listOf` finds it in the query's answer. A page that is
 * awaited meanwhile is given up: it would be put behind a list that does not reach it, and Apollo shows no news of a query that still awaits one.
 */
export function usePages<Data, List extends Connection>(read: Read<Data>, listOf: (data: Data) => List) {
  const [reading, setReading] = useState(0);
  const list = read.data && listOf(read.data);
  const of = `${reading} ${JSON.stringify(read.variables)}`;
  const awaited = useRef<AbortController>(undefined);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list is shown
  useEffect(() => () => awaited.current?.abort(), [of]);
  const pages: Pages = {
    of,
    count: list?.edges.length ?? 0,
    isReading: FIRST_PAGE.has(read.networkStatus),
    hasMore: list?.pageInfo.hasNextPage ?? false,
    async load() {
      awaited.current = new AbortController();
      const { data } = await read.fetchMore({
        variables: { after: list?.pageInfo.endCursor },
        context: { fetchOptions: { signal: awaited.current.signal } },
      });
      // Where nothing of it could be read, there is no list in the data.
      return data ? (listOf(data as Data) as List | null)?.edges.length : undefined;
    },
  };
  /** From the first page. Comes back with whether that could be read. */
  async function readAnew(): Promise<boolean> {
    awaited.current?.abort();
    setReading((turn) => turn + 1);
    const { error } = await read.refetch();
    return error === undefined;
  }
  return { list, pages, readAnew };
}
