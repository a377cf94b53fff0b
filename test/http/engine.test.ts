import type { Authorizer } from "../../src/http/authorize.js";
import { type AttemptResult, createHttpEngine, type HttpEngine, type HttpEngineOptions } from "../../src/http/engine.js";
import type { Permit } from "../../src/http/limiter/limit.js";
import { VendorError } from "../../src/http/vendor-error.js";
import type { StandInHandler } from "../../src/sandbox/kit/exchange.js";
import { type RunningStandIn, startStandIn } from "../../src/sandbox/kit/stand-in.js";
import { Secrets } from "../../src/secrets/secrets.js";
import { ManualClock } from "../support/clock.js";
import { until } from "../support/until.js";
import { change, policyOf, read, refusal } from "./support.js";

let clock: ManualClock;
let standIn: RunningStandIn;
let engine: HttpEngine;
let results: AttemptResult[];
let turns: Permit[];
let handle: StandInHandler;

beforeEach(async () => {
  clock = new ManualClock();
  results = [];
  turns = [];
  handle = () => ({ status: 200, json: { ok: true } });
  standIn = await startStandIn({ handle: (request) => handle(request), clock });
});

afterEach(async () => {
  await engine.close();
  await standIn.close();
});

function start(policy: Parameters<typeof policyOf>[1] = {}, options: Partial<HttpEngineOptions> = {}): HttpEngine {
  engine = createHttpEngine({
    policy: policyOf(standIn.origin, policy),
    classify: () => undefined,
    clock,
    secrets: new Secrets(),
    upstreamTimeoutMs: 1000,
    random: () => 0.5,
    onResult: (result) => results.push(result),
    onPermit: (turn) => turns.push(turn),
    ...options,
  });
  return engine;
}

const all = { name: "all", limit: 2, windowMs: 1000, applies: () => true };

test("the engine repeats a read that failed, each attempt taking its turn at the budget", async () => {
  start({ budgets: [all], retry: { attempts: 3, baseDelayMs: 100, maxDelayMs: 1000 } });
  standIn.faults.arm({ kind: "status", status: 503, times: 2 });
  const reading = engine.send(read(), { deadlineAt: clock.now() + 5000 });
  await until(() => results.length === 1);
  await clock.advance(50);
  await until(() => results.length === 2);
  await clock.advance(100);
  expect(standIn.requests).toHaveLength(2);
  expect(engine.budgets()[0]).toMatchObject({ remaining: 0, queued: 1 });
  await clock.advance(1000);
  expect((await reading).json).toEqual({ ok: true });
  expect(standIn.requests).toHaveLength(3);
  expect(results.map(({ outcome, status, elapsedMs }) => [outcome, status, elapsedMs])).toEqual([
    ["UNAVAILABLE", 503, 0],
    ["UNAVAILABLE", 503, 0],
    ["OK", 200, 851],
  ]);
  expect(turns.map(({ waitedMs }) => waitedMs)).toEqual([0, 0, 851]);
});

test("the engine repeats a read that was refused in the body of a 200", async () => {
  start(
    { retry: { attempts: 2, baseDelayMs: 0, maxDelayMs: 0 } },
    {
      classify: ({ json }) =>
        (json as { code?: number }).code === 99
          ? new VendorError({ code: "RATE_LIMITED", vendor: "acme", sent: "no", message: "slow down", status: 200 })
          : undefined,
    },
  );
  standIn.faults.arm({ kind: "status", status: 200, json: { code: 99 }, times: 1 });
  const reading = engine.send(read(), {});
  await until(() => results.length === 1);
  await clock.advance(0);
  expect((await reading).json).toEqual({ ok: true });
  expect(standIn.requests).toHaveLength(2);
});

test.each([
  ["drop-before", "UNAVAILABLE"],
  ["drop-after", "UNAVAILABLE"],
  ["status-after", "UNAVAILABLE"],
  ["malformed", "BAD_RESPONSE"],
] as const)("the engine sends a change once however its answer is lost (%s), and leaves it in doubt", async (kind, code) => {
  start({ retry: { attempts: 5, baseDelayMs: 1, maxDelayMs: 1 } });
  standIn.faults.arm({ kind, status: 500 });
  expect(await refusal(engine.send(change(), {}))).toMatchObject({ code, sent: "maybe" });
  await clock.advance(60_000);
  expect(standIn.requests).toHaveLength(1);
});

test("the engine repeats a read answered with a page, and opens the circuit where no other answer comes", async () => {
  start({ retry: { attempts: 2, baseDelayMs: 0, maxDelayMs: 0 }, breaker: { failures: 2, openMs: 5000 } });
  const page = { kind: "status", status: 403, text: "<html>" } as const;
  standIn.faults.arm({ ...page, times: 1 });
  const reading = engine.send(read(), {});
  await until(() => results.length === 1);
  await clock.advance(0);
  expect((await reading).json).toEqual({ ok: true });
  standIn.faults.arm(page);
  for (const attempts of [4, 6]) {
    const failing = refusal(engine.send(read(), {}));
    await until(() => results.length === attempts - 1);
    await clock.advance(0);
    expect(await failing).toMatchObject({ code: "UNAVAILABLE", status: 403 });
  }
  expect(results.map(({ outcome }) => outcome)).toEqual(["UNAVAILABLE", "OK", ...Array.from({ length: 4 }, () => "UNAVAILABLE")]);
  expect(engine.circuit()).toBe("OPEN");
  expect(engine.lastFailure?.error).toMatchObject({ code: "UNAVAILABLE" });
});

