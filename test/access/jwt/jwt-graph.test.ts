import { createHash } from "node:crypto";
import { request } from "undici";
import { startGraph, type TestGraph } from "../../support/graph.js";
import { IdentityProvider } from "../../support/identity-provider.js";
import { until } from "../../support/until.js";

const STATIC_TOKEN = "static-token-of-olga-4e1b";
const AUTH_TOKENS = `olga:${createHash("sha256").update(STATIC_TOKEN).digest("hex")}:read+write`;
const CLOSE = `mutation($id: ID!, $key: String) {
  closeOpening(input: { id: $id, closeReasonId: "4500000034", idempotencyKey: $key }) {
    operation { id requestedBy replayed } userErrors { code }
  }
}`;
const MINE = "{ operations { nodes { id requestedBy } } }";

let provider: IdentityProvider;
let graph: TestGraph;
let log: Record<string, unknown>[];

beforeEach(async () => {
  log = [];
  provider = await new IdentityProvider().start();
  graph = await startGraph({ env: { ...provider.env, AUTH_TOKENS, SANDBOX_VENDORS: "greenhouse", LOG_LEVEL: "trace" }, log });
});
afterEach(async () => {
  await graph.stop();
  await provider.stop();
});

interface Answer {
  // biome-ignore lint/suspicious/noExplicitAny: the answers are compared as a whole
  data?: any;
  errors?: { message: string; extensions: Record<string, unknown> }[];
}

const ask = (token: string | undefined, query: string, variables: Record<string, unknown> = {}): Promise<Answer> =>
  graph.ask(query, variables, token === undefined ? {} : { authorization: `Bearer ${token}` }) as never;

const PLAIN = "/graphql?query={vendors{mode}}";

async function raw(token: string, path = PLAIN, { url = graph.url, headers = {} as Record<string, string> } = {}) {
  const answer = await request(`${url}${path}`, { headers: { authorization: `Bearer ${token}`, ...headers } });
  return { status: answer.statusCode, headers: answer.headers, text: await answer.body.text() };
}

const opening = (number: number) => `greenhouse:opening:400000000${number}.410000000${number}`;

