import fc from "fast-check";
import { Permits } from "../../../src/http/limiter/permits.js";

const WINDOW_MS = 100;

test("permits come free in the order of their moments: of answered requests, of others, in flight and yet to be taken", () => {
  const moments = fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 8 });
  fc.assert(
    fc.property(moments, moments, fc.integer({ min: 0, max: 4 }), moments, (answeredAt, others, inFlight, later) => {
      const now = 50;
      const permits = new Permits(WINDOW_MS);
      permits.take(answeredAt.length + inFlight);
      const past = answeredAt.map((moment) => moment % 50);
      for (const moment of past) permits.answered(moment, 1);
      for (const moment of others) permits.holdForOthers(1, now + moment);
      const turns = later.map((moment) => now + moment).toSorted((one, other) => one - other);
      const expected = [
        ...past.map((moment) => moment + WINDOW_MS + 1),
        ...others.map((moment) => now + moment),
        ...Array.from({ length: inFlight }, () => now + WINDOW_MS + 1),
        ...turns.map((turn) => turn + WINDOW_MS + 1),
      ].toSorted((one, other) => one - other);
      expect(expected.map((_, index) => permits.releaseAt(index, turns, now))).toEqual(expected);
    }),
    { seed: 20261123, numRuns: 500 },
  );
});

describe("Permits of a window of the clock", () => {
  it("come back together when the window ends, whenever they were taken", () => {
    const permits = new Permits(30_000, true);
    permits.take(2);
    permits.answered(61_000, 1);
    permits.answered(89_999, 1);
    permits.forget(90_000);
    expect(permits.held).toBe(2);
    permits.forget(90_001);
    expect(permits.held).toBe(0);
  });

  it("taken across the end are held for the window in which they were answered", () => {
    const permits = new Permits(30_000, true);
    permits.take(1);
    permits.answered(90_000, 1);
    expect(permits.allFreeAt(90_000)).toBe(120_001);
  });
});
