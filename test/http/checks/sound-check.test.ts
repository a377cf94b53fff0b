import fc from "fast-check";
import { parseWith } from "../../../src/http/checks/sound-check.js";
import { z } from "../../../src/http/checks/zod.js";

/** One of each kind of schema that takes a value as it is, with rules, and with others inside. */
const CHECKING: Record<string, z.ZodType> = {
  "any value": z.unknown(),
  texts: z.string(),
  "texts of a pattern": z.string().regex(/^a*$/g),
  "texts with a rule of our own": z.string().refine((text) => text !== "a"),
  "texts of a length": z.string().min(1).max(3),
  numbers: z.number(),
  "whole numbers": z.int(),
  "whole numbers of 32 bits": z.int32().nonnegative(),
  "numbers between two": z.number().int().positive().max(7),
  booleans: z.boolean(),
  null: z.null(),
  literals: z.literal(["true", true, 0]),
  words: z.enum(["a", "constructor"]),
  "values that may be absent or null": z.string().nullish(),
  "values that may be absent": z.string().optional(),
  lists: z.array(z.string().nullable()).min(1),
  "lists of a length": z.array(z.unknown()).length(2),
  "one of several": z.union([z.string().regex(/^\d+$/), z.int().nonnegative()]),
  "objects, or something else": z.union([z.looseObject({ a: z.string() }), z.string(), z.looseObject({ a: z.number() })]),
  maps: z.record(z.string(), z.looseObject({ a: z.string().nullish() }).nullable()),
  objects: z.looseObject({ a: z.unknown(), b: z.string().nullish() }),
  "objects with a rule": z.looseObject({ a: z.number().nullish() }).superRefine((value, context) => {
    if (value.a === 0) context.addIssue({ code: "custom", message: "Not nought" });
  }),
  "values that are replaced where they do not fit": z.looseObject({ a: z.string().nullish().catch(null), b: z.int().catch(7) }),
};

/** Schemas that give back another value than they take. */
const CHANGING: Record<string, z.ZodType> = {
  coercion: z.coerce.number(),
  "coerced text": z.coerce.string(),
  "coerced boolean": z.coerce.boolean(),
  transformation: z.string().transform((text) => `${text}!`),
  "texts that are trimmed": z.string().trim(),
  "trimmed, or as it is": z.union([z.string().trim(), z.string()]),
  "coerced, or as it is": z.union([z.coerce.number(), z.string()]),
  "a number turned into text, or text": z.union([z.string(), z.number().transform(String)]),
  "a value for an absent one": z.looseObject({ a: z.string().default("a"), b: z.string().default("b").optional() }),
  "objects that lose what they do not name": z.object({ a: z.unknown() }),
  "objects of nothing else": z.strictObject({ a: z.unknown() }),
  "objects with a field that all objects inherit": z.looseObject({ constructor: z.unknown() }),
  "maps by certain keys": z.record(z.string().regex(/^a/), z.unknown()),
  "exactly one of several": z.xor([z.string(), z.string().min(2)]),
  "what is not named here": z.tuple([z.string()]),
};

const key = fc.constantFrom("a", "b", "c", "constructor", "toString", "__proto__");
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    fc.constantFrom<unknown>(
      null,
      true,
      false,
      0,
      1,
      -1,
      7,
      8,
      2.5,
      2 ** 31,
      2 ** 53,
      Number.POSITIVE_INFINITY,
      "",
      "a",
      "aa",
      " a ",
      "true",
      "12",
      "😀😀😀",
    ),
    fc.jsonValue(),
    fc.array(tie("value"), { maxLength: 3 }),
    // As JSON.parse makes them: `__proto__` is a field like any other.
    fc.array(fc.tuple(key, tie("value")), { maxLength: 4 }).map((members) => JSON.parse(textOf(members))),
  ),
}));

function textOf(members: [string, unknown][]): string {
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${JSON.stringify(member)}`).join()}}`;
}

/** With the field `__proto__`, which toEqual does not see, whatever the order of the fields. */
function membersOf(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  return Object.entries(value)
    .map(([name, member]) => [name, membersOf(member)])
    .sort(([one], [other]) => (String(one) < String(other) ? -1 : 1));
}

const seeded = { seed: 20261126, numRuns: 150 };

describe.each(Object.entries({ ...CHECKING, ...CHANGING }))("%s", (_name, schema) => {
  test("are read as zod reads them, with its words where they cannot be", () => {
    fc.assert(
      fc.property(value, (given) => {
        const read = parseWith(schema, given);
        const expected = schema.safeParse(given);
        expect(read.success).toBe(expected.success);
        expect(membersOf(read.data)).toEqual(membersOf(expected.data));
        expect(read.error?.issues).toEqual(expected.error?.issues);
      }),
      seeded,
    );
  });
});

test.each(Object.keys(CHECKING))("%s that are sound are handed on themselves, and zod is not asked", (name) => {
  const schema = CHECKING[name] as z.ZodType;
  const asked = jest.spyOn(schema, "safeParse");
  const sound = fc.sample(value, { ...seeded, numRuns: 1_000 }).filter((given) => {
    asked.mockClear();
    const { data } = parseWith(schema, given);
    if (asked.mock.calls.length > 0) return false;
    expect(data).toBe(given);
    return true;
  });
  expect(sound).not.toEqual([]);
});
