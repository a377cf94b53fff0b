import { type Caller, SharedCallers } from "../../../src/http/callers.js";
import { Schedule } from "../../../src/http/limiter/schedule.js";
import { answer, change, read, refusal, watch } from "../support.js";
import { type AskedLimiter, budget, clock, limiterOf, settled, use, vendor } from "./limit-setup.js";

const LIMIT = 4;
const WINDOW_MS = 1000;

function operation(subject: string): readonly [Caller] {
  return [{ subject }];
}

/** A limiter whose budget is spent for a window. */
async function spent(limit = LIMIT): Promise<AskedLimiter> {
  const limiter = limiterOf(budget({ limit, windowMs: WINDOW_MS }));
  await use(limiter, limit);
  return limiter;
}

function askMany(limiter: AskedLimiter, count: number, callers: readonly Caller[], prefix: string, deadlineAt?: number): void {
  for (let index = 1; index <= count; index += 1) {
    limiter.ask(read({ path: `/${prefix}${index}` }), { callers, deadlineAt }).catch(() => undefined);
  }
}

/** What is sent in the next window, all of it answered. */
async function nextWindow(): Promise<string[]> {
  const before = vendor.requests.length;
  await clock.advance(WINDOW_MS + 1);
  const sent = vendor.requests.slice(before).map(({ path }) => path.slice(1));
  for (let index = 0; index < sent.length; index += 1) vendor.answerNext();
  await settled();
  return sent;
}

describe("Callers who wait for one budget", () => {
  test("take turns: a caller of one request waits for one request of each other caller, however many those have", async () => {
    const limiter = await spent();
    askMany(limiter, 1000, operation("a"), "a");
    askMany(limiter, 10, operation("b"), "b");
    askMany(limiter, 1, operation("c"), "c");
    expect(await nextWindow()).toEqual(["a1", "b1", "c1", "a2"]);
    expect(await nextWindow()).toEqual(["b2", "a3", "b3", "a4"]);
  });

  test("join the round behind the callers already in it", async () => {
    const limiter = await spent(1);
    askMany(limiter, 3, operation("a"), "a");
    askMany(limiter, 3, operation("b"), "b");
    expect(await nextWindow()).toEqual(["a1"]);
    askMany(limiter, 1, operation("c"), "c");
    expect([await nextWindow(), await nextWindow(), await nextWindow(), await nextWindow()].flat()).toEqual(["b1", "a2", "c1", "b2"]);
  });

  test("share the turns of their subject: two operations of one subject get no more than one", async () => {
    const limiter = await spent();
    askMany(limiter, 10, operation("greedy"), "a");
    askMany(limiter, 10, operation("greedy"), "b");
    askMany(limiter, 10, operation("modest"), "m");
    expect(await nextWindow()).toEqual(["a1", "m1", "b1", "m2"]);
    expect(await nextWindow()).toEqual(["a2", "m3", "b2", "m4"]);
  });

  test("keep their turns at one budget whatever turns they had at another", async () => {
    const quick = budget({ name: "quick", limit: 1, windowMs: 100, applies: ({ path }) => path.startsWith("/q") });
    const slow = budget({ name: "slow", limit: 1, windowMs: 1000, applies: ({ path }) => path.startsWith("/s") });
    const limiter = limiterOf(quick, slow);
    const [a, b] = [operation("a"), operation("b")];
    limiter.ask(read({ path: "/s" }));
    limiter.ask(read({ path: "/q" }));
    askMany(limiter, 5, b, "s-b");
    askMany(limiter, 5, a, "s-a");
    askMany(limiter, 100, a, "q-a");
    for (let step = 0; step < 50; step += 1) {
      await clock.advance(101);
      while (vendor.waiting > 0) vendor.answerNext();
    }
    const slowOnes = vendor.requests.map(({ path }) => path).filter((path) => path.startsWith("/s-"));
    expect(slowOnes).toEqual(["/s-b1", "/s-a1", "/s-b2", "/s-a2"]);
  });

  test("send a change before the reads of its own operation, and of no other", async () => {
    const limiter = await spent();
    const [mine, yours] = [operation("mine"), operation("yours")];
    askMany(limiter, 2, mine, "read");
    askMany(limiter, 2, yours, "yours");
    limiter.ask(change({ path: "/change" }), { callers: mine });
    expect(await nextWindow()).toEqual(["change", "yours1", "read1", "yours2"]);
  });

  test("count as one where they have no name: the server's own work goes in the order it came", async () => {
    const limiter = await spent();
    for (const path of ["/own1", "/own2", "/own3"]) limiter.ask(read({ path }));
    askMany(limiter, 2, operation("a"), "a");
    expect(await nextWindow()).toEqual(["own1", "a1", "own2", "a2"]);
  });

  test("take turns with background work, which keeps its place among them", async () => {
    const limiter = limiterOf(budget({ limit: 4 }));
    await use(limiter, 4);
    for (const path of ["/sweep1", "/sweep2"]) limiter.ask(read({ path, background: 0.25 }));
    askMany(limiter, 5, operation("a"), "a");
    expect(await nextWindow()).toEqual(["sweep1", "a1", "a2", "a3"]);
    expect(await nextWindow()).toEqual(["sweep2", "a4", "a5"]);
  });
});

