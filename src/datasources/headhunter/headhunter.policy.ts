import type { VendorPolicy } from "../../http/policy.js";
import type { Upstream } from "../../http/vendor-error.js";
import type { VerifyPolicy } from "../contract/change.js";

/** "About 10 requests a second from one IP" (hhru/api issue 74). The number may change, so a 429 empties the budget too. */
const REQUESTS_PER_WINDOW = 10;
const WINDOW_MS = 1_000;

/** Largest `per_page` of each list (page "Вакансии для работодателя"). A larger one is a 400. */
export const ACTIVE_PER_PAGE = 50;
export const ARCHIVE_PER_PAGE = 1_000;

/** Largest `per_page` of the employer's managers (OpenAPI). */
export const MANAGERS_PER_PAGE = 200;

/** Managers come and go seldom, and so do rights to see their vacancies. Both are asked for again after this time. */
export const MANAGERS_KEPT_MS = 15 * 60_000;

/** Background work takes at most a fifth of the budget. */
export const BACKGROUND_SHARE = 0.2;

/** Statistics cover the last five days of a vacancy's life (same page, "Статистика по вакансии"). */
export const STATS_WINDOW_DAYS = 5;

/** Field rules seldom change; keeping them saves a request a publication. */
export const FIELD_RULES_KEPT_MS = 10 * 60_000;

/** Free changes: HeadHunter makes one within seconds or not at all. */
export const FREE_VERIFY: VerifyPolicy = { delaysMs: [2_000, 10_000, 60_000, 600_000], settleGraceMs: 5_000 };

/** Paid changes: no page says how long one may take. An unchanged record means "not made" only after two minutes and several attempts. */
export const PAID_VERIFY: VerifyPolicy = { delaysMs: [3_000, 15_000, 60_000, 120_000, 600_000], settleGraceMs: 120_000 };

/** "Within a few minutes of its publication a vacancy can be found" (page, "Публикация вакансий"); before, its absence proves nothing. */
export const PUBLICATION_VERIFY: VerifyPolicy = { ...PAID_VERIFY, settleGraceMs: 600_000 };

export function headHunterPolicy(upstream: Upstream, baseUrl: string): VendorPolicy {
  return {
    vendor: upstream.vendor,
    account: upstream.account,
    baseUrl,
    budgets: [{ name: "requests", limit: REQUESTS_PER_WINDOW, windowMs: WINDOW_MS, applies: () => true }],
    retry: { attempts: 3, baseDelayMs: 250, maxDelayMs: 5_000 },
    breaker: { failures: 5, openMs: 15_000 },
    connections: 16,
  };
}

/** Renewing a token uses another path, perhaps another host, and is never repeated, since a refresh token works once. */
export function tokenPolicy(upstream: Upstream, origin: string): VendorPolicy {
  return { ...headHunterPolicy(upstream, origin), budgets: [], breaker: { failures: 20, openMs: 5_000 }, connections: 1 };
}
