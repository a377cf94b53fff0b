import type { VendorPolicy } from "../../http/policy.js";
import type { Upstream } from "../../http/vendor-error.js";
import type { VerifyPolicy } from "../contract/change.js";

/** "About 10 requests a second from one IP" (hhru/api issue 74); the number may change, so a 429 is believed besides. */
const REQUESTS_PER_WINDOW = 10;
const WINDOW_MS = 1_000;

/** Largest `per_page` of each list (page "Вакансии для работодателя"). One more is a 400: nothing is clamped. */
export const ACTIVE_PER_PAGE = 50;
export const ARCHIVE_PER_PAGE = 1_000;

/** Work that nobody waits for takes at most a fifth of the budget. */
export const BACKGROUND_SHARE = 0.2;

/** Statistics cover the last five days of a vacancy's life (same page, "Статистика по вакансии"). */
export const STATS_WINDOW_DAYS = 5;

/** The rules of the fields change seldom, and a publication must not cost a request more for them. */
export const FIELD_RULES_KEPT_MS = 10 * 60_000;

/** Changes that cost nothing: what HeadHunter has not done within seconds it will not do. */
export const FREE_VERIFY: VerifyPolicy = { delaysMs: [2_000, 10_000, 60_000, 600_000], settleGraceMs: 5_000 };

/** Paid ones: no page says how long one may take, so only after two minutes, seen by several looks, does silence mean "not done". */
export const PAID_VERIFY: VerifyPolicy = { delaysMs: [3_000, 15_000, 60_000, 120_000, 600_000], settleGraceMs: 120_000 };

/** "Within a few minutes of its publication a vacancy can be found" (page, "Публикация вакансий"): until then its absence says nothing. */
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

/** Renewing a token: another path, perhaps another host, and never repeated, since the refresh token works once. */
export function tokenPolicy(upstream: Upstream, origin: string): VendorPolicy {
  return { ...headHunterPolicy(upstream, origin), budgets: [], breaker: { failures: 20, openMs: 5_000 }, connections: 1 };
}
