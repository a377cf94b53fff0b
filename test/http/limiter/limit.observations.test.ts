import type { BudgetPolicy } from "../../../src/http/policy.js";
import { answer, read, refusal } from "../support.js";
import { type AskedLimiter, budget, clock, limiterOf, settled, vendor } from "./limit-setup.js";

describe("The vendor's report", () => {
  const headers = (remaining: string, more: Record<string, string> = {}) => answer({ headers: { remaining, ...more } });
  const observed = (changes: Partial<BudgetPolicy> = {}): BudgetPolicy =>
    budget({
      limit: 5,
      observe: ({ headers: { limit, remaining, reset } }) => ({
        limit: limit === undefined ? undefined : Number(limit),
        remaining: remaining === undefined ? undefined : Number(remaining),
        resetsAt: reset === undefined ? undefined : Number(reset),
      }),
      ...changes,
    });

  async function answered(limiter: AskedLimiter, response: ReturnType<typeof answer>): Promise<void> {
    const asking = limiter.ask();
    await settled();
    vendor.answerNext(response);
    await asking;
  }

  test("of fewer requests left than ours takes the difference away for a window", async () => {
    const limiter = limiterOf(observed());
    await answered(limiter, headers("1"));
    expect(limiter.budgets()[0]?.remaining).toBe(1);
    await clock.advance(1000);
    expect(limiter.budgets()[0]?.remaining).toBe(1);
    await clock.advance(1);
    expect(limiter.budgets()[0]?.remaining).toBe(5);
  });

  test("of one request left less than ours takes that one away", async () => {
    const limiter = limiterOf(observed());
    await answered(limiter, headers("3"));
    expect(limiter.budgets()[0]?.remaining).toBe(3);
  });

  test("of more requests left than ours changes nothing, since its count lacks the requests under way", async () => {
    const limiter = limiterOf(observed());
    limiter.ask();
    limiter.ask();
    await settled();
    vendor.answerNext(headers("4"));
    await settled();
    expect(limiter.budgets()[0]?.remaining).toBe(3);
  });

  test("of another limit replaces ours, up and down", async () => {
    const limiter = limiterOf(observed());
    await answered(limiter, headers("19", { limit: "20" }));
    expect(limiter.budgets()[0]).toMatchObject({ limit: 20, remaining: 19 });
    await answered(limiter, headers("1", { limit: "3" }));
    expect(limiter.budgets()[0]).toMatchObject({ limit: 3, remaining: 1 });
    await answered(limiter, headers("x", { limit: "0" }));
    expect(limiter.budgets()[0]).toMatchObject({ limit: 3, remaining: 0 });
  });

  test("of a higher limit sends the requests that wait for it at once", async () => {
    const limiter = limiterOf(observed({ limit: 1 }));
    const first = limiter.ask();
    limiter.ask();
    limiter.ask();
    await settled();
    expect(vendor.requests).toHaveLength(1);
    vendor.answerNext(headers("5", { limit: "6" }));
    await first;
    await settled();
    expect(vendor.requests).toHaveLength(3);
  });

  test("of nothing left fails at once the waiting requests that cannot meet their deadlines any more", async () => {
    const limiter = limiterOf(observed({ limit: 1 }));
    const first = limiter.ask();
    const waiting = refusal(limiter.ask(read(), { deadlineAt: clock.now() + 3000 }));
    await settled();
    const now = clock.now();
    vendor.answerNext(headers("0", { reset: String(now + 4000) }));
    await first;
    expect(await waiting).toMatchObject({ code: "RATE_LIMITED", sent: "no", retryAfterMs: 4000 });
    expect(clock.now()).toBe(now);
  });

  test("of nothing left until a moment holds everything back until then", async () => {
    const limiter = limiterOf(observed());
    const resetsAt = clock.now() + 2500;
    await answered(limiter, headers("0", { reset: String(resetsAt) }));
    expect(limiter.budgets()[0]).toMatchObject({ remaining: 0, resetsAt });
    limiter.ask();
    await clock.advance(2499);
    expect(vendor.requests).toHaveLength(1);
    expect(await refusal(limiter.ask(read(), { deadlineAt: clock.now() + 1 }))).toMatchObject({ retryAfterMs: 1 });
    await clock.advance(1);
    expect(vendor.requests).toHaveLength(2);
  });

  test("of an earlier reset, in a later answer, does not lift the reset reported before", async () => {
    const limiter = limiterOf(observed());
    const early = limiter.ask();
    const late = limiter.ask();
    await settled();
    const resetsAt = clock.now() + 2500;
    vendor.answerNext(headers("0", { reset: String(resetsAt) }));
    vendor.answerNext(headers("0", { reset: String(resetsAt - 1000) }));
    await Promise.all([early, late]);
    expect(limiter.budgets()[0]).toMatchObject({ remaining: 0, resetsAt });
    await clock.advance(2000);
    expect(limiter.budgets()[0]?.remaining).toBe(0);
  });

  test("of requests that others used gives them back at the vendor's reset, which may come after our own", async () => {
    const limiter = limiterOf(observed());
    const resetsAt = clock.now() + 4000;
    await answered(limiter, headers("2", { reset: String(resetsAt) }));
    limiter.ask();
    await settled();
    expect(limiter.budgets()[0]).toMatchObject({ remaining: 1, resetsAt });
    await clock.advance(1500);
    expect(limiter.budgets()[0]).toMatchObject({ remaining: 2, resetsAt });
    await clock.advance(2500);
    expect(limiter.budgets()[0]?.remaining).toBe(4);
  });

  test("of requests that others used does not hold up those who wait for our own, which come back sooner", async () => {
    const limiter = limiterOf(observed({ limit: 3 }));
    await answered(limiter, headers("1", { reset: String(clock.now() + 4000) }));
    await clock.advance(1001);
    limiter.ask();
    limiter.ask();
    await settled();
    limiter.ask(read({ path: "/waits" }), { deadlineAt: clock.now() + 2500 });
    limiter.ask(read({ path: "/waits too" }), { deadlineAt: clock.now() + 2500 });
    const third = limiter.ask(read(), { deadlineAt: clock.now() + 2500 });
    // Two permits come back after 1,001 at the earliest, those that are taken with them after 2,002; what others used after 2,999.
    expect(await refusal(limiter.ask(read(), { deadlineAt: clock.now() + 2002 }))).toMatchObject({ retryAfterMs: 2002 });
    await clock.advance(100);
    vendor.answerNext();
    vendor.answerNext();
    await clock.advance(1001);
    expect(vendor.requests.slice(3).map(({ path }) => path)).toEqual(["/waits", "/waits too"]);
    // Neither is answered: now what others used is what comes back first, and too late.
    third.catch(() => undefined);
    await clock.advance(1001);
    expect(await refusal(third)).toMatchObject({ code: "RATE_LIMITED", retryAfterMs: 897 });
  });

  test("of a reset absurdly far off is ignored", async () => {
    const limiter = limiterOf(observed());
    await answered(limiter, headers("0", { reset: String(clock.now() + 400 * 86_400_000) }));
    limiter.ask();
    await clock.advance(5 * 60_000 - 1);
    expect(vendor.requests).toHaveLength(1);
    await clock.advance(1);
    expect(vendor.requests).toHaveLength(2);
  });

  test("of a reset as far off as the budget's own window is believed", async () => {
    const limiter = limiterOf(observed({ windowMs: 86_400_000 }));
    const resetsAt = clock.now() + 3_600_000;
    await answered(limiter, headers("0", { reset: String(resetsAt) }));
    limiter.ask(read(), { deadlineAt: resetsAt + 86_400_000 });
    await clock.advance(3_599_999);
    expect(vendor.requests).toHaveLength(1);
    await clock.advance(1);
    expect(vendor.requests).toHaveLength(2);
  });

  test("of nothing left for a moment does not shorten the window of our own requests", async () => {
    const limiter = limiterOf(observed());
    const now = clock.now();
    await answered(limiter, headers("0", { reset: String(now + 300) }));
    expect(limiter.budgets()[0]).toMatchObject({ remaining: 0, resetsAt: now + 1001 });
    await clock.advance(300);
    expect(limiter.budgets()[0]).toMatchObject({ remaining: 4, resetsAt: now + 1001 });
  });

  test.each([
    ["in seconds", () => "2.5", 2500],
    ["as a date", () => new Date(clock.now() + 3000).toUTCString(), 3000],
  ])("by a 429 with Retry-After %s holds back all requests that share its budgets", async (_form, retryAfter, waitMs) => {
    const limiter = limiterOf(budget({ name: "narrow", windowMs: 100 }), budget({ name: "wide", limit: 50 }));
    await answered(limiter, answer({ status: 429, headers: { "retry-after": retryAfter() }, receivedAt: clock.now() }));
    expect(limiter.budgets().map(({ remaining }) => remaining)).toEqual([0, 0]);
    limiter.ask();
    await clock.advance(waitMs - 1);
    expect(vendor.requests).toHaveLength(1);
    await clock.advance(1);
    expect(vendor.requests).toHaveLength(2);
  });

  test("by a 429 with Retry-After beside a count without a reset holds for exactly that time, not for a window", async () => {
    const limiter = limiterOf(observed({ windowMs: 10_000 }));
    await answered(limiter, answer({ status: 429, headers: { remaining: "0", "retry-after": "2" }, receivedAt: clock.now() }));
    limiter.ask();
    await clock.advance(1999);
    expect(vendor.requests).toHaveLength(1);
    await clock.advance(1);
    expect(vendor.requests).toHaveLength(2);
  });

  test("of a limit beyond an Int is taken as the largest Int", async () => {
    const limiter = limiterOf(observed());
    await answered(limiter, headers("99999999999", { limit: "99999999999" }));
    expect(limiter.budgets()[0]).toMatchObject({ limit: 2_147_483_647, remaining: 2_147_483_646 });
  });

  test("by a 429 and nothing else blocks the narrowest budget for its window, a minute at most", async () => {
    const limiter = limiterOf(budget({ name: "day", limit: 50, windowMs: 86_400_000 }), budget({ name: "second", limit: 50 }));
    await answered(limiter, answer({ status: 429 }));
    expect(limiter.budgets().map(({ remaining }) => remaining)).toEqual([49, 0]);
    await clock.advance(1000);
    expect(limiter.budgets()[1]?.remaining).toBe(49);

    const daily = limiterOf(budget({ name: "day", limit: 50, windowMs: 86_400_000 }));
    await answered(daily, answer({ status: 429 }));
    await clock.advance(59_999);
    expect(daily.budgets()[0]?.remaining).toBe(0);
    await clock.advance(1);
    expect(daily.budgets()[0]?.remaining).toBe(49);
  });

  test("by a 429 that the policy reads is not guessed about", async () => {
    const limiter = limiterOf(observed({ windowMs: 10_000 }));
    const resetsAt = clock.now() + 700;
    await answered(limiter, answer({ status: 429, headers: { remaining: "0", reset: String(resetsAt), "retry-after": "60" } }));
    await clock.advance(700);
    // Ours is still held; what others used came back with the reset.
    expect(limiter.budgets()[0]?.remaining).toBe(4);
  });
});
