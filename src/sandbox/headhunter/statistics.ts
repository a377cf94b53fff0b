import { elapsedPartOfDay, formatDay, moscowDay } from "./dates.js";
import type { Vacancy, World } from "./model.js";

export interface DayStatistics {
  views: number;
  responses: number;
}

const WINDOW_DAYS = 5;

/**
 * A vacancy's figures of a whole day, computed from its id and the date (`YYYY-MM-DD`) only, so that tests know them. Undefined on the few
 * days for which HeadHunter "has no data".
 */
export function dayStatistics(vacancyId: string, date: string): DayStatistics | undefined {
  const seed = hash(`${vacancyId}:${date}`);
  if (seed % 13 === 0) return undefined;
  return { views: 5 + (seed % 60), responses: (seed >>> 8) % 6 };
}

/** HeadHunter's window: the last five days of a vacancy's life (README, "Statistics"). Null: ahead, or not counted. */
export function statisticsWindow(
  { knobs, now }: World,
  vacancy: Vacancy,
): { date: string; responses: number | null; views: number | null }[] {
  const seenUntil = vacancy.archivedAt ?? now;
  const end = moscowDay(seenUntil);
  const start = Math.max(end - (WINDOW_DAYS - 1), moscowDay(vacancy.initialCreatedAt));
  const frozen = vacancy.archivedAt !== null && !knobs.statisticsAlwaysFive;
  const last = frozen ? end : start + WINDOW_DAYS - 1;
  const items = [];
  for (let day = start; day <= last; day += 1) {
    const date = formatDay(day);
    const whole = day > end ? undefined : dayStatistics(vacancy.id, date);
    const part = knobs.statisticsGrowDuringDay && day === end ? elapsedPartOfDay(seenUntil) : 1;
    items.push({
      date,
      responses: whole === undefined ? null : Math.floor(whole.responses * part),
      views: whole === undefined ? null : Math.floor(whole.views * part),
    });
  }
  return items;
}

export interface VacancyCounters {
  views: number;
  /** Responses since the last publication or prolongation. */
  responses: number;
  totalResponses: number;
  unread: number;
  inProgress: number;
  invitations: number;
}

export function vacancyCounters(vacancy: Vacancy, now: number): VacancyCounters {
  const end = moscowDay(vacancy.archivedAt ?? now);
  const published = moscowDay(vacancy.publishedAt);
  let views = 0;
  let responses = 0;
  let totalResponses = 0;
  for (let day = moscowDay(vacancy.initialCreatedAt); day <= end; day += 1) {
    const whole = dayStatistics(vacancy.id, formatDay(day));
    if (whole === undefined) continue;
    views += whole.views;
    totalResponses += whole.responses;
    if (day >= published) responses += whole.responses;
  }
  return {
    views,
    responses,
    totalResponses,
    unread: Math.floor(responses / 3),
    inProgress: Math.floor(responses / 4),
    invitations: Math.floor(responses / 5),
  };
}

/** FNV-1a, 32 bits. */
export function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  return value >>> 0;
}
