import fc from "fast-check";

/** One place in a list of records, and what becomes of what stands there. */
export interface Breakage {
  record: number;
  place: number;
  /** `undefined` takes it away. */
  value: unknown;
}

const HUGE = "9".repeat(20_000);

function nested(depth: number): unknown {
  let value: unknown = "deep";
  for (let level = 0; level < depth; level += 1) value = level % 2 === 0 ? [value] : { fields: value };
  return value;
}

/** A random field of a random record, in a random way. */
export const breakage: fc.Arbitrary<Breakage> = fc.record({
  record: fc.nat(),
  place: fc.nat(),
  value: fc.oneof(
    fc.constantFrom<unknown>(undefined, null, true, false, 0, -1, 2.5, 2 ** 31, 2 ** 53 + 2, 1e300, "", "garbage", HUGE),
    fc.constantFrom<unknown>(
      [],
      [null],
      [[]],
      {},
      { id: null },
      { length: 3 },
      nested(60),
      "constructor",
      "__proto__",
      "javascript:alert(1)",
    ),
    fc.constantFrom<unknown>("2026-02-30", "2026-02-28T24:00:00Z", "2015-12-14 19:53:32 UTC", "1", 7),
    fc.jsonValue(),
  ),
});

/** The records with one place in one of them broken; the others are the very same. */
export function broken(records: readonly unknown[], { record, place, value }: Breakage): { records: unknown[]; index: number } {
  const index = record % records.length;
  const copy = structuredClone(records[index]);
  const places = [[], ...placesIn(copy)];
  const path = places[place % places.length] ?? [];
  return { records: records.map((one, at) => (at === index ? placed(copy, path, value) : one)), index };
}

type Step = string | number;

function placesIn(value: unknown): Step[][] {
  if (typeof value !== "object" || value === null) return [];
  const steps: Step[] = Array.isArray(value) ? value.map((_, index) => index) : Object.keys(value);
  return steps.flatMap((step) => [[step], ...placesIn((value as Record<Step, unknown>)[step]).map((below) => [step, ...below])]);
}

function placed(target: unknown, path: readonly Step[], value: unknown): unknown {
  const [step, ...below] = path;
  // A record in a list cannot be taken away without a trace: null is what JSON makes of it.
  if (step === undefined) return value === undefined ? null : value;
  const holder = target as Record<Step, unknown>;
  const part = below.length === 0 ? value : placed(holder[step], below, value);
  if (part === undefined && !Array.isArray(holder)) delete holder[step];
  else holder[step] = part ?? null;
  return holder;
}
