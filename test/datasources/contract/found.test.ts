import { type Found, filterFound, leftOut, pick, rawText, summaryOf, toFound } from "../../../src/datasources/contract/found.js";
import { Stretch } from "../../../src/datasources/contract/lists/stretch.js";
import { type RecordKind, UnreadableRecord } from "../../../src/http/checks/record-check.js";
import { z } from "../../../src/http/checks/zod.js";
import { readAll } from "../../support/records.js";

const text = z.string().nullish();
const thing = z.looseObject({ id: z.string(), colour: text, note: text });
type Thing = z.infer<typeof thing>;
const kind: RecordKind<Thing> = { name: "thing", schema: thing, decisive: ["colour"] };

interface Shown {
  vendorId: string;
  colour: string | null;
  raw: unknown;
}
const toShown = (wire: Thing): Shown => ({ vendorId: wire.id, colour: wire.colour ?? null, raw: wire });
/** Red and blue ones; one is shown in part, one has an id and no colour that could be read, one has a colour and no id. */
const RAW = [
  { id: "1", colour: "red" },
  { id: "2", colour: "blue", note: 5 },
  { id: "3", colour: 7 },
  { id: 4, colour: "red" },
  { id: "5", colour: "blue" },
];
const found = (raw: readonly unknown[] = RAW): Found<Shown> => toFound(readAll(raw, kind), toShown);
const ids = (list: readonly { vendorId: string }[]) => list.map(({ vendorId }) => vendorId);

describe("A list with unreadable records", () => {
  it("has the readable records, and a note of each unreadable record and part", () => {
    expect(ids(found().records)).toEqual(["1", "2", "5"]);
    expect(found().unreadable.map(({ recordId, isShown }) => [recordId, isShown])).toEqual([
      ["2", true],
      ["3", false],
      [undefined, false],
    ]);
    expect(leftOut(found()).map(({ recordId }) => recordId)).toEqual(["3", undefined]);
  });

  it("keeps the records that pass a filter, and notes no unreadable record that cannot pass", () => {
    const wanted = (colour: string) =>
      filterFound(
        found(),
        (one) => one.colour === colour,
        (unread) => (rawText(unread, "colour") ?? colour) === colour,
      );
    expect(ids(wanted("red").records)).toEqual(["1"]);
    expect(wanted("red").unreadable.map(({ recordId }) => recordId)).toEqual(["3", undefined]);
    expect(ids(wanted("blue").records)).toEqual(["2", "5"]);
    expect(wanted("blue").unreadable.map(({ recordId }) => recordId)).toEqual(["2", "3"]);
  });

  it("notes no parts of a record that does not pass", () => {
    const reds = filterFound(
      found(),
      (one) => one.colour === "red",
      () => true,
    );
    expect(reds.unreadable.map(({ recordId }) => recordId)).toEqual(["3", undefined]);
  });

  it("answers null for an id only where no unreadable record may have it", () => {
    expect(pick(found(), "5")).toMatchObject({ vendorId: "5" });
    expect(pick(found(), "2")).toMatchObject({ vendorId: "2" });
    expect(pick(found(), "3")).toMatchObject({ recordId: "3" });
    expect(pick(found(), "9")).toBeInstanceOf(UnreadableRecord);
    const named = found(RAW.filter(({ id }) => typeof id === "string"));
    expect(pick(named, "9")).toBeNull();
  });

  it("becomes one failure that names three records and counts the rest", () => {
    expect(summaryOf([])).toBeUndefined();
    const [first, second] = found().unreadable;
    expect(summaryOf(first === undefined ? [] : [first])).toBe(first);
    const five = found(Array.from({ length: 5 }, (_, index) => ({ id: String(index), colour: index }))).unreadable;
    const message = summaryOf(five)?.message ?? "";
    expect(message).toMatch(/The thing 0 .*The thing 1 .*The thing 2 .*And 2 more\.$/);
    expect(message).not.toContain("The thing 3");
    expect(summaryOf([first, second].filter((one) => one !== undefined))).toMatchObject({ code: "BAD_RESPONSE", vendor: "A vendor" });
  });
});

describe("A stretch of a list", () => {
  const filled = (limit: number, raw: readonly unknown[]) => {
    const stretch = new Stretch<Shown>(limit);
    for (const [index, one] of readAll(raw, kind).entries()) {
      if (stretch.isFull && !(one instanceof UnreadableRecord)) break;
      stretch.add(one, toShown, String(index + 1));
    }
    return stretch;
  };

  it("counts no unreadable record against its size, and continues after it", () => {
    const { items, unreadable } = filled(2, RAW).page(true);
    expect(items.map(({ node, position }) => [node.vendorId, position])).toEqual([
      ["1", "1"],
      ["2", "4"],
    ]);
    expect(unreadable).toHaveLength(3);
  });

  it("has passed over a record only where it was left out whole", () => {
    expect(filled(5, RAW.slice(0, 2)).hasPassedOver).toBe(false);
    expect(filled(5, RAW.slice(0, 3)).hasPassedOver).toBe(true);
    expect(filled(5, RAW.slice(0, 3)).room).toBe(3);
  });

  it("has no failure where every record can be read", () => {
    expect(filled(5, [RAW[0]]).page(false, { totalCount: 7 })).toEqual({ items: [expect.anything()], hasMore: false, totalCount: 7 });
  });
});
