import type { FieldViolation } from "./routes.js";

/**
 * An opaque page token: base64 of an offset and a time, always with `=` padding (README, "Paging"), which fails for a client that does not
 * encode it. Offset paging: rows may repeat or be left out while data changes.
 */
function pageTokenFor(offset: number, now: number): string {
  const plain = JSON.stringify({ offset, timestamp: now });
  const spare = plain.length % 3 === 0 ? `${plain} ` : plain;
  return Buffer.from(spare).toString("base64");
}

/** The offset in a token; 0 without a token, undefined for one that was never issued. */
export function offsetOf(token: string | null): number | undefined {
  if (token === null || token === "") return 0;
  if (!token.endsWith("=")) return undefined;
  try {
    const { offset } = JSON.parse(Buffer.from(token, "base64").toString("utf8")) as { offset?: unknown };
    return typeof offset === "number" && Number.isSafeInteger(offset) && offset > 0 ? offset : undefined;
  } catch {
    return undefined;
  }
}

export interface Page<T> {
  rows: T[];
  has_more: boolean;
  /** Missing on the last page. */
  page_token?: string;
}

export function pageOf<T>(all: readonly T[], offset: number, size: number, now: number): Page<T> {
  const end = offset + size;
  const more = end < all.length;
  return { rows: all.slice(offset, end), has_more: more, page_token: more ? pageTokenFor(end, now) : undefined };
}

/** The violations of a `page_size` of 1 to `max`, in the gateway's words. */
export function pageSizeViolations(query: URLSearchParams, rule: { max: number; required: boolean }): FieldViolation[] {
  const field = "page_size";
  const value = query.get(field);
  if (value === null || value === "") return rule.required ? [{ field, description: "page_size is required" }] : [];
  if (!/^\d+$/.test(value)) return [{ field, description: "page_size must be an integer" }];
  if (Number(value) < 1) return [{ field, description: "the min value is 1" }];
  if (Number(value) > rule.max) return [{ field, description: `the max value is ${rule.max}` }];
  return [];
}
