import type { Kysely, Migration } from "kysely";

/** What a sweep for codes could not look at, so that it goes on without it and comes back. */
export const codeGaps: Migration = {
  async up(database: Kysely<unknown>) {
    await database.schema
      .createTable("code_gaps")
      .addColumn("vendor", "text", (column) => column.notNull())
      .addColumn("kind", "text", (column) => column.notNull())
      .addColumn("place", "text", (column) => column.notNull())
      .addColumn("list", "integer")
      .addColumn("position", "text")
      .addColumn("tries", "integer", (column) => column.notNull())
      .addColumn("failed_at", "text", (column) => column.notNull())
      .addColumn("retry_at", "text")
      .addColumn("failure_code", "text", (column) => column.notNull())
      .addColumn("failure_message", "text", (column) => column.notNull())
      .addPrimaryKeyConstraint("code_gaps_pk", ["vendor", "kind", "place"])
      .execute();
    await database.schema.createIndex("code_gaps_by_retry").on("code_gaps").columns(["vendor", "kind", "retry_at"]).execute();
  },
};
