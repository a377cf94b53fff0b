import type { Clock } from "../../clock.js";
import type { BudgetPolicy } from "../policy.js";
import type { CallScope, Layer, Send, VendorRequest, VendorResponse } from "../request.js";
import { retryAfterMs } from "../retry-after.js";
import { CallAborted, nameOf, type Upstream, VendorError } from "../vendor-error.js";
import { Budget, type BudgetState } from "./budget.js";
import { PermitQueue, type Refusals } from "./permit-queue.js";
import type { WantedPermits } from "./schedule.js";

export interface Permit {
  route: string;
  waitedMs: number;
}

export interface LimiterOptions extends Upstream {
  budgets: readonly BudgetPolicy[];
  clock: Clock;
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
}

/** A 429 without a time blocks the narrowest budget for one window, but not longer than this. */
const LONGEST_UNANNOUNCED_BLOCK_MS = 60_000;

/** Lets a request through once all the budgets that it counts against have room, and fails it at once where that would be too late. */
export function createLimiter(options: LimiterOptions): Limiter {
  const { vendor, account, clock } = options;
  const upstream = { vendor, account };
  const budgets = options.budgets.map((policy) => new Budget(policy));
  const queue = new PermitQueue(budgets, clock);

  const layer: Layer = (next) => async (request, scope) => {
    const counted = budgetsOf(request);
    const count = options.countOf?.(request) ?? 1;
    if (counted.length === 0 || count === 0) return next(request, scope);
    const askedAt = clock.now();
    const wanted = { budgets: counted, background: request.background, count, intent: request.intent };
    if (scope.signal?.aborted || !queue.takeAtOnce(wanted)) await queue.turn(wanted, scope, refusalsFor(request, counted));
    const waitedMs = clock.now() - askedAt;
    options.onPermit?.({ route: request.route, waitedMs });
    scope.cost?.waited(upstream, waitedMs);
    request.span?.waited(waitedMs);
    return carry(next, request, scope, wanted);
  };

  async function carry(next: Send, request: VendorRequest, scope: CallScope, taken: WantedPermits): Promise<VendorResponse> {
    let response: VendorResponse | undefined;
    let reachedVendor = true;
    try {
      response = await next(request, scope);
      return response;
    } catch (error) {
      reachedVendor = !(error instanceof VendorError && error.sent === "no");
      throw error;
    } finally {
      const now = clock.now();
      for (const budget of taken.budgets) {
        if (reachedVendor) budget.answered(taken, now);
        else budget.giveBack(taken);
      }
      const learned = response !== undefined && learn(taken.budgets, response, now);
      if (learned || !reachedVendor) queue.changed();
    }
  }

  function budgetsOf(request: VendorRequest): readonly Budget[] {
    const named = request.budgets ?? [];
    const unknown = named.find((name) => !budgets.some((budget) => budget.policy.name === name));
    if (unknown !== undefined)
      throw new Error(`${request.route} names the budget "${unknown}", which the policy of ${nameOf(upstream)} does not have.`);
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
    budgets: () => budgets.map((budget) => budget.state(clock.now(), queue.queuedFor(budget))),
    close: () => queue.close(),
  };
}

/** True where turns may now come at other times than planned. */
function learn(counted: readonly Budget[], response: VendorResponse, now: number): boolean {
  const waitMs = response.status === 429 ? retryAfterMs(response) : undefined;
  const saidUntil = waitMs === undefined ? undefined : now + waitMs;
  let explained = false;
  let moved = false;
  for (const budget of counted) {
    const seen = budget.policy.observe?.(response);
    if (seen === undefined) continue;
    // Where only Retry-After gives a time, it also applies to requests of others: a whole window would be longer than the vendor wants.
    moved = budget.learn({ ...seen, resetsAt: seen.resetsAt ?? saidUntil }, now) || moved;
    explained ||= seen.remaining !== undefined && seen.remaining <= 0 && seen.resetsAt !== undefined;
  }
  if (response.status !== 429 || explained) return moved;
  if (waitMs !== undefined) {
    for (const budget of counted) budget.block(now + waitMs, now);
    return true;
  }
  const narrowest = counted.reduce((one, other) => (other.policy.windowMs < one.policy.windowMs ? other : one));
  narrowest.block(now + Math.min(narrowest.policy.windowMs, LONGEST_UNANNOUNCED_BLOCK_MS), now);
  return true;
}
