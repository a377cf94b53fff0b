import type { Clock } from "../clock.js";
import type { RetryPolicy } from "./policy.js";
import type { CallScope, Layer, Send, VendorRequest, VendorResponse } from "./request.js";
import { AllowanceSpent, accountOf, CallAborted, type Upstream, VendorError } from "./vendor-error.js";

type RetryReason = "backoff" | "vendor-said" | "not-retryable" | "attempts-spent" | "past-deadline" | "too-long";

export interface RetryDecision {
  retry: boolean;
  waitMs: number;
  why: RetryReason;
}

/**
 * Whether a failed read is sent once more, and when. `attempt` counts the attempts made. The wait is drawn from 0 to a bound that doubles
 * (full jitter: reads that failed together do not come back together); where the vendor named a time, the draw comes on top of it.
 */
export function decideRetry(
  error: unknown,
  attempt: number,
  policy: RetryPolicy,
  now: number,
  deadlineAt: number | undefined,
  random: () => number,
): RetryDecision {
  if (!(error instanceof VendorError) || !error.retryable || error.atSignIn) return { retry: false, waitMs: 0, why: "not-retryable" };
  if (attempt >= policy.attempts) return { retry: false, waitMs: 0, why: "attempts-spent" };
  const named = error.retryAfterMs;
  const bound = named === undefined ? Math.min(policy.maxDelayMs, policy.baseDelayMs * 2 ** (attempt - 1)) : policy.baseDelayMs;
  const waitMs = Math.ceil((named ?? 0) + random() * bound);
  if (deadlineAt !== undefined && now + waitMs >= deadlineAt) return { retry: false, waitMs, why: "past-deadline" };
  // Without a deadline nothing else bounds a vendor that says "come back tomorrow": background work has a schedule of its own.
  if (deadlineAt === undefined && waitMs > Math.max(policy.maxDelayMs, policy.baseDelayMs))
    return { retry: false, waitMs, why: "too-long" };
  return { retry: true, waitMs, why: named === undefined ? "backoff" : "vendor-said" };
}

export interface RetryOptions extends Upstream {
  policy: RetryPolicy;
  clock: Clock;
  random: () => number;
}

/** Repeats reads. A change is sent once, whatever its answer: only `verify` can tell whether it was made. */
export function retryLayer({ vendor, account, policy, clock, random }: RetryOptions): Layer {
  const upstream = { vendor, account: accountOf({ vendor, account }) };
  return (next) => (request, scope) => {
    if (request.intent === "change") return next(request, scope);
    return next(request, scope).catch((error: unknown) => repeated(next, request, scope, error));
  };

  async function repeated(next: Send, request: VendorRequest, scope: CallScope, first: unknown): Promise<VendorResponse> {
    let error = first;
    let before: unknown;
    for (let attempt = 1; ; attempt += 1) {
      const decision = decideRetry(error, attempt, policy, clock.now(), scope.deadlineAt, random);
      if (!decision.retry) throw before !== undefined && saysLess(error) ? before : error;
      before = error;
      const { code, status } = error as VendorError;
      scope.log?.debug({ ...upstream, route: request.route, code, status, attempt, ...decision }, "A read is repeated.");
      await pause(decision.waitMs, request, scope);
      try {
        return await next(request, scope);
      } catch (later) {
        error = later;
      }
    }
  }

  async function pause(waitMs: number, request: VendorRequest, scope: CallScope): Promise<void> {
    try {
      await clock.sleep(waitMs, scope.signal);
    } catch {
      throw new CallAborted(upstream, request.route, "maybe");
    }
  }
}

/** A last attempt that ran out of time or allowance says less than the failure before it. */
function saysLess(error: unknown): boolean {
  return error instanceof AllowanceSpent || (error instanceof VendorError && error.cutShort);
}
