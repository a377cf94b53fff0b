export const DAY_MS = 86_400_000;

/** Moscow has no summer time. */
const MOSCOW_OFFSET_MS = 3 * 3_600_000;

/** `2015-11-19T17:10:48+0300`: HeadHunter's offsets have no colon. */
export function formatTimestamp(ms: number): string {
  return `${new Date(ms + MOSCOW_OFFSET_MS).toISOString().slice(0, 19)}+0300`;
}

/** `2015-11-19T17:10:48.000+03:00`, as the times of `vacancy_properties` are written. */
export function formatPropertyTime(ms: number): string {
  return `${new Date(ms + MOSCOW_OFFSET_MS).toISOString().slice(0, 23)}+03:00`;
}

/** Days since the epoch by the Moscow calendar. */
export function moscowDay(ms: number): number {
  return Math.floor((ms + MOSCOW_OFFSET_MS) / DAY_MS);
}

/** The part of the Moscow day that has passed at a time, 0 … 1. */
export function elapsedPartOfDay(ms: number): number {
  return ((ms + MOSCOW_OFFSET_MS) % DAY_MS) / DAY_MS;
}

export function formatDay(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}
