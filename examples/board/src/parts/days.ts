// Days are UTC days (`2026-11-22`), as the graph has them; times are shown in the reader's own zone.

export const DAY_MS = 86_400_000;

export const toDay = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
export const dayMs = (day: string): number => Date.parse(`${day}T00:00:00Z`);
export const today = (): string => toDay(Date.now());
export const addDays = (day: string, days: number): string => toDay(dayMs(day) + days * DAY_MS);

const LANGUAGE = "en-GB";
const dayFormat = new Intl.DateTimeFormat(LANGUAGE, { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
const shortFormat = new Intl.DateTimeFormat(LANGUAGE, { day: "numeric", month: "short", timeZone: "UTC" });
const weekdayFormat = new Intl.DateTimeFormat(LANGUAGE, { weekday: "short", day: "numeric", month: "short", timeZone: "UTC" });
const monthFormat = new Intl.DateTimeFormat(LANGUAGE, { month: "long", timeZone: "UTC" });
const minuteFormat = new Intl.DateTimeFormat(LANGUAGE, { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });
const timeFormat = new Intl.DateTimeFormat(LANGUAGE, {
  day: "numeric",
  month: "short",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
});

/** `22 Nov 2026`, of a day or of a time. */
export const sayDay = (dayOrTime: string): string => dayFormat.format(Date.parse(dayOrTime));
/** `22 Nov` */
export const sayShortDay = (dayOrTime: string): string => shortFormat.format(Date.parse(dayOrTime));
/** `Sun 22 Nov` */
export const sayWeekday = (day: string): string => weekdayFormat.format(dayMs(day));
export const sayMonth = (day: string): string => monthFormat.format(dayMs(day));
/** `22 Nov, 13:00` */
export const sayMinute = (time: string): string => minuteFormat.format(Date.parse(time));
/** `22 Nov, 13:00:05` */
export const sayTime = (time: string): string => timeFormat.format(Date.parse(time));

/** `in 5 days`, `today`, `3 days ago`. */
export function sayDistance(dayOrTime: string, now = Date.now()): string {
  const days = Math.floor(Date.parse(dayOrTime) / DAY_MS) - Math.floor(now / DAY_MS);
  return new Intl.RelativeTimeFormat("en", { numeric: "auto" }).format(days, "day");
}

/** How long from one time to another: `less than 0.1 s`, `0.4 s`, `12 s`, `3 min`. */
export function sayDuration(fromTime: string, toTime: string): string {
  const seconds = (Date.parse(toTime) - Date.parse(fromTime)) / 1_000;
  if (seconds < 0.1) return "less than 0.1 s";
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 120) return `${Math.round(seconds)} s`;
  return `${Math.round(seconds / 60)} min`;
}
