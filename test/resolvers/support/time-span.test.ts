import fc from "fast-check";
import { addDays, dayOf, overlapsDays, spanOfWhatIsOver, type TimeSpan } from "../../../src/resolvers/support/time-span.js";

const seeded = { seed: 20261122, numRuns: 1_000 };
const HOUR_MS = 3_600_000;
const ORIGIN = Date.parse("2026-03-01T00:00:00Z");

/** Hours around a few days, so that ends meet often. */
const hour = fc.integer({ min: -24, max: 24 * 6 });
const day = fc.integer({ min: -1, max: 6 });
const iso = (hours: number) => new Date(ORIGIN + hours * HOUR_MS).toISOString();
const dayText = (days: number) => iso(days * 24).slice(0, 10);

/** The definition, hour by hour: some hour is in the span and in the days. A span without length is the moment it begins. */
function shareSomeHour(from: number | null, until: number | null, start: number, end: number): boolean {
  if (from !== null && from === until) return from >= start * 24 && from < end * 24;
  for (let at = start * 24; at < end * 24; at += 1) {
    if ((from === null || at >= from) && (until === null || at < until)) return true;
  }
  return false;
}

describe("overlapsDays", () => {
  it("agrees with an hour-by-hour count, with touching and open ends", () => {
    const end = fc.option(hour, { nil: null });
    fc.assert(
      fc.property(end, end, day, day, (from, until, start, stop) => {
        if (from !== null && until !== null && from > until) return;
        const span: TimeSpan = { from: from === null ? null : iso(from), until: until === null ? null : iso(until) };
        expect(overlapsDays(span, dayText(start), dayText(stop))).toBe(shareSomeHour(from, until, start, stop));
      }),
      seeded,
    );
  });

  it("does not depend on the zone of a moment's text", () => {
    fc.assert(
      fc.property(hour, hour, day, day, fc.integer({ min: -14, max: 14 }), (from, length, start, stop, zone) => {
        const zoned = (hours: number) => {
          const sign = zone < 0 ? "-" : "+";
          return `${iso(hours + zone).slice(0, -1)}${sign}${String(Math.abs(zone)).padStart(2, "0")}:00`;
        };
        const until = from + Math.abs(length);
        const plain = overlapsDays({ from: iso(from), until: iso(until) }, dayText(start), dayText(stop));
        expect(overlapsDays({ from: zoned(from), until: zoned(until) }, dayText(start), dayText(stop))).toBe(plain);
      }),
      seeded,
    );
  });

  it.each<[string, TimeSpan, string, string, boolean]>([
    [
      "what ends at midnight is not part of the day that begins",
      { from: null, until: "2026-03-02T00:00:00Z" },
      "2026-03-02",
      "2026-03-03",
      false,
    ],
    [
      "what begins at the end is not part of the days before",
      { from: "2026-03-03T00:00:00Z", until: null },
      "2026-03-02",
      "2026-03-03",
      false,
    ],
    ["a moment belongs to its day", { from: "2026-03-02T00:00:00Z", until: "2026-03-02T00:00:00Z" }, "2026-03-02", "2026-03-03", true],
    [
      "a moment at the end is not part of the days before",
      { from: "2026-03-03T00:00:00Z", until: "2026-03-03T00:00:00Z" },
      "2026-03-02",
      "2026-03-03",
      false,
    ],
    ["no days hold nothing", { from: null, until: null }, "2026-03-02", "2026-03-02", false],
    ["days that end before they start hold nothing", { from: null, until: null }, "2026-03-03", "2026-03-02", false],
    ["what has no ends is always", { from: null, until: null }, "2026-03-02", "2026-03-03", true],
    ["a day is a UTC day", { from: "2026-03-02T23:30:00-01:00", until: null }, "2026-03-02", "2026-03-03", false],
    ["a leap day is a day", { from: "2028-02-29T12:00:00Z", until: "2028-02-29T13:00:00Z" }, "2028-02-29", "2028-03-01", true],
    ["what cannot be read holds nothing", { from: "soon", until: null }, "2026-03-02", "2026-03-03", false],
  ])("%s", (_, span, start, end, expected) => {
    expect(overlapsDays(span, start, end)).toBe(expected);
  });
});

describe("daysBetween", () => {
  it("counts in UTC, over months, leap days and years", () => {
    expect(addDays("2026-12-31", 1)).toBe("2027-01-01");
    expect(addDays("2028-02-28", 1)).toBe("2028-02-29");
    expect(addDays("2026-03-29", -1)).toBe("2026-03-28");
    expect(dayOf(Date.parse("2026-03-01T23:59:59.999Z"))).toBe("2026-03-01");
    fc.assert(
      fc.property(fc.integer({ min: -5_000, max: 5_000 }), fc.integer({ min: -5_000, max: 5_000 }), (one, other) => {
        expect(addDays(addDays("2026-03-01", one), other)).toBe(addDays("2026-03-01", one + other));
      }),
      { ...seeded, numRuns: 200 },
    );
  });
});

describe("spanOfWhatIsOver", () => {
  const moment = fc.option(hour.map(iso), { nil: null });

  it("ends at the vendor's end, whatever else is known", () => {
    fc.assert(
      fc.property(moment, hour.map(iso), fc.array(hour.map(iso)), (from, until, lastKnown) => {
        expect(spanOfWhatIsOver({ from, until }, lastKnown)).toEqual({ from, until });
      }),
      seeded,
    );
  });

  it("ends at the last known moment where the vendor has no end", () => {
    fc.assert(
      fc.property(moment, fc.array(hour.map(iso)), day, (from, lastKnown, start) => {
        const span = spanOfWhatIsOver({ from, until: null }, lastKnown);
        const known = [...lastKnown, ...(from === null ? [] : [from])].sort();
        const last = known.at(-1);
        if (last === undefined) expect(span).toBeNull();
        else if (dayText(start) > last.slice(0, 10)) expect(overlapsDays(span, dayText(start), dayText(1_000))).toBe(false);
        else expect(overlapsDays(span, last.slice(0, 10), dayText(1_000))).toBe(from === last || last.slice(11) > "00:00:00.000Z");
      }),
      seeded,
    );
  });

  it("is null where nothing is known", () => {
    expect(overlapsDays(spanOfWhatIsOver({ from: null, until: null }, []), "1970-01-01", "2100-01-01")).toBe(false);
  });
});
