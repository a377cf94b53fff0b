import fc from "fast-check";
import type { Page } from "../../src/datasources/contract/datasource.js";
import { VendorError } from "../../src/http/vendor-error.js";
import { type ListPart, type MergedPage, mergeLists } from "../../src/reads/merged-list.js";
import { cursorName, decodeCursor } from "../../src/reads/page-cursor.js";
import { BadUserInput } from "../../src/schema/common/bad-input.js";
import { type Source, sourceOf } from "../../src/schema/common/source.js";
import { Vendor } from "../../src/schema/vendor/vendor.type.js";

const LIST = ["jobs", {}];
const SOURCES = [sourceOf(Vendor.FEISHU_COREHR), sourceOf(Vendor.GREENHOUSE), sourceOf(Vendor.GREENHOUSE, "emea")];

interface Node {
  id: string;
}

interface Column {
  size: number;
  /** The vendor answers at most so many at a time, whatever it is asked for. */
  atMost: number;
  /** The vendor does not know that it is at its end until it is asked once more. */
  shy: boolean;
}

interface Asked {
  source: Source;
  limit: number;
}

/** A vendor's list of the given size; positions are counts. */
function part(source: Source, { size, atMost, shy }: Column, asked: Asked[] = []): ListPart<Node> {
  return {
    source,
    fetch: async (limit, after): Promise<Page<Node>> => {
      asked.push({ source, limit });
      const start = after === undefined ? 0 : Number(after);
      const count = Math.min(limit, atMost, size - start);
      const items = Array.from({ length: count }, (_, index) => ({
        node: { id: `${source.text}#${start + index}` },
        position: String(start + index + 1),
      }));
      const end = start + count;
      return { items, hasMore: shy ? count > 0 : end < size };
    },
  };
}

/** The n-th of each before the (n+1)-th of any. */
function roundRobin(columns: readonly Column[]): string[] {
  const merged: string[] = [];
  for (let turn = 0; turn < Math.max(0, ...columns.map(({ size }) => size)); turn += 1) {
    for (const [index, { size }] of columns.entries()) if (turn < size) merged.push(`${SOURCES[index]?.text}#${turn}`);
  }
  return merged;
}

async function walk(parts: readonly ListPart<Node>[], sizes: readonly number[]): Promise<{ nodes: string[]; pages: MergedPage<Node>[] }> {
  const nodes: string[] = [];
  const pages: MergedPage<Node>[] = [];
  let after: string | undefined;
  for (let index = 0; ; index += 1) {
    const page = await mergeLists(LIST, parts, sizes[index % sizes.length] ?? 1, decodeCursor(LIST, after));
    pages.push(page);
    nodes.push(...page.items.map(({ node }) => node.id));
    if (!page.hasNextPage) return { nodes, pages };
    after = page.items.at(-1)?.cursor ?? after;
    if (index > 500) throw new Error("The walk does not end");
  }
}

const column = fc.record({ size: fc.integer({ min: 0, max: 12 }), atMost: fc.integer({ min: 1, max: 6 }), shy: fc.boolean() });
const columns = fc.array(column, { minLength: 0, maxLength: 3 });
const sizes = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 4 });
const seeded = { seed: 20261122, numRuns: 300 };

