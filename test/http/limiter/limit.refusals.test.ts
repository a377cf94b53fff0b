import type { Clock } from "../../../src/clock.js";
import { createLimiter } from "../../../src/http/limiter/limit.js";
import { VendorError } from "../../../src/http/vendor-error.js";
import { answer, read, refusal, watch } from "../support.js";
import { budget, clock, limiterOf, settled, use, vendor } from "./limit-setup.js";

describe("A deadline that the turn cannot meet", () => {
  test("fails the request at once, with the time its turn would have come", async () => {
    const limiter = limiterOf(budget());
    await use(limiter, 2);
    await clock.advance(300);
    const now = clock.now();
    const inTime = watch(limiter.ask(read(), { deadlineAt: now + 702 }));
    watch(limiter.ask(read(), { deadlineAt: now + 702 }));
    const error = await refusal(limiter.ask(read(), { deadlineAt: now + 702 }));
    expect(clock.now()).toBe(now);
    // Two permits come free at 701; the third in line has to wait a window more.
    expect(error).toMatchObject({ code: "RATE_LIMITED", sent: "no", retryable: true, retryAfterMs: 1702 });
    expect(error.message).toContain("2 in 1000 ms (all)");
    await clock.advance(701);
    expect(vendor.requests).toHaveLength(4);
    vendor.answerNext();
    await settled();
    expect(inTime.state).toBe("fulfilled");
  });

  test("fails at once a request whose turn comes with the deadline itself", async () => {
    const limiter = limiterOf(budget({ limit: 1 }));
    await use(limiter, 1);
    expect(await refusal(limiter.ask(read(), { deadlineAt: clock.now() + 1001 }))).toMatchObject({ retryAfterMs: 1001 });
    watch(limiter.ask(read(), { deadlineAt: clock.now() + 1002 }));
    await clock.advance(1001);
    expect(vendor.requests).toHaveLength(2);
  });

  test("fails a request that waits as soon as it is clear, not only when its time is over", async () => {
    const limiter = limiterOf(budget({ limit: 1 }));
    limiter.ask();
    await settled();
    const deadlineAt = clock.now() + 1500;
    const waiting = limiter.ask(read(), { deadlineAt });
    const failing = refusal(waiting);
    const seen = watch(waiting);
    await clock.advance(499);
    expect(seen.state).toBe("pending");
    await clock.advance(502);
    // Still unanswered after 1,001 ms: the permit cannot come free before 2,002.
    expect(seen.state).toBe("rejected");
    expect(await failing).toMatchObject({ code: "RATE_LIMITED", sent: "no", retryAfterMs: 1001 });
    expect(clock.sleeping).toBe(0);
  });

  test("does not count the requests ahead that were refused themselves", async () => {
    const limiter = limiterOf(budget({ limit: 1 }));
    await use(limiter, 1);
    for (let count = 0; count < 5; count += 1) await refusal(limiter.ask(read(), { deadlineAt: clock.now() + 10 }));
    watch(limiter.ask(read(), { deadlineAt: clock.now() + 1100 }));
    await clock.advance(1001);
    expect(vendor.requests).toHaveLength(2);
  });
});

test("a request whose deadline has passed when the timer fires late fails, and the next has its turn", async () => {
  let now = 0;
  const sent: string[] = [];
  const late: Clock = { now: () => now, sleep: () => new Promise(() => undefined) };
  const limiter = createLimiter({ vendor: "acme", budgets: [budget({ limit: 1 })], clock: late });
  const send = limiter.layer(async ({ path }) => {
    sent.push(path);
    return answer();
  });
  await send(read({ path: "/1" }), {});
  const passed = refusal(send(read({ path: "/2" }), { callers: [{ subject: "a" }], deadlineAt: 2000 }));
  send(read({ path: "/3" }), { callers: [{ subject: "a" }] });
  send(read({ path: "/4" }), { callers: [{ subject: "b" }] }).catch(() => undefined);
  await settled();
  now = 5000;
  send(read({ path: "/5" }), {}).catch(() => undefined);
  expect(await passed).toMatchObject({ code: "RATE_LIMITED", sent: "no", retryAfterMs: 0 });
  await settled();
  expect(sent).toEqual(["/1", "/3"]);
});

describe("Background work", () => {
  test("starts only while it holds less than its share, and lets others pass while it waits", async () => {
    const { ask } = limiterOf(budget({ limit: 5 }));
    for (const path of ["/b1", "/b2", "/b3"]) ask(read({ path, background: 0.4 }));
    ask(read({ path: "/f1" }));
    await settled();
    expect(vendor.requests.map(({ path }) => path)).toEqual(["/b1", "/b2", "/f1"]);
    vendor.answerNext();
    await clock.advance(1001);
    expect(vendor.requests.map(({ path }) => path)).toEqual(["/b1", "/b2", "/f1", "/b3"]);
  });

  test("may always have one request under way, however small its share", async () => {
    const { ask } = limiterOf(budget({ limit: 2 }));
    ask(read({ background: 0.1 }));
    ask(read({ background: 0.1 }));
    await settled();
    expect(vendor.requests).toHaveLength(1);
  });

  test("gives its share back with its permit where it was never sent", async () => {
    const { ask } = limiterOf(budget({ limit: 4 }));
    const unsent = refusal(ask(read({ path: "/b1", background: 0.25 })));
    ask(read({ path: "/b2", background: 0.25 }));
    await settled();
    expect(vendor.requests.map(({ path }) => path)).toEqual(["/b1"]);
    vendor.answerNext(new VendorError({ code: "UNAVAILABLE", vendor: "acme", sent: "no", message: "refused" }));
    await unsent;
    await settled();
    expect(vendor.requests.map(({ path }) => path)).toEqual(["/b1", "/b2"]);
  });

  test("keeps its other permits while it waits for another budget than its share", async () => {
    const wide = budget({ name: "wide", limit: 1, applies: ({ path }) => path.includes("w") });
    const narrow = budget({ name: "narrow", limit: 1, applies: ({ path }) => path.includes("n") });
    const { ask } = limiterOf(wide, narrow);
    ask(read({ path: "/n1" }));
    ask(read({ path: "/wn2", background: 0.5 }));
    ask(read({ path: "/w3" }));
    await settled();
    expect(vendor.requests.map(({ path }) => path)).toEqual(["/n1"]);
  });

  test("keeps its place among all requests where the budget itself is spent", async () => {
    const limiter = limiterOf(budget({ limit: 1 }));
    await use(limiter, 1);
    limiter.ask(read({ path: "/background", background: 0.5 }));
    limiter.ask(read({ path: "/foreground" }));
    await clock.advance(1001);
    expect(vendor.requests.at(-1)?.path).toBe("/background");
  });
});
