import type { VendorResponse } from "./request.js";
import { parseHttpDate, vendorNow } from "./vendor-time.js";

type Answered = Pick<VendorResponse, "headers" | "receivedAt">;

/** No vendor's limit lasts longer. A larger number is no wait: an epoch in the place of seconds would be 50 years. */
const DAY_MS = 24 * 60 * 60 * 1000;

/** Milliseconds by `Retry-After`, which holds seconds (also with fractions) or a date (RFC 9110, 10.2.3); undefined where it is not usable. */
export function retryAfterMs(response: Answered): number | undefined {
  return announcedWaitMs(response, undefined);
}

/**
 * Milliseconds to wait, by `Retry-After` and by the vendor's own reset header (`reset`, in seconds from now or since the epoch). Seconds need
 * no clock, so `Retry-After` in seconds outweighs any moment; of two moments the later one is safe.
 */
export function announcedWaitMs(response: Answered, reset: string | undefined): number | undefined {
  const retryAfter = response.headers["retry-after"];
  const inSeconds = secondsIn(retryAfter);
  if (inSeconds !== undefined) return inSeconds;
  const date = parseHttpDate(retryAfter);
  const waits = [resetMs(response, reset), date === undefined ? undefined : Math.max(0, date - vendorNow(response))];
  const known = waits.filter((wait) => wait !== undefined);
  return known.length === 0 ? undefined : Math.max(...known);
}

function resetMs(response: Answered, reset: string | undefined): number | undefined {
  const inSeconds = secondsIn(reset);
  if (inSeconds !== undefined) return inSeconds;
  const waitMs = (decimal(reset) ?? Number.NaN) * 1000 - vendorNow(response);
  return Math.abs(waitMs) <= DAY_MS ? Math.max(0, waitMs) : undefined;
}

/** Milliseconds; undefined where the text is no number, or too large for seconds. */
function secondsIn(text: string | undefined): number | undefined {
  const waitMs = Math.ceil((decimal(text) ?? Number.NaN) * 1000);
  return waitMs <= DAY_MS ? waitMs : undefined;
}

function decimal(text: string | undefined): number | undefined {
  const trimmed = text?.trim() ?? "";
  return /^\d+(\.\d+)?$/.test(trimmed) ? Number(trimmed) : undefined;
}
