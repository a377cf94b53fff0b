import { createHash } from "node:crypto";

import { GraphQLError } from "graphql";
import { CallAborted, VendorError } from "../../../src/http/vendor-error.js";
import { Secrets } from "../../../src/secrets/secrets.js";
import { aborted } from "../../support/aborted.js";
import { ask, runServer, stopServers } from "../run-server.js";

afterEach(stopServers);

const TOKEN = "s3cret-token";
const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
const SIGN_IN = {
  tokens: [{ name: "reader", sha256: sha256(TOKEN), scopes: ["read"] as const }],
  allowAnonymous: false,
};

describe("GraphQL over HTTP", () => {
  it("answers a POST, uncached and with its request id", async () => {
    const { url } = await runServer();
    const answer = await ask(url, "{ job(id: 1) { id } }", { headers: { "x-request-id": "trace-7" } });
    expect(answer).toMatchObject({ status: 200, data: { job: { id: "1" } } });
    expect(answer.headers.get("cache-control")).toBe("no-store");
    expect(answer.headers.get("x-request-id")).toBe("trace-7");
    expect(answer.headers.get("content-type")).toBe("application/json; charset=utf-8");
  });

  it("replaces a request id of the caller that would not be safe in a log", async () => {
    const { url } = await runServer();
    const answer = await ask(url, "{ __typename }", { headers: { "x-request-id": 'a" b' } });
    expect(answer.headers.get("x-request-id")).toMatch(/^[\da-f-]{36}$/);
  });

  it("answers in the media type the client prefers, and 406 where it accepts none of ours", async () => {
    const { url } = await runServer();
    const accept = (type: string) => ask(url, "{ __typename }", { headers: { accept: type } });
    expect((await accept("application/graphql-response+json")).headers.get("content-type")).toMatch(/^application\/graphql-response\+json/);
    expect((await accept("image/png")).status).toBe(406);
  });

  it("refuses a change before it is made where the client would not accept its answer", async () => {
    const { url, contexts } = await runServer();
    const query = "mutation { closeJob(id: 1) }";
    expect((await ask(url, query, { headers: { accept: "text/html" } })).status).toBe(406);
    // No resolver runs without a context.
    expect(contexts).toHaveLength(0);
    expect((await ask(url, query)).data).toBeDefined();
    expect(contexts).toHaveLength(1);
  });

  const get = (url: string, query: string, headers: Record<string, string> = {}) =>
    fetch(`${url}/graphql?query=${encodeURIComponent(query)}&variables=${encodeURIComponent('{"id":"5"}')}`, { headers });

  it("answers queries by GET, and refuses changes there with 405", async () => {
    const { url } = await runServer();
    expect(await (await get(url, "query ($id: ID!) { job(id: $id) { id } }")).json()).toEqual({ data: { job: { id: "5" } } });
    const change = await get(url, "mutation ($id: ID!) { closeJob(id: $id) }");
    expect([change.status, change.headers.get("allow")]).toEqual([405, "POST"]);
  });

  it("refuses a request that a page of another site could send without asking", async () => {
    const { url } = await runServer();
    const from = async (site: string, more?: Record<string, string>) =>
      (await get(url, "{ __typename }", { "sec-fetch-site": site, ...more })).status;
    expect(await from("cross-site")).toBe(400);
    expect(await from("same-site")).toBe(400);
    expect(await from("same-origin")).toBe(200);
    expect(await from("cross-site", { "apollo-require-preflight": "1" })).toBe(200);
    const text = await fetch(`${url}/graphql`, {
      method: "POST",
      headers: { "content-type": "text/plain" },
      body: '{"query":"{__typename}"}',
    });
    expect(text.status).toBe(415);
  });

  it("explains how to send GraphQL where a request is not JSON or goes to another path", async () => {
    const { url } = await runServer();
    const asked = async (path: string, contentType: string) => {
      const answer = await fetch(url + path, {
        method: "POST",
        headers: { "content-type": contentType },
        body: '{"query":"{ __typename }"}',
      });
      const { errors } = (await answer.json()) as { errors: { message: string; extensions: { code: string } }[] };
      return [answer.status, errors[0]?.extensions.code, errors[0]?.message];
    };
    expect(await asked("/graphql", "application/x-www-form-urlencoded")).toEqual([
      415,
      "BAD_REQUEST",
      "GraphQL is asked in JSON: send it with the header `content-type: application/json`.",
    ]);
    expect(await asked("/?a=b", "application/json")).toEqual([
      404,
      "BAD_REQUEST",
      "There is no POST / here. GraphQL is asked at /graphql.",
    ]);
  });

  it.each(["PUT", "PATCH", "DELETE"])("refuses %s with 405 and says what is allowed", async (method) => {
    const { url } = await runServer();
    const answer = await fetch(`${url}/graphql`, { method, headers: { "content-type": "application/json" } });
    expect([answer.status, answer.headers.get("allow")]).toEqual([405, "GET, POST"]);
  });

  // The specification tells a request that is none (4xx in both media types) from one that was understood and is at fault.
  it.each([
    ["bad JSON", "{", "BAD_REQUEST", 400, 400],
    ["an empty body", "", "BAD_REQUEST", 400, 400],
    ["a body that is no object", "[]", "BAD_REQUEST", 400, 400],
    ["a body without a query", "{}", "BAD_REQUEST", 400, 400],
    ["an empty query", '{"query":""}', "BAD_REQUEST", 400, 400],
    ["variables that are no object", '{"query":"{ __typename }","variables":[1]}', "BAD_REQUEST", 400, 400],
    ["a body beyond the limit", `{"query":"${" ".repeat(1024 * 1024)}{ __typename }"}`, "BAD_REQUEST", 413, 413],
    ["a query that does not parse", '{"query":"{"}', "GRAPHQL_PARSE_FAILED", 200, 400],
    ["a query that does not fit the schema", '{"query":"{ nothing }"}', "GRAPHQL_VALIDATION_FAILED", 200, 400],
    ["a subscription", '{"query":"subscription { jobs }"}', "GRAPHQL_VALIDATION_FAILED", 200, 400],
    ["variables that do not fit", '{"query":"query ($id: ID!) { job(id: $id) { id } }"}', "BAD_USER_INPUT", 200, 400],
    ["the name of no operation", '{"query":"query A { __typename }","operationName":"B"}', "OPERATION_RESOLUTION_FAILURE", 200, 400],
    ["several operations and no name", '{"query":"query A { viewer } query B { viewer }"}', "OPERATION_RESOLUTION_FAILURE", 200, 400],
  ])("answers %s with errors and the status its media type has for it", async (_, body, code, plain, graphql) => {
    const { url } = await runServer();
    for (const [accept, status] of [
      ["application/json", plain],
      ["application/graphql-response+json", graphql],
    ] as const) {
      const answer = await fetch(`${url}/graphql`, { method: "POST", headers: { "content-type": "application/json", accept }, body });
      expect([answer.status, answer.headers.get("content-type")]).toEqual([status, `${accept}; charset=utf-8`]);
      const { data, errors } = (await answer.json()) as { data?: unknown; errors: { extensions: { code: string } }[] };
      expect(errors.map(({ extensions }) => extensions.code)).toEqual([code]);
      expect(data).toBeUndefined();
    }
  });

  it("admits pages of listed origins, and no others", async () => {
    const { url } = await runServer({ corsOrigins: ["https://app.example.com"] });
    const origin = async (name: string) =>
      (await ask(url, "{ __typename }", { headers: { origin: name } })).headers.get("access-control-allow-origin");
    expect(await origin("https://app.example.com")).toBe("https://app.example.com");
    expect(await origin("https://evil.example.com")).toBeNull();
    const preflight = await fetch(`${url}/graphql`, {
      method: "OPTIONS",
      headers: {
        origin: "https://app.example.com",
        "access-control-request-method": "POST",
        "access-control-request-headers": "content-type,authorization",
      },
    });
    expect(preflight.headers.get("access-control-allow-headers")).toContain("authorization");
  });
});

