import fc from "fast-check";
import { cursorName, decodeCursor, encodeCursor, type Progress } from "../../src/reads/page-cursor.js";
import { BadUserInput } from "../../src/schema/common/bad-input.js";
import { openCursor, sealCursor } from "../../src/schema/common/cursor.js";
import { MAX_CURSOR } from "../../src/schema/common/input/rules.js";
import { sourceOf } from "../../src/schema/common/source.js";
import { Vendor } from "../../src/schema/vendor/vendor.type.js";

const LIST = ["jobs", ["GREENHOUSE"], { status: "OPEN" }];
const seeded = { seed: 20261122, numRuns: 300 };

const progress: fc.Arbitrary<Progress> = fc.dictionary(
  fc.constantFrom(...Object.values(Vendor)),
  fc.record(
    { taken: fc.nat(), position: fc.string({ unit: "grapheme" }), done: fc.constant(true as const) },
    { requiredKeys: ["taken"], noNullPrototype: true },
  ),
  { noNullPrototype: true },
);

describe("A cursor", () => {
  it("is read back as it was made, whatever the vendors' positions hold", () => {
    fc.assert(
      fc.property(progress, (place) => {
        expect(decodeCursor(LIST, encodeCursor(LIST, place))).toEqual(place);
      }),
      seeded,
    );
  });

  it("can stand in a URL as it is", () => {
    fc.assert(
      fc.property(progress, (place) => {
        expect(encodeCursor(LIST, place)).toMatch(/^[\w-]+$/);
      }),
      seeded,
    );
  });

  it("is the same at every server and after every restart", () => {
    // Written down once: a change of the form makes clients' cursors bad input, which is allowed, but should be seen.
    const place = { [Vendor.GREENHOUSE]: { taken: 2, position: "p" } };
    expect(Buffer.from(encodeCursor(LIST, place), "base64url").toString()).toMatch(
      /^[\w-]{16}\{"GREENHOUSE":\{"taken":2,"position":"p"\}\}$/,
    );
  });

  it("of two hundred accounts may be sent back", () => {
    // As long as Feishu's positions, the longest there are, and the longest names.
    const own = { taken: 12_345, position: JSON.stringify({ token: "t".repeat(60), skip: 12, pages: 345, mark: "12345678ab" }) };
    const last = ["12345678", "12345678", "12345678"];
    const names = Array.from({ length: 200 }, (_, index) => cursorName(sourceOf(Vendor.FEISHU_COREHR, `a${`${index}`.padStart(29, "0")}`)));
    expect(encodeCursor(LIST, Object.fromEntries(names.map((name) => [name, { ...own, last }]))).length).toBeLessThan(MAX_CURSOR);
  });

  it("begins at the start where there is none", () => {
    expect(decodeCursor(LIST, null)).toEqual({});
    expect(decodeCursor(LIST, undefined)).toEqual({});
  });

  it("with any character changed is refused", () => {
    fc.assert(
      fc.property(progress, fc.nat(), fc.constantFrom(..."ABCabc012-_"), (place, at, replacement) => {
        const cursor = encodeCursor(LIST, place);
        const index = at % cursor.length;
        const changed = cursor.slice(0, index) + replacement + cursor.slice(index + 1);
        // The last character may hold bits that mean nothing.
        const same = Buffer.from(changed, "base64url").equals(Buffer.from(cursor, "base64url"));
        if (!same) expect(() => decodeCursor(LIST, changed)).toThrow(BadUserInput);
      }),
      seeded,
    );
  });

  it.each(["", "e30", "nonsense", "🙂", Buffer.from("[]").toString("base64url"), "A".repeat(5_000)])("%j is refused", (text) => {
    expect(() => decodeCursor(LIST, text)).toThrow(BadUserInput);
  });

  it("of another list is refused with a message of its own", () => {
    const cursor = encodeCursor(LIST, {});
    for (const other of [
      ["jobs", ["GREENHOUSE"], {}],
      ["vacancies", ["GREENHOUSE"], { status: "OPEN" }],
      ["jobs", [], { status: "OPEN" }],
    ]) {
      expect(() => decodeCursor(other, cursor)).toThrow(/other arguments/);
    }
  });

  it.each<[string, unknown]>([
    ["a text", "GREENHOUSE"],
    ["an array", []],
    ["null", null],
    ["a count that is no number", { GREENHOUSE: { taken: "2" } }],
    ["half a record", { GREENHOUSE: { taken: 0.5 } }],
    ["a count below nothing", { GREENHOUSE: { taken: -1 } }],
    ["a position that is no text", { GREENHOUSE: { taken: 1, position: {} } }],
    ["an end that is false", { GREENHOUSE: { taken: 1, done: false } }],
  ])("that holds %s is refused although it is sealed", (_, place) => {
    expect(() => decodeCursor(LIST, sealCursor(LIST, place))).toThrow(BadUserInput);
    expect(openCursor(LIST, sealCursor(LIST, place))).toEqual(place);
  });
});

describe("Cursors made before there were accounts", () => {
  const made =
    "VjBiZTAwTHNjODFSWWxJTXsiRkVJU0hVX0NPUkVIUiI6eyJ0YWtlbiI6MiwicG9zaXRpb24iOiJhIiwibGFzdCI6WyJ4Il19LCJHUkVFTkhPVVNFIjp7InRha2VuIjoxLCJwb3NpdGlvbiI6InAiLCJkb25lIjp0cnVlfX0";
  const sources = [Vendor.FEISHU_COREHR, Vendor.FEISHU_HIRE, Vendor.GREENHOUSE].map((vendor) => sourceOf(vendor));
  const list = ["jobs", sources.map(cursorName), { status: "OPEN" }];
  const progress = {
    [cursorName(sourceOf(Vendor.FEISHU_COREHR))]: { taken: 2, position: "a", last: ["x"] },
    [cursorName(sourceOf(Vendor.GREENHOUSE))]: { taken: 1, position: "p", done: true as const },
  };

  it("are read and written byte for byte as then where all accounts are default ones", () => {
    expect(decodeCursor(list, made)).toEqual(progress);
    expect(encodeCursor(list, progress)).toBe(made);
  });

  it("are of another list where an account was added to it", () => {
    const more = ["jobs", [...sources, sourceOf(Vendor.GREENHOUSE, "emea")].map(cursorName), { status: "OPEN" }];
    expect(() => decodeCursor(more, made)).toThrow(/other arguments/);
  });
});
