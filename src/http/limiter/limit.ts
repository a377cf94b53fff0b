import type { Clock } from "../../clock.js";
import type { BudgetObservation, BudgetPolicy } from "../policy.js";
import type { CallScope, Layer, Send, VendorRequest, VendorResponse } from "../request.js";
import { retryAfterMs } from "../retry-after.js";
import { CallAborted, nameOf, type Upstream, VendorError } from "../vendor-error.js";
import { Budget, type BudgetState } from "./budget.js";
import { PermitQueue } from "./permit-queue.js";
import type { WantedPermits } from "./schedule.js";
import { DAY_MS, DayCount } from "./shared/day-count.js";
import type { Sharing } from "./shared/rounds.js";
import { SharedTurns } from "./shared/shared-turns.js";
import type { Refusals } from "./waiter.js";

export interface Permit {
  route: string;
  waitedMs: number;
}

export interface LimiterOptions extends Upstream {
  budgets: readonly BudgetPolicy[];
  clock: Clock;
  /** How the budgets are held together with other servers; left out where no other server uses them. */
  sharing?: Sharing;
  /** How much a request counts; one that counts 0 passes. Default 1. */
  countOf?: (request: VendorRequest) => number;
  /** Called for every turn, including those without a wait. */
  onPermit?: (turn: Permit) => void;
}

export interface Limiter {
  layer: Layer;
  budgets(): BudgetState[];
  /** Refuses waiting requests, now and from now on. */
  close(): void;
  /** To be called once all requests have ended: tells other servers that this one takes no turns any more. */
  leave(): Promise<void>;
}

/** A 429 without a time blocks the narrowest budget for one window, but not longer than this. */
const LONGEST_UNANNOUNCED_BLOCK_MS = 60_000;

const NONE: readonly string[] = [];

/** Lets a request through once all the budgets that it counts against have room, and fails it at once where that would be too late. */
export function createLimiter(options: LimiterOptions): Limiter {
  const { vendor, account, clock } = options;
  const upstream = { vendor, account };
  const { sharing } = options;
  const days = new Map<Budget, DayCount>();
  const budgets = options.budgets.map((policy) => {
    const isOfDay = policy.windowMs >= DAY_MS;
    const budget = new Budget(policy, sharing !== undefined && !isOfDay);
    if (sharing !== undefined && isOfDay)
      days.set(budget, new DayCount({ policy, calls: sharing.dayCalls, clock, onError: sharing.onError }));
    return budget;
  });
  const held = budgets.filter((budget) => !days.has(budget));
  const together = sharing === undefined || held.length === 0 ? undefined : new SharedTurns({ ...sharing, budgets: held, clock });
  const queue = new PermitQueue(budgets, clock, together);
  together?.start(queue);

  const layer: Layer = (next) => (request, scope) => {
    const counted = budgetsOf(request);
    if (counted instanceof Error) return Promise.reject(counted);
    const count = options.countOf?.(request) ?? 1;
    if (counted.length === 0 || count === 0) return next(request, scope);
    const askedAt = clock.now();
    const wanted = { budgets: counted, background: request.background, count, intent: request.intent };
    const begin = (): Promise<VendorResponse> => {
      const waitedMs = clock.now() - askedAt;
      options.onPermit?.({ route: request.route, waitedMs });
      scope.cost?.waited(upstream, waitedMs);
      request.span?.waited(waitedMs);
      return carry(next, request, scope, wanted);
    };
    if (!scope.signal?.aborted && queue.takeAtOnce(wanted)) return begin();
    return queue.turn(wanted, scope, refusalsFor(request, counted)).then(begin);
  };

  function carry(next: Send, request: VendorRequest, scope: CallScope, taken: WantedPermits): Promise<VendorResponse> {
    const ended = (response: VendorResponse | undefined, reachedVendor: boolean): void => {
      const now = clock.now();
      for (const budget of taken.budgets) {
        if (reachedVendor) budget.answered(taken, now);
        else budget.giveBack(taken);
      }
      together?.ended(taken, now, reachedVendor);
      const learned = response !== undefined && learn(taken.budgets, response, now, together);
      if (learned || !reachedVendor) queue.changed();
    };
    const counts = days.size === 0 ? NO_DAYS : taken.budgets.flatMap((budget) => days.get(budget) ?? []);
    const send = counts.length === 0 ? next : countedByDay(next, counts, taken.count, upstream);
    return send(request, scope).then(
      (response) => {
        ended(response, true);
        return response;
      },
      (error: unknown) => {
        ended(undefined, !(error instanceof VendorError && error.sent === "no"));
        throw error;
      },
    );
  }

  function budgetsOf(request: VendorRequest): readonly Budget[] | Error {
    const named = request.budgets ?? NONE;
    const unknown = named.find((name) => !budgets.some((budget) => budget.policy.name === name));
    if (unknown !== undefined)
      return new Error(`${request.route} names the budget "${unknown}", which the policy of ${nameOf(upstream)} does not have.`);
    return budgets.filter((budget) => budget.policy.applies(request) || named.includes(budget.policy.name));
  }

  function refusalsFor(request: VendorRequest, counted: readonly Budget[]): Refusals {
    return {
      late: (turnAt) => {
        const names = counted.map((budget) => `${budget.limit} in ${budget.policy.windowMs} ms (${budget.policy.name})`).join(", ");
        const turnInMs = turnAt - clock.now();
        const message = `${request.route} at ${nameOf(upstream)} was not sent: its turn comes in ${turnInMs} ms, after its deadline. Allowed are ${names}.`;
        return new VendorError({ ...upstream, code: "RATE_LIMITED", sent: "no", retryAfterMs: turnInMs, message });
      },
      aborted: () => new CallAborted(upstream, request.route, "no"),
      closed: () =>
        new VendorError({
          ...upstream,
          code: "UNAVAILABLE",
          sent: "no",
          message: `${request.route} at ${nameOf(upstream)} was not sent: the server stops.`,
        }),
    };
  }

  return {
    layer,
    budgets: () =>
      budgets.map((budget) => {
        const state = budget.state(clock.now(), queue.queuedFor(budget));
        return days.get(budget)?.state(state) ?? state;
      }),
    close: () => queue.close(),
    leave: async () => {
      await Promise.all([together?.close(), ...[...days.values()].map((day) => day.close())]);
    },
  };
}

