import fc from "fast-check";
import { parseJson } from "../../../src/http/sending/body.js";

describe("parseJson", () => {
  test("keeps a whole number beyond 2^53 as its digits, wherever it stands", () => {
    expect(parseJson('{"id":9007199254740993,"ids":[ 9007199254740992 ,-9007199254740993],"at": 9007199254740995}')).toEqual({
      id: "9007199254740993",
      ids: ["9007199254740992", "-9007199254740993"],
      at: "9007199254740995",
    });
    expect(parseJson("[-9007199254740993]")).toEqual(["-9007199254740993"]);
    expect(parseJson(`[${"9".repeat(400)}]`)).toEqual(["9".repeat(400)]);
    expect(parseJson('{"id":\n9007199254740993}')).toEqual({ id: "9007199254740993" });
  });

  test("leaves every other number a number, and every string as it is", () => {
    const text = String.raw`{"n":[9007199254740991,1234567890123456,1.2345678901234567,55.755826123456789,1e21],"t":"a: 9007199254740993, [9007199254740993] \"9007199254740993,\\","id":9007199254740993}`;
    expect(parseJson(text)).toEqual({
      n: [9007199254740991, 1234567890123456, 1.2345678901234567, 55.75582612345679, 1e21],
      t: 'a: 9007199254740993, [9007199254740993] "9007199254740993,\\',
      id: "9007199254740993",
    });
  });

  test("reads everything but those numbers as JSON.parse does", () => {
    const values = [fc.string({ unit: "binary" }), fc.maxSafeInteger(), fc.double({ min: -9, max: 9, noNaN: true }), fc.constant(null)];
    const some = fc.anything({ key: fc.string(), values, maxDepth: 3 }).map((value) => JSON.stringify(value));
    const property = fc.property(some, fc.bigInt({ min: 0n, max: 10n ** 19n }), (json, big) => {
      const expected = Number.isSafeInteger(Number(big)) ? Number(big) : String(big);
      expect(parseJson(`{"big":${big},"rest":${json}}`)).toEqual({ big: expected, rest: JSON.parse(json) });
    });
    fc.assert(property, { numRuns: 500 });
  });

  test("reads text that is not JSON as undefined", () => {
    for (const text of ["{9007199254740993:1}", '{"a":09007199254740993}', "[9007199254740993", "<html>: 9007199254740993", ""]) {
      expect(parseJson(text)).toBeUndefined();
    }
  });
});
