import type { Kysely, Migration } from "kysely";

export const closings: Migration = {
  async up(database: Kysely<unknown>) {
    await database.schema
      .createTable("noticeboard_closings")
      .addColumn("vendor", "text", (column) => column.notNull())
      .addColumn("account", "text", (column) => column.notNull())
      .addColumn("notice_id", "text", (column) => column.notNull())
      .addColumn("closed_at", "text", (column) => column.notNull())
      .addPrimaryKeyConstraint("noticeboard_closings_by_source", ["vendor", "account", "notice_id"])
      .execute();
  },
};
