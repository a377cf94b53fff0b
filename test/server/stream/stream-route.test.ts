import { createHash } from "node:crypto";
import { createClient } from "graphql-sse";
import { openStream, type StreamOptions } from "../../support/event-stream.js";
import { until } from "../../support/until.js";
import { type Running, runServer, stopServers } from "../run-server.js";
import { Ticker, tickingSchema } from "./ticking-schema.js";

const TICKS = "subscription { ticks { number } }";
const hash = (token: string) => createHash("sha256").update(token).digest("hex");
const SIGN_IN = {
  tokens: [
    { name: "reader", sha256: hash("reader-token"), scopes: ["read"] as const },
    { name: "writer", sha256: hash("writer-token"), scopes: ["write"] as const },
  ],
  allowAnonymous: false,
};

const DEEP = `{"query":"subscription ($from: Int) { ticks(from: $from) { number } }","variables":{"from":${"[".repeat(50_000)}${"]".repeat(50_000)}}}`;

let ticker: Ticker;
let server: Running;

async function start(config: Parameters<typeof runServer>[0] = {}, deps: Parameters<typeof runServer>[1] = {}): Promise<void> {
  ticker = new Ticker();
  server = await runServer(config, { schema: tickingSchema(ticker), ...deps });
}
afterEach(stopServers);

const open = (query = TICKS, options: StreamOptions = {}) => openStream(server.url, query, options);
const followers = (count: number) => until(() => ticker.followers.size === count, `${count} followers`);
const figure = async (name: string) => (await server.metrics.registry.getSingleMetricAsString(name)).split("\n").slice(2);

