import { getEventListeners } from "node:events";
import type { Clock } from "../../../src/clock.js";
import { createLimiter } from "../../../src/http/limiter/limit.js";
import { createSender } from "../../../src/http/sending/send.js";
import { VendorError } from "../../../src/http/vendor-error.js";
import { startStandIn } from "../../../src/sandbox/kit/stand-in.js";
import { until } from "../../support/until.js";
import { answer, change, read, refusal } from "../support.js";
import { budget, clock, limiterOf, settled, turns, use, vendor } from "./limit-setup.js";

describe("A budget", () => {
  test("holds a permit from the request until a window after the answer", async () => {
    const { ask, budgets } = limiterOf(budget({ limit: 1 }));
    const first = ask();
    const second = ask();
    await clock.advance(5000);
    expect(vendor.requests).toHaveLength(1);
    vendor.answerNext();
    await first;
    await clock.advance(1000);
    expect(vendor.requests).toHaveLength(1);
    expect(budgets()[0]).toMatchObject({ remaining: 0, queued: 1 });
    await clock.advance(1);
    expect(vendor.requests).toHaveLength(2);
    vendor.answerNext();
    await second;
    expect(turns.map(({ waitedMs }) => waitedMs)).toEqual([0, 6001]);
  });

  test("holds the permit of a request that failed, but not of one that was never sent", async () => {
    const { ask } = limiterOf(budget({ limit: 1 }));
    const unsent = refusal(ask());
    await settled();
    vendor.answerNext(new VendorError({ code: "UNAVAILABLE", vendor: "acme", sent: "no", message: "refused" }));
    await unsent;
    const lost = refusal(ask());
    await settled();
    expect(vendor.requests).toHaveLength(2);
    vendor.answerNext(new VendorError({ code: "UNAVAILABLE", vendor: "acme", sent: "maybe", message: "lost" }));
    await lost;
    const last = ask();
    await clock.advance(1000);
    expect(vendor.requests).toHaveLength(2);
    await clock.advance(1);
    expect(vendor.requests).toHaveLength(3);
    vendor.answerNext();
    await last;
  });

  test("gives the permit of a request that was never sent to the next in line at once", async () => {
    const { ask } = limiterOf(budget({ limit: 1 }));
    const unsent = refusal(ask());
    ask();
    await settled();
    expect(vendor.requests).toHaveLength(1);
    vendor.answerNext(new VendorError({ code: "UNAVAILABLE", vendor: "acme", sent: "no", message: "refused" }));
    await unsent;
    await settled();
    expect(vendor.requests).toHaveLength(2);
  });

  test("sends a request without a wait when its permit came free while nothing waited", async () => {
    const limiter = limiterOf(budget({ limit: 1 }));
    await use(limiter, 1);
    await clock.advance(1001);
    limiter.ask();
    await Promise.resolve();
    expect(vendor.requests).toHaveLength(2);
    expect(turns.at(-1)).toEqual({ route: "GET /things/{id}", waitedMs: 0 });
  });

  test("counts only requests that it applies to, and requests that name it", async () => {
    const jobs = budget({ name: "jobs", limit: 1, applies: ({ route }) => route.startsWith("GET /jobs") });
    const extra = budget({ name: "extra", limit: 1, applies: () => false });
    const { ask, budgets } = limiterOf(jobs, extra);
    ask(read({ route: "GET /things" }));
    ask(read({ route: "GET /things" }));
    ask(read({ route: "GET /jobs" }));
    ask(read({ route: "GET /jobs", budgets: ["extra"] }));
    await settled();
    expect(vendor.requests.map(({ route }) => route)).toEqual(["GET /things", "GET /things", "GET /jobs"]);
    // The one that waits for both holds neither.
    expect(budgets().map(({ name, remaining, queued }) => ({ name, remaining, queued }))).toEqual([
      { name: "jobs", remaining: 0, queued: 1 },
      { name: "extra", remaining: 1, queued: 1 },
    ]);
  });

  test("named by a request and missing in the policy is a programming error", async () => {
    await expect(limiterOf(budget()).ask(read({ budgets: ["typo"] }))).rejects.toThrow('names the budget "typo"');
    expect(vendor.requests).toHaveLength(0);
  });

  test("reports its limit, what is left and its reset", async () => {
    const limiter = limiterOf(budget());
    const now = clock.now();
    expect(limiter.budgets()).toEqual([{ name: "all", limit: 2, remaining: 2, windowMs: 1000, resetsAt: undefined, queued: 0 }]);
    await use(limiter, 1);
    await clock.advance(400);
    const second = limiter.ask();
    await settled();
    expect(limiter.budgets()[0]).toMatchObject({ remaining: 0, resetsAt: now + 1401 });
    vendor.answerNext();
    await second;
    await clock.advance(601);
    expect(limiter.budgets()[0]).toMatchObject({ remaining: 1, resetsAt: now + 1401 });
    await clock.advance(400);
    expect(limiter.budgets()[0]).toMatchObject({ remaining: 2, resetsAt: undefined });
  });
});

