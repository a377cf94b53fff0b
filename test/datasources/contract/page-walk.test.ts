import fc from "fast-check";
import { MOST_PAGES, PageWalk, type WalkTrail } from "../../../src/datasources/contract/page-walk.js";

const LIST = { source: { vendor: "ACME" }, route: "GET /things" };

describe("A walk over pages that lead in a circle", () => {
  it("is noticed within three rounds or so, wherever the circle begins and though no request knows the ones before", () => {
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

  it("never is of a walk whose pages all differ", () => {
    let trail: WalkTrail | undefined;
    for (let page = 0; page < 3_000; page += 1) {
      const walk = new PageWalk({ ...LIST, trail });
      walk.enter(String(page));
      walk.meet(["a", "b"]);
      expect(walk.faultOf(String(page + 1))).toBeUndefined();
      trail = walk.trail;
    }
  });

  it("has a bound where it is led on without end", () => {
    const walk = new PageWalk({ ...LIST, trail: { pages: MOST_PAGES - 1 } });
    walk.enter("last");
    walk.meet(["a", "b"]);
    expect(walk.faultOf("one more")).toMatchObject({ code: "BAD_RESPONSE", message: expect.stringMatching(/not come to its end/) });
    const before = new PageWalk({ ...LIST, trail: { pages: MOST_PAGES - 2 } });
    before.enter("last but one");
    before.meet(["a", "b"]);
    expect(before.faultOf("last")).toBeUndefined();
  });

  it("is not taken for a circle where records have no readable id, and these are told each", () => {
    const walk = new PageWalk(LIST);
    for (const page of ["a", "b", "c"]) {
      walk.enter(page);
      expect(walk.meet([undefined, undefined])).toEqual([true, true]);
      expect(walk.faultOf(`${page}+`)).toBeUndefined();
    }
    expect(walk.meet(["1", "1", undefined])).toEqual([true, false, true]);
  });
});
