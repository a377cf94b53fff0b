import { z } from "zod";
import {
  checkRecord,
  type RecordKind,
  rawOf,
  readRecord,
  readRecords,
  requireFields,
  UnreadableRecord,
  unreadPartsOf,
  wireOf,
} from "../../../src/http/checks/record-check.js";
import { VendorError } from "../../../src/http/vendor-error.js";

const text = z.string().nullish();
const thing = z.looseObject({
  id: z.number().int(),
  name: text,
  state: z.enum(["on", "off"]).nullish(),
  pay: z.looseObject({ from: z.number().nullish(), currency: text, note: text }).nullish(),
  parts: z.array(z.looseObject({ key: z.string(), label: text, wheels: z.array(z.string()).nullish() })).nullish(),
  fields: z.record(z.string(), z.looseObject({ value: text })).nullish(),
});
const kind: RecordKind<z.infer<typeof thing>> = { name: "thing", schema: thing, decisive: ["state", "pay.currency"] };
const origin = { response: { vendor: "ACME", status: 200, headers: { "x-request-id": "R1" } }, route: "GET /things" };

const read = (value: unknown) => readRecord(value, kind, origin);
const failureOf = (value: unknown): UnreadableRecord => {
  try {
    read(value);
  } catch (error) {
    if (error instanceof UnreadableRecord) return error;
    throw error;
  }
  throw new Error("It could be read");
};

describe("A record as its schema describes it", () => {
  it("is read whole, with what the vendor added, and reports no unread parts", () => {
    const raw = { id: 1, name: "a", new_key: { deep: [1] }, parts: [{ key: "k", more: 2 }] };
    const wire = read(raw);
    expect(wire).toEqual(raw);
    expect(unreadPartsOf(wire)).toBeUndefined();
    expect(rawOf(wire)).toBe(wire);
    expect(wireOf(wire)).toBe(wire);
    expect(() => requireFields(wire, ["name"])).not.toThrow();
  });
});

