import type { Page } from "../../src/datasources/contract/datasource.js";
import { StalePages } from "../../src/reads/stale-pages.js";
import { sourceOf } from "../../src/schema/common/source.js";
import { Vendor } from "../../src/schema/vendor/vendor.type.js";

const DAY_MS = 86_400_000;
const page = (count: number, hasMore = false): Page<number> => ({
  items: Array.from({ length: count }, (_, node) => ({ node, position: String(node) })),
  hasMore,
});
const nodesOf = (found: { page: Page<number> } | undefined) => found?.page.items.map(({ node }) => node);

describe("A page remembered from an earlier reading", () => {
  it("carries the time of its reading, and serves the same vendor, list and position only", () => {
    const stalePages = new StalePages();
    stalePages.remember(sourceOf(Vendor.GREENHOUSE), ["jobs", {}], undefined, page(2), 1_000);
    expect(stalePages.recall<number>(sourceOf(Vendor.GREENHOUSE), ["jobs", {}], undefined, 10, 2_000)).toEqual({
      page: page(2),
      fetchedAt: 1_000,
    });
    expect(stalePages.recall(sourceOf(Vendor.LINKEDIN), ["jobs", {}], undefined, 10, 2_000)).toBeUndefined();
    expect(stalePages.recall(sourceOf(Vendor.GREENHOUSE), ["jobs", { status: "OPEN" }], undefined, 10, 2_000)).toBeUndefined();
    expect(stalePages.recall(sourceOf(Vendor.GREENHOUSE), ["jobs", {}], "x", 10, 2_000)).toBeUndefined();
  });

  it("is the latest reading", () => {
    const stalePages = new StalePages();
    stalePages.remember(sourceOf(Vendor.GREENHOUSE), [], "a", page(2), 1_000);
    stalePages.remember(sourceOf(Vendor.GREENHOUSE), [], "a", page(3), 2_000);
    expect(stalePages.recall<number>(sourceOf(Vendor.GREENHOUSE), [], "a", 10, 3_000)).toEqual({ page: page(3), fetchedAt: 2_000 });
  });

  it("is remembered also where it was empty", () => {
    const stalePages = new StalePages();
    stalePages.remember(sourceOf(Vendor.GREENHOUSE), [], undefined, page(0), 1_000);
    expect(stalePages.recall<number>(sourceOf(Vendor.GREENHOUSE), [], undefined, 10, 2_000)).toEqual({ page: page(0), fetchedAt: 1_000 });
  });

  it("is cut to the size requested, and promises more", () => {
    const stalePages = new StalePages();
    stalePages.remember(sourceOf(Vendor.GREENHOUSE), [], undefined, page(5), 0);
    const cut = stalePages.recall<number>(sourceOf(Vendor.GREENHOUSE), [], undefined, 2, 0);
    expect(nodesOf(cut)).toEqual([0, 1]);
    expect(cut?.page.hasMore).toBe(true);
    expect(stalePages.recall<number>(sourceOf(Vendor.GREENHOUSE), [], undefined, 5, 0)?.page.hasMore).toBe(false);
    expect(nodesOf(stalePages.recall<number>(sourceOf(Vendor.GREENHOUSE), [], undefined, 5, 0))).toHaveLength(5);
  });

  it("is not served after a day", () => {
    const stalePages = new StalePages();
    stalePages.remember(sourceOf(Vendor.GREENHOUSE), [], undefined, page(1), 0);
    expect(stalePages.recall(sourceOf(Vendor.GREENHOUSE), [], undefined, 1, DAY_MS)).toBeDefined();
    expect(stalePages.recall(sourceOf(Vendor.GREENHOUSE), [], undefined, 1, DAY_MS + 1)).toBeUndefined();
  });

  it("is dropped by the number of records, not of pages, the least recently used first", () => {
    const stalePages = new StalePages();
    for (let index = 0; index < 60; index += 1) stalePages.remember(sourceOf(Vendor.GREENHOUSE), [], String(index), page(200), 0);
    const kept = Array.from({ length: 60 }, (_, index) => index).filter(
      (index) => stalePages.recall(sourceOf(Vendor.GREENHOUSE), [], String(index), 1, 0) !== undefined,
    );
    expect(kept.length).toBeLessThanOrEqual(50);
    expect(kept.length).toBeGreaterThan(40);
    expect(kept.at(-1)).toBe(59);
    expect(kept[0]).toBe(60 - kept.length);
  });
});