describe("A list over several vendors", () => {
  it("returns every record once, in turns, whatever the sizes of the pages", async () => {
    await fc.assert(
      fc.asyncProperty(columns, sizes, async (given, pageSizes) => {
        const parts = given.map((one, index) => part(SOURCES[index] as Source, one));
        expect((await walk(parts, pageSizes)).nodes).toEqual(roundRobin(given));
      }),
      seeded,
    );
  });

  it("fills every page but the last", async () => {
    await fc.assert(
      fc.asyncProperty(columns, fc.integer({ min: 1, max: 9 }), async (given, size) => {
        // A vendor that is shy of its end may promise more than it has.
        const parts = given.map((one, index) => part(SOURCES[index] as Source, { ...one, shy: false }));
        const { pages } = await walk(parts, [size]);
        expect(pages.slice(0, -1).every(({ items }) => items.length === size)).toBe(true);
      }),
      seeded,
    );
  });

  it("continues after any record's cursor", async () => {
    await fc.assert(
      fc.asyncProperty(columns, fc.nat(40), async (given, pick) => {
        const parts = given.map((one, index) => part(SOURCES[index] as Source, one));
        const all = await mergeLists(LIST, parts, 100, {});
        const index = all.items.length === 0 ? -1 : pick % all.items.length;
        const next = await mergeLists(LIST, parts, 100, decodeCursor(LIST, all.items[index]?.cursor));
        expect(next.items.map(({ node }) => node.id)).toEqual(roundRobin(given).slice(index + 1));
      }),
      seeded,
    );
  });

  it("requests from each vendor its share only", async () => {
    const asked: Asked[] = [];
    const whole = { size: 1_000, atMost: 1_000, shy: false };
    await mergeLists(
      LIST,
      SOURCES.map((source) => part(source, whole, asked)),
      10,
      {},
    );
    expect(asked).toEqual([
      { source: SOURCES[0], limit: 4 },
      { source: SOURCES[1], limit: 3 },
      { source: SOURCES[2], limit: 3 },
    ]);
  });

  it("tells each vendor how many it may come to need, and takes what a vendor brought along where another is short", async () => {
    const fetched: { limit: number; atMost: number }[] = [];
    const handed: number[] = [];
    const [short, long] = SOURCES as [Source, Source];
    const whole = { size: 1_000, atMost: 1_000, shy: false };
    /** Gives what is needed, and has all that may be at hand. */
    const generous: ListPart<Node> = {
      source: long,
      fetch: async (limit, after, beside) => {
        if (beside.before?.more !== undefined) {
          handed.push(limit);
          return beside.before.more(limit);
        }
        fetched.push({ limit, atMost: beside.atMost });
        const page = await part(long, whole).fetch(limit, after, beside);
        return { ...page, more: (next) => part(long, whole).fetch(next, page.items.at(-1)?.position, beside) };
      },
    };
    const { items } = await mergeLists(LIST, [part(short, { ...whole, size: 1 }), generous], 10, {});
    expect(items.map(({ node }) => node.id)).toEqual([
      `${short.text}#0`,
      ...Array.from({ length: 9 }, (_, index) => `${long.text}#${index}`),
    ]);
    expect(fetched).toEqual([{ limit: 5, atMost: 10 }]);
    expect(handed).toEqual([4]);
  });

  it("does not ask a vendor again that was empty or read to its end", async () => {
    const asked: Asked[] = [];
    const [empty, short, long] = SOURCES as [Source, Source, Source];
    const parts = [
      part(empty, { size: 0, atMost: 9, shy: false }, asked),
      part(short, { size: 1, atMost: 9, shy: false }, asked),
      part(long, { size: 20, atMost: 9, shy: false }, asked),
    ];
    const first = await mergeLists(LIST, parts, 6, {});
    asked.length = 0;
    const second = await mergeLists(LIST, parts, 6, decodeCursor(LIST, first.items.at(-1)?.cursor));
    expect(new Set(asked.map(({ source }) => source))).toEqual(new Set([long]));
    expect([...second.asked.keys()]).toEqual([long]);
  });
});

