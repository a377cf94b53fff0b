import fc from "fast-check";
import { MOST_PAGES, PageWalk, type WalkTrail } from "../../../../src/datasources/contract/lists/page-walk.js";

const LIST = { source: { vendor: "ACME" }, route: "GET /things" };

describe("A walk over pages that lead in a circle", () => {
  it("is noticed within about three rounds, wherever the circle begins, by the cursor alone", () => {
    fc.assert(
      fc.property(fc.nat(200), fc.integer({ min: 1, max: 200 }), (before, length) => {
        const next = (page: number) => (page + 1 < before + length ? page + 1 : before);
        let trail: WalkTrail | undefined;
        let page = 0;
        let pages = 0;
        for (let fault: Error | undefined; fault === undefined; page = next(page)) {
          // Each page is a request of its own, which has the trail from a cursor.
          const walk = new PageWalk({ ...LIST, trail });
          walk.enter(String(page));
          walk.meet(["a", "b"]);
          fault = walk.faultOf(String(next(page)));
          trail = JSON.parse(JSON.stringify(walk.trail)) as WalkTrail;
          pages += 1;
        }
        expect(pages).toBeGreaterThanOrEqual(before + length);
        expect(pages).toBeLessThanOrEqual(3 * Math.max(before, length) + length + 2);
      }),
      { seed: 20261122, numRuns: 500 },
    );
  });

  it("is never noticed where all pages differ", () => {
    let trail: WalkTrail | undefined;
    for (let page = 0; page < 3_000; page += 1) {
      const walk = new PageWalk({ ...LIST, trail });
      walk.enter(String(page));
      walk.meet(["a", "b"]);
      expect(walk.faultOf(String(page + 1))).toBeUndefined();
      trail = walk.trail;
    }
  });

  it("ends after a bounded number of pages", () => {
    const walk = new PageWalk({ ...LIST, trail: { pages: MOST_PAGES - 1 } });
    walk.enter("last");
    walk.meet(["a", "b"]);
    expect(walk.faultOf("one more")).toMatchObject({ code: "BAD_RESPONSE", message: expect.stringMatching(/not come to its end/) });
    const before = new PageWalk({ ...LIST, trail: { pages: MOST_PAGES - 2 } });
    before.enter("last but one");
    before.meet(["a", "b"]);
    expect(before.faultOf("last")).toBeUndefined();
  });

  it("is not noticed where records have no readable id, and each of these is noted", () => {
    const walk = new PageWalk(LIST);
    for (const page of ["a", "b", "c"]) {
      walk.enter(page);
      expect(walk.meet([undefined, undefined])).toEqual([true, true]);
      expect(walk.faultOf(`${page}+`)).toBeUndefined();
    }
    expect(walk.meet(["1", "1", undefined])).toEqual([true, false, true]);
  });
});
