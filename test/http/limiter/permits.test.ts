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