describe("A vendor that fails", () => {
  const whole = { size: 6, atMost: 9, shy: false };
  const down = (source: Source, error: Error): ListPart<Node> => ({ source, fetch: () => Promise.reject(error) });
  const [first, second] = SOURCES as [Source, Source];

  it("costs its own records alone, and is reported with the others in the vendors' order", async () => {
    const failure = new Error("down");
    const page = await mergeLists(LIST, [down(first, failure), part(second, whole)], 4, {});
    expect(page.items.map(({ node }) => node.id)).toEqual([0, 1, 2, 3].map((index) => `${second.text}#${index}`));
    expect([...page.asked]).toEqual([
      [first, failure],
      [second, undefined],
    ]);
    const slow: ListPart<Node> = {
      source: first,
      fetch: async (limit, after, beside) => {
        await new Promise((resolve) => setImmediate(resolve));
        return part(first, whole).fetch(limit, after, beside);
      },
    };
    const other = await mergeLists(LIST, [slow, down(second, failure)], 4, {});
    expect([...other.asked.keys()]).toEqual([first, second]);
  });

  it("promises no next page by itself, so that a client's walk ends while it is down", async () => {
    const parts = [down(first, new Error("down")), part(second, whole)];
    expect((await mergeLists(LIST, parts, 4, {})).hasNextPage).toBe(true);
    const last = await mergeLists(LIST, parts, 6, {});
    expect(last.items).toHaveLength(6);
    expect(last.hasNextPage).toBe(false);
  });

  it("keeps its place: its records follow when it is back, none of them lost", async () => {
    const page = await mergeLists(LIST, [down(first, new Error("down")), part(second, whole)], 3, {});
    const parts = [part(first, whole), part(second, whole)];
    const rest = await mergeLists(LIST, parts, 100, decodeCursor(LIST, page.items.at(-1)?.cursor));
    const met = [...page.items, ...rest.items].map(({ node }) => node.id);
    expect(new Set(met).size).toBe(12);
    expect(met).toHaveLength(12);
  });

  it("in the middle of a page keeps the records read so far, and continues after them", async () => {
    let calls = 0;
    const moody: ListPart<Node> = {
      source: first,
      fetch: (limit, after, beside) => {
        calls += 1;
        return calls === 2 ? Promise.reject(new Error("down")) : part(first, { ...whole, atMost: 2 }).fetch(limit, after, beside);
      },
    };
    const page = await mergeLists(LIST, [moody], 5, {});
    expect(page.items.map(({ node }) => node.id)).toEqual([`${first.text}#0`, `${first.text}#1`]);
    const rest = await mergeLists(LIST, [part(first, whole)], 100, decodeCursor(LIST, page.items.at(-1)?.cursor));
    expect(rest.items[0]?.node.id).toBe(`${first.text}#2`);
  });

  it("has not failed where another vendor took all the time: its records stay, and the rest follows", async () => {
    let calls = 0;
    const late = new VendorError({ code: "TIMEOUT", vendor: second.vendor, message: "out of time", sent: "no", cutShort: true });
    const answering: ListPart<Node> = {
      source: second,
      fetch: (limit, after, beside) => {
        calls += 1;
        return calls === 1 ? part(second, whole).fetch(limit, after, beside) : Promise.reject(late);
      },
    };
    const hanging = new VendorError({ code: "TIMEOUT", vendor: first.vendor, message: "unanswered", sent: "maybe" });
    const page = await mergeLists(LIST, [down(first, hanging), answering], 4, {});
    expect(page.items.map(({ node }) => node.id)).toEqual([`${second.text}#0`, `${second.text}#1`]);
    expect([...page.asked]).toEqual([
      [first, hanging],
      [second, undefined],
    ]);
    expect(page.hasNextPage).toBe(true);
    const rest = await mergeLists(LIST, [down(first, hanging), part(second, whole)], 9, decodeCursor(LIST, page.items.at(-1)?.cursor));
    expect(rest.items[0]?.node.id).toBe(`${second.text}#2`);
  });

  it("is reported where its time was not cut short, although it gave some records of the page before", async () => {
    const failure = new VendorError({ code: "UNAVAILABLE", vendor: first.vendor, message: "down", sent: "maybe" });
    let calls = 0;
    const moody: ListPart<Node> = {
      source: first,
      fetch: (limit, after, beside) => {
        calls += 1;
        return calls === 2 ? Promise.reject(failure) : part(first, { ...whole, atMost: 2 }).fetch(limit, after, beside);
      },
    };
    const page = await mergeLists(LIST, [moody], 5, {});
    expect(page.items).toHaveLength(2);
    expect([...page.asked]).toEqual([[first, failure]]);
  });

  it("is reported where it was first asked after the time was over, since no record of it is on the page", async () => {
    const late = new VendorError({ code: "TIMEOUT", vendor: first.vendor, message: "out of time", sent: "no", cutShort: true });
    const page = await mergeLists(LIST, [down(first, late)], 4, {});
    expect([...page.asked]).toEqual([[first, late]]);
  });

  it("is not to blame for a position that it did not give out: the caller is", async () => {
    const wrong = new BadUserInput("`after` is not a cursor of this list.", ["after"]);
    await expect(mergeLists(LIST, [part(second, whole), down(first, wrong)], 4, {})).rejects.toBe(wrong);
  });
});

