import fc from "fast-check";
import { createLimiter } from "../../src/http/limiter/limit.js";
import type { BudgetPolicy } from "../../src/http/policy.js";
import type { Send } from "../../src/http/request.js";
import { answer, change, read } from "../http/support.js";
import { ManualClock } from "../support/clock.js";
import { describeWithRedis } from "../support/redis.js";
import { ListedServers, type SharedServer, SteppedRedis, sharedServer } from "./rounds-world.js";

interface Budgeted {
  limit: number;
  windowMs: number;
  window: "sliding" | "clock";
}

const budgets = (longestMs: number) =>
  fc.array(
    fc.record({
      limit: fc.integer({ min: 1, max: 8 }),
      windowMs: fc.integer({ min: 20, max: longestMs }),
      window: fc.constantFrom("sliding", "clock"),
    }),
    { minLength: 1, maxLength: 2 },
  ) as fc.Arbitrary<Budgeted[]>;

function policiesOf(budgets: readonly Budgeted[]): BudgetPolicy[] {
  return budgets.map(({ limit, windowMs, window }, index) => ({ name: `b${index}`, limit, windowMs, window, applies: () => false }));
}

/** The most that the vendor counts in any span of the window, both ends included, or in any window of its clock. */
function mostInWindow(moments: readonly number[], { windowMs, window }: Budgeted): number {
  const sorted = [...moments].sort((a, b) => a - b);
  const isWith = (start: number, moment: number): boolean =>
    window === "clock" ? Math.floor(moment / windowMs) === Math.floor(start / windowMs) : moment >= start && moment <= start + windowMs;
  return Math.max(0, ...sorted.map((start) => sorted.filter((moment) => isWith(start, moment)).length));
}

interface Arrival {
  gapMs: number;
  travelMs: number;
  workMs: number;
  mask: number;
  background: boolean;
  subject: number;
  isChange: boolean;
  server: number;
}

const arrival = fc.record({
  gapMs: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 40 })),
  travelMs: fc.integer({ min: 0, max: 30 }),
  workMs: fc.integer({ min: 0, max: 60 }),
  mask: fc.integer({ min: 1, max: 3 }),
  background: fc.boolean(),
  subject: fc.integer({ min: 0, max: 2 }),
  isChange: fc.boolean(),
  server: fc.integer({ min: 0, max: 2 }),
});

describeWithRedis("A server alone with its Redis", () => {
  it("sends each request in the order, and within two milliseconds a request of the moment, that it would have without Redis", async () => {
    await fc.assert(
      fc.asyncProperty(budgets(60), fc.array(arrival, { minLength: 1, maxLength: 20 }), async (budgeted, arrivals) => {
        const together = await playAlone(budgeted, arrivals, true);
        const apart = await playAlone(budgeted, arrivals, false);
        expect(orderOf(together)).toEqual(orderOf(apart));
        for (const [index, moment] of apart.entries()) {
          expect(together[index]).toBeGreaterThanOrEqual(moment);
          expect(together[index]).toBeLessThanOrEqual(moment + 2 * (index + 1));
        }
      }),
      { seed: 20261126, numRuns: 25, endOnFailure: true },
    );
  });
});

function orderOf(moments: readonly number[]): number[] {
  return moments.map((_, index) => index).sort((a, b) => (moments[a] ?? 0) - (moments[b] ?? 0) || a - b);
}

/** When each request was sent, by its number; counted from the first moment at which the budgets are known to be free. */
async function playAlone(budgeted: readonly Budgeted[], arrivals: readonly Arrival[], isShared: boolean): Promise<number[]> {
  const beginAt = 120_000;
  const clock = new ManualClock(isShared ? beginAt - 1_200 : beginAt);
  const redis = new SteppedRedis(clock);
  await redis.open();
  const listed = new ListedServers(clock);
  listed.set("a");
  const sent: number[] = [];
  const vendor: Send = async (request) => {
    const index = Number(request.path.slice(1));
    sent[index] = clock.now();
    const { travelMs, workMs } = arrivals[index] as Arrival;
    await clock.sleep(travelMs + workMs);
    return answer();
  };
  const policies = policiesOf(budgeted);
  const server = isShared
    ? sharedServer({ name: "a", redis, listed, clock, budgets: policies, vendor, longestMs: 200 })
    : aloneServer(clock, policies, vendor);
  if (isShared) await redis.advance(1_200, 10);
  for (const [index, one] of arrivals.entries()) {
    await redis.advance(one.gapMs);
    void server.ask(requestOf(one, index, policies), { callers: [{ subject: `subject ${one.subject}` }] }).catch(() => undefined);
    await redis.settled();
  }
  for (let ms = 0; ms < 4_000 && sent.filter((at) => at > 0).length < arrivals.length; ms += 20) await redis.advance(20);
  await server.limiter.leave();
  await redis.close();
  return sent;
}

function aloneServer(clock: ManualClock, policies: BudgetPolicy[], vendor: Send): SharedServer {
  const limiter = createLimiter({ vendor: "acme", budgets: policies, clock });
  const send = limiter.layer(vendor);
  return { limiter, ask: (request, scope = {}) => send(request, scope) };
}

function requestOf({ mask, background, isChange }: Arrival, index: number, policies: readonly BudgetPolicy[]) {
  const named = policies.map(({ name }) => name).filter((_, at) => (mask >> at) % 2 === 1);
  const parts = { path: `/${index}`, budgets: named.length > 0 ? named : ["b0"], background: background ? 0.5 : undefined };
  return isChange ? change(parts) : read(parts);
}