describe("Newcomers", () => {
  test("push back the later requests of a caller of many, which fail at once when they cannot meet their deadlines any more", async () => {
    const limiter = await spent(2);
    const deadlineAt = clock.now() + 2 * WINDOW_MS + 3;
    const greedy = operation("greedy");
    // Four turns come before the deadline.
    const asked = [1, 2, 3, 4, 5].map((index) => limiter.ask(read({ path: `/g${index}` }), { callers: greedy, deadlineAt }));
    const seen = asked.map(watch);
    for (const each of asked) each.catch(() => undefined);
    await settled();
    expect(seen.map(({ state }) => state)).toEqual(["pending", "pending", "pending", "pending", "rejected"]);
    expect(await refusal(asked[4] as Promise<unknown>)).toMatchObject({ code: "RATE_LIMITED", retryAfterMs: 3 * WINDOW_MS + 3 });
    askMany(limiter, 1, operation("modest"), "m");
    await settled();
    expect(seen.map(({ state }) => state)).toEqual(["pending", "pending", "pending", "rejected", "rejected"]);
    const refused = await refusal(asked[3] as Promise<unknown>);
    expect(refused).toMatchObject({ code: "RATE_LIMITED", sent: "no", retryAfterMs: 3 * WINDOW_MS + 3 });
    expect([await nextWindow(), await nextWindow()].flat()).toEqual(["g1", "m1", "g2", "g3"]);
  });

  test("never push back the first request of a caller that waits already", async () => {
    const limiter = await spent(1);
    const deadlineAt = clock.now() + WINDOW_MS + 2;
    const waiting = watch(limiter.ask(read({ path: "/first" }), { callers: operation("one"), deadlineAt }));
    for (let index = 0; index < 50; index += 1) askMany(limiter, 3, operation(`other ${index}`), "other");
    expect(await nextWindow()).toEqual(["first"]);
    expect(waiting.state).toBe("fulfilled");
  });

  test("cost a few steps each, even where thousands of callers come with one request each", async () => {
    const other = budget({ name: "other", limit: 1, applies: () => false });
    const limiter = limiterOf(budget({ limit: 1000 }), other);
    // Another kind that was waited for once is looked for no more.
    for (let index = 0; index < 2; index += 1) limiter.ask(read({ budgets: ["other"] })).catch(() => undefined);
    await settled();
    vendor.answerNext();
    expect(await nextWindow()).toHaveLength(1);
    await clock.advance(WINDOW_MS + 1);
    await use(limiter, 1000);
    const before = vendor.requests.length;
    const plan = jest.spyOn(Schedule.prototype, "plan");
    const sleep = jest.spyOn(clock, "sleep");
    const count = 10_000;
    for (let index = 0; index < count; index += 1) {
      const scope = { callers: operation(`subject ${index % 100}`), deadlineAt: clock.now() + 3_600_000 };
      limiter.ask(read({ path: "/many" }), scope);
      await Promise.resolve();
      if (index % 10 === 0) await clock.advance(1);
    }
    for (let window = 0; window < 20; window += 1) await nextWindow();
    expect(vendor.requests).toHaveLength(before + count);
    const looks = plan.mock.calls.length;
    plan.mockRestore();
    expect(looks / count).toBeLessThan(40);
    expect(sleep.mock.calls.length / count).toBeLessThan(0.5);
  });

  test("fail within milliseconds when they come too late, even behind a queue too long to check at once", async () => {
    const limiter = await spent(1);
    askMany(limiter, 300, operation("a"), "a");
    await settled();
    const late = limiter.ask(read(), { callers: operation("b"), deadlineAt: clock.now() + 1500 });
    const seen = watch(late);
    late.catch(() => undefined);
    await clock.advance(2);
    expect(seen.state).toBe("pending");
    await clock.advance(1);
    expect(seen.state).toBe("rejected");
  });
});

