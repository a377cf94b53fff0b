import { createHash } from "node:crypto";
import { VendorError } from "../../../src/http/vendor-error.js";
import { AnswersUnderWay } from "../../../src/server/graphql/answers-under-way.js";
import { type QueryLimits, queryLimits } from "../../../src/server/limits/limits.js";
import { ManualClock } from "../../support/clock.js";
import { until } from "../../support/until.js";
import { ask, type Running, runServer, stopServers } from "../run-server.js";
import type { SampleContext } from "../sample-schema.js";

afterEach(async () => {
  looked.mockClear();
  await stopServers();
});

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
const LONG_NAME = "long".repeat(1_000);
const TOKENS = ["one", "two", "writer", LONG_NAME].map((name) => ({
  name,
  sha256: sha256(name),
  scopes: name === "writer" ? (["read", "write"] as const) : (["read"] as const),
}));
const as = (token: string, more: Record<string, string> = {}) => ({ headers: { authorization: `Bearer ${token}`, ...more } });
const QUERY = "{ slow }";

interface Gate {
  open(): void;
  fail(error?: Error): void;
}

interface Served extends Running {
  gate: Gate;
  slow: SampleContext[];
  epoch: { now: number };
  clock: ManualClock;
}

/** A server whose field `slow` waits at a gate. The document is known. */
async function serve(more: Partial<SampleContext> = {}, query = QUERY, { limits }: { limits?: QueryLimits } = {}): Promise<Served> {
  const slow: SampleContext[] = [];
  const epoch = { now: 0 };
  const clock = new ManualClock();
  const gate = { open: () => {}, fail: (_error?: Error) => {} };
  const { onSlow, ...others } = more;
  const told = (asked: SampleContext) => {
    slow.push(asked);
    onSlow?.(asked);
  };
  const context: Partial<SampleContext> = { onSlow: told, ...others };
  const auth = { tokens: TOKENS, allowAnonymous: false };
  const running = await runServer({ auth }, { context, clock, epoch: () => epoch.now, ...(limits && { limits }) });
  await ask(running.url, query, as("one"));
  slow.length = 0;
  running.contexts.length = 0;
  context.gate = new Promise<void>((resolve, reject) =>
    Object.assign(gate, { open: resolve, fail: (error = new Error("no")) => reject(error) }),
  );
  context.gate.catch(() => undefined);
  return { ...running, gate, slow, epoch, clock };
}

/** Resolves when so many executions wait at the gate. */
async function waiting({ slow }: { slow: SampleContext[] }, count: number): Promise<void> {
  await until(() => slow.length >= count);
}

const looked = jest.spyOn(AnswersUnderWay.prototype, "join");
afterAll(() => looked.mockRestore());

/** Resolves when so many requests found an answer under way. */
async function joined(count: number): Promise<void> {
  const found = () => looked.mock.results.filter(({ value }) => value !== undefined).length;
  await until(() => found() >= count);
}

const counted = async ({ metrics }: Running) => (await metrics.graphqlJoinedAnswers.get()).values[0]?.value;

