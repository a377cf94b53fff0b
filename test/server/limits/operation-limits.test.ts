import { queryLimits } from "../../../src/server/limits/limits.js";
import { ask, type GraphQLAnswer, runServer, stopServers } from "../run-server.js";
import { answering, type Lists } from "./lists-schema.js";

afterEach(stopServers);

const ids = (count: number) => Array.from({ length: count }, (_, index) => `id-${index}`);
const nested = (depth: number): unknown => JSON.parse("[".repeat(depth) + "]".repeat(depth));

/** A server whose lists write down that they were asked for. */
async function serve(config: { maxNodes?: number } = {}) {
  const lists: Lists = new Map();
  const running = await runServer(config, { schema: answering(lists) });
  return { ...running, lists };
}

function refused({ status, data, errors = [] }: GraphQLAnswer): string {
  expect({ status, data, codes: errors.map(({ extensions }) => extensions) }).toEqual({
    status: 200,
    data: undefined,
    codes: [{ code: "BAD_USER_INPUT" }],
  });
  return errors[0]?.message ?? "";
}

describe("An operation", () => {
  it("may ask for MAX_NODES nodes, and is refused with its figure and the limit above them", async () => {
    const { url } = await serve({ maxNodes: 35 });
    const query = "query ($first: Int) { jobs(first: $first) { nodes { openings(first: 5) { nodes { id } } } } }";
    expect((await ask(url, query, { variables: { first: 7 } })).errors).toBeUndefined();
    expect(refused(await ask(url, query, { variables: { first: 8 } }))).toMatch(
      /^The operation asks for 40 nodes .*; at most 35 are allowed\./,
    );
  });

  it("may ask for twenty thousand nodes where MAX_NODES is not set", async () => {
    const { url } = await serve();
    const query = (first: number) => `{ a: lines(first: 10000) { text } b: lines(first: ${first}) { text } }`;
    expect((await ask(url, query(10_000))).errors).toBeUndefined();
    expect(refused(await ask(url, query(10_001)))).toContain("20001 nodes");
  });

  it("that is refused runs no resolver, and is counted", async () => {
    const { url, lists, metrics, log } = await serve({ maxNodes: 10 });
    refused(await ask(url, "{ few: lines(first: 1) { text } many: lines(first: 10) { text } }"));
    expect(lists.size).toBe(0);
    refused(await ask(url, `{ ${"a { ".repeat(20)} b ${"}".repeat(20)} }`));
    const counted = await metrics.graphqlOperations.get();
    expect(counted.values.map(({ labels, value }) => [labels.type, labels.outcome, value])).toEqual([
      ["query", "error", 1],
      ["none", "error", 1],
    ]);
    expect(log.filter(({ level }) => level === "error")).toEqual([]);
  });

  it("is refused with 400 where the media type is application/graphql-response+json, and by GET as well", async () => {
    const { url } = await serve({ maxNodes: 10 });
    const headers = { accept: "application/graphql-response+json" };
    const tooDeep = `{ ${"a { ".repeat(15)} b ${"}".repeat(15)} }`;
    const tooMany = "{ lines(first: 11) { text } }";
    for (const query of [tooDeep, tooMany]) {
      expect((await ask(url, query, { headers })).status).toBe(400);
      expect((await ask(url, query)).status).toBe(200);
      const byGet = await fetch(`${url}/graphql?${new URLSearchParams({ query })}`, { headers });
      expect([byGet.status, await byGet.json()]).toEqual([
        400,
        { errors: [expect.objectContaining({ extensions: { code: "BAD_USER_INPUT" } })] },
      ]);
    }
  });

  it("must not name more ids in all its lists together than one list may hold", async () => {
    const { url } = await serve();
    const query = "query ($ids: [ID!]!, $more: [ID!]!) { nodes(ids: $ids) { id } jobs(areaIds: $more) { nodes { id } } }";
    expect((await ask(url, query, { variables: { ids: ids(999), more: ["1"] } })).errors).toBeUndefined();
    expect(refused(await ask(url, query, { variables: { ids: ids(999), more: ["1", "2"] } }))).toBe(
      "The operation names 1001 ids in its lists of ids; at most 1000 are allowed. Split it.",
    );
    const aliases = Array.from({ length: 80 }, (_, index) => `a${index}: nodes(ids: $ids) { id }`).join(" ");
    expect(refused(await ask(url, `query ($ids: [ID!]!) { ${aliases} }`, { variables: { ids: ids(1000) } }))).toContain("80000 ids");
  });

  it("is measured by the variables of each request, however they differ from those of the one before", async () => {
    const { url } = await serve({ maxNodes: 20 });
    const query =
      "query ($ids: [ID!]!, $all: Boolean!, $first: Int) { nodes(ids: $ids) { id } jobs(first: $first) @include(if: $all) { nodes { id } } }";
    const answer = (variables: Record<string, unknown>) => ask(url, query, { variables });
    expect((await answer({ ids: ["a", "b"], all: false })).data).toEqual({ nodes: [{ id: "0" }, { id: "1" }] });
    expect((await answer({ ids: ["c", "another one"], all: false })).errors).toBeUndefined();
    expect(refused(await answer({ ids: ids(21), all: false }))).toContain("21 nodes");
    expect((await answer({ ids: ids(20), all: false })).errors).toBeUndefined();
    // The default of a page that is left out, and of one that is null.
    expect(refused(await answer({ ids: ids(20), all: true }))).toContain("22 nodes");
    expect(refused(await answer({ ids: ids(20), all: true, first: null }))).toContain("70 nodes");
    expect(refused(await answer({ ids: ids(20), all: true, first: 1 }))).toContain("21 nodes");
    expect((await answer({ ids: ids(19), all: true, first: 1 })).errors).toBeUndefined();
  });

  it("must not hold more values in its variables and arguments than can be checked", async () => {
    const { url } = await serve();
    const one = "mutation ($input: CloseInput!) { a: closeAll(input: $input) { job { id } } }";
    const input = (more: number) => ({ ids: [], more: Array.from({ length: more }, () => ({})) });
    // The input itself, its two lists, and what these hold.
    expect((await ask(url, one, { variables: { input: input(9_997) } })).errors).toBeUndefined();
    expect(refused(await ask(url, one, { variables: { input: input(9_998) } }))).toContain("The variables hold 10001 values");
    const twice = "mutation ($input: CloseInput!) { a: closeAll(input: $input) { job { id } } b: closeAll(input: $input) { job { id } } }";
    expect(refused(await ask(url, twice, { variables: { input: input(5_000) } }))).toContain(
      "hold 10006 values, variables counted wherever",
    );
  });

  it("must not nest lists in its variables deeper than they can be read", async () => {
    const { url } = await serve();
    const query = "query ($ids: [ID!]!) { nodes(ids: $ids) { id } }";
    expect((await ask(url, query, { variables: { ids: nested(99) } })).errors?.[0]?.message).toContain("ID cannot represent value");
    expect(refused(await ask(url, query, { variables: { ids: nested(2_000) } }))).toContain("nest lists and objects 2001 levels deep");
  });

  it("must not ask for more fields than an answer can hold, counted over all its records", async () => {
    const { url } = await serve();
    const aliases = (count: number) => Array.from({ length: count }, (_, index) => `a${index}: text`).join(" ");
    expect(refused(await ask(url, `{ lines(first: 20000) { ${aliases(50)} } }`))).toContain("1000001 fields");
    expect(queryLimits({ maxNodes: 100 }).maxFields).toBe(1_000_000);
    expect(queryLimits({ maxNodes: 40_000 }).maxFields).toBe(2_000_000);
  });

  it("is left to graphql-js where its variables do not fit, or no operation has its name", async () => {
    const { url } = await serve();
    const wrong = await ask(url, "query ($first: Int!) { lines(first: $first) { text } }", { variables: { first: "many" } });
    expect(wrong.errors?.[0]).toMatchObject({
      message: expect.stringContaining("Int cannot represent"),
      extensions: { code: "BAD_USER_INPUT" },
    });
    const unnamed = await ask(url, "query A { lines(first: 1) { text } }", { operationName: "B" });
    expect(unnamed.errors?.[0]?.extensions.code).toBe("OPERATION_RESOLUTION_FAILURE");
  });
});
