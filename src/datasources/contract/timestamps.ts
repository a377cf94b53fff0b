import { isCalendarDay } from "../../schema/common/scalars.js";

/**
 * `2013-07-08T16:17:21+0400`, `…+04:00`, `…+04`, `…Z`, with or without fractions: HeadHunter omits the colon, which RFC 3339 requires. And as
 * Ruby prints a moment: `2015-12-14 19:53:32 UTC`, `2015-12-14 19:53:32 +0000`. The zone is required: a text without one names no moment.
 */
const MOMENT =
  /^(\d{4}-(?:0[1-9]|1[0-2])-(\d{2}))[Tt ]((?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d)(\.\d+)? ?(?:(Z|UTC|GMT)|([+-](?:[01]\d|2[0-3]))(?::?([0-5]\d))?)$/i;

/** A moment in the graph's own form, as most vendors write them, on a day that every month has. */
const GRAPHS_FORM = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?Z$/;

/** A day that every month has. */
const SAFE_DAYS = "28";

/** A vendor's timestamp in the graph's form, in UTC with Z; null for null and for any other text. Whole seconds have no fraction. */
export function toUtc(text: string | null | undefined): string | null {
  if (text === null || text === undefined || text === "") return null;
  if (GRAPHS_FORM.test(text)) return text;
  const match = MOMENT.exec(text);
  if (match === null) return null;
  const [, day = "", dayOfMonth = "", time = "", fraction = "", utc, hours = "", minutes = "00"] = match;
  if (dayOfMonth > SAFE_DAYS ? !isCalendarDay(day) : dayOfMonth === "00") return null;
  if (utc !== undefined) return `${day}T${time}${fraction}Z`;
  const sameDay = fraction === "" ? timeOnSameDay(time, hours, minutes) : undefined;
  if (sameDay !== undefined) return `${day}T${sameDay}Z`;
  const moment = new Date(`${day}T${time}${fraction}${hours}:${minutes}`).toISOString();
  // The first and the last hours of the calendar lie outside of it elsewhere.
  if (!/^\d{4}-/.test(moment)) return null;
  return fraction === "" ? moment.replace(".000Z", "Z") : moment;
}

/** `hh:mm:ss` in UTC, of a time with this offset; undefined where it is another day there. No Date has to be made of most. */
function timeOnSameDay(time: string, hours: string, minutes: string): string | undefined {
  const offset = Number(hours.slice(1)) * 60 + Number(minutes);
  const minute = Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5)) + (hours.startsWith("-") ? offset : -offset);
  if (minute < 0 || minute >= 24 * 60) return undefined;
  return `${twoDigits(Math.floor(minute / 60))}:${twoDigits(minute % 60)}${time.slice(5)}`;
}

function twoDigits(value: number): string {
  return value < 10 ? `0${value}` : String(value);
}

/** Whether `toUtc` takes the text, told without making the moment: every answer's times are checked, and few of them are shown. */
export function isMoment(text: string): boolean {
  if (GRAPHS_FORM.test(text)) return true;
  if (!MOMENT.test(text)) return false;
  // In its first and its last year a moment may leave the calendar.
  if (text.startsWith("0000") || text.startsWith("9999")) return toUtc(text) !== null;
  const dayOfMonth = text.slice(8, 10);
  return dayOfMonth > SAFE_DAYS ? isCalendarDay(text.slice(0, 10)) : dayOfMonth !== "00";
}

/** Epoch milliseconds in UTC, always with milliseconds, since the store sorts by the text. */
export function iso(epochMs: number): string {
  return new Date(epochMs).toISOString();
}

/** The end of the year 9999: a later time means "never", and has no RFC 3339 text. */
export const LAST_MOMENT = Date.parse("9999-12-31T23:59:59.999Z");

/** Epoch milliseconds, as a number or decimal text, in UTC; null for any other value, and for "" and 0, which vendors use for "never". */
export function toUtcFromMs(value: number | string | null | undefined): string | null {
  const ms = typeof value === "string" ? (value === "" ? Number.NaN : Number(value)) : (value ?? Number.NaN);
  if (!Number.isFinite(ms) || ms === 0 || ms > LAST_MOMENT || ms < 0) return null;
  return new Date(ms).toISOString();
}