const NO_DAYS: readonly DayCount[] = [];

/** Counts a request against the budgets of a day, over all servers, just before it is sent. */
function countedByDay(next: Send, counts: readonly DayCount[], count: number, upstream: Upstream): Send {
  return async (request, scope) => {
    const takeBacks: (() => void)[] = [];
    const takeBack = (): void => {
      for (const back of takeBacks) back();
    };
    for (const day of counts) {
      const taken = await day.take(count);
      if (taken === undefined) {
        takeBack();
        throw day.refusal(request, upstream);
      }
      takeBacks.push(taken);
    }
    try {
      return await next(request, scope);
    } catch (error) {
      if (error instanceof VendorError && error.sent === "no") takeBack();
      throw error;
    }
  };
}

/** True where turns may now come at other times than planned. */
function learn(counted: readonly Budget[], response: VendorResponse, now: number, together: SharedTurns | undefined): boolean {
  let moved = false;
  for (const { budget, blockedUntil, ...seen } of lessonsOf(counted, response, now)) {
    if (blockedUntil === undefined) moved = budget.learn(seen, now) || moved;
    else {
      budget.block(blockedUntil, now);
      moved = true;
    }
    together?.teach({ budget: budget.policy.name, blockedUntil, ...seen });
  }
  return moved;
}

/** What an answer says about budgets: the vendor's word about one, or that nothing of it starts before a moment. */
interface LessonOf extends BudgetObservation {
  budget: Budget;
  blockedUntil?: number;
}

function lessonsOf(counted: readonly Budget[], response: VendorResponse, now: number): LessonOf[] {
  const waitMs = response.status === 429 ? retryAfterMs(response) : undefined;
  const saidUntil = waitMs === undefined ? undefined : now + waitMs;
  let explained = false;
  const lessons: LessonOf[] = [];
  for (const budget of counted) {
    const seen = budget.policy.observe?.(response);
    if (seen === undefined) continue;
    // Where only Retry-After gives a time, it also applies to requests of others: a whole window would be longer than the vendor wants.
    const { limit, remaining, resetsAt = saidUntil } = seen;
    lessons.push({ limit, remaining, resetsAt, budget });
    explained ||= seen.remaining !== undefined && seen.remaining <= 0 && seen.resetsAt !== undefined;
  }
  if (response.status !== 429 || explained) return lessons;
  if (saidUntil !== undefined) return [...lessons, ...counted.map((budget) => ({ budget, blockedUntil: saidUntil }))];
  const narrowest = counted.reduce((one, other) => (other.policy.windowMs < one.policy.windowMs ? other : one));
  return [...lessons, { budget: narrowest, blockedUntil: now + Math.min(narrowest.policy.windowMs, LONGEST_UNANNOUNCED_BLOCK_MS) }];
}
