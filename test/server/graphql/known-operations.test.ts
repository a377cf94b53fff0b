import { createHash } from "node:crypto";
import { ApolloServer } from "@apollo/server";
import { queryLimits } from "../../../src/server/limits/limits.js";
import { ask, type GraphQLAnswer, type Running, runServer, stopServers } from "../run-server.js";

const throughApollo = jest.spyOn(ApolloServer.prototype, "executeHTTPGraphQLRequest");

afterEach(stopServers);
afterAll(() => throughApollo.mockRestore());

type Question = [query: string, options?: Parameters<typeof ask>[2]];

/** What differs from one request to the next is left out. */
const told = ({ headers, ...answer }: GraphQLAnswer) => {
  const kept = [...headers].filter(([name]) => name !== "x-request-id" && name !== "date");
  return JSON.parse(JSON.stringify({ ...answer, headers: kept }).replaceAll(/"requestId":"[^"]+"/g, '"requestId":"…"'));
};

/** The same question twice: the first answer is Apollo Server's, and whether the second one was, too. */
async function twice({ url }: Running, [query, options]: Question) {
  const first = await ask(url, query, options);
  throughApollo.mockClear();
  const second = await ask(url, query, options);
  return { first: told(first), second: told(second), byApollo: throughApollo.mock.calls.length > 0 };
}

describe("A document that was found sound", () => {
  it.each<Question>([
    ["{ job(id: 1) { id name } }"],
    ["{ job(id: 1) { id } }", { headers: { accept: "application/graphql-response+json" } }],
    ["query A { job(id: 1) { id } } query B { job(id: 2) { id } }", { operationName: "B" }],
    ["query ($id: ID!) { job(id: $id) { id } }", { variables: { id: "5" } }],
    ["{ jobs(first: 3) { flaky } }"],
    ["{ jobs(first: 2) { id thrownText returnedError } }"],
    ["{ a: job(id: 1) { strict } b: job(id: 1) { strictToo } }"],
    ["mutation { closeJob(id: 1) }"],
    ["{ __schema { queryType { name } } }"],
  ])("is executed without Apollo Server, to the same answer, status and headers: %s", async (...question) => {
    const { first, second, byApollo } = await twice(await runServer(), question);
    expect(second).toEqual(first);
    expect(byApollo).toBe(false);
  });

  it.each<Question>([
    ["query ($id: ID!) { job(id: $id) { id } }", { variables: {} }],
    ["query ($id: ID!) { job(id: $id) { id } }", { variables: { id: [1] }, headers: { accept: "application/graphql-response+json" } }],
    ["query A { viewer } query B { viewer }"],
    ["query A { viewer }", { operationName: "B" }],
    ["{ nothing }"],
    ["{"],
  ])("is Apollo Server's to answer where it cannot be executed: %s %s", async (...question) => {
    const { first, second, byApollo } = await twice(await runServer(), question);
    expect(second).toEqual(first);
    expect(first.errors).toHaveLength(1);
    expect(byApollo).toBe(true);
  });

  it("is held to the limits with its variables each time", async () => {
    const running = await runServer({}, { limits: { ...queryLimits(), maxNodes: 10 } });
    const query = "query ($first: Int!) { jobs(first: $first) { id } }";
    expect((await ask(running.url, query, { variables: { first: 10 } })).data).toBeDefined();
    const { first, second } = await twice(running, [query, { variables: { first: 11 } }]);
    expect(first.errors[0].message).toContain("at most 10 are allowed");
    expect(second).toEqual(first);
    expect((await ask(running.url, query, { variables: { first: 10 } })).data).toBeDefined();
  });

  it("is answered to nobody who is not signed in, and runs nothing for them", async () => {
    const token = "s3cret-token";
    const tokens = [{ name: "reader", sha256: createHash("sha256").update(token).digest("hex"), scopes: ["read"] as const }];
    const running = await runServer({ auth: { tokens, allowAnonymous: false } });
    const signedIn = { headers: { authorization: `Bearer ${token}` } };
    await ask(running.url, "{ job(id: 1) { id } }", signedIn);
    expect(running.contexts).toHaveLength(1);
    const stranger = await ask(running.url, "{ job(id: 1) { id } }");
    expect([stranger.status, stranger.headers.get("www-authenticate"), stranger.errors?.[0]?.extensions.code]).toEqual([
      401,
      "Bearer",
      "UNAUTHENTICATED",
    ]);
    expect((await ask(running.url, "{ job(id: 1) { id } }", { headers: { authorization: "Bearer another" } })).status).toBe(401);
    expect(running.contexts).toHaveLength(1);
    expect((await ask(running.url, "{ job(id: 1) { id } }", signedIn)).data).toEqual({ job: { id: "1" } });
  });

  it("makes one context, is counted once and logged once, each time", async () => {
    const running = await runServer();
    await twice(running, ["query Named { job(id: 1) { id } }"]);
    expect(running.contexts).toHaveLength(2);
    const { values } = await running.metrics.graphqlOperations.get();
    expect(values.map(({ labels, value }) => [labels, value])).toEqual([[{ type: "query", outcome: "ok" }, 2]]);
    const lines = running.log.filter(({ msg }) => msg === "answered");
    expect(lines.map(({ operation, outcome }) => [operation, outcome])).toEqual([
      ["Named", "ok"],
      ["Named", "ok"],
    ]);
  });

  it("is not looked for in a body of another form", async () => {
    const { url } = await runServer();
    const query = "{ job(id: 1) { id } }";
    await ask(url, query);
    const post = async (body: unknown) => {
      const headers = { "content-type": "application/json" };
      return (await fetch(`${url}/graphql`, { method: "POST", headers, body: JSON.stringify(body) })).status;
    };
    expect(await post({ query, variables: null, operationName: null, extensions: null })).toBe(200);
    expect(await post({ query, variables: "{}" })).toBe(400);
    expect(await post({ query, variables: [] })).toBe(400);
    expect(await post({ query, operationName: 1 })).toBe(400);
    expect(await post([{ query }])).toBe(400);
    throughApollo.mockClear();
    await post({ query, extensions: { persistedQuery: { version: 1, sha256Hash: "0" } } });
    expect(throughApollo).toHaveBeenCalledTimes(1);
  });
});
