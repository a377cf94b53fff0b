import { LRUCache } from "lru-cache";
import type { Page } from "../datasources/contract/datasource.js";
import type { Source } from "../schema/common/source.js";

interface Remembered {
  page: Page<unknown>;
  fetchedAt: number;
}

/** Records kept per process, with the vendors' answers: about 100 MB at most. */
const KEPT_RECORDS = 10_000;
/** A page older than a day is not shown. */
const KEPT_FOR_MS = 24 * 60 * 60 * 1000;

/** Earlier pages of vendors' lists, for when a vendor does not answer. */
export class StalePages {
  readonly #pages = new LRUCache<string, Remembered>({
    maxSize: KEPT_RECORDS,
    // An empty page counts, too.
    sizeCalculation: ({ page }) => page.items.length + 1,
  });

  remember(source: Source, list: unknown, after: string | undefined, page: Page<unknown>, fetchedAt: number): void {
    const key = keyOf(source, list, after);
    // A page of old answers does not replace a newer one.
    if ((this.#pages.peek(key)?.fetchedAt ?? fetchedAt) > fetchedAt) return;
    // What is at hand beyond the page belongs to the request that read it.
    const { more: _, ...kept } = page;
    this.#pages.set(key, { page: kept, fetchedAt });
  }

  /** The page read at the same position before, cut to `limit`; undefined where there is none. */
  recall<Node>(
    source: Source,
    list: unknown,
    after: string | undefined,
    limit: number,
    now: number,
  ): { page: Page<Node>; fetchedAt: number } | undefined {
    const found = this.#pages.get(keyOf(source, list, after));
    if (found === undefined || now - found.fetchedAt > KEPT_FOR_MS) return undefined;
    const page = found.page as Page<Node>;
    const items = page.items.slice(0, limit);
    return { page: { ...page, items, hasMore: page.hasMore || items.length < page.items.length }, fetchedAt: found.fetchedAt };
  }
}

function keyOf(source: Source, list: unknown, after: string | undefined): string {
  return JSON.stringify([source.text, list, after ?? null]);
}
