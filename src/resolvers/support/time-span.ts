/** A span of time, RFC 3339 in UTC. Null: without a beginning, or without an end. The end is exclusive. */
export interface TimeSpan {
  from: string | null;
  until: string | null;
}

/**
 * The span of a record that has ended, perhaps at an unknown moment: then it lasted until the last moment known of it. Otherwise it would
 * count in every later range. Null where no moment is known.
 */
export function spanOfWhatIsOver({ from, until }: TimeSpan, lastKnown: readonly string[]): TimeSpan | null {
  if (until !== null) return { from, until };
  const known = [...(from === null ? [] : [from]), ...lastKnown].sort((one, other) => Date.parse(one) - Date.parse(other));
  const last = known.at(-1);
  return last === undefined ? null : { from, until: last };
}

const DAY_MS = 86_400_000;

/**
 * Whether a span overlaps the days [start, end), each a UTC day. Both are half-open: a span that ends at midnight is not part of the day
 * that begins then. A span that ends where it begins is a moment, and belongs to its day.
 */
export function overlapsDays(span: TimeSpan | null, start: string, end: string): boolean {
  if (span === null) return false;
  const rangeFrom = Date.parse(`${start}T00:00:00Z`);
  const rangeUntil = Date.parse(`${end}T00:00:00Z`);
  if (!(rangeFrom < rangeUntil)) return false;
  const from = span.from === null ? Number.NEGATIVE_INFINITY : Date.parse(span.from);
  const until = span.until === null ? Number.POSITIVE_INFINITY : Date.parse(span.until);
  if (from === until) return from >= rangeFrom && from < rangeUntil;
  return from < rangeUntil && until > rangeFrom;
}

/** The UTC day of a time. */
export function dayOf(moment: number): string {
  return new Date(moment).toISOString().slice(0, 10);
}

/** The days of [start, end). */
export function daysBetween(start: string, end: string): string[] {
  const days: string[] = [];
  for (let day = start; day < end; day = addDays(day, 1)) days.push(day);
  return days;
}

export function addDays(day: string, days: number): string {
  return dayOf(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS);
}
