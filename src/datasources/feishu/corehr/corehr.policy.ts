import type { VendorPolicy } from "../../../http/policy.js";
import type { Upstream } from "../../../http/vendor-error.js";
import { budgetsFor, feishuPolicy, perSecond, TIER_4 } from "../feishu.policy.js";

export const COREHR_ROUTES = {
  list: "GET /corehr/v2/jobs",
  batchGet: "POST /corehr/v2/jobs/batch_get",
  changes: "GET /corehr/v2/jobs/query_recent_change",
  timeline: "POST /corehr/v2/jobs/query_multi_timeline",
} as const;

/** Page "job/list": `page_size`, required, as text. */
export const MAX_PAGE_SIZE = 100;
/** Page "job/batch_get". */
export const MAX_IDS_PER_BATCH = 100;
/** Page "job/query_recent_change": 2000 ids a page, and a window of 90 days. */
export const MAX_CHANGES_PAGE_SIZE = 2_000;
export const MAX_CHANGES_DAYS = 90;
/** Page "job/query_multi_timeline": `job_ids`, 1 to 10. */
export const MAX_IDS_PER_TIMELINE = 10;

export function coreHrPolicy(upstream: Upstream, baseUrl: string): VendorPolicy {
  return feishuPolicy(upstream, baseUrl, [
    // "接口频率限制" of each page. CoreHR answers requests beyond the timeline's limit with 1161604 and names no wait.
    ...budgetsFor(COREHR_ROUTES.timeline, [perSecond(5)]),
    ...budgetsFor(COREHR_ROUTES.changes, [perSecond(5)]),
    ...budgetsFor(COREHR_ROUTES.batchGet, TIER_4),
    ...budgetsFor(COREHR_ROUTES.list, TIER_4),
  ]);
}
