import type { VendorPolicy } from "../../../http/policy.js";
import type { Upstream } from "../../../http/vendor-error.js";
import { observeWindow } from "../greenhouse.policy.js";

/** https://harvestdocs.greenhouse.io/docs/api-rate-limiting: 75 in the sample; the ceiling is what X-RateLimit-Limit says. */
const REQUESTS_PER_WINDOW = 75;
/** Windows begin at multiples of it (seen). */
const WINDOW_MS = 30_000;

/** Counted apart from data (https://harvestdocs.greenhouse.io/reference/generate-token). */
const TOKENS_PER_WINDOW = 60;
const TOKEN_WINDOW_MS = 60_000;

/** Of `ids` and the like in one request (https://harvestdocs.greenhouse.io/docs/list-endpoints). */
export const MOST_IDS = 50;

/** Departments, offices and close reasons are small lists that change seldom: they are kept so long. */
export const TABLE_KEPT_MS = 300_000;
/** A table that lacks what a record names is read again, but not more often than this: what was deleted stays missing. */
export const TABLE_RESTS_MS = 30_000;

/** Where the token request names no end that can be read. */
export const ASSUMED_TOKEN_LIFE_MS = 3_600_000;
export const RENEW_BEFORE_END_MS = 60_000;

/** `X-RateLimit-Reset` is a whole window after the answer wherever the window ends (seen), so it counts on a 429 only. */
export function harvestV3Policy(upstream: Upstream, baseUrl: string): VendorPolicy {
  return {
    vendor: upstream.vendor,
    account: upstream.account,
    baseUrl,
    budgets: [
      { name: "requests", limit: REQUESTS_PER_WINDOW, windowMs: WINDOW_MS, window: "clock", applies: () => true, observe: observeWindow },
    ],
    retry: { attempts: 3, baseDelayMs: 250, maxDelayMs: 5_000 },
    breaker: { failures: 5, openMs: 15_000 },
    connections: 16,
  };
}

export function harvestV3TokenPolicy(upstream: Upstream, origin: string): VendorPolicy {
  return {
    vendor: upstream.vendor,
    account: upstream.account,
    baseUrl: origin,
    budgets: [{ name: "tokens", limit: TOKENS_PER_WINDOW, windowMs: TOKEN_WINDOW_MS, applies: () => true, observe: observeWindow }],
    retry: { attempts: 3, baseDelayMs: 250, maxDelayMs: 5_000 },
    breaker: { failures: 5, openMs: 15_000 },
    connections: 2,
  };
}
