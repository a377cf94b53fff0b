import type { BreakerPolicy, BudgetPolicy, RetryPolicy, VendorPolicy } from "../../http/policy.js";
import type { VendorResponse } from "../../http/request.js";
import type { Upstream } from "../../http/vendor-error.js";
import { isRateLimit, resetAfterMs } from "./feishu.errors.js";

interface Window {
  limit: number;
  windowMs: number;
}

/** "50 次/秒" on a page. */
export const perSecond = (limit: number): Window => ({ limit, windowMs: 1_000 });
/** "1000/min & 50/s": both limits hold (https://open.feishu.cn/document/ukTMukTMukTM/uUzN04SN3QjL1cDN). */
export const TIER_4: readonly Window[] = [{ limit: 1_000, windowMs: 60_000 }, perSecond(50)];

const RETRY: RetryPolicy = { attempts: 3, baseDelayMs: 250, maxDelayMs: 5_000 };
const BREAKER: BreakerPolicy = { failures: 5, openMs: 15_000 };

/** Limits count per API, app and tenant, so each route has its own budgets, named after the route. */
export function budgetsFor(route: string, windows: readonly Window[]): BudgetPolicy[] {
  return windows.map(({ limit, windowMs }) => ({
    name: windows.length === 1 ? route : `${route} per ${windowMs === 60_000 ? "minute" : "second"}`,
    limit,
    windowMs,
    applies: (request) => request.route === route,
    observe: observeRefusal,
  }));
}

/** Only the gateway's refusal shows the budget: nothing is left until the reset. Old APIs refuse with 400 instead of 429. */
function observeRefusal(response: VendorResponse) {
  const waitMs = isRateLimit(response) ? resetAfterMs(response) : undefined;
  return waitMs === undefined ? undefined : { remaining: 0, resetsAt: response.receivedAt + waitMs };
}

export function feishuPolicy({ vendor, account }: Upstream, baseUrl: string, budgets: BudgetPolicy[]): VendorPolicy {
  return { vendor, account, baseUrl, budgets, retry: RETRY, breaker: BREAKER, connections: 16 };
}
