import fc from "fast-check";
import { GraphQLError, type GraphQLScalarType, parseValue } from "graphql";
import { DateTimeScalar, isCalendarDay, JsonScalar, LocalDateScalar, toUtcText, UrlScalar } from "../../src/schema/common/scalars.js";

const literal = (scalar: GraphQLScalarType<unknown, unknown>, text: string) => scalar.parseLiteral(parseValue(text), {});

describe("DateTime", () => {
  it.each([
    ["2026-11-22T12:00:00Z", "2026-11-22T12:00:00Z"],
    ["2026-11-22T15:00:00+03:00", "2026-11-22T12:00:00Z"],
    ["2026-11-22T00:30:00+08:00", "2026-11-21T16:30:00Z"],
    ["2026-12-31T23:00:00-02:00", "2027-01-01T01:00:00Z"],
    ["2026-11-22T12:00:00.5Z", "2026-11-22T12:00:00.500Z"],
    ["2026-11-22T12:00:00.000Z", "2026-11-22T12:00:00Z"],
    ["2026-11-22t12:00:00z", "2026-11-22T12:00:00Z"],
    [`2026-11-22T12:00:00.${"0".repeat(43)}Z`, "2026-11-22T12:00:00Z"],
    ["2024-02-29T12:00:00Z", "2024-02-29T12:00:00Z"],
  ])("takes %s for %s, from a variable and from a literal", (written, meant) => {
    expect(DateTimeScalar.parseValue(written)).toBe(meant);
    expect(literal(DateTimeScalar, JSON.stringify(written))).toBe(meant);
  });

  it.each([
    "2026-11-22",
    "2026-11-22T12:00:00",
    "2026-11-22T12:00Z",
    "2026-11-22 12:00:00Z",
    "2026-11-22T12:00:00+0300",
    "2026-11-22T12:00:00|03:00",
    "2026-11-22T24:00:00Z",
    "2026-11-22T12:60:00Z",
    "2026-11-22T12:00:60Z",
    "2026-11-22T12:00:00+24:00",
    "2026-02-29T12:00:00Z",
    "2026-13-01T12:00:00Z",
    "0000-01-01T00:00:00+01:00",
    "9999-12-31T23:00:00-02:00",
    " 2026-11-22T12:00:00Z",
    `2026-11-22T12:00:00.${"0".repeat(44)}Z`,
    "tomorrow",
  ])("refuses %s as the caller's mistake and shows how to write one", (written) => {
    const attempt = () => DateTimeScalar.parseValue(written);
    expect(attempt).toThrow(/is not a DateTime: .*2026-11-22T12:00:00Z/);
    expect(() => literal(DateTimeScalar, JSON.stringify(written))).toThrow(GraphQLError);
    expect(thrownBy(attempt)).toMatchObject({ extensions: { code: "BAD_USER_INPUT" } });
  });

  it("refuses numbers, which have no unit", () => {
    expect(() => DateTimeScalar.parseValue(1_700_000_000)).toThrow("1700000000 is not a DateTime");
    expect(() => literal(DateTimeScalar, "1700000000")).toThrow("1700000000");
    expect(() => DateTimeScalar.serialize(1_700_000_000)).toThrow("not from 1700000000");
  });

  it("points at a literal that is wrong", () => {
    const error = thrownBy(() => literal(DateTimeScalar, '"soon"'));
    expect(error).toMatchObject({ locations: [{ line: 1, column: 1 }] });
  });

  it("serializes texts as they are and Dates in UTC", () => {
    expect(DateTimeScalar.serialize("2026-11-22T12:00:00Z")).toBe("2026-11-22T12:00:00Z");
    expect(DateTimeScalar.serialize("as the mapping left it")).toBe("as the mapping left it");
    expect(DateTimeScalar.serialize(new Date("2026-11-22T15:00:00+03:00"))).toBe("2026-11-22T12:00:00Z");
    expect(() => DateTimeScalar.serialize(new Date(Number.NaN))).toThrow("DateTime can only be written from");
  });

  it("parses what it serializes, for every moment with a year of four digits", () => {
    fc.assert(
      fc.property(fc.date({ min: new Date("0001-01-01"), max: new Date("9999-12-31"), noInvalidDate: true }), (moment) => {
        const text = toUtcText(moment);
        expect(text).toMatch(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{3})?Z$/);
        expect(DateTimeScalar.parseValue(text)).toBe(text);
        expect(Date.parse(String(text))).toBe(moment.getTime());
      }),
    );
    expect(toUtcText(new Date("+010000-01-01T00:00:00Z"))).toBeUndefined();
  });
});

