import type { VendorResponse } from "./request.js";

type Answered = Pick<VendorResponse, "headers" | "receivedAt">;

/** A vendor's moments are by its own clock, which may go wrong against ours by any amount; its `Date` header says what it reads now. */
export function vendorNow(response: Answered): number {
  return vendorDate(response) ?? response.receivedAt;
}

/** How far the vendor's clock is ahead of ours, in milliseconds, to the second; undefined where its answer does not tell. */
export function clockSkewMs(response: Answered): number | undefined {
  const date = vendorDate(response);
  return date === undefined ? undefined : date - response.receivedAt;
}

function vendorDate({ headers }: Answered): number | undefined {
  return parseHttpDate(headers.date);
}

/** Epoch milliseconds of an HTTP date (RFC 9110, 5.6.7); undefined for anything that names no time zone, since ours is not meant. */
export function parseHttpDate(text: string | undefined): number | undefined {
  const trimmed = text?.trim() ?? "";
  const moment = /(GMT|Z)$/.test(trimmed) ? Date.parse(trimmed) : Number.NaN;
  return Number.isNaN(moment) ? undefined : moment;
}
