import type { VendorResponse } from "../../../http/request.js";
import { vendorNow } from "../../../http/vendor-time.js";

/** Beijing has no summer time. */
const BEIJING_OFFSET_MS = 8 * 60 * 60 * 1000;

/** A month of Beijing, by which Feishu counts a tenant's calls. */
export interface Month {
  /** `2026-11`. */
  name: string;
  /** Epoch milliseconds. */
  startsAt: number;
  /** The first moment of the next one, in epoch milliseconds. */
  endsAt: number;
}

/** The month of a moment, in epoch milliseconds. */
export function monthOf(at: number): Month {
  const local = new Date(at + BEIJING_OFFSET_MS);
  const [year, month] = [local.getUTCFullYear(), local.getUTCMonth()];
  return {
    name: local.toISOString().slice(0, 7),
    startsAt: Date.UTC(year, month, 1) - BEIJING_OFFSET_MS,
    endsAt: Date.UTC(year, month + 1, 1) - BEIJING_OFFSET_MS,
  };
}

/** A `Date` header counts whole seconds: clocks that differ by less are taken for equal. */
const CLOCK_GRAIN_MS = 2_000;
/** "Renewed on the 1st" names no minute: a refusal just after midnight may be of the month before. */
const LATE_RENEWAL_MS = 10 * 60_000;

/**
 * When Feishu takes calls again after this refusal, by our clock: at the end of the month, which goes by Feishu's clock. In the first minutes
 * of a month after those minutes, for a whole month without Feishu would be a high price for a renewal that comes a moment late.
 */
export function renewalAfter(response: Pick<VendorResponse, "headers" | "receivedAt">): number {
  const { receivedAt } = response;
  const ahead = vendorNow(response) - receivedAt;
  const skewMs = Math.abs(ahead) < CLOCK_GRAIN_MS ? 0 : ahead;
  const { startsAt, endsAt } = monthOf(vendorNow(response));
  const settledAt = startsAt + LATE_RENEWAL_MS;
  const until = receivedAt + skewMs < settledAt ? settledAt : endsAt;
  return Math.max(until - skewMs, receivedAt + 1_000);
}

/** What a failure says of a month that is used up; `at` in epoch milliseconds. */
export function renewalSentence(at: number): string {
  return `Feishu renews them on the first of the month in Beijing; nothing is sent before ${new Date(at).toISOString()}.`;
}
