import type { Clock } from "../../../clock.js";
import { VendorError } from "../../../http/vendor-error.js";
import type { VacancyDayStats } from "../../../schema/vacancy/vacancy-stats.type.js";
import { asError } from "../../contract/as-error.js";
import type { StatsAnswer, StatsAsked } from "../../contract/datasource.js";
import { type Found, toFound } from "../../contract/found.js";
import { iso } from "../../contract/timestamps.js";
import type { HeadHunterClient, ReadScope } from "../headhunter.client.js";
import { STATS_WINDOW_DAYS } from "../headhunter.policy.js";
import type { WireDayFigure } from "../headhunter.wire.js";
import { addDays, daysBetween, earlierDay, laterDay, vendorDay } from "./headhunter.days.js";
import type { DayFigure, StoredDayFigure, VacancyFiguresRepository } from "./headhunter.figures.repository.js";

/** HeadHunter's figures by day: the last days from HeadHunter, earlier ones from the store. Every reading is stored. */
export class HeadHunterStatistics {
  readonly #client: HeadHunterClient;
  readonly #store: VacancyFiguresRepository;
  readonly #clock: Clock;

  constructor(client: HeadHunterClient, store: VacancyFiguresRepository, clock: Clock) {
    this.#client = client;
    this.#store = store;
    this.#clock = clock;
  }

  /** The vendor's current window, read and stored; ascending, whatever order the vendor has. */
  async readWindow(vacancyId: string, scope: ReadScope): Promise<Found<DayFigure>> {
    const { items, receivedAt } = await this.#client.getStats(vacancyId, scope);
    const { records, unreadable } = toFound(items, toFigure);
    await this.#store.keep(vacancyId, records, iso(receivedAt));
    return { records: records.toSorted((one, other) => (one.day < other.day ? -1 : 1)), unreadable };
  }

  /** One answer per ask, in order. */
  async answer(asked: readonly StatsAsked[], scope: ReadScope): Promise<(StatsAnswer | Error)[]> {
    const lastReadings = await this.#store.lastReadings(asked.filter(isWholeRange).map(({ vacancyId }) => vacancyId));
    const today = vendorDay(this.#clock.now());
    const windows = new Map<string, Promise<Found<DayFigure>>>();
    const window = (vacancyId: string) => {
      const known = windows.get(vacancyId) ?? this.readWindow(vacancyId, scope);
      windows.set(vacancyId, known);
      return known;
    };
    return Promise.all(
      asked.map(async (one): Promise<StatsAnswer | Error> => {
        try {
          if (!isWholeRange(one)) return await this.#openRange(one, window);
          const { vacancyId, start, end } = one;
          if (mayHoldMore(start, end, today, lastReadings.get(vacancyId))) return await this.#freshRange(vacancyId, start, end, window);
          return this.#storedRange(vacancyId, start, end);
        } catch (error) {
          return asError(error);
        }
      }),
    );
  }

  /** A missing bound is that of the vendor's window; without both, its days are returned as they are. */
  async #openRange(asked: StatsAsked, window: (vacancyId: string) => Promise<Found<DayFigure>>): Promise<StatsAnswer> {
    const today = vendorDay(this.#clock.now());
    let read: Found<DayFigure>;
    try {
      read = await window(asked.vacancyId);
    } catch (failure) {
      // The window that a live vacancy would have: the five days that end today.
      const { start = addDays(today, 1 - STATS_WINDOW_DAYS), end = addDays(today, 1) } = asked;
      return this.#kept(asked.vacancyId, start, laterDay(start, end), failure);
    }
    const { records: figures, unreadable } = read;
    const start = asked.start ?? figures[0]?.day ?? today;
    const end = asked.end ?? addDays(figures.at(-1)?.day ?? today, 1);
    if (asked.start === undefined && asked.end === undefined) {
      const days = [...new Set(figures.map(({ day }) => day))];
      return { ...toAnswer(start, end, await this.#storedDays(asked.vacancyId, days, start, end)), unreadable };
    }
    return { ...(await this.#storedRange(asked.vacancyId, start, laterDay(start, end))), unreadable };
  }

  async #freshRange(
    vacancyId: string,
    start: string,
    end: string,
    window: (vacancyId: string) => Promise<Found<DayFigure>>,
  ): Promise<StatsAnswer> {
    let unreadable: Found<DayFigure>["unreadable"];
    try {
      ({ unreadable } = await window(vacancyId));
    } catch (failure) {
      return this.#kept(vacancyId, start, end, failure);
    }
    return { ...(await this.#storedRange(vacancyId, start, end)), unreadable };
  }

  /** The stored days where the vendor did not answer, as such; a refusal is thrown. */
  async #kept(vacancyId: string, start: string, end: string, failure: unknown): Promise<StatsAnswer> {
    if (!(failure instanceof VendorError) || !failure.retryable) throw failure;
    const answer = await this.#storedRange(vacancyId, start, end);
    const readAt = (await this.#store.lastReadings([vacancyId])).get(vacancyId);
    if (answer.coveredDays === 0 || readAt === undefined) throw failure;
    return { ...answer, stale: { failure, fetchedAt: Date.parse(readAt) } };
  }

  async #storedRange(vacancyId: string, start: string, end: string): Promise<StatsAnswer> {
    return toAnswer(start, end, await this.#storedDays(vacancyId, daysBetween(start, end), start, end));
  }

  /** From the store only, the reading just made included: a figure once counted stays, whatever the window shows now. */
  async #storedDays(vacancyId: string, days: readonly string[], start: string, end: string): Promise<VacancyDayStats[]> {
    const stored = (await this.#store.between([vacancyId], start, end)).get(vacancyId) ?? [];
    const byDay = new Map(stored.map((figure) => [figure.day, figure]));
    return days.map((day) => toDay(day, byDay.get(day)));
  }
}

function isWholeRange(asked: StatsAsked): asked is StatsAsked & { start: string; end: string } {
  return asked.start !== undefined && asked.end !== undefined;
}

/**
 * Whether HeadHunter may have figures of these days that the store lacks: days of the window that ends today, and days since the last
 * reading, because the window of an archived vacancy does not move.
 */
export function mayHoldMore(start: string, end: string, today: string, lastReadAt: string | undefined): boolean {
  if (start >= end || start > today) return false;
  if (lastReadAt === undefined) return true;
  const windowStart = addDays(today, 1 - STATS_WINDOW_DAYS);
  const lastReadDay = vendorDay(Date.parse(lastReadAt));
  return addDays(end, -1) >= earlierDay(lastReadDay, windowStart);
}

function toFigure({ date, views, responses }: WireDayFigure): DayFigure {
  return { day: date, views: views ?? null, responses: responses ?? null };
}

/** Null stays null: no data, or ahead. Only a figure has a time of its reading. */
function toDay(date: string, figure: StoredDayFigure | undefined): VacancyDayStats {
  return { date, views: figure?.views ?? null, responses: figure?.responses ?? null, recordedAt: figure?.recordedAt ?? null };
}

function toAnswer(start: string, end: string, days: VacancyDayStats[]): StatsAnswer {
  return { start, end, days, coveredDays: days.filter(({ recordedAt }) => recordedAt !== null).length };
}
