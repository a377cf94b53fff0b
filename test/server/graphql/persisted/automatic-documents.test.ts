import { ApolloServer } from "@apollo/server";
import { AutomaticDocuments } from "../../../../src/server/graphql/persisted/automatic-documents.js";
import { queryLimits } from "../../../../src/server/limits/limits.js";
import { openStream } from "../../../support/event-stream.js";
import { runServer, stopServers } from "../../run-server.js";
import { Ticker, tickingSchema } from "../../stream/ticking-schema.js";
import { codeOf, get, persisted, post, sha256 } from "./asking-by-hash.js";

const QUERY = "query One($id: ID!) { job(id: $id) { id name } }";
const variables = { id: "1" };
const byHash = { extensions: persisted(QUERY), variables };
const ANSWER = { data: { job: { id: "1", name: "Job 1" } } };
const NOT_FOUND = { errors: [{ message: "PersistedQueryNotFound", extensions: { code: "PERSISTED_QUERY_NOT_FOUND" } }] };

const throughApollo = jest.spyOn(ApolloServer.prototype, "executeHTTPGraphQLRequest");
afterEach(async () => {
  throughApollo.mockClear();
  await stopServers();
});
afterAll(() => throughApollo.mockRestore());

describe("A document that is asked for by its hash", () => {
  it.each([post, get])("is not found before it was sent, in the words that clients wait for", async (ask) => {
    const { url, metrics } = await runServer();
    for (const accept of ["application/json", "application/graphql-response+json"]) {
      const { status, headers, body } = await ask(url, byHash, { accept });
      expect([status, headers.get("cache-control"), body]).toEqual([200, "no-store", NOT_FOUND]);
      expect(headers.get("content-type")).toContain(accept);
    }
    const { values } = await metrics.graphqlOperations.get();
    expect(values.map(({ labels, value }) => [labels, value])).toEqual([[{ type: "none", outcome: "error" }, 2]]);
  });

  it.each([
    ["POST", post],
    ["GET", get],
  ])("is answered from then on to POST and GET, once %s has sent hash and text", async (_, send) => {
    const { url } = await runServer();
    expect((await send(url, { query: QUERY, ...byHash })).body).toEqual(ANSWER);
    expect((await post(url, byHash)).body).toEqual(ANSWER);
    expect((await get(url, byHash)).body).toEqual(ANSWER);
    expect((await post(url, { ...byHash, variables: { id: "none" } })).body).toEqual({ data: { job: null } });
    // By the name of the appendix of GraphQL over HTTP, too.
    expect((await post(url, { documentId: `sha256:${sha256(QUERY)}`, variables })).body).toEqual(ANSWER);
    expect((await get(url, { documentId: sha256(QUERY), variables })).body).toEqual(ANSWER);
  });

  it("is executed without Apollo Server like any that is known, also for Apollo Client, which names itself", async () => {
    const { url, contexts } = await runServer();
    await post(url, { query: QUERY, ...byHash });
    throughApollo.mockClear();
    const clientLibrary = { name: "@apollo/client", version: "4.1.0" };
    expect((await post(url, byHash)).body).toEqual(ANSWER);
    expect((await post(url, { ...byHash, extensions: { ...persisted(QUERY), clientLibrary } })).body).toEqual(ANSWER);
    expect((await post(url, { query: QUERY, variables, extensions: { clientLibrary } })).body).toEqual(ANSWER);
    expect(throughApollo).not.toHaveBeenCalled();
    expect(contexts).toHaveLength(4);
  });

  it("may be of another caller, and is shown to nobody who has not signed in", async () => {
    const tokens = ["one", "two"].map((name) => ({ name, sha256: sha256(name), scopes: ["read"] as const }));
    const { url } = await runServer({ auth: { tokens, allowAnonymous: false } });
    const as = (token: string) => ({ authorization: `Bearer ${token}` });
    expect((await post(url, byHash, as("one"))).body).toEqual(NOT_FOUND);
    expect([(await post(url, byHash)).status, (await get(url, byHash, as("three"))).status]).toEqual([401, 401]);
    await post(url, { query: QUERY, ...byHash }, as("one"));
    expect((await post(url, byHash, as("two"))).body).toEqual(ANSWER);
    expect([(await post(url, byHash)).status, (await get(url, byHash, as("three"))).status]).toEqual([401, 401]);
  });

  it("is held to the limits with its variables", async () => {
    const { url } = await runServer({}, { limits: { ...queryLimits(), maxNodes: 10 } });
    const query = "query ($first: Int!) { jobs(first: $first) { id } }";
    const openings = "{ job(id: 1) { openings(first: 5) { id } } }";
    const asked = { extensions: persisted(query) };
    expect((await post(url, { query, ...asked, variables: { first: 2 } })).status).toBe(200);
    const refused = await post(url, { ...asked, variables: { first: 11 } });
    expect(refused.body).toEqual((await post(url, { query, variables: { first: 11 } })).body);
    expect(codeOf(refused)).toBe("BAD_USER_INPUT");
    await post(url, { query: openings, extensions: persisted(openings) });
    expect((await get(url, { extensions: persisted(openings) })).status).toBe(200);
  });

  it("makes no change by GET", async () => {
    const { url, contexts } = await runServer();
    const query = "mutation { closeJob(id: 1) }";
    expect((await post(url, { query, extensions: persisted(query) })).body).toEqual({ data: { closeJob: "closed 1" } });
    const { status, headers } = await get(url, { extensions: persisted(query) });
    expect([status, headers.get("allow")]).toEqual([405, "POST"]);
    expect(contexts).toHaveLength(2);
  });

  it.each([
    ["is another text's", { query: QUERY, extensions: persisted(`${QUERY} `) }, "is not the SHA-256 of `query`"],
    ["is none", { extensions: { persistedQuery: { version: 1, sha256Hash: sha256(QUERY).toUpperCase() } } }, "is no SHA-256 in hex"],
    ["is left out", { query: QUERY, extensions: { persistedQuery: { version: 1 } } }, "`extensions.persistedQuery.sha256Hash`"],
    [
      "is of another version",
      { query: QUERY, extensions: { persistedQuery: { ...persisted(QUERY).persistedQuery, version: 2 } } },
      ".version",
    ],
    ["is a name that nobody reads", { documentId: "md5:7" }, "`documentId` is no SHA-256"],
  ])("is refused where the hash %s, and names the field", async (_, asked, words) => {
    const { url, contexts } = await runServer();
    for (const answer of [await post(url, { ...asked, variables }), await get(url, { ...asked, variables })]) {
      expect([answer.status, codeOf(answer)]).toEqual([400, "BAD_REQUEST"]);
      expect(answer.body.errors?.[0]?.message).toContain(words);
    }
    expect(contexts).toHaveLength(0);
    expect((await post(url, byHash)).body).toEqual(NOT_FOUND);
  });

  it("is refused in an address with extensions that can be read and not written again", async () => {
    const { url } = await runServer();
    await post(url, { query: QUERY, ...byHash });
    const extensions = `{"a":${"[".repeat(7_000)}${"]".repeat(7_000)}}`;
    const answer = await fetch(`${url}/graphql?documentId=${sha256(QUERY)}&extensions=${extensions}`);
    const errors = [{ message: "`extensions` is nested too deeply.", extensions: { code: "BAD_REQUEST" } }];
    expect([answer.status, await answer.json()]).toEqual([400, { errors }]);
  });

  it.each([
    ["does not parse", "{ job(id: 1) { id }"],
    ["does not fit the schema", "{ job(id: 1) { salary } }"],
    ["has too many words", `{ ${"viewer ".repeat(20_000)} }`],
    ["is a subscription, for it is asked elsewhere", "subscription { ticks }"],
  ])("is not kept where it %s", async (_, query) => {
    const { url } = await runServer();
    const sent = await post(url, { query, extensions: persisted(query) });
    expect(sent.body).toEqual((await post(url, { query })).body);
    expect(sent.body.errors).toBeDefined();
    expect((await post(url, { extensions: persisted(query) })).body).toEqual(NOT_FOUND);
  });

  it("is left to Apollo Server where parameters come twice or are no JSON", async () => {
    const { url } = await runServer();
    await post(url, { query: QUERY, ...byHash });
    const extensions = encodeURIComponent(JSON.stringify(persisted(QUERY)));
    for (const search of [
      `extensions=${extensions}&extensions=${extensions}`,
      `query=a&query=b&extensions=${extensions}`,
      "extensions=%7B",
    ])
      expect((await fetch(`${url}/graphql?${search}`)).status).toBe(400);
    expect((await post(url, [byHash])).status).toBe(400);
  });
});

