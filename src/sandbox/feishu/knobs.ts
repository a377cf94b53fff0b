import type { ErrorForm } from "./errors.js";
import { type RateLimits, VENDOR_LIMITS } from "./rate-limit.js";
import type { CountedName, RouteName } from "./routes.js";

/** An error of a product, on demand, for calls that pass the gateway's checks. */
export interface VendorFailure {
  /** Every route where missing. */
  on?: RouteName;
  code: 1002001 | 1161204 | 1161604 | 2200;
  /** The number of calls that meet the error; no limit where missing. */
  times?: number;
  /** True: the work is done, and then the error is answered. */
  applied?: boolean;
}

/** Settings of the tenant and of the stand-in, which tests may change while it runs. */
export interface FeishuKnobs {
  /** Full life of a new token; two hours, Feishu's maximum, by default. */
  tokenLifetimeMs: number;
  /** The app's scopes; by default all that the routes require. */
  scopes: Set<string>;
  /** Endpoints that this cloud does not have: their paths are unknown, as those of newer endpoints were before they came. */
  absent: Set<RouteName>;
  /** Calls that the tenant's apps may make together in a month; undefined for a plan without that limit. */
  monthlyCalls?: number;
  /** What does not count against `monthlyCalls`. The vendor's list of such APIs is not at hand; tokens are taken to be on it. */
  uncounted: Set<CountedName>;
  /** HTTP status of 99991403, which no page gives. */
  quotaStatus: number;
  errorForm: ErrorForm;
  /** Limits by route, by default the documented ones; an empty list means no limit. */
  limits: RateLimits;
  /** "Some old APIs" answer 99991400 with HTTP 400. */
  rateLimitStatus: 429 | 400;
  /** Routes limited by CoreHR itself, which answers 1161604 without the gateway's headers. */
  serviceLimited: Set<RouteName>;
  /** Armed errors, in order. A call meets the first that matches, and no other. */
  failures: VendorFailure[];
  /** The tenant's setting "sync jobs through API"; off is 1002613. */
  syncThroughApi: boolean;
  /** Whether a Hire job closes by itself once its expiry has passed; no page says so. */
  closeExpired: boolean;
  /** Whether the job list knows the filters by people and department. Its page lacks them; the SDK has them, and a list without them passes over them. */
  listFilters: boolean;
  /** Whether `update_start_time` and `update_end_time` themselves are within; no page says so. */
  updateBounds: "inclusive" | "exclusive";
  /** The order of the job list, which no page states. */
  listOrder: "newest" | "oldest" | "shuffled";
  /** The code that refuses a filter by an id that nobody has; an empty page where missing. No page says which of both. */
  unknownIdCode?: 99992351;
  /** Whether reopening a job puts the posts back that closing took down; no page says so, and publishing is another call. */
  reopenRestoresPosts: boolean;
  /**
   * What puts a CoreHR job into query_recent_change: any change of it, or only a version in force whose first day is within the window, as
   * the page's text says word for word.
   */
  recentChangesBy: "change" | "effective date";
  /** Whether deleted ids stand in `job_ids` as well as in `deleted_job_ids`. */
  deletedAmongChanged: boolean;
  /** Replica lag of CoreHR reads; within 2 s by the pages. */
  replicaLagMs: number;
  /** Where the tenant's days begin; UTC+8 in the vendor's text. */
  tenantUtcOffsetMinutes: number;
  /** The seed of the order of the timeline's groups and versions. */
  shuffleSeed: number;
  /** Puts every version in its own group, since no page promises one group a job. */
  splitGroups: boolean;
}

export type FeishuKnobOptions = Partial<Omit<FeishuKnobs, "limits">> & { limits?: Partial<RateLimits> };

export const LEVEL_SCOPE = "corehr:job.job_level:read";

const ALL_SCOPES = [
  "hire:job",
  "hire:job:readonly",
  "hire:job.composite_info:readonly",
  "hire:site:readonly",
  "hire:site_job_post:readonly",
  "hire:advertisement",
  "corehr:job:read",
  LEVEL_SCOPE,
];

export function createKnobs(options: FeishuKnobOptions = {}): FeishuKnobs {
  return {
    tokenLifetimeMs: 7_200_000,
    scopes: new Set(ALL_SCOPES),
    absent: new Set<RouteName>(),
    uncounted: new Set<CountedName>(["token"]),
    quotaStatus: 400,
    errorForm: "seen",
    rateLimitStatus: 429,
    serviceLimited: new Set<RouteName>(["corehr.job.queryMultiTimeline"]),
    failures: [],
    syncThroughApi: true,
    closeExpired: true,
    listFilters: true,
    updateBounds: "inclusive",
    listOrder: "newest",
    reopenRestoresPosts: false,
    recentChangesBy: "change",
    deletedAmongChanged: true,
    replicaLagMs: 2000,
    tenantUtcOffsetMinutes: 480,
    shuffleSeed: 1,
    splitGroups: false,
    ...options,
    limits: { ...VENDOR_LIMITS, ...options.limits },
  };
}
