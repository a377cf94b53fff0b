import { type RateLimits, VENDOR_LIMITS } from "./rate-limit.js";
import type { RouteName } from "./routes.js";

/** An error of the vendor's own, on demand, for the calls that got past the gateway's checks. */
export interface VendorFailure {
  /** Every route where left out. */
  on?: RouteName;
  code: 1002001 | 1161204 | 1161604 | 2200;
  /** How many calls it hits before it is spent; without end where left out. */
  times?: number;
  /** True: the vendor does its work first and then answers with the error. */
  applied?: boolean;
}

/** What a tenant's admin, or a test, can set; may be changed while the stand-in runs. */
export interface FeishuKnobs {
  /** Full life of a new token; the vendor's maximum, and the default, is two hours. */
  tokenLifetimeMs: number;
  /** Scopes the app has been granted; all that the routes ask for, to begin with. */
  scopes: Set<string>;
  /** The documented limits to begin with; an empty list lifts the limit of a route. */
  limits: RateLimits;
  /** "Some old APIs" answer 99991400 with HTTP 400. */
  rateLimitStatus: 429 | 400;
  /** Routes whose limit is kept by CoreHR itself: over it is 1161604 without the gateway's headers. */
  serviceLimited: Set<RouteName>;
  /** First armed, first served; one call meets at most one. */
  failures: VendorFailure[];
  /** The tenant's setting "sync jobs through API"; off is 1002613. */
  syncThroughApi: boolean;
  /** Whether a Hire job closes by itself once its expiry has passed; no page says so. */
  closeExpired: boolean;
  /** Replica lag of CoreHR reads; within 2 s by the pages. */
  replicaLagMs: number;
  /** Where the tenant's days begin; UTC+8 in the vendor's text. */
  tenantUtcOffsetMinutes: number;
  /** Another number, another order of the timeline's groups and versions. */
  shuffleSeed: number;
  /** Every version in a group of its own: one group per job is not promised. */
  splitGroups: boolean;
}

export type FeishuKnobOptions = Partial<Omit<FeishuKnobs, "limits">> & { limits?: Partial<RateLimits> };

export const LEVEL_SCOPE = "corehr:job.job_level:read";

const ALL_SCOPES = ["hire:job", "hire:job:readonly", "hire:job.composite_info:readonly", "corehr:job:read", LEVEL_SCOPE];

export function createKnobs(options: FeishuKnobOptions = {}): FeishuKnobs {
  return {
    tokenLifetimeMs: 7_200_000,
    scopes: new Set(ALL_SCOPES),
    rateLimitStatus: 429,
    serviceLimited: new Set<RouteName>(["corehr.job.queryMultiTimeline"]),
    failures: [],
    syncThroughApi: true,
    closeExpired: true,
    replicaLagMs: 2000,
    tenantUtcOffsetMinutes: 480,
    shuffleSeed: 1,
    splitGroups: false,
    ...options,
    limits: { ...VENDOR_LIMITS, ...options.limits },
  };
}
