import type { VendorPolicy } from "../../../http/policy.js";
import type { Upstream } from "../../../http/vendor-error.js";
import { observeWindow } from "../greenhouse.policy.js";

/** https://developers.greenhouse.io/harvest.html#throttling: the ceiling is what X-RateLimit-Limit says, 50 in the docs' sample. */
const REQUESTS_PER_WINDOW = 50;
const WINDOW_MS = 10_000;

export function harvestV1Policy(upstream: Upstream, baseUrl: string): VendorPolicy {
  return {
    vendor: upstream.vendor,
    account: upstream.account,
    baseUrl,
    budgets: [{ name: "requests", limit: REQUESTS_PER_WINDOW, windowMs: WINDOW_MS, applies: () => true, observe: observeWindow }],
    retry: { attempts: 3, baseDelayMs: 250, maxDelayMs: 5_000 },
    breaker: { failures: 5, openMs: 15_000 },
    connections: 16,
  };
}
