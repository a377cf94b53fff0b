const DAY_MS = 86_400_000;

/** No page says whose days the statistics count; the vendor lives in Moscow, which keeps no summer time (sheet section 2.13). */
const MOSCOW_OFFSET_MS = 3 * 3_600_000;

/** The vendor's day at a moment, YYYY-MM-DD. */
export function vendorDay(epochMs: number): string {
  return new Date(epochMs + MOSCOW_OFFSET_MS).toISOString().slice(0, 10);
}

/** When the vendor's day begins. */
export function startOfVendorDay(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) - MOSCOW_OFFSET_MS;
}

export function addDays(day: string, count: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * DAY_MS).toISOString().slice(0, 10);
}

/** The days of [start, end). */
export function daysBetween(start: string, end: string): string[] {
  const days: string[] = [];
  for (let day = start; day < end; day = addDays(day, 1)) days.push(day);
  return days;
}

/** Days are written alike, so their texts compare as they do. */
export function earlierDay(one: string, other: string): string {
  return [one, other].sort()[0] ?? one;
}

export function laterDay(one: string, other: string): string {
  return [one, other].sort()[1] ?? one;
}
