import { announcedWaitMs, retryAfterMs } from "../../src/http/retry-after.js";
import { clockSkewMs, vendorNow } from "../../src/http/vendor-time.js";

const NOON = Date.parse("2026-11-22T12:00:00Z");
const NOON_S = NOON / 1_000;
const MINUTE_S = 60;
const DAY_S = 24 * 60 * MINUTE_S;

/** An answer that we took at noon, whatever the vendor's clock says. */
const at = (headers: Record<string, string>) => ({ headers, receivedAt: NOON });
const saying = (value: string, date?: string) => retryAfterMs(at({ "retry-after": value, ...(date === undefined ? {} : { date }) }));
const resetting = (reset: string | undefined, headers: Record<string, string> = {}) => announcedWaitMs(at(headers), reset);

describe("retryAfterMs", () => {
  test("reads Retry-After in seconds, with fractions, and as a date", () => {
    expect(saying("120")).toBe(120_000);
    expect(saying(" 0.25 ")).toBe(250);
    expect(saying("0")).toBe(0);
    expect(saying("Sun, 22 Nov 2026 12:00:30 GMT")).toBe(30_000);
    expect(saying("Sun, 22 Nov 2026 11:00:00 GMT")).toBe(0);
  });

  test("reads nothing where the header is absent or nonsense", () => {
    for (const nonsense of ["", "soon", "-5", "1e3", "0x10", "12, 40", "Infinity", "22 Nov 2026 12:00:30"]) {
      expect([nonsense, saying(nonsense)]).toEqual([nonsense, undefined]);
    }
    expect(retryAfterMs(at({}))).toBeUndefined();
  });

  test("reads nothing beyond a day: a moment in place of seconds is no wait of fifty years", () => {
    expect(saying(String(DAY_S))).toBe(DAY_S * 1_000);
    expect(saying(String(DAY_S + 1))).toBeUndefined();
    expect(saying(String(NOON_S + 30))).toBeUndefined();
    expect(saying(String(NOON + 30_000))).toBeUndefined();
  });

  test("reads a date by the vendor's clock, wherever ours stands", () => {
    expect(saying("Sun, 22 Nov 2026 13:00:30 GMT", "Sun, 22 Nov 2026 13:00:00 GMT")).toBe(30_000);
    expect(saying("Sun, 22 Nov 2026 11:00:30 GMT", "Sun, 22 Nov 2026 11:00:00 GMT")).toBe(30_000);
    expect(saying("30", "Sun, 22 Nov 2026 11:00:00 GMT")).toBe(30_000);
    expect(saying("Sun, 22 Nov 2026 12:00:30 GMT", "yesterday")).toBe(30_000);
  });
});

describe("announcedWaitMs", () => {
  test("reads a reset by the vendor's clock: an hour ahead of ours or behind, the wait is the same", () => {
    for (const [date, now] of [
      ["Sun, 22 Nov 2026 13:00:00 GMT", NOON_S + 3_600],
      ["Sun, 22 Nov 2026 11:00:00 GMT", NOON_S - 3_600],
      [undefined, NOON_S],
    ] as const) {
      expect(resetting(String(now + 7), date === undefined ? {} : { date })).toBe(7_000);
      expect(resetting(String(now - 7), date === undefined ? {} : { date })).toBe(0);
    }
  });

  test("takes a small number for seconds from now, and ignores a moment more than a day away either way", () => {
    expect(resetting("3")).toBe(3_000);
    expect(resetting("0.4")).toBe(400);
    expect(resetting(String(DAY_S))).toBe(DAY_S * 1_000);
    for (const nonsense of [
      undefined,
      "",
      "soon",
      "-1",
      String(DAY_S + 1),
      String(NOON_S + DAY_S + 1),
      String(NOON_S - DAY_S - 1),
      String(NOON),
    ]) {
      expect([nonsense, resetting(nonsense)]).toEqual([nonsense, undefined]);
    }
  });

  test("prefers Retry-After in seconds, however early or late; of two moments it takes the later one", () => {
    expect(resetting(String(NOON_S + 40), { "retry-after": "2" })).toBe(2_000);
    expect(resetting(String(NOON_S + 2), { "retry-after": "40" })).toBe(40_000);
    expect(resetting(String(NOON_S + 40), { "retry-after": String(NOON_S) })).toBe(40_000);
    expect(resetting(String(NOON_S + 2), { "retry-after": "Sun, 22 Nov 2026 12:00:05 GMT" })).toBe(5_000);
    expect(resetting(String(NOON_S + 9), { "retry-after": "Sun, 22 Nov 2026 12:00:05 GMT" })).toBe(9_000);
  });
});

test("vendorNow is the time of the Date header, and our own where there is none that can be read", () => {
  expect(vendorNow(at({ date: "Sun, 22 Nov 2026 11:50:00 GMT" }))).toBe(NOON - 600_000);
  expect(clockSkewMs(at({ date: "Sun, 22 Nov 2026 11:50:00 GMT" }))).toBe(-600_000);
  for (const headers of [{}, { date: "now" }, { date: "Sun, 22 Nov 2026 11:50:00 GMT, Sun, 22 Nov 2026 11:50:00 GMT" }]) {
    expect([vendorNow(at(headers as Record<string, string>)), clockSkewMs(at(headers as Record<string, string>))]).toEqual([
      NOON,
      undefined,
    ]);
  }
});
