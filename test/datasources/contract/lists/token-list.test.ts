import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { allPages, readTokenList, type TokenPage } from "../../../../src/datasources/contract/lists/token-list.js";

interface Wire {
  id: number;
}

/** Lists that are read without what merges them over vendors. */
describe("A list paged by tokens", () => {
  const asked: (string | undefined)[] = [];
  let reading: WeakRef<object>;
  beforeEach(() => void asked.splice(0));

  function listOf(pages: Record<string, number[]>, next: Record<string, string>) {
    return {
      source: { vendor: "ACME" },
      route: "GET /things",
      fetch: async (token: string | undefined): Promise<TokenPage<Wire>> => {
        asked.push(token);
        const name = token ?? "";
        return { items: (pages[name] ?? []).map((id) => ({ id })), ...(next[name] === undefined ? {} : { next: next[name] }) };
      },
    };
  }
  const read = (list: ReturnType<typeof listOf>, limit: number, after?: string) =>
    readTokenList({ ...list, limit, ...(after === undefined ? {} : { after }), toNode: ({ id }) => id });
  const OVERLAPPING = listOf({ "": [1, 2, 2], A: [2, 3], B: [3, 4] }, { "": "A", A: "B" });

  it("holds each record once, and has ended where only repeats are left", async () => {
    const page = await read(OVERLAPPING, 9);
    expect(page).toMatchObject({ items: [1, 2, 3, 4].map((node) => ({ node })), hasMore: false });
    const repeats = await read(listOf({ "": [1, 2, 1, 2] }, {}), 2);
    expect(repeats).toMatchObject({ items: [{ node: 1 }, { node: 2 }], hasMore: false });
  });

  it("holds each record once where it is read whole", async () => {
    const pages: number[][] = [];
    for await (const { items } of allPages(OVERLAPPING)) pages.push(items.map((one) => ("id" in one ? Number(one.id) : 0)));
    expect(pages).toEqual([[1, 2], [3], [4]]);
  });

  it("gives pages that keep nothing of the reading that made them, but their records", async () => {
    setFlagsFromString("--expose-gc");
    const gc = runInNewContext("gc") as () => void;
    const items = await (async () => {
      const ofTheReading = { bytes: new ArrayBuffer(1_000_000) };
      reading = new WeakRef(ofTheReading);
      const list = listOf({ "": [1, 2, 3] }, {});
      const page = await read({ ...list, fetch: (token) => list.fetch(token && String(ofTheReading.bytes.byteLength)) }, 2);
      return page.items;
    })();
    // What a WeakRef refers to stays until the turn is over.
    await new Promise((resolve) => setImmediate(resolve));
    gc();
    expect(reading.deref()).toBeUndefined();
    expect(items.map(({ position }) => JSON.parse(position ?? ""))).toMatchObject([{ skip: 1 }, { skip: 2 }]);
  });

  it("in a circle is not read round again from its last cursor", async () => {
    const circle = listOf({ "": [1, 2], A: [3, 4], B: [5, 6], C: [7, 8] }, { "": "A", A: "B", B: "C", C: "B" });
    const first = await read(circle, 8);
    expect(first).toMatchObject({ items: [1, 2, 3, 4, 5, 6, 7, 8].map((node) => ({ node })), hasMore: true });
    expect(first.fault).toBeUndefined();
    asked.splice(0);
    await expect(read(circle, 8, first.items.at(-1)?.position)).rejects.toMatchObject({ code: "BAD_RESPONSE" });
    expect(asked).toEqual(["C"]);
    // Mended, it goes on.
    const mended = listOf({ C: [7, 8], D: [9] }, { C: "D" });
    expect(await read(mended, 8, first.items.at(-1)?.position)).toMatchObject({ items: [{ node: 9 }], hasMore: false });
  });

  it.each(["", "{", "[]", '{"skip":-1}', '{"skip":1,"token":5}', '{"skip":1,"pages":-1}', '{"skip":1,"mark":7}'])(
    "refuses %p, which is none of its positions",
    async (after) => {
      await expect(read(OVERLAPPING, 5, after)).rejects.toThrow("not a cursor of this list");
      expect(asked).toEqual([]);
    },
  );
});
