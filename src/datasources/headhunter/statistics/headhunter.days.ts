const DAY_MS = 86_400_000;

/** No page names the time zone of statistics; the vendor is in Moscow, which has no summer time. */
const MOSCOW_OFFSET_MS = 3 * 3_600_000;

/** The vendor's day at a time, YYYY-MM-DD. */
export function vendorDay(epochMs: number): string {
  return new Date(epochMs + MOSCOW_OFFSET_MS).toISOString().slice(0, 10);
}

/** The beginning of a vendor's day, in epoch milliseconds. */
export function startOfVendorDay(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) - MOSCOW_OFFSET_MS;
}

export function addDays(day: string, count: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * DAY_MS).toISOString().slice(0, 10);
}

/** The days of [start, end). */
export function daysBetween(start: string, end: string): string[] {
  const days: string[] = [];
  const endAt = Date.parse(`${end}T00:00:00Z`);
  for (let at = Date.parse(`${start}T00:00:00Z`); at < endAt; at += DAY_MS) days.push(new Date(at).toISOString().slice(0, 10));
  return days;
}

/** Days of one format compare as texts. */
export function earlierDay(one: string, other: string): string {
  return [one, other].sort()[0] ?? one;
}

export function laterDay(one: string, other: string): string {
  return [one, other].sort()[1] ?? one;
}
