import { type Kysely, sql } from "kysely";
import type { Source } from "../../../schema/common/source.js";
import { chunks } from "../../../store/chunks.js";
import type { Database } from "../../../store/database.js";
import { sourceColumns } from "../../../store/source-columns.js";
import type { FigureTables } from "./headhunter.figures.tables.js";

/** A vacancy's figures of one day; null where the vendor had none. */
export interface DayFigure {
  /** YYYY-MM-DD, of the vendor's calendar. */
  day: string;
  views: number | null;
  responses: number | null;
}

export interface StoredDayFigure extends DayFigure {
  recordedAt: string;
}

/** Within the number of values that both databases accept in one statement. */
const IDS_AT_ONCE = 500;

/** All day figures that were ever read, and when each vacancy was read last. */
export class VacancyFiguresRepository {
  readonly #database: Kysely<FigureTables>;
  readonly #source: { vendor: string; account: string };

  constructor(database: Database, source: Source) {
    this.#database = database.withTables<FigureTables>();
    this.#source = sourceColumns(source);
  }

  /**
   * Stores one reading. A newer figure replaces an older one; a missing figure never does.
   */
  async keep(vacancyId: string, days: readonly DayFigure[], readAt: string): Promise<void> {
    const counted = days.filter(({ views, responses }) => views !== null || responses !== null);
    // The last figure of a repeated day counts: PostgreSQL accepts no row twice in one statement.
    const known = [...new Map(counted.map((figure) => [figure.day, figure])).values()];
    await this.#database.transaction().execute(async (transaction) => {
      if (known.length > 0) {
        await transaction
          .insertInto("vacancy_day_figures")
          .values(known.map((figure) => ({ ...this.#source, vacancy_id: vacancyId, ...figure, recorded_at: readAt })))
          .onConflict((conflict) =>
            conflict
              .columns(["vendor", "account", "vacancy_id", "day"])
              .doUpdateSet({
                views: sql`coalesce(excluded.views, vacancy_day_figures.views)`,
                responses: sql`coalesce(excluded.responses, vacancy_day_figures.responses)`,
                recorded_at: sql`excluded.recorded_at`,
              })
              .whereRef("vacancy_day_figures.recorded_at", "<=", sql.ref("excluded.recorded_at")),
          )
          .execute();
      }
      await transaction
        .insertInto("vacancy_figure_readings")
        .values({ ...this.#source, vacancy_id: vacancyId, read_at: readAt, followed: 0 })
        .onConflict((conflict) =>
          conflict
            .columns(["vendor", "account", "vacancy_id"])
            .doUpdateSet({ read_at: sql`excluded.read_at` })
            .whereRef("vacancy_figure_readings.read_at", "<=", sql.ref("excluded.read_at")),
        )
        .execute();
    });
  }

  /** Each vacancy's figures of [start, end), by day. */
  async between(vacancyIds: readonly string[], start: string, end: string): Promise<Map<string, StoredDayFigure[]>> {
    const found = new Map<string, StoredDayFigure[]>();
    for (const ids of chunks([...new Set(vacancyIds)], IDS_AT_ONCE)) {
      const rows = await this.#database
        .selectFrom("vacancy_day_figures")
        .select(["vacancy_id", "day", "views", "responses", "recorded_at"])
        .where((row) => row.and(this.#source))
        .where("vacancy_id", "in", ids)
        .where("day", ">=", start)
        .where("day", "<", end)
        .orderBy("day")
        .execute();
      for (const { vacancy_id, recorded_at, ...figure } of rows) {
        const list = found.get(vacancy_id);
        const entry = { ...figure, recordedAt: recorded_at };
        if (list === undefined) found.set(vacancy_id, [entry]);
        else list.push(entry);
      }
    }
    return found;
  }

  /** When each vacancy was last read, without those never read. */
  async lastReadings(vacancyIds: readonly string[]): Promise<Map<string, string>> {
    const found = new Map<string, string>();
    for (const ids of chunks([...new Set(vacancyIds)], IDS_AT_ONCE)) {
      const rows = await this.#database
        .selectFrom("vacancy_figure_readings")
        .select(["vacancy_id", "read_at"])
        .where((row) => row.and(this.#source))
        .where("vacancy_id", "in", ids)
        .execute();
      for (const row of rows) found.set(row.vacancy_id, row.read_at);
    }
    return found;
  }

  /** The vacancies that were active at the recorder's last round. */
  async followed(): Promise<string[]> {
    const rows = await this.#database
      .selectFrom("vacancy_figure_readings")
      .select("vacancy_id")
      .where((row) => row.and(this.#source))
      .where("followed", "=", 1)
      .orderBy("vacancy_id")
      .execute();
    return rows.map((row) => row.vacancy_id);
  }

  /** Marks a vacancy as one to read in the next round, or not. */
  async follow(vacancyId: string, followed: boolean): Promise<void> {
    await this.#database
      .updateTable("vacancy_figure_readings")
      .set({ followed: followed ? 1 : 0 })
      .where((row) => row.and(this.#source))
      .where("vacancy_id", "=", vacancyId)
      .execute();
  }
}
