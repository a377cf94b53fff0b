import type { Kysely, Migration } from "kysely";

/** Where the index of records says that vendors contradict one another, since when, and what events have told of it. */
export const discrepancies: Migration = {
  async up(database: Kysely<unknown>) {
    await database.schema
      .createTable("discrepancies")
      .addColumn("code", "text", (column) => column.notNull())
      .addColumn("kind", "text", (column) => column.notNull())
      .addColumn("is_known", "integer", (column) => column.notNull())
      .addColumn("since", "text", (column) => column.notNull())
      .addColumn("ends_at", "text")
      .addColumn("operation_id", "text")
      .addColumn("look_at", "text", (column) => column.notNull())
      .addColumn("told_since", "text")
      .addColumn("told_records", "text")
      .addPrimaryKeyConstraint("discrepancies_primary", ["code", "kind"])
      .execute();
    await database.schema.createIndex("discrepancies_to_look_at").on("discrepancies").columns(["look_at"]).execute();
  },
};
