import type { VendorPolicy } from "../../../http/policy.js";
import type { Upstream } from "../../../http/vendor-error.js";
import type { VerifyPolicy } from "../../contract/change.js";
import { budgetsFor, feishuPolicy, perSecond, TIER_4 } from "../feishu.policy.js";

export const HIRE_ROUTES = {
  list: "GET /hire/v1/jobs",
  get: "GET /hire/v1/jobs/{id}",
  detail: "GET /hire/v1/jobs/{id}/get_detail",
  open: "POST /hire/v1/jobs/{id}/open",
  close: "POST /hire/v1/jobs/{id}/close",
  websites: "GET /hire/v1/websites",
  posts: "GET /hire/v1/websites/{id}/job_posts",
} as const;

/** Page "job/list": default 10, at most 20. */
export const MAX_PAGE_SIZE = 20;

/** Pages "website/list" and "website-job_post/list": default and at most. */
export const MAX_POSTS_PAGE_SIZE = 10;

/** Hire makes a change within seconds or not at all. */
export const HIRE_VERIFY: VerifyPolicy = { delaysMs: [2_000, 10_000, 60_000, 600_000], settleGraceMs: 3_000 };

export function hirePolicy(upstream: Upstream, baseUrl: string): VendorPolicy {
  return feishuPolicy(upstream, baseUrl, [
    // "接口频率限制" of each page.
    ...budgetsFor(HIRE_ROUTES.list, [perSecond(50)]),
    ...budgetsFor(HIRE_ROUTES.get, [perSecond(50)]),
    ...budgetsFor(HIRE_ROUTES.detail, [perSecond(20)]),
    ...budgetsFor(HIRE_ROUTES.open, [perSecond(10)]),
    ...budgetsFor(HIRE_ROUTES.close, [perSecond(10)]),
    ...budgetsFor(HIRE_ROUTES.websites, [perSecond(10)]),
    ...budgetsFor(HIRE_ROUTES.posts, TIER_4),
  ]);
}
