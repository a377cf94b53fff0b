import type { VendorRequest, VendorResponse } from "./request.js";
import type { Upstream } from "./vendor-error.js";

/** How to treat one vendor: data only, each number beside the page that it comes from. */
export interface VendorPolicy extends Upstream {
  /** Origin and, where there is one, the prefix of all paths; no trailing slash. */
  baseUrl: string;
  budgets: BudgetPolicy[];
  retry: RetryPolicy;
  breaker: BreakerPolicy;
  /** Keep-alive connections at most. Enough for the rate of the budgets times the latency, with some to spare. */
  connections: number;
}

/** At most `limit` requests in a window of `windowMs`, as the vendor counts them. */
export interface BudgetPolicy {
  name: string;
  limit: number;
  windowMs: number;
  /** Any stretch of time of that length (the default), or one that begins at a multiple of it by the clock, and gives all permits back at its end. */
  window?: "sliding" | "clock";
  applies: (request: VendorRequest) => boolean;
  /** What an answer says about this budget, if anything. */
  observe?: (response: VendorResponse) => BudgetObservation | undefined;
}

export interface BudgetObservation {
  limit?: number;
  remaining?: number;
  /** Epoch milliseconds. Used when `remaining` is 0, and for when requests of others leave the window. */
  resetsAt?: number;
}

export interface RetryPolicy {
  /** In all, including the first. */
  attempts: number;
  /** The wait before the second attempt is drawn from 0 to this; it doubles from attempt to attempt. */
  baseDelayMs: number;
  maxDelayMs: number;
}

export interface BreakerPolicy {
  /** Failed calls in a row that open the circuit. */
  failures: number;
  /** How long it stays open before one call may try. */
  openMs: number;
}
