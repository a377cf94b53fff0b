import fc from "fast-check";
import type { Caller } from "../../../src/http/callers.js";
import { createLimiter } from "../../../src/http/limiter/limit.js";
import type { BudgetPolicy } from "../../../src/http/policy.js";
import type { Send } from "../../../src/http/request.js";
import { VendorError } from "../../../src/http/vendor-error.js";
import { ManualClock } from "../../support/clock.js";
import { answer, change, read } from "../support.js";

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
  /** Which operation of which subject asks. */
  subject: number;
  operation: number;
  isChange: boolean;
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
      subject: fc.integer({ min: 0, max: 2 }),
      operation: fc.integer({ min: 0, max: 1 }),
      isChange: fc.boolean(),
    }),
    { minLength: 1, maxLength: 25 },
  ),
});

interface Trace {
  arrival: Arrival;
  budgets: string[];
  askedAt: number;
  startedAt?: number;
  /** Places in the one row of all askings and sendings. */
  asked: number;
  sent?: number;
  countedAt?: number;
  endedAt?: number;
  refused?: VendorError;
}

async function play(plan: Plan): Promise<Trace[]> {
  const clock = new ManualClock(0);
  const traces: Trace[] = [];
  let events = 0;
  const callers = new Map<string, readonly [Caller]>();
  const callerOf = ({ subject, operation }: Arrival): readonly [Caller] => {
    const name = `${subject}/${operation}`;
    const known = callers.get(name) ?? [{ subject: `subject ${subject}` }];
    callers.set(name, known);
    return known;
  };
  const policies: BudgetPolicy[] = plan.budgets.map(({ limit, windowMs }, index) => ({
    name: `b${index}`,
    limit,
    windowMs,
    applies: () => false,
  }));
  const vendor: Send = async (request) => {
    const trace = traces[Number(request.path.slice(1))] as Trace;
    trace.startedAt = clock.now();
    trace.sent = events;
    events += 1;
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
    const trace: Trace = { arrival, budgets, askedAt: clock.now(), asked: events };
    events += 1;
    const path = `/${traces.push(trace) - 1}`;
    const deadlineAt = arrival.patienceMs === undefined ? undefined : clock.now() + arrival.patienceMs;
    const request = { path, budgets, background: arrival.background ? SHARE : undefined };
    send(arrival.isChange ? change(request) : read(request), { deadlineAt, callers: callerOf(arrival) })
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

describe("For any load, however late the vendor counts and answers it", () => {
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

  test("one operation's requests of a kind are sent in the order they came, its changes before its reads", async () => {
    await fc.assert(
      fc.asyncProperty(plans, async (plan) => {
        const traces = (await play(plan)).filter(({ sent }) => sent !== undefined);
        for (const [index, first] of traces.entries()) {
          for (const second of traces.slice(index + 1)) {
            if (!isOfOneKind(first, second) || !isOfOneOperation(first, second)) continue;
            const isPassed = !first.arrival.isChange && second.arrival.isChange && second.asked < sentOf(first);
            if (isPassed) expect(sentOf(second)).toBeLessThan(sentOf(first));
            else expect(sentOf(first)).toBeLessThan(sentOf(second));
          }
        }
      }),
      RUNS,
    );
  });

  test("no waiting caller sees another subject, or another operation of its own, have two turns before its one", async () => {
    await fc.assert(
      fc.asyncProperty(plans, async (plan) => {
        const traces = await play(plan);
        for (const trace of traces) {
          if (trace.sent === undefined || trace.startedAt === trace.askedAt) continue;
          const meanwhile = traces.filter(
            (other) => isOfOneKind(trace, other) && other.sent !== undefined && other.sent > trace.asked && other.sent <= sentOf(trace),
          );
          const turnsOf = (isTheirs: (other: Trace) => boolean): number => meanwhile.filter(isTheirs).length;
          const mine = turnsOf((other) => other.arrival.subject === trace.arrival.subject);
          for (const subject of [0, 1, 2]) expect(turnsOf((other) => other.arrival.subject === subject)).toBeLessThanOrEqual(mine);
          const myOperation = turnsOf((other) => isOfOneOperation(trace, other));
          const itsOther = { subject: trace.arrival.subject, operation: 1 - trace.arrival.operation };
          expect(
            turnsOf(({ arrival }) => arrival.subject === itsOther.subject && arrival.operation === itsOther.operation),
          ).toBeLessThanOrEqual(myOperation);
        }
      }),
      RUNS,
    );
  });

  test("every request is sent before its deadline, or fails before it with the time of its turn", async () => {
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

  test("no request waits while all its budgets have more room than the requests before it wait for", async () => {
    await fc.assert(
      fc.asyncProperty(plans, async (plan) => {
        const foreground = { ...plan, arrivals: plan.arrivals.map((arrival) => ({ ...arrival, background: false })) };
        const traces = await play(foreground);
        for (const trace of traces) {
          if (trace.startedAt === undefined || trace.startedAt === trace.askedAt) continue;
          // One moment earlier something held it: what is held of one of its budgets, and what is kept there for those before it.
          const before = trace.startedAt - 1;
          const held = trace.budgets.some((name) => {
            const policy = plan.budgets[Number(name.slice(1))];
            const others = traces.filter((other) => other !== trace && other.budgets.includes(name));
            const holding = others.filter(
              ({ startedAt, endedAt = 0 }) => startedAt !== undefined && startedAt <= before && endedAt + (policy?.windowMs ?? 0) >= before,
            );
            // Of another kind one may come first and be sent later: it waits for a budget that this one does not want.
            const ahead = others.filter(
              (other) =>
                other.askedAt <= before &&
                (other.startedAt ?? other.endedAt ?? 0) > before &&
                (other.startedAt === undefined || sentOf(other) < sentOf(trace) || !isOfOneKind(trace, other)),
            );
            return holding.length + ahead.length >= (policy?.limit ?? 0);
          });
          expect(held).toBe(true);
        }
      }),
      RUNS,
    );
  });
});

/** Those of one kind want the same budgets on the same terms. */
function isOfOneKind(one: Trace, other: Trace): boolean {
  return one.budgets.join() === other.budgets.join() && one.arrival.background === other.arrival.background;
}

function isOfOneOperation({ arrival: one }: Trace, { arrival: other }: Trace): boolean {
  return one.subject === other.subject && one.operation === other.operation;
}

function sentOf({ sent }: Trace): number {
  return sent ?? Number.POSITIVE_INFINITY;
}