describe("A vendor whose list does not advance", () => {
  const whole = { size: 6, atMost: 9, shy: false };
  const [first, second] = SOURCES as [Source, Source];
  const idsOf = ({ items }: MergedPage<Node>) => items.map(({ node }) => node.id);

  /** Answers what the script says for each place; counts the calls. */
  function scripted(script: (after: string | undefined, call: number) => Page<Node>): { part: ListPart<Node>; calls: () => number } {
    let calls = 0;
    const fetch = async (_: number, after: string | undefined) => script(after, ++calls);
    return { part: { source: first, fetch }, calls: () => calls };
  }
  const page = (positions: string[], hasMore = true, fault?: VendorError): Page<Node> => ({
    items: positions.map((text) => ({ node: { id: text.split("@")[0] as string }, position: text.split("@")[1] as string })),
    hasMore,
    ...(fault === undefined ? {} : { fault }),
  });

  it("has failed, not ended, where it gives nothing but the promise of more", async () => {
    const { part: empty, calls } = scripted(() => page([]));
    const merged = await mergeLists(LIST, [empty, part(second, whole)], 9, {});
    expect(idsOf(merged)).toHaveLength(6);
    expect(merged.asked.get(first)).toMatchObject({ code: "BAD_RESPONSE", vendor: first.vendor });
    expect([merged.hasNextPage, calls()]).toEqual([false, 1]);
  });

  it("has failed where it leads from one position to another and back", async () => {
    const { part: circle, calls } = scripted((after) => (after === "B" ? page(["c@A"]) : after === "A" ? page(["b@B"]) : page(["a@A"])));
    const merged = await mergeLists(LIST, [circle], 50, {});
    expect(idsOf(merged)).toEqual(["a", "b", "c"]);
    expect(merged.asked.get(first)).toMatchObject({ code: "BAD_RESPONSE" });
    expect([merged.hasNextPage, calls()]).toEqual([false, 3]);
  });

  it("has failed after ten times where it gives one record again and again at new positions", async () => {
    const { part: stuck, calls } = scripted((_, call) => page([`a@${call}`]));
    const merged = await mergeLists(LIST, [stuck], 50, {});
    expect(idsOf(merged)).toEqual(["a"]);
    expect(merged.asked.get(first)).toMatchObject({ code: "BAD_RESPONSE" });
    expect(calls()).toBe(11);
  });

  it("is reported with the records that could be read, and is not asked again", async () => {
    const fault = new VendorError({ code: "BAD_RESPONSE", vendor: first.vendor, message: "No way on.", sent: "yes" });
    const { part: broken, calls } = scripted(() => page(["a@1", "b@2"], true, fault));
    const merged = await mergeLists(LIST, [broken], 50, {});
    expect(idsOf(merged)).toEqual(["a", "b"]);
    expect([merged.asked.get(first), merged.hasNextPage, calls()]).toEqual([fault, false, 1]);
  });

  it("gives a record once that comes twice in one answer, and continues after it", async () => {
    const asked: (string | undefined)[] = [];
    const { part: repeating } = scripted((after) => {
      asked.push(after);
      return after === undefined ? page(["a@1", "b@2", "a@3"]) : page(["b@4", "c@5"], false);
    });
    const merged = await mergeLists(LIST, [repeating], 50, {});
    expect(idsOf(merged)).toEqual(["a", "b", "c"]);
    expect(asked).toEqual([undefined, "3"]);
    const cursor = (await mergeLists(LIST, [repeating], 2, {})).items[1]?.cursor;
    expect(decodeCursor(LIST, cursor)[cursorName(first)]?.position).toBe("3");
  });

  it("does not repeat the last three records of a page on the next, and does not remember those before", async () => {
    const { part: shifting } = scripted((after) =>
      after === undefined ? page(["a@1", "b@2", "c@3", "d@4"]) : page(["a@5", "b@6", "c@7", "d@8", "e@9"], false),
    );
    const before = await mergeLists(LIST, [shifting], 4, {});
    const next = await mergeLists(LIST, [shifting], 50, decodeCursor(LIST, before.items.at(-1)?.cursor));
    expect(idsOf(next)).toEqual(["a", "e"]);
    // The cursor of one in the midst knows those up to it, the ones of earlier pages included.
    const from = await mergeLists(LIST, [shifting], 1, decodeCursor(LIST, before.items.at(-1)?.cursor));
    const after = await mergeLists(
      LIST,
      [scripted(() => page(["c@7", "d@8", "a@9", "e@10"], false)).part],
      9,
      decodeCursor(LIST, from.items[0]?.cursor),
    );
    expect(idsOf(after)).toEqual(["e"]);
  });
});

describe("The total", () => {
  const counting = (source: Source, totalCount: number | undefined): ListPart<Node> => ({
    source,
    fetch: async () => ({ items: [], hasMore: false, totalCount }),
  });
  const [first, second] = SOURCES as [Source, Source];

  it("is the sum where all of them count, and null where one does not", async () => {
    expect((await mergeLists(LIST, [counting(first, 3), counting(second, 4)], 1, {})).totalCount).toBe(7);
    expect((await mergeLists(LIST, [counting(first, 3), counting(second, undefined)], 1, {})).totalCount).toBeNull();
    expect((await mergeLists(LIST, [], 1, {})).totalCount).toBeNull();
  });

  it("is the same on every page, whatever its size, also with vendors that were read to the end", async () => {
    const long = { size: 7, atMost: 9, shy: false };
    const counted = (source: Source, column: Column): ListPart<Node> => ({
      source,
      fetch: async (limit, after, beside) => ({ ...(await part(source, column).fetch(limit, after, beside)), totalCount: column.size }),
    });
    const parts = [counted(first, { ...long, size: 2 }), counted(second, long), counted(SOURCES[2] as Source, { ...long, size: 0 })];
    for (const size of [1, 2, 3, 9]) {
      let after: string | undefined;
      const nodes: string[] = [];
      for (let hasNextPage = true; hasNextPage; ) {
        const page: MergedPage<Node> = await mergeLists(LIST, parts, size, decodeCursor(LIST, after), true);
        expect(page.totalCount).toBe(9);
        nodes.push(...page.items.map(({ node }) => node.id));
        after = page.items.at(-1)?.cursor;
        hasNextPage = page.hasNextPage;
      }
      expect(new Set(nodes).size).toBe(9);
      expect(nodes).toHaveLength(9);
    }
  });
});