describe("A request that several callers share", () => {
  test("is sent at the turn of the first of them, and costs the others no turn", async () => {
    const limiter = await spent();
    const [greedy, modest] = [operation("greedy"), operation("modest")];
    askMany(limiter, 5, greedy, "g");
    const callers = new SharedCallers();
    callers.add(greedy);
    limiter.ask(read({ path: "/shared" }), { callers });
    askMany(limiter, 5, greedy, "h");
    await settled();
    callers.add(modest);
    askMany(limiter, 1, modest, "m");
    expect(await nextWindow()).toEqual(["g1", "shared", "g2", "m1"]);
    expect(await nextWindow()).toEqual(["g3", "g4", "g5", "h1"]);
    expect(limiter.budgets()[0]).toMatchObject({ queued: 4 });
  });

  test("loses the place of a caller that leaves, and keeps those of the others", async () => {
    const limiter = await spent();
    const [greedy, modest] = [operation("greedy"), operation("modest")];
    askMany(limiter, 3, greedy, "g");
    const callers = new SharedCallers();
    for (const caller of [greedy, modest, modest]) callers.add(caller);
    limiter.ask(read({ path: "/shared" }), { callers });
    callers.remove(modest);
    await settled();
    askMany(limiter, 3, operation("other"), "o");
    callers.remove(modest);
    expect(await nextWindow()).toEqual(["g1", "o1", "g2", "o2"]);
    expect(await nextWindow()).toEqual(["g3", "o3", "shared"]);
  });

  test("stands twice in the lane of a subject whose two operations share it, and is sent once", async () => {
    const limiter = await spent();
    const [one, two] = [operation("same"), operation("same")];
    const callers = new SharedCallers();
    callers.add(one);
    callers.add(two);
    limiter.ask(read({ path: "/shared" }), { callers });
    askMany(limiter, 1, one, "one");
    askMany(limiter, 1, two, "two");
    expect(await nextWindow()).toEqual(["shared", "two1", "one1"]);
    expect(clock.sleeping).toBe(0);
  });
});

