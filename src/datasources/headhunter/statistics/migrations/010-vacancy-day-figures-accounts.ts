import type { ColumnDefinitionBuilder, Kysely, Migration } from "kysely";
import { rebuildTable } from "../../../../store/rebuild-table.js";

/** The account of each figure and of each reading. Earlier rows are of the default account. */
export const vacancyDayFiguresAccounts: Migration = {
  async up(database: Kysely<unknown>) {
    const kept = ["vendor", "vacancy_id", "day", "views", "responses", "recorded_at"];
    await rebuildTable(database, "vacancy_day_figures", kept, (table) =>
      table
        .addColumn("vendor", "text", (column) => column.notNull())
        .addColumn("account", "text", account)
        .addColumn("vacancy_id", "text", (column) => column.notNull())
        .addColumn("day", "text", (column) => column.notNull())
        .addColumn("views", "integer")
        .addColumn("responses", "integer")
        .addColumn("recorded_at", "text", (column) => column.notNull())
        .addPrimaryKeyConstraint("vacancy_day_figures_by_source", ["vendor", "account", "vacancy_id", "day"]),
    );
    await rebuildTable(database, "vacancy_figure_readings", ["vendor", "vacancy_id", "read_at", "followed"], (table) =>
      table
        .addColumn("vendor", "text", (column) => column.notNull())
        .addColumn("account", "text", account)
        .addColumn("vacancy_id", "text", (column) => column.notNull())
        .addColumn("read_at", "text", (column) => column.notNull())
        .addColumn("followed", "integer", (column) => column.notNull())
        .addPrimaryKeyConstraint("vacancy_figure_readings_by_source", ["vendor", "account", "vacancy_id"]),
    );
    await database.schema
      .createIndex("vacancy_figure_readings_followed")
      .on("vacancy_figure_readings")
      .columns(["vendor", "account", "followed"])
      .execute();
  },
};

/** The default is not imported, since a released migration never changes. */
function account(column: ColumnDefinitionBuilder): ColumnDefinitionBuilder {
  return column.notNull().defaultTo("default");
}
