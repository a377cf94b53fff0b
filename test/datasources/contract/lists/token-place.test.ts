import fc from "fast-check";
import type { Page } from "../../../../src/datasources/contract/datasource.js";
import { readTokenList, type TokenPage } from "../../../../src/datasources/contract/lists/token-list.js";

interface Wire {
  id: number;
}

const MOST = 500;
const seeded = { seed: 20261126, numRuns: 40 };

/** A vendor whose links keep the size of the first page and name the record they go on from, newest first. */
class Vendor {
  ids: number[];
  readonly asked: string[] = [];
  readonly #longest: number;
  readonly #isOrdered: boolean;

  /** `longest`: its pages hold no more, whatever is asked for. */
  constructor(count: number, { longest = Number.POSITIVE_INFINITY, isOrdered = true } = {}) {
    this.#longest = longest;
    this.#isOrdered = isOrdered;
    this.ids = Array.from({ length: count }, (_, index) => count - index);
  }

  async page(token: string): Promise<TokenPage<Wire>> {
    this.asked.push(token);
    const [size = 0, below = Number.POSITIVE_INFINITY] = token.split("<").map(Number);
    const left = this.ids.filter((id) => id < below);
    const items = left.slice(0, Math.min(size, this.#longest)).map((id) => ({ id }));
    return { items, ...(left.length > items.length ? { next: `${size}<${items.at(-1)?.id}` } : {}) };
  }

  read(limit: number, after?: string, atMost?: number): Promise<Page<number>> {
    return readTokenList<Wire, number>({
      source: { vendor: "ACME" },
      route: "GET /things",
      sizes: { most: MOST, startOf: String },
      ...(this.#isOrdered ? { isAfter: (id: string, other: string) => Number(id) < Number(other) } : {}),
      fetch: (token = "500") => this.page(token),
      limit,
      ...(after === undefined ? {} : { after }),
      ...(atMost === undefined ? {} : { atMost }),
      toNode: ({ id }) => id,
    });
  }

  /** Reads on in stretches of these sizes, of which the client's pages take `atMost`. Tells the records, and the requests of each stretch. */
  async walk(limits: (stretch: number) => number, atMost: number): Promise<{ met: number[]; requests: number[] }> {
    const met: number[] = [];
    const requests: number[] = [];
    for (let after: string | undefined; ; ) {
      const before = this.asked.length;
      const { items, hasMore }: Page<number> = await this.read(limits(requests.length), after, atMost);
      requests.push(this.asked.length - before);
      met.push(...items.map(({ node }) => node));
      if (!hasMore) return { met, requests };
      after = items.at(-1)?.position;
    }
  }
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);

describe("A list whose pages all have the size of the first", () => {
  it("costs a request a page of the client, who reads it alone", async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 2_000 }), fc.integer({ min: 20, max: 200 }), async (count, first) => {
        const vendor = new Vendor(count);
        const { met, requests } = await vendor.walk(() => first, first);
        expect(met).toEqual(vendor.ids);
        expect(requests).toEqual(Array(Math.ceil(count / first)).fill(1));
        // And brings nothing that is not shown.
        expect(new Set(vendor.asked.map((token) => token.split("<")[0]))).toEqual(new Set([String(first)]));
      }),
      seeded,
    );
  });

  it("costs a request a page beside other long lists, whose turns add up to whole pages", async () => {
    for (const shares of [
      [25, 25],
      [17, 17, 16],
      [16, 17, 17],
      [13, 12, 13, 12],
    ]) {
      const { met, requests } = await new Vendor(700).walk((page) => shares[page % shares.length] ?? 0, 50);
      expect(met).toHaveLength(700);
      expect(Math.max(...requests)).toBe(1);
    }
  });

  it("costs a quarter more than a request a page at most where it goes on alone after the others have ended", async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 20, max: 200 }), fc.integer({ min: 1, max: 3_000 }), fc.nat(199), async (first, count, less) => {
        const vendor = new Vendor(count);
        // The first page, or the first two, are shared with others.
        const { met, requests } = await vendor.walk((page) => (page < 2 ? Math.max(1, first - less) : first), first);
        expect(met).toEqual(vendor.ids);
        expect(sum(requests)).toBeLessThanOrEqual(requests.length + Math.ceil(count / Math.min(MOST, 4 * first)));
      }),
      seeded,
    );
  });

  it("holds every record once in its order, whatever is asked for in turn", async () => {
    const limits = fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 1_500 }), limits, fc.boolean(), async (count, sizes, isShared) => {
        const vendor = new Vendor(count);
        const { met } = await vendor.walk((page) => sizes[page % sizes.length] ?? 1, isShared ? 200 : 1);
        expect(met).toEqual(vendor.ids);
      }),
      seeded,
    );
  });

  it.each([true, false])("holds every record once where the vendor's pages are shorter than asked for (by ids: %s)", async (isOrdered) => {
    const longest = fc.integer({ min: 20, max: 120 });
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 1_000 }), longest, fc.integer({ min: 10, max: 200 }), async (count, most, limit) => {
        const vendor = new Vendor(count, { longest: most, isOrdered });
        const { met } = await vendor.walk((page) => Math.ceil(limit / (page < 3 ? 3 : 1)), limit);
        expect(met).toEqual(vendor.ids);
      }),
      seeded,
    );
  });

  it("neither skips nor repeats a record where others come and go between the pages", async () => {
    const change = fc.record({ added: fc.nat(5), removed: fc.array(fc.nat(1_000), { maxLength: 5 }) });
    await fc.assert(
      fc.asyncProperty(fc.array(change, { maxLength: 30 }), fc.integer({ min: 1, max: 60 }), async (changes, limit) => {
        const vendor = new Vendor(400);
        const stayed = new Set(vendor.ids);
        const met: number[] = [];
        let after: string | undefined;
        for (let page = 0; page === 0 || after !== undefined; page += 1) {
          const { items, hasMore } = await vendor.read(limit, after, 60);
          met.push(...items.map(({ node }) => node));
          after = hasMore ? items.at(-1)?.position : undefined;
          const { added, removed } = changes[page] ?? { added: 0, removed: [] };
          const newest = Math.max(...vendor.ids, 0);
          const gone = new Set(removed.map((index) => vendor.ids[index]));
          for (const id of gone) if (id !== undefined) stayed.delete(id);
          vendor.ids = [
            ...Array.from({ length: added }, (_, index) => newest + added - index),
            ...vendor.ids.filter((id) => !gone.has(id)),
          ];
        }
        expect(new Set(met).size).toBe(met.length);
        expect([...stayed].filter((id) => !met.includes(id))).toEqual([]);
      }),
      seeded,
    );
  });

  it("is continued by a position of an older server, which names neither size nor record", async () => {
    const vendor = new Vendor(100);
    const { items } = await vendor.read(30, JSON.stringify({ token: "20<81", skip: 3, pages: 1, mark: "0123456789" }), 50);
    expect(items.map(({ node }) => node)).toEqual(Array.from({ length: 30 }, (_, index) => 77 - index));
    expect(vendor.asked).toEqual(["20<81", "20<61"]);
  });
});