describe("The place of a shared request", () => {
  test("is given up at once when its caller leaves, with the permits kept for it", async () => {
    const wide = budget({ name: "wide", limit: 1, applies: ({ path }) => path.includes("w") });
    const narrow = budget({ name: "narrow", limit: 1, applies: ({ path }) => path.includes("n") });
    const limiter = limiterOf(wide, narrow);
    const [first, second] = [operation("first"), operation("second")];
    const callers = new SharedCallers();
    callers.add(first);
    limiter.ask(read({ path: "/n" }));
    limiter.ask(read({ path: "/wn" }), { callers });
    limiter.ask(read({ path: "/w" }), { callers: operation("other") });
    await settled();
    callers.add(second);
    await settled();
    expect(vendor.requests.map(({ path }) => path)).toEqual(["/n"]);
    callers.remove(first);
    await settled();
    expect(vendor.requests.map(({ path }) => path)).toEqual(["/n", "/w"]);
  });

  test("is not taken again for a caller that joins after the request was sent", async () => {
    const limiter = await spent(1);
    const callers = new SharedCallers();
    callers.add(operation("a"));
    limiter.ask(read({ path: "/shared" }), { callers });
    expect(await nextWindow()).toEqual(["shared"]);
    callers.add(operation("b"));
    askMany(limiter, 1, operation("c"), "c");
    expect(await nextWindow()).toEqual(["c1"]);
    expect(limiter.budgets()[0]).toMatchObject({ remaining: 0, queued: 0 });
  });

  test("goes with its lane where nothing else waits in it, and the next lane has its turn", async () => {
    const limiter = await spent();
    const [a, b] = [operation("a"), operation("b")];
    const callers = new SharedCallers();
    callers.add(a);
    callers.add(b);
    limiter.ask(read({ path: "/shared" }), { callers });
    askMany(limiter, 2, operation("c"), "c");
    expect(await nextWindow()).toEqual(["shared", "c1", "c2"]);
  });

  test("counts once in the forecast of the requests behind it", async () => {
    const limiter = await spent(1);
    const [a, b] = [operation("a"), operation("b")];
    const callers = new SharedCallers();
    callers.add(a);
    callers.add(b);
    limiter.ask(read({ path: "/shared" }), { callers });
    askMany(limiter, 1, operation("c"), "c", clock.now() + 2 * WINDOW_MS + 3);
    askMany(limiter, 1, b, "b", clock.now() + 2 * WINDOW_MS + 3);
    // b's own request takes b's place in the first round, before c's: so c's is the third, and too late.
    expect([await nextWindow(), await nextWindow()].flat()).toEqual(["shared", "b1"]);
    expect(limiter.budgets()[0]).toMatchObject({ queued: 0 });
  });
});

describe("A request that counts several times", () => {
  test("waits until there is room for all of it, and holds nothing meanwhile", async () => {
    const limiter = limiterOf(budget({ limit: 5 }), ({ json }) => (json as number[] | undefined)?.length ?? 1);
    const many = (path: string, count: number) => change({ path, json: Array.from({ length: count }, () => 0) });
    limiter.ask(many("/three", 3));
    limiter.ask(many("/four", 4), { callers: operation("a") });
    limiter.ask(many("/two", 2), { callers: operation("b") });
    await settled();
    // Two are free, and would be enough for /two; but /four came first.
    expect(vendor.requests.map(({ path }) => path)).toEqual(["/three"]);
    expect(limiter.budgets()[0]).toMatchObject({ remaining: 2, queued: 2 });
    vendor.answerNext(answer());
    expect(await nextWindow()).toEqual(["four"]);
    expect(await nextWindow()).toEqual(["two"]);
  });

  test("needs no more permits than the budget has, and passes where it counts nothing", async () => {
    const limiter = limiterOf(budget({ limit: 2 }), ({ json }) => (json as number[]).length);
    limiter.ask(change({ path: "/seven", json: [1, 2, 3, 4, 5, 6, 7] }));
    limiter.ask(change({ path: "/none", json: [] }));
    for (const path of ["/one", "/seven more", "/another"]) {
      limiter.ask(change({ path, json: path.startsWith("/seven") ? [1, 2, 3, 4, 5, 6, 7] : [1] }));
    }
    await settled();
    expect(vendor.requests.map(({ path }) => path)).toEqual(["/seven", "/none"]);
    vendor.answerNext();
    vendor.answerNext();
    await settled();
    expect([await nextWindow(), await nextWindow(), await nextWindow()]).toEqual([["one"], ["seven more"], ["another"]]);
  });
});
