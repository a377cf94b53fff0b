import type { VendorResponse } from "./request.js";

type Answered = Pick<VendorResponse, "headers" | "receivedAt">;

/** A vendor's times go by its own clock, which may differ from this server's by any amount. The `Date` header shows that clock. */
export function vendorNow(response: Answered): number {
  return vendorDate(response) ?? response.receivedAt;
}

/** Milliseconds by which the vendor's clock is ahead of ours, to the second; undefined where the answer has no date. */
export function clockSkewMs(response: Answered): number | undefined {
  const date = vendorDate(response);
  return date === undefined ? undefined : date - response.receivedAt;
}

function vendorDate({ headers }: Answered): number | undefined {
  if (headers.date !== latest.text) latest = { text: headers.date, moment: parseHttpDate(headers.date) };
  return latest.moment;
}

/** All answers of a second have the same date. */
let latest: { text: string | undefined; moment: number | undefined } = { text: undefined, moment: undefined };

/** Epoch milliseconds of an HTTP date (RFC 9110, 5.6.7); undefined for a date without a time zone, which must not be read in ours. */
export function parseHttpDate(text: string | undefined): number | undefined {
  const trimmed = text?.trim() ?? "";
  const moment = /(GMT|Z)$/.test(trimmed) ? Date.parse(trimmed) : Number.NaN;
  return Number.isNaN(moment) ? undefined : moment;
}
