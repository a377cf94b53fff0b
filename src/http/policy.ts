import type { VendorRequest, VendorResponse } from "./request.js";

/** How to treat one vendor: data only, each number beside the page it came from. */
export interface VendorPolicy {
  vendor: string;
  /** Origin and, where there is one, the prefix of all paths; no trailing slash. */
  baseUrl: string;
  budgets: BudgetPolicy[];
  retry: RetryPolicy;
  breaker: BreakerPolicy;
  /** Keep-alive connections at most. Enough for what the budgets let through: rate × latency, with some to spare. */
  connections: number;
  /** An answer larger than this, unpacked, is a fault. Default 32 MiB. */
  maxResponseBytes?: number;
}

/** So many requests in any span of so long, as the vendor counts them. */
export interface BudgetPolicy {
  name: string;
  limit: number;
  windowMs: number;
  applies: (request: VendorRequest) => boolean;
  /** What an answer says about this budget, if anything. */
  observe?: (response: VendorResponse) => BudgetObservation | undefined;
}

export interface BudgetObservation {
  limit?: number;
  remaining?: number;
  /** Epoch milliseconds. Read when `remaining` is 0, and for when what others used comes back. */
  resetsAt?: number;
}

export interface RetryPolicy {
  /** In all, the first one included. */
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