describe("A subscription that is asked for by its hash", () => {
  const TICKS = "subscription { ticks { number } }";
  const asked = { body: JSON.stringify({ extensions: persisted(TICKS) }) };

  it("is not found before it was sent, and followed afterwards", async () => {
    const ticker = new Ticker();
    const { url } = await runServer({}, { schema: tickingSchema(ticker) });
    const unknown = await (await openStream(url, "", asked)).closed();
    expect([unknown.results, unknown.isComplete]).toEqual([[NOT_FOUND], true]);
    const first = await openStream(url, "", { body: JSON.stringify({ query: TICKS, extensions: persisted(TICKS) }) });
    const second = await openStream(url, "", asked);
    ticker.tick(1);
    for (const stream of [first, second]) {
      expect(await stream.next(1)).toEqual([{ data: { ticks: { number: 1 } } }]);
      stream.leave();
    }
    const extensions = encodeURIComponent(JSON.stringify(persisted(TICKS)));
    const byGet = await fetch(`${url}/graphql/stream?extensions=${extensions}`, { headers: { accept: "text/event-stream" } });
    expect([byGet.status, byGet.headers.get("content-type")]).toEqual([200, "text/event-stream; charset=utf-8"]);
    await byGet.body?.cancel();
  });

  it("is not kept where it is refused", async () => {
    const { url } = await runServer({}, { schema: tickingSchema(new Ticker()) });
    const query = "subscription { tocks }";
    const refused = await (await openStream(url, "", { body: JSON.stringify({ query, extensions: persisted(query) }) })).closed();
    expect(refused.results[0]?.errors?.[0]?.extensions.code).toBe("GRAPHQL_VALIDATION_FAILED");
    const unknown = await (await openStream(url, "", { body: JSON.stringify({ extensions: persisted(query) }) })).closed();
    expect(unknown.results).toEqual([NOT_FOUND]);
  });
});

describe("The texts that are kept by their hashes", () => {
  it("take bounded memory, however many are sent: those used longest ago make room", () => {
    const documents = new AutomaticDocuments({ maxBytes: 100_000 });
    const text = (index: number) => `{ job(id: ${index}) { ${"id ".repeat(1_000)} } }`;
    for (let index = 0; index < 1_000; index += 1) {
      documents.keep(sha256(text(index)), text(index));
      documents.find(sha256(text(0)));
      expect(documents.bytes).toBeLessThanOrEqual(100_000);
    }
    expect(documents.find(sha256(text(0)))).toBe(text(0));
    expect(documents.find(sha256(text(1)))).toBeUndefined();
    expect(documents.find(sha256(text(999)))).toBe(text(999));
    // One that would take all the room takes none.
    const huge = "x".repeat(60_000);
    documents.keep(sha256(huge), huge);
    expect(documents.find(sha256(huge))).toBeUndefined();
    expect(documents.find(sha256(text(999)))).toBe(text(999));
  });
});