describe("A part of a record that cannot be read", () => {
  it.each<[string, Record<string, unknown>, object]>([
    ["a field", { name: 7 }, {}],
    ["a field of a field", { pay: { from: "much", currency: "EUR" } }, { pay: { currency: "EUR" } }],
    ["a field of an entry", { parts: [{ key: "a", label: {} }, { key: "b" }] }, { parts: [{ key: "a" }, { key: "b" }] }],
    ["an entry", { parts: [null, 3, { key: "b" }, []] }, { parts: [{ key: "b" }] }],
    ["an entry that lacks what it needs", { parts: [{ label: "x" }, { key: "b" }] }, { parts: [{ key: "b" }] }],
    ["an entry whose need is null", { parts: [{ key: null, label: "x" }, { key: "b" }] }, { parts: [{ key: "b" }] }],
    [
      "entries deep down, side by side",
      { parts: [{ key: "a", wheels: [1, "w", null] }, { key: 5 }] },
      { parts: [{ key: "a", wheels: ["w"] }] },
    ],
    ["an entry by its key", { fields: { a: 1, b: { value: "x" }, c: { value: 2 } } }, { fields: { b: { value: "x" }, c: {} } }],
    ["a list that is none", { parts: "none" }, {}],
    ["what would be untrue without its decisive part", { pay: { from: 5, currency: 7 }, name: "n" }, { name: "n" }],
  ])("is left out alone: %s", (_, given, left) => {
    const raw = { id: 1, ...given };
    const wire = read(raw);
    expect(wire).toEqual({ id: 1, ...left });
    expect(unreadPartsOf(wire)).toMatchObject({ code: "BAD_RESPONSE", isShown: true, recordId: "1" });
  });

  it("is reported by the record as it arrived as well, which stays untouched", () => {
    const raw = { id: 1, name: 7, parts: [null, { key: "a" }] };
    const before = structuredClone(raw);
    const wire = read(raw);
    expect(raw).toEqual(before);
    expect(rawOf(wire)).toBe(raw);
    expect(wireOf(raw as object)).toBe(wire);
    expect(unreadPartsOf(raw)).toBe(unreadPartsOf(wire));
  });

  it("stops a decision that requires it, and no other", () => {
    const wire = read({ id: 1, name: 7, pay: { from: "much", currency: "EUR" } });
    expect(() => requireFields(wire, ["parts", "state"])).not.toThrow();
    expect(() => requireFields(wire, ["state", "pay"])).toThrow(UnreadableRecord);
    expect(() => requireFields(undefined, ["pay"])).not.toThrow();
  });

  it("is reported with the record's id, the field and why, the route, the vendor and its request", () => {
    const told = unreadPartsOf(read({ id: 12, name: 7, parts: [{ key: "a", label: 1 }] }));
    expect(told?.message).toMatch(/^The thing 12 is shown without what cannot be read of it: name \(.*string.*\), parts\[0\]\.label \(/);
    expect(told).toMatchObject({
      vendor: "ACME",
      vendorRequestId: "R1",
      status: 200,
      retryable: false,
      fields: new Set(["name", "parts"]),
    });
    expect(told?.message).toContain("GET /things at ACME");
    // What is logged of an error are its own properties: the record is the vendor's data.
    expect(Object.keys(told ?? {})).not.toContain("raw");
  });

  it("is reported in a short message, however many parts there are and however long their names", () => {
    const fields = Object.fromEntries(Array.from({ length: 5_000 }, (_, index) => [`${"k".repeat(300)}${index}`, index]));
    const told = unreadPartsOf(read({ id: 1, fields }));
    expect(told?.message.length).toBeLessThan(1_000);
    expect(told?.message).toMatch(/and 4997 more/);
  });
});

describe("A record that cannot be read", () => {
  it("is named by the id it was requested by; a record without ids has none", () => {
    expect(checkRecord({ state: "paused" }, kind, { ...origin, id: "K-1" })).toMatchObject({
      recordId: "K-1",
      message: expect.stringMatching(/^The thing K-1 cannot be read/),
    });
    expect(checkRecord({ id: 5, state: "paused" }, { ...kind, idField: null }, origin)).toMatchObject({
      recordId: undefined,
      message: expect.stringMatching(/^The thing cannot be read/),
    });
    expect(checkRecord({ id: 5, name: "N", state: "paused" }, { ...kind, idField: "name" }, origin)).toMatchObject({ recordId: "N" });
  });

  it.each([
    ["without an id", { name: "a" }, undefined],
    ["with an id that is null", { id: null }, undefined],
    ["with an id that a number cannot hold", { id: 2 ** 60 }, undefined],
    ["with an id of another kind", { id: "7" }, undefined],
    ["whose decisive part says something else", { id: 7, state: "paused" }, "7"],
    ["that is null", null, undefined],
    ["that is a text", "gone", undefined],
    ["that is a list", [1], undefined],
  ])("is an error that names it where its id can be read: one %s", (_, value, recordId) => {
    const error = failureOf(value);
    expect(error).toMatchObject({ code: "BAD_RESPONSE", vendor: "ACME", isShown: false, recordId });
    expect(error.raw).toBe(value);
    expect(error.message).toContain(recordId === undefined ? "A thing without a readable id cannot be read" : "The thing 7 cannot be read");
  });

  it("keeps its place in a list, and its neighbours stay as they are", () => {
    const values = [{ id: 1 }, { id: "x" }, { id: 2, name: 5 }, null, { id: 3 }];
    const list = readRecords(values, kind, origin);
    expect(list.map((one) => (one instanceof UnreadableRecord ? "unreadable" : one))).toEqual([
      { id: 1 },
      "unreadable",
      { id: 2 },
      "unreadable",
      { id: 3 },
    ]);
  });

  it("fails the whole answer where there are twenty and none can be read", () => {
    const bad = Array.from({ length: 20 }, () => ({ id: "x" }));
    expect(() => readRecords(bad, kind, origin)).toThrow(VendorError);
    expect(() => readRecords(bad, kind, origin)).toThrow(/None of 20 records could be read.*id/);
    expect(readRecords(bad.slice(1), kind, origin)).toHaveLength(19);
    expect(readRecords([...bad, { id: 1 }], kind, origin)).toHaveLength(21);
    expect(readRecords([], kind, origin)).toEqual([]);
  });

  it("has the same news in every copy that lacks the same fields, and other news where more is missing", () => {
    const news = (value: unknown) => (checkRecord(value, kind, origin) as UnreadableRecord).news;
    expect(news({ id: 7, state: "a" })).toBe(news({ id: 7, state: "b", name: "n" }));
    expect(news({ id: 7, state: "a", name: 1 })).not.toBe(news({ id: 7, state: "a" }));
    expect(news({ id: 8, state: "a" })).not.toBe(news({ id: 7, state: "a" }));
  });
});
