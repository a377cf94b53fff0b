import type { Kysely, Migration } from "kysely";

/** How much of the budgets of a day the servers on one database have used, by the hour. */
export const budgetDayCalls: Migration = {
  async up(database: Kysely<unknown>) {
    await database.schema
      .createTable("budget_day_calls")
      .addColumn("vendor", "text", (column) => column.notNull())
      .addColumn("account", "text", (column) => column.notNull())
      .addColumn("budget", "text", (column) => column.notNull())
      .addColumn("hour", "text", (column) => column.notNull())
      .addColumn("calls", "integer", (column) => column.notNull())
      .addPrimaryKeyConstraint("budget_day_calls_primary_key", ["vendor", "account", "budget", "hour"])
      .execute();
  },
};