describe("A stream of events", () => {
  beforeEach(() => start());

  it.each(["POST", "GET"] as const)("shows by %s what happens, as server-sent events", async (method) => {
    const stream = await open(TICKS, { method });
    expect(stream.response.statusCode).toBe(200);
    expect(stream.response.headers["content-type"]).toBe("text/event-stream; charset=utf-8");
    expect(stream.response.headers["cache-control"]).toBe("no-store, no-transform");
    ticker.tick(1);
    ticker.tick(2);
    expect(await stream.next(2)).toEqual([{ data: { ticks: { number: 1 } } }, { data: { ticks: { number: 2 } } }]);
    stream.leave();
    await followers(0);
  });

  it("is read by the official client of the protocol, which ends it", async () => {
    const client = createClient({ url: `${server.url}/graphql/stream`, retryAttempts: 0 });
    const results = client.iterate({ query: "subscription ($from: Int) { ticks(from: $from) { number } }", variables: { from: 1 } });
    const first = results.next();
    await followers(1);
    ticker.tick(1);
    expect((await first).value).toEqual({ data: { ticks: { number: 1 } } });
    await results.return?.();
    await followers(0);
    client.dispose();
  });

  it.each([
    ["does not parse", "subscription {", {}, "GRAPHQL_PARSE_FAILED"],
    ["does not fit the schema", "subscription { ticks { nothing } }", {}, "GRAPHQL_VALIDATION_FAILED"],
    ["follows two things", "subscription { ticks { number } others: ticks { number } }", {}, "GRAPHQL_VALIDATION_FAILED"],
    ["nests too deeply", `subscription { ${"a {".repeat(200)} b ${"}".repeat(200)} }`, {}, "BAD_USER_INPUT"],
    ["has variables that do not fit", "subscription ($from: Int!) { ticks(from: $from) { number } }", {}, "BAD_USER_INPUT"],
    [
      "has several operations and no name",
      "subscription A { ticks { number } } subscription B { ticks { number } }",
      {},
      "OPERATION_RESOLUTION_FAILURE",
    ],
    ["is refused by what it follows", "subscription { ticks(from: -1) { number } }", {}, "BAD_USER_INPUT"],
    ["leaves out what it follows", "subscription { ticks @skip(if: true) { number } }", {}, "BAD_USER_INPUT"],
    [
      "leaves the choice of what it follows to a variable",
      "subscription ($from: Boolean = false) { ticks @skip(if: $from) { number } }",
      {},
      "GRAPHQL_VALIDATION_FAILED",
    ],
    ["nests its variables too deeply", "subscription ($from: Int) { ticks(from: $from) { number } }", { body: DEEP }, "BAD_USER_INPUT"],
    ["is a query", "{ tick { number } }", {}, "BAD_REQUEST"],
    ["is a change", "mutation { stop }", {}, "BAD_REQUEST"],
    ["is a change, by GET,", "mutation { stop }", { method: "GET" as const }, "BAD_REQUEST"],
  ])("answers a document that %s with its errors and the end", async (_, query, options, code) => {
    const stream = await (await open(query, options)).closed();
    expect(stream.response.statusCode).toBe(200);
    expect(stream.results).toMatchObject([{ errors: [{ extensions: { code } }] }]);
    expect(stream.isComplete).toBe(true);
    expect(ticker.followers.size).toBe(0);
  });

  it("says where queries are asked, and /graphql where subscriptions are", async () => {
    const stream = await (await open("{ tick { number } }")).closed();
    expect(stream.results[0]?.errors?.[0]?.message).toBe("A query is asked at /graphql. Only subscriptions are asked at /graphql/stream.");
    const answer = await fetch(`${server.url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ query: TICKS }),
    });
    expect(await answer.json()).toMatchObject({ errors: [{ message: "A subscription is asked at /graphql/stream, by its own request." }] });
  });

  it.each([
    ["a body that is no JSON", { body: "{" }, 400],
    ["a body that is no object", { body: "[]" }, 400],
    ["a body without a query", { body: "{}" }, 400],
    ["variables that are no object", { body: '{"query":"{ a }","variables":[]}' }, 400],
    ["a name that is no text", { body: '{"query":"{ a }","operationName":1}' }, 400],
    ["a body beyond the limit", { body: `{"query":"${" ".repeat(1024 * 1024)}"}` }, 413],
    ["text instead of JSON", { headers: { "content-type": "text/plain" } }, 415],
    ["an `accept` without streams", { headers: { accept: "application/json" } }, 406],
    ["a token of a shared connection", { headers: { "x-graphql-event-stream-token": "1" } }, 400],
  ])("refuses %s before it begins", async (_, options, status) => {
    const stream = await (await open(TICKS, options)).closed();
    expect(stream.response.statusCode).toBe(status);
    expect(JSON.parse(stream.text)).toMatchObject({ errors: [{ extensions: { code: "BAD_REQUEST" } }] });
    expect(ticker.followers.size).toBe(0);
  });

  it.each(["PUT", "PATCH", "DELETE"])("refuses %s, by which the protocol shares connections, and says what is allowed", async (method) => {
    const answer = await fetch(`${server.url}/graphql/stream`, { method });
    expect([answer.status, answer.headers.get("allow")]).toEqual([405, "GET, POST"]);
    expect(await answer.json()).toMatchObject({ errors: [{ message: expect.stringContaining("no reservations") }] });
    const token = await fetch(`${server.url}/graphql/stream?token=abc&query=${encodeURIComponent(TICKS)}`);
    expect(token.status).toBe(400);
  });

  it("is not begun by HEAD", async () => {
    const answer = await fetch(`${server.url}/graphql/stream?query=${encodeURIComponent(TICKS)}`, { method: "HEAD" });
    expect(answer.status).toBe(404);
    expect(ticker.followers.size).toBe(0);
  });

  it("tells a fault of the server's with the request's id, and goes on", async () => {
    const stream = await open("subscription { ticks { number broken } }", { headers: { "x-request-id": "trace-7" } });
    ticker.tick(1);
    ticker.tick(2);
    const [first, second] = await stream.next(2);
    expect(first?.errors).toMatchObject([
      { path: ["ticks", "broken"], extensions: { code: "INTERNAL_SERVER_ERROR", requestId: "trace-7" } },
    ]);
    expect(JSON.stringify(first)).not.toContain("hunter2");
    expect(second?.data).toEqual({ ticks: { number: 2, broken: null } });
    expect(server.log).toContainEqual(expect.objectContaining({ msg: "a resolver failed", requestId: "trace-7" }));
    stream.leave();
  });

  it("is not packed, and nothing of it is kept back", async () => {
    const stream = await open("subscription { ticks { filler(length: 5000) } }", { headers: { "accept-encoding": "gzip, br" } });
    expect(stream.response.headers["content-encoding"]).toBeUndefined();
    ticker.tick(1);
    expect((await stream.next(1))[0]?.data).toEqual({ ticks: { filler: "x".repeat(5000) } });
    stream.leave();
  });

  it("shows an event once for all streams of a caller that ask the same, and to others by their own", async () => {
    const same = await Promise.all([open(), open(), open()]);
    const other = await open("subscription { ticks { number filler(length: 1) } }");
    await followers(4);
    const before = server.contexts.length;
    ticker.tick(7);
    for (const stream of same) expect(await stream.next(1)).toEqual([{ data: { ticks: { number: 7 } } }]);
    expect(await other.next(1)).toEqual([{ data: { ticks: { number: 7, filler: "x" } } }]);
    expect(server.contexts.length - before).toBe(2);
    for (const stream of [...same, other]) stream.leave();
  });

  it("gives each event a context and a deadline of its own", async () => {
    const stream = await open();
    await followers(1);
    ticker.tick(1);
    await stream.next(1);
    ticker.tick(2);
    await stream.next(2);
    const [begun, first, second] = server.contexts;
    expect(new Set([begun, first, second]).size).toBe(3);
    expect(second?.deadlineAt).toBeGreaterThanOrEqual(first?.deadlineAt ?? Number.POSITIVE_INFINITY);
    stream.leave();
    await followers(0);
    expect([first?.signal.aborted, second?.signal.aborted]).toEqual([false, false]);
  });

  it("is one line of the log at its end, with what it told, and is counted", async () => {
    const stream = await open("subscription Watch { ticks { number } }", {
      headers: { traceparent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01" },
    });
    await followers(1);
    ticker.tick(1);
    ticker.tick(2);
    await stream.next(2);
    expect(await figure("hiregraph_followers")).toEqual(["hiregraph_followers 1"]);
    stream.leave();
    await followers(0);
    const isAbout = ({ path }: Record<string, unknown>) => path === "/graphql/stream";
    await until(() => server.log.some(isAbout));
    expect(server.log.filter(isAbout)).toMatchObject([
      {
        ...{ msg: "its stream has ended", type: "subscription", operation: "Watch", caller: "anonymous", outcome: "ok", events: 2 },
        ...{ ended: "left", traceId: "0af7651916cd43dd8448eb211c80319c", ms: expect.any(Number) },
      },
    ]);
    expect(await figure("hiregraph_followers")).toEqual(["hiregraph_followers 0"]);
    expect(await figure("hiregraph_followed_events_total")).toEqual(["hiregraph_followed_events_total 2"]);
    expect(await figure("hiregraph_streams_ended_total")).toEqual(['hiregraph_streams_ended_total{reason="left"} 1']);
  });
});

describe("A page that wants to follow", () => {
  beforeEach(() => start({ corsOrigins: ["https://app.example.com"] }));

  it.each([
    ["of a listed origin may", { origin: "https://app.example.com", "sec-fetch-site": "cross-site" }, 200, "https://app.example.com"],
    ["of the server itself may", { "sec-fetch-site": "same-origin" }, 200, undefined],
    ["of another site may not", { origin: "https://evil.example.com", "sec-fetch-site": "cross-site" }, 403, undefined],
    ["of another site may not, where its browser names no origin", { "sec-fetch-site": "cross-site" }, 403, undefined],
    ["of another site may not, where its browser names the origin alone", { origin: "https://evil.example.com" }, 403, undefined],
    ["of a file may not", { origin: "null" }, 403, undefined],
  ])("%s", async (_, headers, status, allowed) => {
    const stream = await open(TICKS, { method: "GET", headers });
    expect([stream.response.statusCode, stream.response.headers["access-control-allow-origin"]]).toEqual([status, allowed]);
    stream.leave();
  });
});

describe("Who follows", () => {
  beforeEach(() => start({ auth: SIGN_IN }));
  const as = (name: string) => ({ headers: { authorization: `Bearer ${name}-token` } });

  it("signs in as for a query, before the stream begins", async () => {
    const unknown = await (await open()).closed();
    expect([unknown.response.statusCode, unknown.response.headers["www-authenticate"]]).toEqual([401, "Bearer"]);
    expect(JSON.parse(unknown.text)).toMatchObject({ errors: [{ extensions: { code: "UNAUTHENTICATED" } }] });
    const wrong = await (await open(TICKS, as("nobody"))).closed();
    expect(wrong.response.statusCode).toBe(401);
  });

  it("needs the scope of what is followed", async () => {
    const stream = await (await open(TICKS, as("writer"))).closed();
    expect(stream.results).toMatchObject([{ errors: [{ extensions: { code: "FORBIDDEN", missingScopes: ["read"] } }] }]);
  });

  it("is shown each event by the own rights", async () => {
    const stream = await open("subscription { ticks { whose } }", as("reader"));
    await followers(1);
    ticker.tick(1);
    expect((await stream.next(1))[0]?.data).toEqual({ ticks: { whose: expect.stringMatching(/^reader until \d+$/) } });
    stream.leave();
  });
});
