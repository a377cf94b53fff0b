import * as fc from "fast-check";
import { toJsonBytes } from "../../src/server/json-bytes.js";

/** Writes, reads what was written, and gives the memory back. */
function write(value: unknown): string {
  const { bytes, release } = toJsonBytes(value);
  const text = bytes.toString("utf8");
  release();
  return text;
}

const A_ROOM = 512 * 1024;

describe("JSON as bytes", () => {
  it("is what JSON.stringify says, for any data and any text", () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: "binary" }), (value) => {
        expect(write(value)).toBe(Buffer.from(JSON.stringify(value)).toString());
      }),
      { numRuns: 500 },
    );
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.double(), fc.integer(), (text, double, integer) => {
        const value = { [text]: text, double, integer };
        expect(write(value)).toBe(Buffer.from(JSON.stringify(value)).toString());
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ["every length of character", [..."az~\u007f\u0080é\u07ff\u0800\u08ff招聘\ud7ff\ue000\uffff😀", "aé招", "招é😀"]],
    ["what needs an escape, alone and among others", [...'"\\\b\t\n\u0000\u001f', 'say "é招"', "a\\b", "line\n"]],
    ["halves of a surrogate pair", ["\ud83d", "\ude00", "a\ud83d", "\ude00\ud83d"]],
    ["numbers", [0, -0, 1, 9, 10, -1, 1.5, 1e21, 2 ** 31, Number.NaN, Number.POSITIVE_INFINITY]],
    ["nothing, in a record and in a list", { undefined: undefined, null: null, list: [undefined, null], f: () => 1, s: Symbol("s") }],
    ["what is in a list without being data", [() => 1, Symbol("s"), undefined]],
    ["truth", [true, false, { t: true, f: false }]],
    ["emptiness", [{}, [], "", { a: {} }, { a: [] }, { only: undefined }]],
    ["records without a prototype", Object.assign(Object.create(null), { a: Object.create(null), b: 1 })],
    ["dates, and others that say themselves how they are written", { day: new Date(0), own: { a: 1, toJSON: () => "own" } }],
    ["a field that is called toJSON", { toJSON: "a text" }],
    ["instances of classes and boxed values", { map: new Map([[1, 2]]), url: new URL("https://example.com"), boxed: Object("text") }],
    ["keys that need escapes", { 'a"b': 1, "c\\d": 2, "é\n": 3 }],
    ["keys that are numbers", { b: 1, 2: "two", 1: "one" }],
  ])("writes %s as JSON.stringify does", (_, value) => {
    expect(write(value)).toBe(JSON.stringify(value));
  });

  it("writes what is longer than the memory it starts with, whatever stands at its end", () => {
    for (const text of ["a", "招", "\n", "\ud83d"]) {
      for (const length of [A_ROOM - 3, A_ROOM - 2, A_ROOM - 1, A_ROOM, 3 * A_ROOM]) {
        const value = [text.repeat(length), { after: [1, 10, null, text] }];
        expect(write(value) === JSON.stringify(value)).toBe(true);
      }
    }
  });

  it("leaves an answer alone until it is released, and writes the next one into its memory then", () => {
    const values = ["a", "b", "c"].map((text) => text.repeat(100_000));
    const [first, second] = values.slice(0, 2).map(toJsonBytes);
    expect([first?.bytes.toString(), second?.bytes.toString()]).toEqual([JSON.stringify(values[0]), JSON.stringify(values[1])]);
    first?.release();
    const third = toJsonBytes(values[2]);
    expect(third.bytes.buffer).toBe(first?.bytes.buffer);
    expect(second?.bytes.toString()).toBe(JSON.stringify(values[1]));
  });

  it("does not keep the memory of a huge answer", () => {
    const huge = toJsonBytes("a".repeat(3 * A_ROOM));
    huge.release();
    expect(toJsonBytes("a".repeat(100_000)).bytes.buffer.byteLength).toBe(A_ROOM);
  });

  it("holds no more memory than it needs for a small answer that is never released", () => {
    expect(toJsonBytes({ small: true }).bytes.buffer.byteLength).toBeLessThan(A_ROOM);
  });

  it("says what cannot be written, and goes on with the next", () => {
    expect(() => toJsonBytes({ big: 1n })).toThrow("BigInt");
    expect(write({ fine: 1 })).toBe('{"fine":1}');
  });
});