describe("Sign-in", () => {
  it("answers a caller without a token, or with a wrong one, with UNAUTHENTICATED and 401", async () => {
    const { url } = await runServer({ auth: SIGN_IN });
    const wrong: Record<string, string>[] = [{}, { authorization: "Bearer wrong" }, { authorization: `Basic ${TOKEN}` }];
    for (const headers of wrong) {
      const answer = await ask(url, "{ __typename }", { headers });
      expect(answer.status).toBe(401);
      expect(answer.headers.get("www-authenticate")).toBe("Bearer");
      expect(answer.errors?.[0]?.extensions).toEqual({ code: "UNAUTHENTICATED" });
    }
  });

  it("allows a token what its scopes allow, and names the scope that is missing", async () => {
    const { url } = await runServer({ auth: SIGN_IN });
    const headers = { authorization: `Bearer ${TOKEN}` };
    expect((await ask(url, "{ viewer }", { headers })).data).toEqual({ viewer: "reader: read" });
    const change = await ask(url, "mutation { closeJob(id: 1) }", { headers });
    expect(change.errors?.[0]).toMatchObject({ extensions: { code: "FORBIDDEN", missingScopes: ["write"] }, path: ["closeJob"] });
    expect(change.errors?.[0]?.message).toContain("`write`");
  });

  it("requires a token of scope read for the metrics, and none where no sign-in is set up", async () => {
    const auditor = { ...SIGN_IN, tokens: SIGN_IN.tokens.map((token) => ({ ...token, scopes: ["audit"] as const })) };
    const status = async (auth: typeof SIGN_IN | typeof auditor, headers: Record<string, string>) =>
      (await fetch(`${(await runServer({ auth })).url}/metrics`, { headers })).status;
    const token = { authorization: `Bearer ${TOKEN}` };
    expect(await status(SIGN_IN, {})).toBe(401);
    expect(await status(auditor, token)).toBe(403);
    expect(await status(SIGN_IN, token)).toBe(200);
    const open = await runServer();
    await ask(open.url, "{ __typename }");
    const text = await (await fetch(`${open.url}/metrics`)).text();
    expect(text).toContain('hiregraph_graphql_operations_total{type="query",outcome="ok"} 1');
  });
});

