import type { Kysely, Migration } from "kysely";

/** How many calls of an app a month has had, and until when Feishu takes no more of the tenant's. */
export const feishuMonthCalls: Migration = {
  async up(database: Kysely<unknown>) {
    await database.schema
      .createTable("feishu_month_calls")
      .addColumn("vendor", "text", (column) => column.notNull())
      .addColumn("account", "text", (column) => column.notNull())
      .addColumn("app", "text", (column) => column.notNull())
      .addColumn("month", "text", (column) => column.notNull())
      .addColumn("calls", "integer", (column) => column.notNull())
      .addColumn("background_calls", "integer", (column) => column.notNull())
      .addColumn("spent_at", "text")
      .addColumn("spent_until", "text")
      .addPrimaryKeyConstraint("feishu_month_calls_pk", ["vendor", "account", "app", "month"])
      .execute();
  },
};
