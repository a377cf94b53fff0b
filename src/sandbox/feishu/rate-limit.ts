import type { RouteName } from "./routes.js";

export interface RateWindow {
  max: number;
  windowMs: number;
}

export type RateLimits = Record<RouteName, readonly RateWindow[]>;

const perSecond = (max: number): RateWindow => ({ max, windowMs: 1000 });
const TIER_4: readonly RateWindow[] = [{ max: 1000, windowMs: 60_000 }, perSecond(50)];

/** The limits on the page of each API. */
export const VENDOR_LIMITS: Readonly<RateLimits> = {
  "hire.job.list": [perSecond(50)],
  "hire.job.get": [perSecond(50)],
  "hire.job.getDetail": [perSecond(20)],
  "hire.job.open": [perSecond(10)],
  "hire.job.close": [perSecond(10)],
  "hire.job.recruiter": [perSecond(50)],
  "hire.website.list": [perSecond(10)],
  "hire.websiteJobPost.list": TIER_4,
  "hire.websiteJobPost.get": TIER_4,
  "hire.websiteJobPost.search": [perSecond(50)],
  "hire.jobPublishRecord.search": TIER_4,
  "hire.advertisement.publish": [perSecond(10)],
  "corehr.job.queryMultiTimeline": [perSecond(5)],
  "corehr.job.queryRecentChange": [perSecond(5)],
  "corehr.job.list": TIER_4,
  "corehr.job.get": TIER_4,
  "corehr.job.batchGet": TIER_4,
};

export interface OverLimit {
  /** The limit that was exceeded. */
  limit: number;
  /** Whole seconds until its window has room again. */
  resetSeconds: number;
}

/**
 * Sliding windows per API. Feishu counts per API, app and tenant (README, "Limits"). The stand-in is one app in one tenant, so a renewed
 * token does not start a new count. Refused calls are not counted.
 */
export class SlidingWindows {
  #passed = new Map<RouteName, number[]>();

  /** Counts the call; returns the limit that refuses it. */
  take(name: RouteName, windows: readonly RateWindow[], now: number): OverLimit | undefined {
    const longest = Math.max(0, ...windows.map((window) => window.windowMs));
    const passed = (this.#passed.get(name) ?? []).filter((at) => at > now - longest);
    let over: OverLimit | undefined;
    for (const { max, windowMs } of windows) {
      const inside = passed.filter((at) => at > now - windowMs);
      if (inside.length < max) continue;
      const leaves = (inside[inside.length - max] ?? now) + windowMs;
      const resetSeconds = Math.max(1, Math.ceil((leaves - now) / 1000));
      if (over === undefined || resetSeconds > over.resetSeconds) over = { limit: max, resetSeconds };
    }
    if (over === undefined) passed.push(now);
    this.#passed.set(name, passed);
    return over;
  }
}
