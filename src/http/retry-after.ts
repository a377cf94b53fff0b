import type { VendorResponse } from "./request.js";

/** What `Retry-After` says, in seconds (fractions are seen in the wild) or as a date (RFC 9110, 10.2.3); undefined where it says nothing usable. */
export function retryAfterMs(response: Pick<VendorResponse, "headers" | "receivedAt">): number | undefined {
  const value = response.headers["retry-after"]?.trim();
  if (value === undefined || value === "") return undefined;
  const seconds = Number(value);
  if (Number.isFinite(seconds)) return seconds >= 0 ? Math.ceil(seconds * 1000) : undefined;
  const moment = Date.parse(value);
  return Number.isNaN(moment) ? undefined : Math.max(0, moment - response.receivedAt);
}
