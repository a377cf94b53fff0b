import { ManualClock } from "../../support/clock.js";
import { type GraphAnswer, startGraph, type TestGraph } from "../../support/graph.js";
import { type RawVendor, startRawVendor } from "../../support/raw-vendor.js";
import { passing } from "../feishu/support.js";

interface Numbered {
  found: unknown;
  ids: number[];
  /** What the answer says of itself, where that is not what was asked for. */
  page?: number;
  perPage?: number;
}

/** What the list of active vacancies answers, by the number of a page. */
type Script = (page: number, perPage: number, request: number) => Numbered | undefined;

interface Vacancies {
  vacancies: {
    nodes: { vendorId: string }[];
    totalCount: number | null;
    pageInfo: { hasNextPage: boolean; endCursor: string | null };
    sources: { vendor: string; state: string; failure: { code: string; message: string } | null }[];
  };
}

const QUERY = `query Vacancies($first: Int, $after: String, $areaIds: [ID!]) {
  vacancies(first: $first, after: $after, areaIds: $areaIds, vendors: [HEADHUNTER]) {
    nodes { vendorId } totalCount pageInfo { hasNextPage endCursor } sources { vendor state failure { code message } }
  }
}`;

const LIST = "/employers/1455/vacancies/active";

describe("A numbered list of HeadHunter", () => {
  let clock: ManualClock;
  let graph: TestGraph;
  let raw: RawVendor;

  async function start(script: Script): Promise<void> {
    raw = await startRawVendor(({ path, query }, count) => {
      const [page, perPage] = [Number(query.get("page")), Number(query.get("per_page"))];
      const answer = path === LIST ? script(page, perPage, count) : undefined;
      if (answer === undefined) return { status: 503, json: {} };
      const { found, ids, page: told = page, perPage: size = perPage } = answer;
      const items = ids.map((id) => ({ id: String(id), name: `Vacancy ${id}`, area: { id: "1", name: "Moscow" } }));
      return { json: { found, page: told, per_page: size, items } };
    });
    clock = new ManualClock(Date.now());
    graph = await startGraph({
      clock,
      env: {
        REQUEST_DEADLINE_MS: "3600000",
        // However slow the machine: what is repeated would be counted.
        UPSTREAM_TIMEOUT_MS: "600000",
        HEADHUNTER_ACCESS_TOKEN: "raw-token",
        HEADHUNTER_USER_AGENT: "Hiregraph/test (test@example.com)",
        HEADHUNTER_EMPLOYER_ID: "1455",
        HEADHUNTER_MANAGER_ID: "321",
        HEADHUNTER_BASE_URL: raw.origin,
      },
    });
  }

  afterEach(async () => {
    await passing(clock, graph.stop());
    await raw.close();
  });

  async function page(first: number, after: string | null = null, areaIds?: string[]): Promise<Vacancies["vacancies"]> {
    const answer: GraphAnswer<Vacancies> = await passing(clock, graph.ask<Vacancies, object>(QUERY, { first, after, areaIds }));
    expect(answer.errors).toBeUndefined();
    return (answer.data as Vacancies).vacancies;
  }

  const range = (from: number, to: number) => Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index);
  const idsOf = ({ nodes }: Vacancies["vacancies"]) => nodes.map(({ vendorId }) => Number(vendorId));
  const failed = (message: RegExp, code = "BAD_RESPONSE") => [
    { vendor: "HEADHUNTER", state: "FAILED", failure: { code, message: expect.stringMatching(message) } },
  ];
  const FRESH = [{ vendor: "HEADHUNTER", state: "FRESH", failure: null }];
  /** A list that holds still. */
  const still =
    (ids: number[]): Script =>
    (number, perPage) => ({ found: ids.length, ids: ids.slice(number * perPage, (number + 1) * perPage) });

  it.each<[string, Script, RegExp, number]>([
    ["is always the first", () => ({ found: 120, ids: range(0, 50), page: 0 }), /was asked for page 1 of 50 and gave page 0 of 50/, 3],
    [
      "is of another size",
      (n) => ({ found: 120, ids: range(n * 50, n * 50 + (n ? 20 : 50)), perPage: n ? 20 : 50 }),
      /gave page 1 of 20/,
      3,
    ],
    ["is larger", (n) => ({ found: 120, ids: range(n * 50, n * 50 + (n ? 60 : 50)) }), /gave 60 vacancies/, 3],
    ["is empty", (n) => ({ found: 120, ids: n ? [] : range(0, 50) }), /counts 120 vacancies and shows none on page 1 of 50/, 3],
    ["holds what the one before held", () => ({ found: 120, ids: range(0, 50) }), /same vacancies again/, 3],
  ])("is a failure after the records read where the requested page %s", async (_, script, message, requests) => {
    await start(script);
    const found = await page(150);
    expect(idsOf(found)).toEqual(range(0, 50));
    expect(found.sources).toMatchObject(failed(message));
    expect(found.pageInfo.hasNextPage).toBe(false);
    expect(raw.requests).toHaveLength(requests);
  });

  it.each([-1, 1.5, "many", null])("that counts %p vacancies cannot be read", async (found) => {
    await start(() => ({ found, ids: [] }));
    expect((await page(10)).sources).toMatchObject(failed(/found/));
    expect(raw.requests).toHaveLength(1);
  });

  it("ends without another request", async () => {
    await start(still(range(0, 100)));
    expect(await page(100)).toMatchObject({ sources: FRESH, pageInfo: { hasNextPage: false } });
    expect(raw.requests).toHaveLength(2);
    expect(await page(100)).toMatchObject({ totalCount: 100 });
    expect(raw.requests).toHaveLength(4);
  });

  it("ends by the latest count, although a page before counted more", async () => {
    await start((n) => (n === 0 ? { found: 120, ids: range(0, 50) } : { found: 60, ids: range(n * 50, Math.min(60, n * 50 + 50)) }));
    const found = await page(150);
    expect(idsOf(found)).toEqual(range(0, 60));
    expect(found).toMatchObject({ sources: FRESH, totalCount: 60, pageInfo: { hasNextPage: false } });
    expect(raw.requests).toHaveLength(3);
  });

  it("continues where it counts more than a page before", async () => {
    await start((n) => ({ found: n === 0 ? 60 : 130, ids: range(n * 50, Math.min(130, n * 50 + 50)) }));
    const found = await page(100);
    expect(idsOf(found)).toEqual(range(0, 100));
    expect(found).toMatchObject({ sources: FRESH, totalCount: 130, pageInfo: { hasNextPage: true } });
  });

  it("shows a vacancy once that comes again on the next page, in an answer and over a client's pages", async () => {
    const shifted: Script = (n, perPage) => {
      const ids = n === 0 ? range(0, perPage) : range(n * perPage - 1, Math.min(70, (n + 1) * perPage - 1));
      return { found: 70, ids };
    };
    await start(shifted);
    expect(idsOf(await page(100))).toEqual(range(0, 70));
    const first = await page(50);
    const second = await page(50, first.pageInfo.endCursor);
    expect([...idsOf(first), ...idsOf(second)]).toEqual(range(0, 70));
  });

  it("with fewer vacancies on a page than it counts is read to its end, at any page size", async () => {
    const ids = range(0, 120);
    // One of them is not shown.
    const gap: Script = (n, perPage) => ({ found: 120, ids: ids.slice(n * perPage, (n + 1) * perPage).filter((id) => id !== 49) });
    await start(gap);
    const shown = ids.filter((id) => id !== 49);
    expect(idsOf(await page(150))).toEqual(shown);
    for (const first of [7, 10, 49, 50]) {
      const met: number[] = [];
      for (let after: string | null = null, more = true; more; ) {
        const found: Vacancies["vacancies"] = await page(first, after);
        met.push(...idsOf(found));
        [after, more] = [found.pageInfo.endCursor, found.pageInfo.hasNextPage];
      }
      expect(met).toEqual(shown);
    }
  });

  it("is shown up to a page that fails, and continues there once HeadHunter is back", async () => {
    let down = true;
    await start((n, perPage) => (down && n === 1 && perPage === 50 ? undefined : still(range(0, 120))(n, perPage, 0)));
    const found = await page(150);
    expect(idsOf(found)).toEqual(range(0, 50));
    expect(found.sources).toMatchObject(failed(/HTTP 503/, "UNAVAILABLE"));
    const cursor = await page(50);
    down = false;
    expect(idsOf(await page(70, cursor.pageInfo.endCursor))).toEqual(range(50, 120));
  });

  describe("read whole for several areas,", () => {
    const AREAS = ["1", "2"];

    it("is one list of all of them", async () => {
      await start(still(range(0, 120)));
      expect(idsOf(await page(200, null, AREAS))).toEqual(range(0, 120));
      expect(raw.requests).toHaveLength(6);
    });

    it("is read again where it changes meanwhile, and is no answer where it does not hold still", async () => {
      await start((n, perPage, request) => ({ ...still(range(0, 70))(n, perPage, 0), found: 70 + (request === 2 ? 1 : 0) }) as Numbered);
      expect((await page(200, null, ["1", "2"])).sources).toEqual(FRESH);
      await passing(clock, graph.stop());
      await raw.close();
      await start((n, perPage) => ({ ...still(range(0, 70))(n, perPage, 0), found: 70 + n }) as Numbered);
      expect((await page(200, null, AREAS)).sources).toMatchObject(failed(/changed each of the 3 times/, "UNAVAILABLE"));
      expect(raw.requests).toHaveLength(12);
    });

    it("is not read at all where it counts more than there can be", async () => {
      await start(() => ({ found: 1e12, ids: range(0, 50) }));
      expect((await page(10, null, AREAS)).sources).toMatchObject(failed(/counts 1000000000000 vacancies/));
      expect(raw.requests.length).toBeLessThanOrEqual(2);
    });

    it("is broken where it counts on and on and shows the same vacancies", async () => {
      await start(() => ({ found: 5_000, ids: range(0, 50) }));
      expect((await page(10, null, AREAS)).sources).toMatchObject(failed(/same vacancies again/));
      // The first page of each area, and a wave.
      expect(raw.requests.length).toBeLessThanOrEqual(42);
    });
  });
});
