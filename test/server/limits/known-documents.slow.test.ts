import { type DocumentNode, Kind, parse } from "graphql";
import { LRUCache } from "lru-cache";
import { bytesOf, KnownDocuments } from "../../../src/server/limits/known-documents.js";
import { ask, runServer, stopServers } from "../run-server.js";

const documentIn = (value: unknown): DocumentNode | undefined => {
  const held = typeof value === "object" && value !== null && "document" in value ? (value.document as DocumentNode) : undefined;
  return held?.kind === Kind.DOCUMENT ? held : undefined;
};

const document = (index: number, fields: number) => parse(`query Q${index} { ${"a ".repeat(fields)} }`);

afterEach(stopServers);

describe("The store of documents", () => {
  it("is the store in which the server keeps documents, by the size measured here", async () => {
    const { url } = await runServer();
    const set = jest.spyOn(LRUCache.prototype, "set");
    await ask(url, "{ kept: __typename }");
    // Apollo's own store is of the same class.
    const sizes = set.mock.calls.flatMap(([, value], call) => {
      const held = documentIn(value);
      return held ? [{ kept: (set.mock.contexts[call] as LRUCache<string, object>).calculatedSize, wanted: bytesOf(held) }] : [];
    });
    set.mockRestore();
    expect(sizes).toHaveLength(1);
    expect(sizes[0]?.kept).toBe(sizes[0]?.wanted);
  });

  it("returns a document until it is deleted", async () => {
    const { store } = new KnownDocuments();
    const one = document(1, 1);
    await store.set("one", one);
    expect(await store.get("one")).toBe(one);
    await store.delete("one");
    expect(await store.get("one")).toBeUndefined();
  });

  it("finds a document by its text as long as it is kept", async () => {
    const documents = new KnownDocuments();
    const one = document(1, 1);
    const text = one.loc?.source.body ?? "";
    expect(documents.find(text)).toBeUndefined();
    await documents.store.set("one", one);
    expect([documents.find(text), documents.find(`${text} `)]).toEqual([one, undefined]);
    await documents.store.delete("one");
    expect(documents.find(text)).toBeUndefined();
  });

  it("measures a document by its tokens in memory, not by its text", () => {
    expect(bytesOf(document(1, 10_000))).toBeGreaterThan(4_000_000);
    const text = parse(`{ a(b: "${"x".repeat(100_000)}") }`);
    expect(bytesOf(text)).toBeGreaterThan(100_000);
    expect(bytesOf(text)).toBeLessThan(110_000);
  });

  it("keeps the newest documents: some thousand small ones, or a few large ones", async () => {
    const kept = async (fields: number) => {
      const { store } = new KnownDocuments();
      const keys = Array.from({ length: 1_000 }, (_, index) => `${index}`);
      for (const key of keys) await store.set(key, document(Number(key), fields));
      const found = await Promise.all(keys.map((key) => store.get(key)));
      expect(found.at(-1)).toBeDefined();
      return found.filter((one) => one !== undefined).length;
    };
    expect(await kept(20)).toBe(1_000);
    const large = await kept(2_000);
    expect(large).toBeGreaterThan(20);
    expect(large).toBeLessThan(40);
  });
});