describe("Requests that wait", () => {
  test("keep a permit of each of their budgets while they wait for one of them; requests behind take the rest", async () => {
    const wide = budget({ name: "wide", limit: 2, applies: ({ path }) => path.includes("w") });
    const narrow = budget({ name: "narrow", limit: 1, applies: ({ path }) => path.includes("n") });
    const { ask } = limiterOf(wide, narrow);
    for (const path of ["/n1", "/wn2", "/w3", "/w4"]) ask(read({ path }));
    await settled();
    // One wide permit is /wn2's, so only one is left over.
    expect(vendor.requests.map(({ path }) => path)).toEqual(["/n1", "/w3"]);
    vendor.answerNext();
    await clock.advance(1001);
    expect(vendor.requests.map(({ path }) => path)).toEqual(["/n1", "/w3", "/wn2"]);
  });

  test("are not held up by a request behind whose permit comes free sooner", async () => {
    const wide = budget({ name: "wide", limit: 2, windowMs: 1000, applies: ({ path }) => path.includes("w") });
    const slow = budget({ name: "slow", limit: 1, windowMs: 5000, applies: ({ path }) => path.includes("s") });
    const { ask } = limiterOf(wide, slow);
    for (const path of ["/s1", "/w2", "/w3"]) ask(read({ path }));
    await settled();
    for (let count = 0; count < 3; count += 1) vendor.answerNext();
    for (const path of ["/ws4", "/w5"]) ask(read({ path }));
    const hasty = ask(read({ path: "/w" }), { deadlineAt: clock.now() + 2002 });
    // At 1,001 two wide permits come free: one is kept for /ws4 until 5,001, the other is /w5's and comes back at 2,002.
    expect(await refusal(hasty)).toMatchObject({ retryAfterMs: 2002 });
    await clock.advance(1001);
    vendor.answerNext();
    for (const path of ["/w6", "/w7", "/w8", "/w9"]) {
      ask(read({ path }));
      await clock.advance(1001);
      vendor.answerNext();
    }
    expect(vendor.requests.slice(3).map(({ path }) => path)).toEqual(["/w5", "/w6", "/w7", "/w8", "/ws4", "/w9"]);
  });

  test("go before a request that arrives while the timer is late for them", async () => {
    let now = 0;
    const sent: string[] = [];
    const late: Clock = { now: () => now, sleep: () => new Promise(() => undefined) };
    const limiter = createLimiter({ vendor: "acme", budgets: [budget({ limit: 1 })], clock: late });
    const send = limiter.layer(async ({ path }) => {
      sent.push(path);
      return answer();
    });
    await send(read({ path: "/1" }), {});
    send(read({ path: "/2" }), {});
    now = 5000;
    send(read({ path: "/3" }), {});
    await settled();
    expect(sent).toEqual(["/1", "/2"]);
  });

  test("leave no listener on their caller's signal once they were sent", async () => {
    const limiter = limiterOf(budget({ limit: 1 }));
    const { signal } = new AbortController();
    limiter.ask(read(), { signal });
    limiter.ask(read(), { signal });
    await settled();
    expect(getEventListeners(signal, "abort")).toHaveLength(1);
    vendor.answerNext();
    await clock.advance(1001);
    expect(vendor.requests).toHaveLength(2);
    expect(getEventListeners(signal, "abort")).toHaveLength(0);
  });

  test("are passed by a request that shares no budget with them", async () => {
    const one = budget({ name: "one", limit: 1, applies: ({ path }) => path.startsWith("/1") });
    const two = budget({ name: "two", limit: 1, applies: ({ path }) => path.startsWith("/2") });
    const { ask } = limiterOf(one, two);
    for (const path of ["/1a", "/1b", "/2a"]) ask(read({ path }));
    await settled();
    expect(vendor.requests.map(({ path }) => path)).toEqual(["/1a", "/2a"]);
  });

  test("leave the queue when their caller goes away, and make room for the requests behind", async () => {
    const wide = budget({ name: "wide", limit: 1, applies: ({ path }) => path.includes("w") });
    const narrow = budget({ name: "narrow", limit: 1, applies: ({ path }) => path.includes("n") });
    const { ask, budgets } = limiterOf(wide, narrow);
    const caller = new AbortController();
    ask(read({ path: "/n1" }));
    const leaving = refusal(ask(change({ path: "/wn2" }), { signal: caller.signal }));
    ask(read({ path: "/w3" }));
    await settled();
    expect(vendor.requests).toHaveLength(1);
    caller.abort();
    expect(await leaving).toMatchObject({ name: "CallAborted", sent: "no" });
    await settled();
    expect(vendor.requests.map(({ path }) => path)).toEqual(["/n1", "/w3"]);
    expect(budgets().map(({ queued }) => queued)).toEqual([0, 0]);
    expect(clock.sleeping).toBe(0);
  });

  test("are not joined by a request whose caller has left before: it takes no turn and is not sent", async () => {
    const { ask, budgets } = limiterOf(budget());
    expect(await refusal(ask(change(), { signal: AbortSignal.abort() }))).toMatchObject({ name: "CallAborted", sent: "no" });
    expect(vendor.requests).toHaveLength(0);
    expect(budgets()[0]).toMatchObject({ remaining: 2, queued: 0 });
  });

  test("are refused when the limiter closes, and so is every later request", async () => {
    const limiter = limiterOf(budget({ limit: 1 }));
    limiter.ask();
    const waiting = refusal(limiter.ask());
    await settled();
    limiter.close();
    expect(await waiting).toMatchObject({ code: "UNAVAILABLE", sent: "no" });
    expect(await refusal(limiter.ask())).toMatchObject({ code: "UNAVAILABLE", sent: "no" });
    expect(clock.sleeping).toBe(0);
  });
});

test("a stand-in reached over real sockets never counts more than the limit in a window", async () => {
  const standIn = await startStandIn({ handle: () => ({ status: 200, json: {} }), clock });
  const sender = createSender({ vendor: "acme", baseUrl: standIn.origin, connections: 10, upstreamTimeoutMs: 1000, clock });
  const limiter = createLimiter({ vendor: "acme", budgets: [budget({ limit: 3, windowMs: 100 })], clock });
  const send = limiter.layer(sender.send);
  let answers = 0;
  const all = Array.from({ length: 10 }, (_, index) =>
    send(read({ path: `/${index}` }), {}).then(() => {
      answers += 1;
    }),
  );
  for (const expected of [3, 6, 9, 10]) {
    await until(() => answers === expected);
    expect(standIn.requests).toHaveLength(expected);
    await clock.advance(100);
    expect(standIn.requests).toHaveLength(expected);
    await clock.advance(1);
  }
  await Promise.all(all);
  expect(standIn.requests.map(({ path }) => Number(path.slice(1))).toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  await sender.close();
  await standIn.close();
});