interface Step {
  waitMs: number;
  act: "cut off" | "reconnect" | "deafen" | "everybody away" | "everybody back" | "empty" | "kill" | "join" | "nothing";
  server: number;
  burst: number;
}

const LONGEST_MS = 400;
const LEASE_MS = 8_000;
const SERVERS = ["a", "b", "c", "d"];

const step: fc.Arbitrary<Step> = fc.record({
  waitMs: fc.oneof(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 300, max: 9_000 })),
  act: fc.constantFrom("cut off", "reconnect", "deafen", "everybody away", "everybody back", "empty", "kill", "join", "nothing"),
  server: fc.integer({ min: 0, max: 3 }),
  burst: fc.integer({ min: 0, max: 12 }),
});

describeWithRedis("Servers of which some, or all, lose Redis, die, come and come back", () => {
  it("never send more together than any window of a budget allows", async () => {
    await fc.assert(
      fc.asyncProperty(
        budgets(LONGEST_MS),
        fc.array(step, { minLength: 2, maxLength: 8 }),
        fc.infiniteStream(fc.nat(1_000)),
        async (budgeted, steps, draws) => {
          const counted = await playMany(budgeted, steps, () => draws.next().value as number);
          budgeted.forEach((one, index) => {
            expect(mostInWindow(counted[index] ?? [], one)).toBeLessThanOrEqual(one.limit);
          });
        },
      ),
      { seed: 20261126, numRuns: Number(process.env.RUNS ?? 25), endOnFailure: true },
    );
  });
});

/** When the vendor counted the requests of all servers, for each budget. */
async function playMany(budgeted: readonly Budgeted[], steps: readonly Step[], draw: () => number): Promise<number[][]> {
  const clock = new ManualClock(50_000_000);
  // Its windows of the clock are the vendor's.
  const redis = new SteppedRedis(
    clock,
    budgeted.reduce((product, { windowMs }) => product * windowMs, 7),
  );
  await redis.open();
  const listed = new ListedServers(clock);
  const counted: number[][] = budgeted.map(() => []);
  const dead = new Set<string>();
  const policies = policiesOf(budgeted);
  const servers = new Map<string, SharedServer>();
  const leases: { name: string; endsAt: number }[] = [];
  const relist = () => listed.set(...[...servers.keys()].filter((name) => !dead.has(name)), ...leases.map(({ name }) => name));
  const start = (name: string): void => {
    const vendor: Send = async (request) => {
      if (dead.has(name)) return new Promise(() => undefined);
      await clock.sleep(draw() % (LONGEST_MS / 2));
      for (const budget of request.budgets ?? []) counted[Number(budget.slice(1))]?.push(clock.now());
      await clock.sleep(draw() % (LONGEST_MS / 2));
      return answer();
    };
    servers.set(name, sharedServer({ name, redis, listed, clock, budgets: policies, vendor, longestMs: LONGEST_MS }));
    relist();
  };
  const ask = (count: number): void => {
    const alive = [...servers].filter(([name]) => !dead.has(name));
    for (let index = 0; index < count; index += 1) {
      const [, server] = alive[draw() % alive.length] ?? [];
      const named = policies.map(({ name }) => name).filter(() => draw() % 3 > 0);
      const request = { budgets: named.length > 0 ? named : ["b0"], background: draw() % 5 === 0 ? 0.2 : undefined };
      const scope = { callers: [{ subject: `subject ${draw() % 3}` }], deadlineAt: clock.now() + 20_000 };
      void server?.ask(read(request), scope).catch(() => undefined);
    }
  };
  const pass = async (ms: number): Promise<void> => {
    for (let done = 0; done < ms; done += 20) {
      await redis.advance(20, 20);
      const over = leases.filter(({ endsAt }) => endsAt <= clock.now());
      for (const lease of over) leases.splice(leases.indexOf(lease), 1);
      if (over.length > 0) relist();
      if (draw() % 25 === 0) ask(1);
    }
  };
  start("a");
  start("b");
  await pass(2_000);
  for (const { waitMs, act, server, burst } of steps) {
    const names = [...servers.keys()].filter((name) => !dead.has(name));
    const name = names[server % names.length] as string;
    if (act === "cut off") redis.setAway(name, "away");
    if (act === "reconnect") redis.setAway(name, "here");
    if (act === "deafen") redis.setAway(name, "deaf");
    if (act === "everybody away") for (const one of SERVERS) redis.setAway(one, "away");
    if (act === "everybody back") for (const one of SERVERS) redis.setAway(one, "here");
    if (act === "empty") await redis.empty();
    if (act === "kill" && names.length > 1) {
      dead.add(name);
      redis.setAway(name, "away");
      leases.push({ name, endsAt: clock.now() + LEASE_MS });
      relist();
    }
    const free = SERVERS.find((one) => !servers.has(one));
    if (act === "join" && free !== undefined) start(free);
    ask(burst);
    await pass(waitMs);
  }
  for (const one of SERVERS) if (!dead.has(one)) redis.setAway(one, "here");
  ask(10);
  await pass(4_000);
  for (const [name, { limiter }] of servers) {
    if (dead.has(name)) continue;
    limiter.close();
    await limiter.leave();
  }
  await redis.close();
  return counted;
}
