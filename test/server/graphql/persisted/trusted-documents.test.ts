import { getIntrospectionQuery } from "graphql";
import { openStream } from "../../../support/event-stream.js";
import { runServer, stopServers } from "../../run-server.js";
import { Ticker, tickingSchema } from "../../stream/ticking-schema.js";
import { codeOf, get, persisted, post, sha256 } from "./asking-by-hash.js";

afterEach(stopServers);

const QUERY = "query One($id: ID!) { job(id: $id) { __typename id name } }";
const CHANGE = "mutation { closeJob(id: 1) }";
const variables = { id: "1" };
const ANSWER = { data: { job: { __typename: "Job", id: "1", name: "Job 1" } } };
const trusted = (...documents: string[]) => ({ trustedDocuments: new Map(documents.map((text) => [sha256(text), text])) });

const BY_NAME: [string, Record<string, unknown>][] = [
  ["its exact text", { query: QUERY }],
  ["its hash in Apollo's protocol", { extensions: persisted(QUERY) }],
  ["its hash as graphql-codegen writes it", { extensions: { persistedQuery: { version: 1, sha256Hash: `sha256:${sha256(QUERY)}` } } }],
  ["its text and its hash", { query: QUERY, extensions: persisted(QUERY) }],
  ["documentId with its prefix", { documentId: `sha256:${sha256(QUERY)}` }],
  ["documentId as Relay sends it", { documentId: sha256(QUERY) }],
];

describe("A trusted document", () => {
  it.each(BY_NAME)("is run by %s, by POST and GET, the first time and again", async (_, name) => {
    const { url } = await runServer(trusted(QUERY, CHANGE));
    for (const ask of [post, get, post, get]) expect((await ask(url, { ...name, variables })).body).toEqual(ANSWER);
  });

  it("makes its change by POST alone", async () => {
    const { url } = await runServer(trusted(CHANGE));
    const asked = { documentId: sha256(CHANGE) };
    expect((await get(url, asked)).status).toBe(405);
    expect((await post(url, asked)).body).toEqual({ data: { closeJob: "closed 1" } });
  });

  it("that does not fit the schema, or asks for it, is told at the start, and refused", async () => {
    const schema = "{ __schema { queryType { name } } }";
    const { url, log } = await runServer(trusted(QUERY, "{ salary }", schema));
    const told = log.filter(({ variable }) => variable === "TRUSTED_DOCUMENTS");
    expect(told.map(({ level, sha256 }) => [level, sha256])).toEqual([
      ["warn", sha256("{ salary }")],
      ["warn", sha256(schema)],
    ]);
    for (const query of ["{ salary }", schema]) expect(codeOf(await post(url, { query }))).toBe("GRAPHQL_VALIDATION_FAILED");
    // In words that name what an operator has.
    expect(JSON.stringify((await post(url, { query: schema })).body)).toContain("trusted documents alone, and does not answer `__schema`");
  });
});

