/** `2013-07-08T16:17:21+0400`, `…+04:00`, `…Z`, with or without fractions: HeadHunter leaves out the colon, which RFC 3339 wants. */
const MOMENT = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(\.\d+)?(Z|[+-]\d{2}:?\d{2})$/;

/** A vendor's moment as the graph writes it, in UTC with Z; null for null and for what is no moment. Whole seconds stay whole. */
export function toUtc(text: string | null | undefined): string | null {
  const match = text === null || text === undefined ? null : MOMENT.exec(text);
  if (match === null) return null;
  const [, local = "", fraction = "", zone = "Z"] = match;
  if (zone === "Z") return `${local}${fraction}Z`;
  const moment = Date.parse(`${local}${fraction}${zone.length === 5 ? `${zone.slice(0, 3)}:${zone.slice(3)}` : zone}`);
  if (Number.isNaN(moment)) return null;
  const utc = new Date(moment).toISOString();
  return fraction === "" ? utc.replace(".000Z", "Z") : utc;
}

/** One of our own moments, from epoch milliseconds; always with milliseconds, as the store sorts by it. */
export function iso(epochMs: number): string {
  return new Date(epochMs).toISOString();
}

/** Epoch milliseconds, as a number or as decimal text, to UTC; null for what is neither, and for "" and 0, which vendors use for "never". */
export function toUtcFromMs(value: number | string | null | undefined): string | null {
  const ms = typeof value === "string" ? (value === "" ? Number.NaN : Number(value)) : (value ?? Number.NaN);
  if (!Number.isFinite(ms) || ms === 0 || Math.abs(ms) > 8.64e15) return null;
  return new Date(ms).toISOString();
}