describe("A secret", () => {
  const CONFIGURED = "configured-secret-7d";

  it("is cut out of errors, their extensions and failures beside the data", async () => {
    const failure = new VendorError({
      code: "REJECTED",
      vendor: "GREENHOUSE",
      sent: "yes",
      message: `no to ${CONFIGURED}`,
      vendorRequestId: CONFIGURED,
    });
    const tolerated = [new GraphQLError(failure.message, { path: ["viewer"], originalError: failure })];
    const { url } = await runServer({}, { secrets: new Secrets([CONFIGURED]), context: { tolerated } });
    const wrong = await ask(url, "query ($id: Int!) { jobs(first: $id) { id } }", { variables: { id: CONFIGURED } });
    expect(wrong.errors?.[0]?.extensions.fields).toEqual([{ path: ["id"], message: expect.stringContaining('"[redacted]"') }]);
    const failed = await ask(url, "{ viewer }");
    expect(failed.errors).toMatchObject([{ message: "no to [redacted]", extensions: { vendorRequestId: "[redacted]" } }]);
    expect(JSON.stringify([wrong, failed])).not.toContain(CONFIGURED);
  });

  it("is a caller's known token, and not a token that a caller made up", async () => {
    const secrets = new Secrets();
    const { url, log } = await runServer({ auth: SIGN_IN }, { secrets });
    await ask(url, "{ __typename }", { headers: { authorization: "Bearer made-up-by-anybody" } });
    expect(secrets.cut(`made-up-by-anybody ${TOKEN}`)).toBe(`made-up-by-anybody ${TOKEN}`);
    await ask(url, "{ __typename }", { headers: { authorization: `Bearer ${TOKEN}` } });
    expect(secrets.cut(`made-up-by-anybody ${TOKEN}`)).toBe("made-up-by-anybody [redacted]");
    expect(await (await fetch(`${url}/${TOKEN}`)).text()).toContain("There is no GET /[redacted] here.");
    expect(log.map(({ path }) => path)).toContain("/[redacted]");
    expect(JSON.stringify(log)).not.toContain(TOKEN);
    // Without sign-in there is no token of anybody's.
    const open = await runServer({}, { secrets: new Secrets() });
    await ask(open.url, "{ __typename }", { headers: { authorization: "Bearer anything-at-all" } });
    await fetch(`${open.url}/anything-at-all`);
    expect(open.log.map(({ path }) => path)).toContain("/anything-at-all");
  });
});