describe("A server with trusted documents", () => {
  it.each([
    ["another text", { query: "{ viewer }" }, "QUERY_NOT_IN_SAFELIST", "`query`"],
    ["a trusted text with a blank more", { query: `${QUERY} ` }, "QUERY_NOT_IN_SAFELIST", "to the letter"],
    [
      "another text with its hash",
      { query: "{ viewer }", extensions: persisted("{ viewer }") },
      "QUERY_NOT_IN_SAFELIST",
      "TRUSTED_DOCUMENTS",
    ],
    ["another text beside a trusted id", { query: "{ viewer }", documentId: sha256(QUERY) }, "QUERY_NOT_IN_SAFELIST", "`documentId`"],
    ["introspection", { query: getIntrospectionQuery() }, "QUERY_NOT_IN_SAFELIST", "`query`"],
    ["another hash", { extensions: persisted("{ viewer }") }, "PERSISTED_QUERY_NOT_IN_LIST", sha256("{ viewer }")],
    ["another documentId", { documentId: sha256("{ viewer }") }, "PERSISTED_QUERY_NOT_IN_LIST", "TRUSTED_DOCUMENTS"],
  ])("refuses %s by POST and GET, and runs and keeps nothing of it", async (_, name, code, words) => {
    const { url, contexts } = await runServer(trusted(QUERY));
    for (const [accept, status] of [
      ["application/json", 200],
      ["application/graphql-response+json", 400],
    ] as const)
      for (const ask of [post, get]) {
        const answer = await ask(url, { ...name, variables }, { accept });
        expect([answer.status, codeOf(answer)]).toEqual([status, code]);
        expect(answer.body.errors?.[0]?.message).toContain(words);
      }
    expect(codeOf(await post(url, { extensions: persisted("{ viewer }") }))).toBe("PERSISTED_QUERY_NOT_IN_LIST");
    expect(contexts).toHaveLength(0);
  });

  it("runs nothing of a trusted text that comes with another one", async () => {
    const { url, contexts } = await runServer(trusted(QUERY));
    const [mine, other] = [QUERY, "{ viewer }"].map(encodeURIComponent);
    for (const search of [`query=${mine}&query=${other}`, `query=${other}&query=${mine}`]) {
      const { status, data } = await fetch(`${url}/graphql?${search}`).then(async (answer) => ({
        status: answer.status,
        ...((await answer.json()) as { data?: unknown }),
      }));
      expect([status, data]).toEqual([expect.any(Number), undefined]);
    }
    expect((await post(url, [{ query: QUERY, variables }])).status).toBe(400);
    expect(contexts.flatMap(({ calls }) => [...calls])).toEqual([]);
  });

  it("says nothing of its documents to those who have not signed in", async () => {
    const tokens = [{ name: "one", sha256: sha256("one"), scopes: ["read"] as const }];
    const { url } = await runServer({ ...trusted(QUERY), auth: { tokens, allowAnonymous: false } });
    for (const name of [{ query: QUERY }, { query: "{ viewer }" }, { documentId: sha256(QUERY) }, { documentId: sha256("{ viewer }") }])
      expect((await post(url, { ...name, variables })).status).toBe(401);
  });

  it.each(["/", "/graphiql", "/web/start.css", "/favicon.ico", "/docs", "/docs/readme", "/schema.graphql"])(
    "has closed %s",
    async (path) => {
      const { url } = await runServer(trusted(QUERY));
      const answer = await fetch(url + path, { headers: { accept: "text/html" } });
      expect(answer.status).toBe(403);
      expect(await answer.text()).toContain("TRUSTED_DOCUMENTS");
    },
  );

  it("shows no page at /graphql either, and lives", async () => {
    const { url } = await runServer(trusted(QUERY));
    const page = await fetch(`${url}/graphql`, { headers: { accept: "text/html,*/*" } });
    expect([page.status, page.headers.get("content-type")]).toEqual([400, expect.stringContaining("json")]);
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
  });
});

describe("A stream of a server with trusted documents", () => {
  const TICKS = "subscription { ticks { number } }";

  it.each<[string, Record<string, unknown>]>([
    ["its exact text", { query: TICKS }],
    ["its hash", { extensions: persisted(TICKS) }],
    ["documentId", { documentId: `sha256:${sha256(TICKS)}` }],
  ])("follows a trusted subscription by %s", async (_, name) => {
    const ticker = new Ticker();
    const { url } = await runServer(trusted(TICKS), { schema: tickingSchema(ticker) });
    const stream = await openStream(url, "", { body: JSON.stringify(name) });
    ticker.tick(1);
    expect(await stream.next(1)).toEqual([{ data: { ticks: { number: 1 } } }]);
    stream.leave();
  });

  it.each<[string, Record<string, unknown>, string]>([
    ["text", { query: `${TICKS} ` }, "QUERY_NOT_IN_SAFELIST"],
    ["hash", { extensions: persisted(`${TICKS} `) }, "PERSISTED_QUERY_NOT_IN_LIST"],
    ["documentId", { documentId: sha256("") }, "PERSISTED_QUERY_NOT_IN_LIST"],
  ])("refuses another %s", async (_, name, code) => {
    const { url } = await runServer(trusted(TICKS), { schema: tickingSchema(new Ticker()) });
    const stream = await (await openStream(url, "", { body: JSON.stringify(name) })).closed();
    expect(stream.results.map(({ errors }) => errors?.map(({ extensions }) => extensions.code))).toEqual([[code]]);
    // By GET, of two texts the first is read: it is the one that is judged.
    const search = new URLSearchParams([
      ["query", `${TICKS} `],
      ["query", TICKS],
    ]);
    const byGet = await fetch(`${url}/graphql/stream?${search}`, { headers: { accept: "text/event-stream" } });
    expect(await byGet.text()).toContain("QUERY_NOT_IN_SAFELIST");
  });
});
