import type { VerifyPolicy } from "../../../../src/datasources/contract/change.js";
import type { VendorPolicy } from "../../../../src/http/policy.js";
import type { Upstream } from "../../../../src/http/vendor-error.js";

export const ROUTES = {
  list: "GET /v1/notices",
  read: "GET /v1/notices?ids",
  find: "GET /v1/notices?request_key",
  post: "POST /v1/notices",
  close: "POST /v1/notices/close",
} as const;

/** README, "Limits": of a page, and of the ids in one request. */
export const MAX_NOTICES = 50;

/** README, "Posting". */
export const MAX_TITLE = 80;
export const MAX_DAYS = 90;

/** What Noticeboard has not closed within seconds it will not close. */
export const CLOSE_VERIFY: VerifyPolicy = { delaysMs: [2_000, 10_000, 60_000, 600_000], settleGraceMs: 3_000 };

/** No page says how long posting may take, and it costs a credit: only after a minute does silence mean "not posted". */
export const POST_VERIFY: VerifyPolicy = { delaysMs: [3_000, 15_000, 60_000, 600_000], settleGraceMs: 60_000 };

export function noticeboardPolicy({ vendor, account }: Upstream, baseUrl: string): VendorPolicy {
  return {
    vendor,
    account,
    baseUrl,
    // README, "Limits".
    budgets: [
      { name: "requests", limit: 10, windowMs: 1_000, applies: () => true },
      { name: "postings", limit: 30, windowMs: 60_000, applies: ({ route }) => route === ROUTES.post },
    ],
    retry: { attempts: 3, baseDelayMs: 250, maxDelayMs: 5_000 },
    breaker: { failures: 5, openMs: 15_000 },
    connections: 8,
  };
}
