import fc from "fast-check";
import { explainGenerally } from "../../src/datasources/contract/user-errors.js";
import { VendorError } from "../../src/http/vendor-error.js";
import { canonicalJson, fingerprint } from "../../src/operations/fingerprint.js";
import { isoTime } from "../../src/operations/operation-record.js";
import { conclude, nextAttempt } from "../../src/operations/outcome.js";

describe("conclude", () => {
  const timing = { now: 1_000, sentEndedAt: 900, settleGraceMs: 100 };

  it.each([
    ["APPLIED", {}, { ...timing, now: 0 }, "APPLIED"],
    ["PENDING", {}, timing, "PENDING"],
    ["UNCERTAIN", {}, { ...timing, now: 1_000_000 }, "UNCERTAIN"],
    ["NOT_APPLIED", {}, timing, "NOT_APPLIED"],
    ["NOT_APPLIED", {}, { ...timing, now: 999 }, "UNCERTAIN"],
    ["NOT_APPLIED", { definite: true }, { ...timing, now: 900 }, "NOT_APPLIED"],
    ["NOT_APPLIED", { definite: true }, { ...timing, now: 899 }, "UNCERTAIN"],
    ["APPLIED", { partial: true }, { ...timing, now: 999 }, "UNCERTAIN"],
    ["APPLIED", { partial: true }, timing, "APPLIED"],
  ] as const)("reads %s %j at %j as %s", (outcome, more, when, conclusion) => {
    expect(conclude({ outcome, ...more }, when)).toBe(conclusion);
  });
});

describe("nextAttempt", () => {
  it("follows after the wait in turn, and then after the last one repeatedly", () => {
    expect([0, 1, 2, 3].map((waits) => nextAttempt(5_000, waits, [10_000, 20_000, 30_000]))).toEqual([15_000, 25_000, 35_000, 35_000]);
  });

  it("follows after a minute where a vendor has no waits", () => {
    expect(nextAttempt(5_000, 0, [])).toBe(65_000);
  });

  it("coincides for changes sent shortly after each other, never before the wait is over", () => {
    expect([4_501, 4_502, 4_700, 5_000].map((sentAt) => nextAttempt(sentAt, 0, [300_000]))).toEqual([305_000, 305_000, 305_000, 305_000]);
    expect(nextAttempt(5_001, 0, [300_000])).toBe(305_500);
  });
});

describe("explainGenerally", () => {
  it.each([
    ["ACCESS_DENIED", "FORBIDDEN", false],
    ["NOT_FOUND", "NOT_FOUND", false],
    ["REJECTED", "REJECTED_BY_VENDOR", false],
    ["RATE_LIMITED", "REJECTED_BY_VENDOR", true],
  ] as const)("explains %s as %s, with the vendor's message and code", (code, userCode, retryable) => {
    const error = new VendorError({ code, vendor: "ACME", message: "No.", sent: "yes", vendorCode: "42" });
    expect(explainGenerally(error)).toEqual({ code: userCode, message: "No.", vendorCode: "42", retryable, field: null });
  });
});

describe("A fingerprint", () => {
  it("is equal for equal JSON in any order of members, and different for anything else", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (one, other) => {
        expect(fingerprint(reversed(one))).toBe(fingerprint(one));
        expect(JSON.parse(canonicalJson(one))).toEqual(JSON.parse(JSON.stringify(one)));
        if (JSON.stringify(one) !== JSON.stringify(other)) expect(canonicalJson(one) === canonicalJson(other)).toBe(sameJson(one, other));
      }),
      { seed: 20_261_122 },
    );
  });

  it("ignores undefined members, respects the order of lists, and reads a moment as its text", () => {
    expect(canonicalJson({ b: undefined, a: [2, 1, { at: new Date(0) }] })).toBe('{"a":[2,1,{"at":"1970-01-01T00:00:00.000Z"}]}');
    expect(fingerprint([1, 2])).not.toBe(fingerprint([2, 1]));
    expect(fingerprint({ a: null })).not.toBe(fingerprint({}));
  });
});

it("iso writes moments whose text order is their time order", () => {
  const moment = fc.integer({ min: 0, max: Date.parse("9999-12-31T23:59:59.999Z") });
  fc.assert(
    fc.property(moment, moment, (one, other) => {
      expect(isoTime(one) < isoTime(other)).toBe(one < other);
      expect(Date.parse(isoTime(one))).toBe(one);
    }),
    { seed: 20_261_122 },
  );
});

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, member]) => [key, reversed(member)]),
  );
}

function sameJson(one: unknown, other: unknown): boolean {
  try {
    expect(JSON.parse(JSON.stringify(one))).toEqual(JSON.parse(JSON.stringify(other)));
    return true;
  } catch {
    return false;
  }
}
