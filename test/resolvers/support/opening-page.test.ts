import fc from "fast-check";
import { pageOfOpenings } from "../../../src/resolvers/support/opening-page.js";
import { sealCursor } from "../../../src/schema/common/cursor.js";
import type { Opening } from "../../../src/schema/opening/opening.type.js";
import { OpeningStatus } from "../../../src/schema/opening/opening.type.js";

const LIST = { jobId: "greenhouse:job:1" };
const seeded = { seed: 20261122, numRuns: 300 };

function openings(ids: readonly string[]): Opening[] {
  return ids.map((vendorId) => ({ id: `greenhouse:opening:1.${vendorId}`, vendorId }) as Opening);
}

/** Ids of many lengths, some beyond what a double holds, by number. */
const ids = fc
  .uniqueArray(fc.oneof(fc.bigInt({ min: 1n, max: 30n }), fc.bigInt({ min: 2n ** 53n, max: 2n ** 53n + 20n })), { maxLength: 25 })
  .map((list) => list.sort((a, b) => (a < b ? -1 : 1)).map(String));

describe("A page of a job's openings", () => {
  it("in any walk of sizes shows every opening once", () => {
    fc.assert(
      fc.property(ids, fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 3 }), (all, sizes) => {
        const met: string[] = [];
        let after: string | null = null;
        for (let page = 0; ; page += 1) {
          const found = pageOfOpenings(openings(all), LIST, sizes[page % sizes.length] ?? 1, after);
          expect(found.pageInfo.hasPreviousPage).toBe(after !== null);
          expect(found.nodes).toEqual(found.edges.map(({ node }) => node));
          met.push(...found.nodes.map(({ vendorId }) => vendorId));
          if (!found.pageInfo.hasNextPage) break;
          after = found.pageInfo.endCursor;
        }
        expect(met).toEqual(all);
      }),
      seeded,
    );
  });

  it("continues after an opening that was deleted meanwhile", () => {
    fc.assert(
      fc.property(ids, fc.nat(), (all, pick) => {
        if (all.length === 0) return;
        const index = pick % all.length;
        const { edges } = pageOfOpenings(openings(all), LIST, 200, null);
        const left = all.filter((_, at) => at !== index);
        const rest = pageOfOpenings(openings(left), LIST, 200, edges[index]?.cursor);
        expect(rest.nodes.map(({ vendorId }) => vendorId)).toEqual(all.slice(index + 1));
      }),
      seeded,
    );
  });

  it("makes the openings that it shows, and no others", () => {
    const made: string[] = [];
    const inside = ["1", "2", "3", "4"].map((vendorId) => ({
      vendorId,
      get record() {
        made.push(vendorId);
        return openings([vendorId])[0] as Opening;
      },
    }));
    const after = pageOfOpenings(inside, LIST, 1, null).pageInfo.endCursor;
    expect(made).toEqual([]);
    expect(pageOfOpenings(inside, LIST, 2, after).nodes.map(({ vendorId }) => vendorId)).toEqual(["2", "3"]);
    expect(made).toEqual(["2", "3"]);
  });

  it("that the last opening fills promises no next page", () => {
    expect(pageOfOpenings(openings(["1", "2"]), LIST, 2, null).pageInfo.hasNextPage).toBe(false);
    expect(pageOfOpenings(openings(["1", "2", "3"]), LIST, 2, null).pageInfo.hasNextPage).toBe(true);
  });

  it("that is empty has no cursors and no other pages", () => {
    expect(pageOfOpenings([], LIST, 50, null)).toMatchObject({
      edges: [],
      nodes: [],
      pageInfo: { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null },
    });
  });

  it("refuses a cursor of another job or of another status, even where there are no openings", () => {
    const cursor = pageOfOpenings(openings(["1"]), LIST, 1, null).pageInfo.endCursor;
    expect(() => pageOfOpenings([], { jobId: "greenhouse:job:2" }, 1, cursor)).toThrow(/other arguments/);
    expect(() => pageOfOpenings([], { ...LIST, status: OpeningStatus.OPEN }, 1, cursor)).toThrow(/other arguments/);
    expect(() => pageOfOpenings([], LIST, 1, "nonsense")).toThrow(/not a cursor/);
  });

  it.each([[7], ["seven"], [null]])("refuses a cursor that holds %j instead of an opening's id", (place) => {
    const cursor = sealCursor(["openings", LIST.jobId, null], place);
    expect(() => pageOfOpenings(openings(["1"]), LIST, 1, cursor)).toThrow(/not a cursor/);
  });
});