describe("A server with sign-in by JWT", () => {
  it("answers a token of the provider by its scopes", async () => {
    const token = await provider.token();
    expect((await ask(token, "{ vendors { vendor } }")).data.vendors).toHaveLength(5);
    const { errors } = await ask(token, CLOSE, { id: opening(0) });
    expect(errors?.[0]).toMatchObject({
      message: "This needs the scope `write`, which olga does not have. Use a token that holds it.",
      extensions: { code: "FORBIDDEN", missingScopes: ["write"] },
    });
  });

  it("answers 401 UNAUTHENTICATED to a token that it does not take, and to none", async () => {
    const expired = await provider.token({ claims: { exp: 1 } });
    for (const token of [expired, "nonsense", "a.b.c"]) {
      const { status, headers, text } = await raw(token, PLAIN, { headers: { accept: "application/graphql-response+json" } });
      expect({ status, challenge: headers["www-authenticate"] }).toEqual({ status: 401, challenge: "Bearer" });
      expect(JSON.parse(text)).toMatchObject({ errors: [{ extensions: { code: "UNAUTHENTICATED" } }] });
      expect((await raw(token, "/metrics")).status).toBe(401);
    }
    expect((await ask(undefined, "{ vendors { vendor } }")).errors?.[0]?.extensions).toMatchObject({ code: "UNAUTHENTICATED" });
  });

  it("answers 503 UNAVAILABLE with Retry-After while the keys for it are away, and starts all the same", async () => {
    await provider.stop();
    const told: Record<string, unknown>[] = [];
    const other = await startGraph({ env: { ...provider.env, AUTH_TOKENS, SANDBOX_VENDORS: "greenhouse", LOG_LEVEL: "warn" }, log: told });
    const token = await provider.token();
    const { status, headers, text } = await raw(token, PLAIN, other);
    expect({ status, retryAfter: headers["retry-after"] }).toEqual({ status: 503, retryAfter: "30" });
    expect(JSON.parse(text)).toMatchObject({
      errors: [{ extensions: { code: "UNAVAILABLE", retryable: true, retryAfterMs: expect.any(Number) } }],
    });
    const metrics = await raw(token, "/metrics", other);
    expect({ status: metrics.status, retryAfter: Number(metrics.headers["retry-after"]) <= 30 }).toEqual({ status: 503, retryAfter: true });
    expect((await raw(STATIC_TOKEN, PLAIN, other)).status).toBe(200);
    expect((await raw("a.b.c", PLAIN, other)).status).toBe(401);
    expect((await raw(token, "/readyz", other)).status).toBe(200);
    expect(told.filter(({ msg }) => String(msg).startsWith("the keys of the sign-in cannot be read"))).toMatchObject([
      { level: "warn", err: { message: expect.stringContaining("ECONNREFUSED") } },
      { level: "warn" },
    ]);
    await other.stop();
    await provider.start();
  });

  it("opens the metrics to the scope read alone", async () => {
    expect((await raw(await provider.token(), "/metrics")).status).toBe(200);
    expect((await raw(await provider.token({ claims: { scope: "write audit" } }), "/metrics")).status).toBe(403);
  });

  it("writes the subject on each operation, and keeps it from a static token, an issuer and a client of the same name", async () => {
    const scope = "read write";
    const callers = [
      STATIC_TOKEN,
      await provider.token({ claims: { scope } }),
      await provider.token({ claims: { scope, sub: undefined, client_id: "olga" } }),
    ];
    const made: string[] = [];
    for (const [index, token] of callers.entries()) {
      const { data, errors } = await ask(token, CLOSE, { id: opening(index), key: "one key" });
      expect(errors).toBeUndefined();
      expect(data.closeOpening.operation).toMatchObject({ requestedBy: "olga", replayed: false });
      made.push(data.closeOpening.operation.id);
    }
    for (const [index, token] of callers.entries()) {
      expect((await ask(token, MINE)).data.operations.nodes).toEqual([{ id: made[index], requestedBy: "olga" }]);
      const again = await ask(token, CLOSE, { id: opening(index), key: "one key" });
      expect(again.data.closeOpening.operation).toEqual({ id: made[index], requestedBy: "olga", replayed: true });
      for (const id of made.filter((other) => other !== made[index])) {
        const { data, errors } = await ask(token, "query($id: ID!) { operation(id: $id) { id } }", { id });
        expect({ data: data?.operation ?? null, code: errors?.[0]?.extensions.code }).toEqual({ data: null, code: "FORBIDDEN" });
      }
    }
    const auditor = await provider.token({ claims: { scope: "audit", sub: "ada" } });
    expect((await ask(auditor, MINE)).data.operations.nodes).toHaveLength(3);
  });

  it("has no token in its log, wherever a client puts it", async () => {
    const token = await provider.token();
    const refused = await provider.token({ claims: { aud: "https://other.test" } });
    const cut = token.slice(0, -40);
    for (const bearer of [token, refused, cut]) {
      await raw(bearer);
      await raw("x", `/graphql/${bearer}?query=${bearer}`, { headers: { "x-request-id": bearer.slice(0, 128) } });
      await ask(token, "query($id: ID!) { operation(id: $id) { id } }", { id: bearer });
      await ask(token, `{ job(id: "${bearer}") { id } }`);
    }
    await until(() => log.length > 12);
    const [, claims, signature = ""] = token.split(".");
    const text = JSON.stringify(log);
    expect(text).not.toContain(claims);
    expect(text).not.toContain(signature.slice(0, 12));
  });

  it("is not impressed by a token as long as a header may be, or longer", async () => {
    expect((await raw(`${"a".repeat(5_000)}.${"b".repeat(5_000)}.c`)).status).toBe(401);
    expect((await raw("a".repeat(20_000))).status).toBe(431);
  });
});