describe("LocalDate", () => {
  it("knows the days of the calendar, of every year that has four digits", () => {
    const digits = (most: number, width: number) => fc.integer({ min: 0, max: most }).map((number) => String(number).padStart(width, "0"));
    fc.assert(
      fc.property(digits(9999, 4), digits(13, 2), digits(32, 2), (year, month, day) => {
        const text = `${year}-${month}-${day}`;
        const midnight = new Date(`${text}T00:00:00Z`);
        expect(isCalendarDay(text)).toBe(!Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(text));
      }),
    );
    for (const year of ["0000", "1600", "1900", "2000", "2024", "2100"])
      expect(isCalendarDay(`${year}-02-29`)).toBe(!["1900", "2100"].includes(year));
  });

  it("parses days of the calendar as they are", () => {
    expect(LocalDateScalar.parseValue("2024-02-29")).toBe("2024-02-29");
    expect(literal(LocalDateScalar, '"2026-12-31"')).toBe("2026-12-31");
    expect(isCalendarDay("9999-12-31")).toBe(true);
  });

  it.each([
    ["2026-02-29"],
    ["2026-02-30"],
    ["2026-04-31"],
    ["2026-13-01"],
    ["2026-00-10"],
    ["2026-1-1"],
    ["20260101"],
    ["2026-01-01T00:00:00Z"],
    [20_260_101],
    [null],
  ])("refuses %s as the caller's mistake", (written) => {
    expect(thrownBy(() => LocalDateScalar.parseValue(written))).toMatchObject({ extensions: { code: "BAD_USER_INPUT" } });
    expect(() => literal(LocalDateScalar, JSON.stringify(written))).toThrow("YYYY-MM-DD");
  });

  it("serializes texts as they are and nothing else", () => {
    expect(LocalDateScalar.serialize("2026-11-22")).toBe("2026-11-22");
    expect(() => LocalDateScalar.serialize(new Date())).toThrow("LocalDate can only be written from a text");
  });
});

describe("URL", () => {
  it("parses web addresses in the caller's spelling", () => {
    expect(UrlScalar.parseValue("https://example.com")).toBe("https://example.com");
    expect(literal(UrlScalar, '"HTTP://Example.com/a?b=%20c"')).toBe("HTTP://Example.com/a?b=%20c");
  });

  it.each([
    ["javascript:alert(1)"],
    ["ftp://example.com"],
    ["example.com"],
    ["https://"],
    ["https://exa mple.com"],
    ["https:example.com"],
    [7],
  ])("refuses %s as the caller's mistake", (written) => {
    expect(thrownBy(() => UrlScalar.parseValue(written))).toMatchObject({ extensions: { code: "BAD_USER_INPUT" } });
    expect(() => literal(UrlScalar, JSON.stringify(written))).toThrow("https://");
  });

  it("parses addresses of 2048 characters, and no longer ones", () => {
    const address = (length: number) => "https://example.com/".padEnd(length, "a");
    expect(UrlScalar.parseValue(address(2048))).toHaveLength(2048);
    expect(thrownBy(() => UrlScalar.parseValue(address(2049)))).toMatchObject({
      message: expect.stringContaining("at most 2048 characters"),
    });
  });

  it("serializes the vendor's spelling as it is", () => {
    expect(UrlScalar.serialize("https://HH.ru/vacancy/555?")).toBe("https://HH.ru/vacancy/555?");
    expect(UrlScalar.serialize(new URL("https://hh.ru"))).toBe("https://hh.ru/");
    expect(() => UrlScalar.serialize(555)).toThrow("URL can only be written from");
  });
});

describe("JSON", () => {
  it("passes any value both ways", () => {
    const value = { list: [1, "two", null, true], nested: { deep: 0.5 } };
    expect(JsonScalar.serialize(value)).toBe(value);
    expect(JsonScalar.parseValue(value)).toBe(value);
    expect(JSON.parse(JSON.stringify(literal(JsonScalar, '{list: [1, "two", null, true], nested: {deep: 0.5}}')))).toEqual(value);
  });
});

function thrownBy(act: () => unknown): unknown {
  try {
    act();
  } catch (error) {
    return error;
  }
  throw new Error("nothing was thrown");
}