describe("What a page brought beyond what was needed", () => {
  it("is handed on in the same request before another page is read", async () => {
    const vendor = new Vendor(200);
    const page = await vendor.read(17, undefined, 50);
    expect(vendor.asked).toEqual(["50"]);
    const more = await page.more?.(30);
    expect(more?.items.map(({ node }) => node)).toEqual(Array.from({ length: 30 }, (_, index) => 183 - index));
    expect(vendor.asked).toHaveLength(1);
    const rest = await more?.more?.(10);
    expect(rest?.items.map(({ node }) => node)).toEqual(Array.from({ length: 10 }, (_, index) => 153 - index));
    expect(vendor.asked).toHaveLength(2);
    // A position of what was handed on is one like any other.
    expect((await vendor.read(1, more?.items.at(-1)?.position, 50)).items[0]?.node).toBe(153);
  });

  it("is asked for on the first page only, and in no more requests than what is needed takes", async () => {
    const sizes: number[] = [];
    const read = (limit: number, after: string | undefined, atMost: number) =>
      readTokenList<Wire, number>({
        source: { vendor: "ACME" },
        route: "GET /things",
        fetch: async (token = "0", wanted) => {
          const size = Math.min(wanted, 20);
          sizes.push(size);
          return { items: Array.from({ length: size }, (_, index) => ({ id: Number(token) + index })), next: String(Number(token) + size) };
        },
        limit,
        ...(after === undefined ? {} : { after }),
        atMost,
        toNode: ({ id }) => id,
      });
    const first = await read(17, undefined, 50);
    const second = await read(17, first.items.at(-1)?.position, 50);
    await read(45, undefined, 200);
    // After a place inside the page of 20 that page is read again, as far as it is needed.
    expect(second.items.map(({ node }) => node)).toEqual(Array.from({ length: 17 }, (_, index) => 17 + index));
    expect(sizes).toEqual([20, 20, 14, 20, 20, 20]);
  });
});
