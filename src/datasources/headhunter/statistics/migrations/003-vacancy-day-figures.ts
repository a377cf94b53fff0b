import type { Kysely, Migration } from "kysely";

/** Statistics of vacancies by day, kept longer than the vendor keeps them, and when each vacancy's were last read. */
export const vacancyDayFigures: Migration = {
  async up(database: Kysely<unknown>) {
    await database.schema
      .createTable("vacancy_day_figures")
      .addColumn("vendor", "text", (column) => column.notNull())
      .addColumn("vacancy_id", "text", (column) => column.notNull())
      .addColumn("day", "text", (column) => column.notNull())
      .addColumn("views", "integer")
      .addColumn("responses", "integer")
      .addColumn("recorded_at", "text", (column) => column.notNull())
      .addPrimaryKeyConstraint("vacancy_day_figures_key", ["vendor", "vacancy_id", "day"])
      .execute();
    await database.schema
      .createTable("vacancy_figure_readings")
      .addColumn("vendor", "text", (column) => column.notNull())
      .addColumn("vacancy_id", "text", (column) => column.notNull())
      .addColumn("read_at", "text", (column) => column.notNull())
      .addColumn("followed", "integer", (column) => column.notNull())
      .addPrimaryKeyConstraint("vacancy_figure_readings_key", ["vendor", "vacancy_id"])
      .execute();
    await database.schema
      .createIndex("vacancy_figure_readings_followed")
      .on("vacancy_figure_readings")
      .columns(["vendor", "followed"])
      .execute();
  },
};
