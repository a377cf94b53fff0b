import fc from "fast-check";
import { isMoment, toUtc, toUtcFromMs } from "../../../src/datasources/contract/timestamps.js";

const seeded = { seed: 20261122, numRuns: 300 };
const moment = fc.date({ min: new Date("1971-01-01T00:00:00Z"), max: new Date("2199-12-31T23:59:59Z"), noInvalidDate: true });

describe("A vendor's timestamp", () => {
  it.each([
    ["2015-11-19T19:53:32.565Z", "2015-11-19T19:53:32.565Z"],
    ["2013-12-10T14:42:58Z", "2013-12-10T14:42:58Z"],
    ["2013-07-08T16:17:21+0400", "2013-07-08T12:17:21Z"],
    ["2013-07-08T16:17:21+04:00", "2013-07-08T12:17:21Z"],
    ["2013-01-01T00:30:00.250+0100", "2012-12-31T23:30:00.250Z"],
    ["2013-07-08T16:17:21-0330", "2013-07-08T19:47:21Z"],
    ["2015-12-14 19:53:32 UTC", "2015-12-14T19:53:32Z"],
    ["2015-12-14 19:53:32.5 UTC", "2015-12-14T19:53:32.5Z"],
    ["2015-12-14 19:53:32 +0000", "2015-12-14T19:53:32Z"],
    ["2015-12-14 22:53:32 +0300", "2015-12-14T19:53:32Z"],
    ["2015-12-14T19:53:32+00", "2015-12-14T19:53:32Z"],
    ["2015-12-14t19:53:32z", "2015-12-14T19:53:32Z"],
    ["2013-07-08 16:17:21Z", "2013-07-08T16:17:21Z"],
    ["2016-02-29T00:00:00Z", "2016-02-29T00:00:00Z"],
  ])("%s is %s", (text, utc) => {
    expect(toUtc(text)).toBe(utc);
  });

  it.each([
    ...[null, undefined, "", "2013-07-08", "2013-07-08T16:17:21", "2013-07-08 16:17:21", "yesterday", "1373285841"],
    // A zone by another name is not known everywhere; days, hours and offsets that there are not are no moments.
    ...["2015-12-14 19:53:32 CET", "2015-02-29T00:00:00Z", "2015-04-31T00:00:00Z", "2015-13-01T00:00:00Z", "2015-00-10T00:00:00Z"],
    ...["2015-01-00T00:00:00Z", "2015-01-01T24:00:00Z", "2015-01-01T00:60:00Z", "2015-01-01T00:00:60Z", "2015-01-01T00:00:00+24:00"],
    ...["0000-01-01T00:00:00+01:00", "9999-12-31T23:59:59-01:00", " 2015-01-01T00:00:00Z", "2015-01-01T00:00:00Z\n"],
  ])("%j is no timestamp", (text) => {
    expect(toUtc(text)).toBeNull();
  });

  it("is told from other texts as it is read, at the ends of the calendar, too", () => {
    const two = (most: number) => fc.integer({ min: 0, max: most }).map((number) => String(number).padStart(2, "0"));
    const written = fc
      .tuple(
        fc.constantFrom("0000", "0001", "1900", "2024", "9999"),
        two(13),
        two(32),
        two(24),
        fc.constantFrom("T", "t", " ", "x"),
        two(60),
      )
      .map(([year, month, day, hour, between, minute]) => `${year}-${month}-${day}${between}${hour}:${minute}:00`);
    const zone = fc.constantFrom("Z", "z", " UTC", "GMT", "+0300", "-03:00", "+03", "+2400", "", " CET");
    fc.assert(
      fc.property(written, fc.constantFrom("", ".5"), zone, (text, fraction, offset) => {
        expect(isMoment(`${text}${fraction}${offset}`)).toBe(toUtc(`${text}${fraction}${offset}`) !== null);
      }),
      { ...seeded, numRuns: 2_000 },
    );
    for (const text of ["0000-01-01T00:00:00+01:00", "9999-12-31T23:59:59-01:00", "0000-01-01T00:00:00-01:00", "2015-02-29T00:00:00+01:00"])
      expect(isMoment(text)).toBe(toUtc(text) !== null);
  });

  it("is the same time in every zone", () => {
    fc.assert(
      fc.property(moment, fc.integer({ min: -14 * 60, max: 14 * 60 }), fc.boolean(), (date, offset, colon) => {
        const local = new Date(date.getTime() + offset * 60_000).toISOString().slice(0, -1);
        const hours = String(Math.floor(Math.abs(offset) / 60)).padStart(2, "0");
        const minutes = String(Math.abs(offset) % 60).padStart(2, "0");
        const text = `${local}${offset < 0 ? "-" : "+"}${hours}${colon ? ":" : ""}${minutes}`;
        expect(toUtc(text)).toBe(date.toISOString());
      }),
      seeded,
    );
  });
});

describe("A timestamp in milliseconds", () => {
  it("is read from a number and from text", () => {
    fc.assert(
      fc.property(moment, (date) => {
        expect(toUtcFromMs(date.getTime())).toBe(date.toISOString());
        expect(toUtcFromMs(String(date.getTime()))).toBe(date.toISOString());
      }),
      seeded,
    );
  });

  it.each([null, undefined, "", 0, "0", "soon", Number.NaN, Number.POSITIVE_INFINITY, 8.64e15 + 1, 253402300800000, -1])(
    "%j is no timestamp in milliseconds",
    (value) => {
      expect(toUtcFromMs(value)).toBeNull();
    },
  );
});
