import fc from "fast-check";
import { Slots } from "../../src/http/slots.js";

const WINDOW_MS = 100;

test("slots come free in the order of their moments: answered ones, others', those in flight and those that will be taken", () => {
  const moments = fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 8 });
  fc.assert(
    fc.property(moments, moments, fc.integer({ min: 0, max: 4 }), moments, (answeredAt, others, inFlight, later) => {
      const now = 50;
      const slots = new Slots(WINDOW_MS);
      slots.take(answeredAt.length + inFlight);
      const past = answeredAt.map((moment) => moment % 50);
      for (const moment of past) slots.answered(moment, 1);
      for (const moment of others) slots.holdForOthers(1, now + moment);
      const turns = later.map((moment) => now + moment).toSorted((one, other) => one - other);
      const expected = [
        ...past.map((moment) => moment + WINDOW_MS + 1),
        ...others.map((moment) => now + moment),
        ...Array.from({ length: inFlight }, () => now + WINDOW_MS + 1),
        ...turns.map((turn) => turn + WINDOW_MS + 1),
      ].toSorted((one, other) => one - other);
      expect(expected.map((_, index) => slots.releaseAt(index, turns, now))).toEqual(expected);
    }),
    { seed: 20261123, numRuns: 500 },
  );
});
