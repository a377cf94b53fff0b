import { count, jsonOf, readPosition } from "../../../../src/datasources/contract/lists/position.js";
import { z } from "../../../../src/http/checks/zod.js";
import { BadUserInput } from "../../../../src/schema/common/bad-input.js";

const PLACE = jsonOf(z.object({ token: z.string(), skip: z.int().nonnegative() }));

describe("A position", () => {
  test("is read back as it was written", () => {
    expect(readPosition(PLACE, '{"token":"t","skip":2}')).toEqual({ token: "t", skip: 2 });
    expect(readPosition(count, "20")).toBe(20);
  });

  test.each(["", "t", "null", "[]", '{"token":"t"}', '{"token":7,"skip":2}', '{"token":"t","skip":-1}', '{"token":"t","skip":0.5}'])(
    "is refused as bad input where it is %j instead of a place in JSON",
    (position) => {
      expect(() => readPosition(PLACE, position)).toThrow(BadUserInput);
    },
  );

  test.each(["", "-1", "1.5", " 1", "0x10", "1e3", "1234567890", "20:3"])(
    "is refused as bad input where it is %j instead of a count",
    (position) => {
      expect(() => readPosition(count, position)).toThrow(BadUserInput);
    },
  );
});
