import { madeOnce } from "../../../src/http/checks/made-once.js";
import { readRecords } from "../../../src/http/checks/record-check.js";
import { z } from "../../../src/http/checks/zod.js";

const [OURS, THEIRS] = [{ account: "ours" }, { account: "theirs" }];

test("what is made of a part of an answer is made once for all who read it through one source", () => {
  const make = jest.fn((source: { account: string }, wire: { id: number }, list: string) => ({ ...source, ...wire, list }));
  const map = madeOnce(make);
  const wire = { id: 1 };
  const first = map(OURS, wire, "active");
  expect(first).toEqual({ account: "ours", id: 1, list: "active" });
  expect(map(OURS, wire, "active")).toBe(first);
  expect(map(OURS, { id: 1 }, "active")).not.toBe(first);
  expect(make).toHaveBeenCalledTimes(2);
});

test("another source gets its own of the same part, and takes nobody else's away", () => {
  const map = madeOnce((source: { account: string }, wire: { id: number }) => ({ ...source, ...wire }));
  const wire = { id: 1 };
  const ours = map(OURS, wire);
  expect(map(THEIRS, wire)).toEqual({ account: "theirs", id: 1 });
  expect(map(OURS, wire)).toBe(ours);
});

test("two mappings of one part do not get into each other's way", () => {
  const wire = { id: 1 };
  const [one, other] = ["one", "other"].map((name) => madeOnce((_: object, { id }: { id: number }) => `${name} ${id}`));
  expect([one?.(OURS, wire), other?.(OURS, wire), one?.(OURS, wire)]).toEqual(["one 1", "other 1", "one 1"]);
});

test("nothing of it is seen in the part, nor goes along with its copies", () => {
  const wire = { id: 1 };
  const map = madeOnce((_: object, part: { id: number }) => ({ ...part }));
  const made = map(OURS, wire);
  expect([JSON.stringify(wire), Object.keys(wire), structuredClone(wire)]).toEqual(['{"id":1}', ["id"], { id: 1 }]);
  expect(map(OURS, { ...wire })).not.toBe(made);
});

test("of a frozen part it is made for each", () => {
  const map = madeOnce((_: object, part: { id: number }) => ({ ...part }));
  expect(map(OURS, Object.freeze({ id: 1 }))).toEqual({ id: 1 });
});

test("the records of a list are checked once for all who share it, and none of them can change the list", () => {
  const kind = { name: "thing", schema: z.looseObject({ id: z.number() }) };
  const values: unknown[] = [{ id: 1 }, { id: "broken" }];
  const origin = { response: { vendor: "acme" }, route: "GET /things" };
  const read = readRecords(values, kind, origin);
  expect(readRecords(values, kind, origin)).toBe(read);
  expect(() => read.pop()).toThrow(TypeError);
  expect(readRecords(values, { ...kind, name: "stone" }, origin)[1]).toMatchObject({ message: expect.stringContaining("A stone without") });
});
