import fc from "fast-check";
import { allowedAgeMs } from "../../../../src/server/graphql/age/allowed-age.js";

test.each<[header: string, seconds: number]>([
  ["max-age=60", 60],
  ["max-age=1", 1],
  ["MAX-AGE=60", 60],
  ['max-age="60"', 60],
  ["  max-age=60  ", 60],
  ["max-age=007", 7],
  ["no-transform, max-age=60", 60],
  [",, max-age=60 ,", 60],
  ['community="UCI", max-age=60', 60],
  ['community="no-cache, max-age=1", max-age=60', 60],
  ['community="a\\", max-age=1", max-age=60', 60],
  ["no-caches, max-age=60", 60],
  ["max-stale, max-age=60", 60],
])("%s allows %d seconds", (header, seconds) => {
  expect(allowedAgeMs(header)).toBe(seconds * 1_000);
});

test.each(["max-age=3600", "max-age=3601", "max-age=99999999999999999999", `max-age=${"9".repeat(400)}`])(
  "%s counts as an hour",
  (header) => {
    expect(allowedAgeMs(header)).toBe(3_600_000);
  },
);

test.each([
  undefined,
  "",
  "max-age=0",
  "max-age=00",
  "max-age",
  "max-age=",
  "max-age=-1",
  "max-age=+1",
  "max-age=1.5",
  "max-age=1e3",
  "max-age=0x10",
  "max-age=abc",
  "max-age=60s",
  "max-age=60; no-cache",
  "max-age =60",
  "max-age= 60",
  'max-age="60',
  "max-age='60'",
  "max-age=６０",
  "s-maxage=60",
  "x-max-age=60",
  "max-stale",
  "max-stale=60",
  "only-if-cached",
  'community="max-age=60"',
  'max-age=60, community="left open',
  "max-age=60, no-cache; x",
  "max-age=60, no cache",
  "max-age=60, max-age =0",
])("%p allows nothing old", (header) => {
  expect(allowedAgeMs(header)).toBeUndefined();
});

test.each(["no-cache", "no-store", "No-Cache", 'no-cache="x"', "max-age=60, no-cache", "no-store, max-age=60"])(
  "%s asks for something new",
  (header) => {
    expect(allowedAgeMs(header)).toBeUndefined();
  },
);

test.each<[header: string, seconds: number | undefined]>([
  ["max-age=60, max-age=10", 10],
  ["max-age=10, max-age=60", 10],
  ["max-age=60, max-age=0", undefined],
  ["max-age=60, max-age=abc", undefined],
])("of several, the strictest counts: %s", (header, seconds) => {
  expect(allowedAgeMs(header)).toBe(seconds === undefined ? undefined : seconds * 1_000);
});

test("whatever the header is, the age is a whole number of seconds up to an hour, or none", () => {
  const part = fc.oneof(
    fc.constantFrom("max-age=", "max-age", "no-cache", "no-store", ",", " ", '"', "\\", "=", "1", "60", "9999", "-"),
    fc.string({ maxLength: 3 }),
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
      const age = allowedAgeMs(parts.join(""));
      expect(age === undefined || (age % 1_000 === 0 && age >= 1_000 && age <= 3_600_000)).toBe(true);
    }),
    { seed: 13, numRuns: 5_000 },
  );
});

test("a long header takes no long time", () => {
  for (const filling of ['"', '""', ",", "\\", '"\\', "a=", "max-age=1,"]) {
    const startedAt = performance.now();
    allowedAgeMs(`x="${filling.repeat(8_000)}`);
    allowedAgeMs(filling.repeat(8_000));
    expect(performance.now() - startedAt).toBeLessThan(200);
  }
});