test.each([
  ["a page", { status: 200, text: "<html>" }],
  ["a guard's 401", { status: 401, text: "<html>" }],
  ["a proxy's 203", { status: 203, json: { ok: true } }],
])("the engine sends a change answered with %s once, and leaves it in doubt", async (_, response) => {
  const rejecting: Authorizer = { headers: async () => ({}), rejected: () => false, renew: async () => undefined };
  start({ retry: { attempts: 5, baseDelayMs: 1, maxDelayMs: 1 } }, { authorizer: rejecting });
  standIn.faults.arm({ kind: "status-after", ...response });
  expect(await refusal(engine.send(change(), {}))).toMatchObject({ sent: "maybe" });
  await clock.advance(60_000);
  expect(standIn.requests).toHaveLength(1);
});

test("the engine measures from the latest answer by how much the vendor's clock is ahead", async () => {
  start();
  expect(engine.clockSkewMs).toBe(0);
  const dated = (date: string) => ({ status: 200, headers: { date }, json: { ok: true } });
  handle = () => dated(new Date(clock.now() + 3_600_000).toUTCString());
  await engine.send(read(), {});
  expect(engine.clockSkewMs).toBeGreaterThan(3_598_000);
  expect(engine.clockSkewMs).toBeLessThanOrEqual(3_600_000);
  const before = engine.clockSkewMs;
  handle = () => dated("some day");
  await engine.send(read(), {});
  expect(engine.clockSkewMs).toBe(before);
});

test("the engine counts a repeated token request against the budget, and shows a renewal in no answer", async () => {
  let token = "old";
  const authorizer: Authorizer = {
    headers: async () => ({ authorization: token }),
    rejected: ({ status }) => status === 401,
    renew: async () => {
      token = "new";
    },
  };
  handle = ({ headers }) => (headers.authorization === "new" ? { status: 200, json: { ok: true } } : { status: 401, json: {} });
  start({ budgets: [all] }, { authorizer });
  expect((await engine.send(change(), {})).status).toBe(200);
  expect(standIn.requests).toHaveLength(2);
  expect(engine.budgets()[0]?.remaining).toBe(0);
  expect(results.map(({ outcome }) => outcome)).toEqual(["OK"]);
});

test("the engine opens the circuit on a vendor that hangs, counting a call with all its attempts once", async () => {
  start({ breaker: { failures: 2, openMs: 5000 }, retry: { attempts: 2, baseDelayMs: 0, maxDelayMs: 0 } });
  standIn.faults.arm({ kind: "hang" });
  for (const calls of [1, 2]) {
    const failing = refusal(engine.send(read(), { deadlineAt: clock.now() + 2000 }));
    await until(() => standIn.requests.length === calls * 2 - 1);
    await clock.advance(1000);
    await until(() => standIn.requests.length === calls * 2);
    await clock.advance(1000);
    expect(await failing).toMatchObject({ code: "TIMEOUT", sent: "maybe" });
    expect(engine.circuit()).toBe(calls === 1 ? "CLOSED" : "OPEN");
  }
  expect(await refusal(engine.send(change(), {}))).toMatchObject({ code: "UNAVAILABLE", sent: "no", retryAfterMs: 5000 });
  expect(standIn.requests).toHaveLength(4);
});

test("the engine opens the circuit on a vendor that hangs, even where deadlines are shorter than an attempt", async () => {
  start({ breaker: { failures: 1, openMs: 5000 } });
  standIn.faults.arm({ kind: "hang" });
  const failing = refusal(engine.send(read(), { deadlineAt: clock.now() + 500 }));
  await until(() => standIn.requests.length === 1);
  await clock.advance(500);
  expect(await failing).toMatchObject({ code: "TIMEOUT" });
  expect(engine.circuit()).toBe("OPEN");
});

test("the engine shares a read among callers who ask at the same time, and aborts it with the last of them", async () => {
  start();
  standIn.faults.arm({ kind: "hang", times: 1 });
  const callers = [new AbortController(), new AbortController()];
  const reading = callers.map(({ signal }) => refusal(engine.send(read(), { signal })));
  await until(() => standIn.requests.length === 1);
  for (const caller of callers) caller.abort();
  await Promise.all(reading);
  await until(() => results.length === 1);
  expect(results[0]).toMatchObject({ outcome: "ABORTED", route: "GET /things/{id}", intent: "read", vendor: "acme" });
  expect((await engine.send(read(), {})).status).toBe(200);
  expect(standIn.requests).toHaveLength(2);
  expect(clock.sleeping).toBe(0);
});

test("the engine remembers the last success and the last failure that tells of the vendor's health", async () => {
  start();
  expect(engine.lastSuccessAt).toBeUndefined();
  expect(engine.lastFailure).toBeUndefined();
  await engine.send(read(), {});
  const succeededAt = clock.now();
  await clock.advance(10);
  standIn.faults.arm({ kind: "status", status: 503, times: 1 });
  standIn.faults.arm({ kind: "status", status: 404, times: 1 });
  const error = await refusal(engine.send(read(), {}));
  await clock.advance(10);
  expect(await refusal(engine.send(read(), {}))).toMatchObject({ code: "NOT_FOUND" });
  expect(engine.lastSuccessAt).toBe(succeededAt);
  expect(engine.lastFailure).toEqual({ error, at: succeededAt + 10 });
});

test("the engine refuses the requests that wait for their turn when it closes", async () => {
  start({ budgets: [{ ...all, limit: 1 }] });
  await engine.send(read(), {});
  const waiting = refusal(engine.send(change(), {}));
  await until(() => engine.budgets()[0]?.queued === 1);
  await Promise.all([engine.close(), engine.close()]);
  expect(await waiting).toMatchObject({ code: "UNAVAILABLE", sent: "no" });
  expect(standIn.requests).toHaveLength(1);
});
