import { isPage } from "../../http/classify.js";
import type { BudgetObservation, BudgetPolicy, VendorPolicy } from "../../http/policy.js";
import type { VendorResponse } from "../../http/request.js";
import { retryAfterMs } from "../../http/retry-after.js";
import type { Upstream } from "../../http/vendor-error.js";
import { vendorNow } from "../../http/vendor-time.js";
import type { VerifyPolicy } from "../contract/change.js";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** Elements of one `batch_create` (create page). */
export const MAX_ELEMENTS = 100;
/** Ids of one jobPostingStatus call (job status page). */
export const MAX_STATUS_IDS = 100;
/** No page names a limit for tasks. About 54 encoded task ids fill the query, so 50 are sent. */
export const MAX_TASK_IDS = 50;
/** A query above 4 KB is a 414 (URL size limits). The margin covers proxies that count differently. */
export const MAX_QUERY_BYTES = 4_000;

/** A renewal adds thirty days (OpenAPI of 2022, RENEW). */
export const RENEWAL_MS = 30 * DAY_MS;
/** A promotion resets the end to thirty days, or to a given date of at most ninety (promoted jobs page). */
export const MAX_PROMOTED_MS = 90 * DAY_MS;

export const TOKEN_ROUTE = "POST /oauth/v2/accessToken";

/** The routes of the budgets. The status may have two addresses, see LinkedInClient.readListings. */
interface BudgetRoutes {
  write: string;
  tasks: string;
  statuses: readonly string[];
}

export function linkedInPolicy(upstream: Upstream, baseUrl: string, routes: BudgetRoutes): VendorPolicy {
  return {
    vendor: upstream.vendor,
    account: upstream.account,
    baseUrl,
    budgets: [
      daily("writes", 100_000, [routes.write]), // promoted jobs page
      daily("task-reads", 300_000, [routes.tasks]), // task status page
      daily("status-reads", 1_000_000, routes.statuses), // job status page
    ],
    // The vendor's SDK repeats 5xx and lost connections up to three times after 1, 2 and 4 s, at most 10 s.
    retry: { attempts: 4, baseDelayMs: 1_000, maxDelayMs: 10_000 },
    breaker: { failures: 5, openMs: 15_000 },
    connections: 8,
  };
}

/** The token endpoint is on another host and has no documented limit. */
export function tokenPolicy(upstream: Upstream, origin: string): VendorPolicy {
  return {
    vendor: upstream.vendor,
    account: upstream.account,
    baseUrl: origin,
    budgets: [],
    retry: { attempts: 3, baseDelayMs: 500, maxDelayMs: 4_000 },
    breaker: { failures: 5, openMs: 15_000 },
    connections: 1,
  };
}

/** Promoted jobs page: "2,000 records a minute; 60,000 records a day". An element is a record; requests are counted apart. */
export const RECORD_BUDGETS: BudgetPolicy[] = [
  { name: "records-per-minute", limit: 2_000, windowMs: MINUTE_MS, applies: () => true },
  { name: "records-per-day", limit: 60_000, windowMs: DAY_MS, applies: () => true },
];

function daily(name: string, limit: number, routes: readonly string[]): BudgetPolicy {
  return { name, limit, windowMs: DAY_MS, applies: (request) => routes.includes(request.route), observe: observeSpentDay };
}

/** A 429 whose text says DAY means the day is spent; there is no Retry-After (rate limiting page: reset at midnight UTC). */
function observeSpentDay(response: VendorResponse): BudgetObservation | undefined {
  if (!isSpentDay(response)) return undefined;
  return { remaining: 0, resetsAt: response.receivedAt + (retryAfterMs(response) ?? untilMidnightUtcMs(response)) };
}

/** Whether LinkedIn says that the day's limit is reached. HTML from a proxy does not count, since it may contain any word. */
export function isSpentDay(response: Pick<VendorResponse, "status" | "text" | "headers">): boolean {
  return response.status === 429 && /\bDAY\b/.test(response.text) && !isPage(response);
}

/** Milliseconds until midnight UTC by LinkedIn's clock. */
export function untilMidnightUtcMs(response: Pick<VendorResponse, "headers" | "receivedAt">): number {
  const now = vendorNow(response);
  return (Math.floor(now / DAY_MS) + 1) * DAY_MS - now;
}

/**
 * Tasks normally end within five minutes, and LinkedIn asks not to read them earlier (task status page). After a lost answer an unchanged
 * posting proves nothing for twice that time.
 */
export function linkedInVerify(taskPollMs: number): VerifyPolicy {
  const delaysMs = [taskPollMs];
  for (let delay = taskPollMs * 2; (delaysMs.at(-1) ?? 0) < HOUR_MS; delay *= 2) delaysMs.push(Math.min(delay, HOUR_MS));
  return { delaysMs, settleGraceMs: 10 * MINUTE_MS };
}

/**
 * What costs money and does not show proves nothing for a day, the shortest life of a task that any page names (create page): a second one
 * would be paid again, and LinkedIn promises no time within which a task ends.
 */
export function paidVerify(taskPollMs: number): VerifyPolicy {
  return { ...linkedInVerify(taskPollMs), settleGraceMs: DAY_MS };
}