describe("A query that is asked again while it is executed", () => {
  it("is executed once for the same caller: each has its answer, is counted and has its line", async () => {
    const running = await serve();
    const first = ask(running.url, QUERY, as("one"));
    await waiting(running, 1);
    const others = Array.from({ length: 5 }, () => ask(running.url, QUERY, as("one")));
    await joined(5);
    running.gate.open();
    const [answer, ...rest] = await Promise.all([first, ...others]);
    expect(rest.map(({ status, data }) => ({ status, data }))).toEqual(Array(5).fill({ status: 200, data: answer?.data }));
    expect(rest[0]?.headers.get("content-type")).toBe(answer?.headers.get("content-type"));
    expect(rest[0]?.headers.get("cache-control")).toBe("no-store");
    expect(running.contexts).toHaveLength(1);
    expect(await counted(running)).toBe(5);
    const { values } = await running.metrics.graphqlOperations.get();
    expect(values.map(({ labels, value }) => [labels, value])).toEqual([[{ type: "query", outcome: "ok" }, 7]]);
    expect(running.log.filter(({ msg, outcome }) => msg === "answered" && outcome === "ok")).toHaveLength(7);
  });

  it("is executed once for callers who may see the same, on behalf of those who wait for it, a subject once", async () => {
    const running = await serve();
    const asked = [ask(running.url, QUERY, as("one"))];
    await waiting(running, 1);
    asked.push(ask(running.url, QUERY, as("two")), ask(running.url, QUERY, as("two")));
    await joined(2);
    expect([...(running.contexts[0]?.callers ?? [])]).toEqual([{ subject: "one" }, { subject: "two" }]);
    running.gate.open();
    expect((await Promise.all(asked)).map(({ data }) => data)).toEqual(Array(3).fill({ slow: "done" }));
    expect(running.contexts).toHaveLength(1);
    await until(() => running.log.filter(({ msg, caller }) => msg === "answered" && caller === "two").length === 2);
  });

  it("is no more executed on behalf of a caller who has left", async () => {
    const running = await serve();
    const leaving = new AbortController();
    const headers = { "content-type": "application/json", authorization: "Bearer one" };
    const first = fetch(`${running.url}/graphql`, {
      method: "POST",
      headers,
      body: JSON.stringify({ query: QUERY }),
      signal: leaving.signal,
    });
    await waiting(running, 1);
    const second = ask(running.url, QUERY, as("two"));
    await joined(1);
    leaving.abort();
    await expect(first).rejects.toThrow();
    const callers = () => [...(running.contexts[0]?.callers ?? [])];
    await until(() => callers().length === 1);
    expect(callers()).toEqual([{ subject: "two" }]);
    running.gate.open();
    expect((await second).data).toEqual({ slow: "done" });
  });

  it.each([
    ["a caller with other scopes", QUERY, as("writer")],
    ["another language", QUERY, as("one", { "accept-language": "zh-CN" })],
    ["another media type", QUERY, as("one", { accept: "application/graphql-response+json" })],
    ["another document", "{ slow __typename }", as("one")],
    ["what it cost", QUERY, as("one", { "x-upstream": "1" })],
    ["an age", QUERY, as("one", { "cache-control": "max-age=5" })],
  ])("is executed again for %s", async (_, query, options) => {
    const running = await serve();
    const first = ask(running.url, QUERY, as("one"));
    await waiting(running, 1);
    const second = ask(running.url, query, options);
    await waiting(running, 2);
    running.gate.open();
    expect((await Promise.all([first, second])).map(({ data }) => data?.slow)).toEqual(["done", "done"]);
    expect(await counted(running)).toBe(0);
  });

  it("is executed again once something has been read for it, or has changed at a vendor: nobody is shown what was read before they asked", async () => {
    const running = await serve();
    const first = ask(running.url, QUERY, as("one"));
    await waiting(running, 1);
    running.epoch.now += 1;
    const second = ask(running.url, QUERY, as("one"));
    await waiting(running, 2);
    // As the graph's context does where a vendor has answered.
    running.contexts[1]?.operation.spends({ upstream: [], isUnread: false });
    const third = ask(running.url, QUERY, as("one"));
    await waiting(running, 3);
    running.gate.open();
    await Promise.all([first, second, third]);
    expect(await counted(running)).toBe(0);
  });

  it("is executed again where it began long before, since who joins it has its time", async () => {
    const running = await serve();
    const asked = [ask(running.url, QUERY, as("one"))];
    await waiting(running, 1);
    await running.clock.advance(1_001);
    asked.push(ask(running.url, QUERY, as("one")));
    await waiting(running, 2);
    running.gate.open();
    await Promise.all(asked);
    expect(await counted(running)).toBe(0);
  });

  it("is executed once where a vendor fails, or a source is not told of: each is told the same, and counted so", async () => {
    const sources = [{ vendor: "GREENHOUSE", state: "STALE" }];
    const running = await serve({ extensions: () => ({ sources }) });
    const asked = [ask(running.url, QUERY, as("one"))];
    await waiting(running, 1);
    asked.push(ask(running.url, QUERY, as("one")));
    await joined(1);
    running.gate.fail(new VendorError({ vendor: "GREENHOUSE", code: "TIMEOUT", sent: "maybe", message: "Greenhouse is slow." }));
    const [first, second] = await Promise.all(asked);
    expect(first).toMatchObject({ errors: [{ extensions: { code: "TIMEOUT" } }], extensions: { sources } });
    expect({ ...second, headers: undefined }).toEqual({ ...first, headers: undefined });
    expect(running.contexts).toHaveLength(1);
    const { values } = await running.metrics.graphqlOperations.get();
    expect(values).toContainEqual(expect.objectContaining({ labels: { type: "query", outcome: "error" }, value: 2 }));
    await until(() => running.log.filter(({ msg, outcome }) => msg === "answered" && outcome === "error").length === 2);
  });

  it("is executed again where a fault of ours is told, which names the request", async () => {
    const running = await serve();
    const asked = [ask(running.url, QUERY, as("one", { "x-request-id": "first" }))];
    await waiting(running, 1);
    asked.push(ask(running.url, QUERY, as("one", { "x-request-id": "second" })));
    await joined(1);
    running.gate.fail();
    const ids = (await Promise.all(asked)).map(({ errors }) => errors?.map(({ extensions }) => extensions.requestId));
    expect(ids).toEqual([["first"], ["second"]]);
    expect(running.contexts).toHaveLength(2);
  });

  it("is executed once where the answer says what its caller may not: each is told its own name, and not late", async () => {
    const query = "{ slow job(id: 1) { vendorData flaky } }";
    const running = await serve({}, query);
    const asked = [ask(running.url, query, as("one"))];
    await waiting(running, 1);
    asked.push(ask(running.url, query, as("two")), ask(running.url, query, as("one")));
    await joined(2);
    running.gate.open();
    const forbidden = (name: string) => ({
      message: `This needs the scope \`vendor-data:read\`, which ${name} does not have. Use a token that holds it.`,
      locations: [{ line: 1, column: 21 }],
      path: ["job", "vendorData"],
      extensions: { code: "FORBIDDEN", missingScopes: ["vendor-data:read"] },
    });
    const told = (await Promise.all(asked)).map(({ data, errors }) => ({ data, errors }));
    const data = { slow: "done", job: { vendorData: null, flaky: null } };
    const flaky = expect.objectContaining({ message: "Greenhouse asks to slow down (job 1)." });
    expect(told).toEqual(["one", "two", "one"].map((name) => ({ data, errors: expect.arrayContaining([forbidden(name), flaky]) })));
    expect(told.map(({ errors }) => errors?.length)).toEqual([2, 2, 2]);
    expect(running.contexts).toHaveLength(1);
    const { values } = await running.metrics.graphqlOperations.get();
    expect(values.map(({ labels, value }) => [labels, value])).toEqual([[{ type: "query", outcome: "partial" }, 4]]);
  });

  it("is executed once for a caller whose name is too long to be told: it is cut as in any other error", async () => {
    const query = "{ slow job(id: 1) { vendorData } }";
    const running = await serve({}, query);
    const asked = [ask(running.url, query, as("one"))];
    await waiting(running, 1);
    asked.push(ask(running.url, query, as(LONG_NAME)));
    await joined(1);
    running.gate.open();
    const [, second] = await Promise.all(asked);
    const own = await ask(running.url, query, as(LONG_NAME));
    expect(own.errors?.[0]?.message).toContain(" … ");
    expect(second?.errors).toEqual(own.errors);
    expect(running.contexts).toHaveLength(2);
  });

  it.each([
    ["application/graphql-response+json", 400],
    ["application/json", 200],
  ])("is executed once where the answer is too long: each has the refusal as %s, with %d", async (accept, status) => {
    const limits = { ...queryLimits(), maxAnswerLength: 10 };
    const running = await serve({}, QUERY, { limits });
    const asked = [ask(running.url, QUERY, as("one", { accept }))];
    await waiting(running, 1);
    asked.push(ask(running.url, QUERY, as("two", { accept })));
    await joined(1);
    running.gate.open();
    for (const answer of await Promise.all(asked))
      expect(answer).toMatchObject({ status, errors: [{ message: expect.stringContaining("more than 10 characters") }] });
    expect(running.contexts).toHaveLength(1);
  });

  it("is executed again for a number that JSON cannot write: it would look like null", async () => {
    const running = await serve();
    const post = (variables: string) =>
      fetch(`${running.url}/graphql`, {
        method: "POST",
        headers: { "content-type": "application/json", authorization: "Bearer one" },
        body: `{"query":"${QUERY}","variables":${variables}}`,
      });
    const asked = [post('{"deep":[{"a":null}]}')];
    await waiting(running, 1);
    asked.push(post('{"deep":[{"a":1e999}]}'));
    await waiting(running, 2);
    running.gate.open();
    await Promise.all(asked);
    expect(await counted(running)).toBe(0);
  });

  it("is executed again once it has looked at more than vendors' records", async () => {
    const running = await serve({ onSlow: ({ age }) => age?.serveOnce() });
    const asked = [ask(running.url, QUERY, as("one"))];
    await waiting(running, 1);
    asked.push(ask(running.url, QUERY, as("one")));
    await waiting(running, 2);
    running.gate.open();
    expect((await Promise.all(asked)).map(({ data }) => data?.slow)).toEqual(["done", "done"]);
    expect(await counted(running)).toBe(0);
  });

  it("goes on while one of those waits who asked, and is given up once the last has left", async () => {
    const running = await serve();
    const leave = async ({ answer, leaving }: ReturnType<typeof askedBy>) => {
      const gone = running.log.filter(({ msg }) => msg === "its caller went away").length;
      leaving.abort();
      await expect(answer).rejects.toThrow();
      await until(() => running.log.filter(({ msg }) => msg === "its caller went away").length === gone + 1);
    };
    const askedBy = (leaving = new AbortController()) => {
      const headers = { "content-type": "application/json", authorization: "Bearer one" };
      const body = JSON.stringify({ query: QUERY });
      return { leaving, answer: fetch(`${running.url}/graphql`, { method: "POST", headers, body, signal: leaving.signal }) };
    };
    const first = askedBy();
    await waiting(running, 1);
    const second = askedBy();
    await joined(1);
    const third = askedBy();
    await joined(2);
    await leave(first);
    await leave(second);
    expect(running.contexts[0]?.signal.aborted).toBe(false);
    running.gate.open();
    expect(await (await third.answer).json()).toEqual({ data: { slow: "done" } });
    expect(running.contexts).toHaveLength(1);
    const { values } = await running.metrics.graphqlOperations.get();
    // Whoever has left is counted so, be it the one whom it was executed for first.
    expect(values).toContainEqual(expect.objectContaining({ labels: { type: "query", outcome: "aborted" }, value: 2 }));
    expect(values).toContainEqual(expect.objectContaining({ labels: { type: "query", outcome: "ok" }, value: 2 }));
  });

  it("is given up once all have left who asked, and joined by nobody then", async () => {
    const running = await serve();
    const leaving = new AbortController();
    const headers = { "content-type": "application/json", authorization: "Bearer one" };
    const body = JSON.stringify({ query: QUERY });
    const ask_ = () => fetch(`${running.url}/graphql`, { method: "POST", headers, body, signal: leaving.signal });
    const left = [ask_()];
    await waiting(running, 1);
    left.push(ask_());
    await joined(1);
    leaving.abort();
    await Promise.allSettled(left);
    await until(() => running.contexts[0]?.signal.aborted === true);
    const next = ask(running.url, QUERY, as("one"));
    await waiting(running, 2);
    running.gate.open();
    expect((await next).data).toEqual({ slow: "done" });
    expect(await counted(running)).toBe(1);
  });
});