describe("Static tokens", () => {
  it("are secrets for good, however many take turns: what was searched for them is not searched again", async () => {
    const texts = Array.from({ length: 150 }, (_, nth) => `a-token-of-caller-${nth}`);
    const tokens = texts.map((text, nth) => ({ name: `caller-${nth}`, sha256: sha256(text), scopes: ["read"] as const }));
    const secrets = new Secrets();
    const { url } = await runServer({ auth: { ...SIGN_IN, tokens } }, { secrets });
    const askAll = async () => {
      for (const text of texts) await ask(url, "{ __typename }", { headers: { authorization: `Bearer ${text}` } });
      return secrets.version;
    };
    const known = await askAll();
    expect(await askAll()).toBe(known);
    expect(secrets.cut(texts.join(" "))).toBe(texts.map(() => "[redacted]").join(" "));
  });
});

describe("The context of a request", () => {
  it("holds the caller, the language and the deadline", async () => {
    const { url, contexts } = await runServer({ requestDeadlineMs: 5000 });
    const before = Date.now();
    await ask(url, "{ __typename }", { headers: { "accept-language": "zh-CN", "x-request-id": "r1" } });
    const [context] = contexts;
    expect(context).toMatchObject({ acceptLanguage: "zh-CN", requestId: "r1", viewer: { subject: "anonymous" } });
    expect(context?.deadlineAt).toBeGreaterThanOrEqual(before + 5000);
    expect(context?.deadlineAt).toBeLessThanOrEqual(Date.now() + 5000);
  });

  it("is aborted when the client goes away before its answer, and not after it", async () => {
    const leaving = new AbortController();
    const left: Promise<unknown>[] = [];
    const { url, contexts } = await runServer(
      {},
      {
        context: {
          gate: new Promise(() => {}),
          onSlow: ({ signal }) => {
            left.push(aborted(signal));
            leaving.abort();
          },
        },
      },
    );
    await ask(url, "{ job(id: 1) { id } }");
    const request = {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: '{"query":"{ slow }"}',
      signal: leaving.signal,
    };
    await expect(fetch(`${url}/graphql`, request)).rejects.toThrow();
    await left[0];
    expect(contexts.map(({ signal }) => signal.aborted)).toEqual([false, true]);
  });

  it("of a caller that went away is counted as such, and nothing aborted for it is logged as a failure", async () => {
    const leaving = new AbortController();
    let letGo = () => {};
    const left: Promise<unknown>[] = [];
    const { url, log, metrics } = await runServer(
      {},
      {
        context: {
          gate: new Promise<void>((_, reject) => {
            letGo = () => reject(new CallAborted({ vendor: "GREENHOUSE" }, "GET /v1/jobs", "maybe"));
          }),
          onSlow: ({ signal }) => {
            left.push(aborted(signal));
            leaving.abort();
          },
        },
      },
    );
    const request = {
      method: "POST",
      headers: { "content-type": "application/json", "x-request-id": "r8" },
      body: '{"query":"{ slow }"}',
      signal: leaving.signal,
    };
    await expect(fetch(`${url}/graphql?secret=1`, request)).rejects.toThrow();
    await left[0];
    letGo();
    const counted = async () => (await metrics.graphqlOperations.get()).values.map(({ labels, value }) => [labels, value]);
    while ((await counted()).length === 0) await new Promise(setImmediate);
    expect(await counted()).toEqual([[{ type: "query", outcome: "aborted" }, 1]]);
    expect(log.filter(({ level }) => level === "warn" || level === "error")).toEqual([]);
    const said = log.filter(({ requestId }) => requestId === "r8");
    expect(said).toEqual([
      expect.objectContaining({ level: "info", method: "POST", path: "/graphql", msg: "its caller went away" }),
      expect.objectContaining({ level: "debug", path: ["slow"], msg: "a read was given up: its caller went away" }),
    ]);
  });

  it("that cannot be made is an internal error with its request id", async () => {
    const { url, log } = await runServer(
      {},
      {
        createContext: () => {
          throw new Error("no database at db.internal");
        },
      },
    );
    const answer = await ask(url, "{ __typename }", { headers: { "x-request-id": "r9" } });
    expect(answer.status).toBe(500);
    expect(JSON.stringify(answer)).not.toContain("db.internal");
    expect(answer.errors?.[0]?.extensions).toEqual({ code: "INTERNAL_SERVER_ERROR", requestId: "r9" });
    expect(log).toContainEqual(
      expect.objectContaining({ requestId: "r9", err: expect.objectContaining({ message: "no database at db.internal" }) }),
    );
  });
});
