import fc from "fast-check";
import { createLimiter } from "../../src/http/limit.js";
import type { BudgetPolicy } from "../../src/http/policy.js";
import type { Send } from "../../src/http/request.js";
import { VendorError } from "../../src/http/vendor-error.js";
import { ManualClock } from "../support/clock.js";
import { answer, read } from "./support.js";

interface Arrival {
  gapMs: number;
  /** From our sending to the vendor's counting it, and from there to our having the answer. */
  travelMs: number;
  workMs: number;
  fails: boolean;
  /** One bit for each budget it counts against. */
  mask: number;
  /** How long it can wait; undefined for as long as it takes. */
  patienceMs: number | undefined;
  background: boolean;
}

interface Plan {
  budgets: { limit: number; windowMs: number }[];
  arrivals: Arrival[];
}

const SHARE = 0.5;

const plans: fc.Arbitrary<Plan> = fc.record({
  budgets: fc.array(fc.record({ limit: fc.integer({ min: 1, max: 4 }), windowMs: fc.integer({ min: 1, max: 60 }) }), {
    minLength: 1,
    maxLength: 3,
  }),
  arrivals: fc.array(
    fc.record({
      gapMs: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 40 })),
      travelMs: fc.integer({ min: 0, max: 30 }),
      workMs: fc.integer({ min: 0, max: 60 }),
      fails: fc.boolean(),
      mask: fc.integer({ min: 1, max: 7 }),
      patienceMs: fc.option(fc.integer({ min: 0, max: 200 }), { nil: undefined }),
      background: fc.boolean(),
    }),
    { minLength: 1, maxLength: 25 },
  ),
});

interface Trace {
  arrival: Arrival;
  budgets: string[];
  askedAt: number;
  startedAt?: number;
  /** The order in which requests were sent. */
  place?: number;
  countedAt?: number;
  endedAt?: number;
  refused?: VendorError;
}

async function play(plan: Plan): Promise<Trace[]> {
  const clock = new ManualClock(0);
  const traces: Trace[] = [];
  let sent = 0;
  const policies: BudgetPolicy[] = plan.budgets.map(({ limit, windowMs }, index) => ({
    name: `b${index}`,
    limit,
    windowMs,
    applies: () => false,
  }));
  const vendor: Send = async (request) => {
    const trace = traces[Number(request.path.slice(1))] as Trace;
    trace.startedAt = clock.now();
    trace.place = sent;
    sent += 1;
    await clock.sleep(trace.arrival.travelMs);
    trace.countedAt = clock.now();
    await clock.sleep(trace.arrival.workMs);
    if (trace.arrival.fails) throw new VendorError({ code: "UNAVAILABLE", vendor: "acme", sent: "maybe", message: "lost" });
    return answer();
  };
  const limiter = createLimiter({ vendor: "acme", budgets: policies, clock });
  const send = limiter.layer(vendor);
  for (const arrival of plan.arrivals) {
    await clock.advance(arrival.gapMs);
    const budgets = policies.map(({ name }) => name).filter((_, index) => (arrival.mask >> index) % 2 === 1);
    const trace: Trace = { arrival, budgets, askedAt: clock.now() };
    const path = `/${traces.push(trace) - 1}`;
    const deadlineAt = arrival.patienceMs === undefined ? undefined : clock.now() + arrival.patienceMs;
    send(read({ path, budgets, background: arrival.background ? SHARE : undefined }), { deadlineAt })
      .catch((error: unknown) => {
        if (error instanceof VendorError && error.sent === "no") trace.refused = error;
      })
      .finally(() => {
        trace.endedAt = clock.now();
      });
  }
  await clock.advance(25 * 200);
  expect(limiter.budgets().every(({ queued }) => queued === 0)).toBe(true);
  expect(clock.sleeping).toBe(0);
  return traces;
}

/** The most that any span of the window holds, both ends included. */
function mostInWindow(moments: number[], windowMs: number): number {
  const sorted = moments.toSorted((a, b) => a - b);
  return Math.max(0, ...sorted.map((start) => sorted.filter((moment) => moment >= start && moment <= start + windowMs).length));
}

