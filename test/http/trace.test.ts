import { createHttpEngine, type HttpEngine } from "../../src/http/engine.js";
import type { AttemptSpan, CallTrace, TracedAttempt } from "../../src/http/request.js";
import { type RunningStandIn, startStandIn } from "../../src/sandbox/kit/stand-in.js";
import { Secrets } from "../../src/secrets/secrets.js";
import { ManualClock } from "../support/clock.js";
import { until } from "../support/until.js";
import { change, policyOf, read, refusal } from "./support.js";

/** Writes down what it is told. */
class RecordedTrace implements CallTrace {
  readonly attempts: (TracedAttempt & { waitedMs: number; result?: { status?: number; failure?: string } })[] = [];
  readonly shared: { route: string; opener: CallTrace | undefined }[] = [];

  attempt(about: TracedAttempt): AttemptSpan {
    const attempt: RecordedTrace["attempts"][number] = { ...about, waitedMs: 0 };
    this.attempts.push(attempt);
    return {
      waited: (ms) => {
        attempt.waitedMs += ms;
      },
      ended: (result) => {
        attempt.result = result;
      },
    };
  }

  coalesced({ route }: { route: string }, opener?: CallTrace): void {
    this.shared.push({ route, opener });
  }
}

let clock: ManualClock;
let standIn: RunningStandIn;
let engine: HttpEngine;
let trace: RecordedTrace;

beforeEach(async () => {
  clock = new ManualClock();
  trace = new RecordedTrace();
  standIn = await startStandIn({ handle: () => ({ status: 200, json: { ok: true } }), clock });
  engine = createHttpEngine({
    policy: policyOf(standIn.origin, { account: "emea", budgets: [{ name: "all", limit: 1, windowMs: 1000, applies: () => true }] }),
    classify: () => undefined,
    clock,
    secrets: new Secrets(),
    upstreamTimeoutMs: 1000,
  });
});

afterEach(async () => {
  await engine.close();
  await standIn.close();
});

test("the trace of an attempt tells how long it waited for its budgets, and nothing of what was asked", async () => {
  await engine.send(read({ path: "/things/1" }), { trace });
  const waiting = engine.send(change({ path: "/things/ivanov", query: [["email", "ivanov@example.com"]] }), { trace });
  await until(() => trace.attempts.length === 2);
  await clock.advance(1001);
  await waiting;
  expect(trace.attempts).toMatchObject([
    {
      source: "acme (emea)",
      method: "GET",
      route: "GET /things/{id}",
      intent: "read",
      host: "127.0.0.1",
      waitedMs: 0,
      result: { status: 200 },
    },
    { route: "POST /things", intent: "change", waitedMs: 1001, result: { status: 200 } },
  ]);
  expect(JSON.stringify(trace.attempts)).not.toContain("ivanov");
});

test("an attempt that was not sent, for its turn comes too late, is told by its code", async () => {
  await engine.send(read(), { trace });
  await refusal(engine.send(read({ path: "/things/2" }), { trace, deadlineAt: clock.now() + 10 }));
  expect(trace.attempts[1]?.result).toEqual({ status: undefined, failure: "RATE_LIMITED" });
});

test("an attempt whose caller leaves is told as aborted", async () => {
  await engine.send(read(), { trace });
  const leaving = new AbortController();
  const sent = engine.send(read({ path: "/things/2" }), { trace, signal: leaving.signal });
  await until(() => trace.attempts.length === 2);
  leaving.abort();
  await expect(sent).rejects.toThrow();
  await until(() => trace.attempts[1]?.result !== undefined);
  expect(trace.attempts[1]?.result).toEqual({ status: undefined, failure: "ABORTED" });
});

test("a shared read is an attempt of who opened it; others are told whose", async () => {
  const joining = new RecordedTrace();
  await Promise.all([engine.send(read(), { trace }), engine.send(read(), { trace: joining }), engine.send(read(), {})]);
  expect(trace.attempts).toHaveLength(1);
  expect(joining.attempts).toEqual([]);
  expect(joining.shared).toEqual([{ route: "GET /things/{id}", opener: trace }]);
});