function countedBy(traces: Trace[], name: string): number[] {
  return traces.flatMap(({ budgets, countedAt }) => (budgets.includes(name) && countedAt !== undefined ? [countedAt] : []));
}

const RUNS = { seed: 20261122, numRuns: 300 };

describe("whatever comes, however late the vendor counts and answers it", () => {
  test("no span of a budget's window holds more requests than its limit, as the vendor counts them", async () => {
    await fc.assert(
      fc.asyncProperty(plans, async (plan) => {
        const traces = await play(plan);
        plan.budgets.forEach(({ limit, windowMs }, index) => {
          expect(mostInWindow(countedBy(traces, `b${index}`), windowMs)).toBeLessThanOrEqual(limit);
        });
      }),
      RUNS,
    );
  });

  test("no span of a window holds more background work than its share", async () => {
    await fc.assert(
      fc.asyncProperty(plans, async (plan) => {
        const traces = (await play(plan)).filter(({ arrival }) => arrival.background);
        plan.budgets.forEach(({ limit, windowMs }, index) => {
          const share = Math.max(1, Math.floor(limit * SHARE));
          expect(mostInWindow(countedBy(traces, `b${index}`), windowMs)).toBeLessThanOrEqual(share);
        });
      }),
      RUNS,
    );
  });

  test("of two that share a budget the one that came first is sent first", async () => {
    await fc.assert(
      fc.asyncProperty(plans, async (plan) => {
        const traces = (await play(plan)).filter(({ place }) => place !== undefined);
        for (const [index, first] of traces.entries()) {
          for (const second of traces.slice(index + 1)) {
            // Background work that waits for its share lets others pass.
            if (first.arrival.background && !second.arrival.background) continue;
            if (!first.budgets.some((name) => second.budgets.includes(name))) continue;
            expect(first.place).toBeLessThan(second.place as number);
          }
        }
      }),
      RUNS,
    );
  });

  test("everyone is sent before its deadline or told, before it, when its turn could have been", async () => {
    await fc.assert(
      fc.asyncProperty(plans, async (plan) => {
        for (const { arrival, askedAt, startedAt, endedAt, refused, budgets } of await play(plan)) {
          if (budgets.length === 0) continue;
          const deadlineAt = askedAt + (arrival.patienceMs ?? Number.POSITIVE_INFINITY);
          if (startedAt !== undefined) {
            if (startedAt > askedAt) expect(startedAt).toBeLessThan(deadlineAt);
            continue;
          }
          expect(refused).toMatchObject({ code: "RATE_LIMITED", sent: "no" });
          expect(endedAt).toBeLessThanOrEqual(deadlineAt);
          expect((endedAt as number) + (refused?.retryAfterMs ?? 0)).toBeGreaterThanOrEqual(deadlineAt);
        }
      }),
      RUNS,
    );
  });

  test("nobody waits while all its budgets have room and nobody ahead of it wants them", async () => {
    await fc.assert(
      fc.asyncProperty(plans, async (plan) => {
        const foreground = { ...plan, arrivals: plan.arrivals.map((arrival) => ({ ...arrival, background: false })) };
        const traces = await play(foreground);
        for (const [index, trace] of traces.entries()) {
          if (trace.startedAt === undefined) continue;
          const { startedAt } = trace;
          if (startedAt === trace.askedAt) continue;
          // One moment earlier something held it: a full budget, or someone ahead who still waited for one of the same budgets.
          const before = startedAt - 1;
          const held = trace.budgets.some((name) => {
            const policy = plan.budgets[Number(name.slice(1))];
            if (policy === undefined) return false;
            const holding = traces.filter(
              (other) =>
                other !== trace &&
                other.budgets.includes(name) &&
                other.startedAt !== undefined &&
                other.startedAt <= before &&
                (other.endedAt ?? 0) + policy.windowMs >= before,
            );
            return holding.length >= policy.limit;
          });
          const ahead = traces
            .slice(0, index)
            .some(
              (other) => other.budgets.some((name) => trace.budgets.includes(name)) && (other.startedAt ?? other.endedAt ?? 0) > before,
            );
          expect(held || ahead).toBe(true);
        }
      }),
      RUNS,
    );
  });
});
