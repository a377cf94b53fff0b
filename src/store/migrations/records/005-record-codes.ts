import type { Kysely, Migration } from "kysely";

/** Which record carries which requisition code, and how far the sweeps that learn it have come. */
export const recordCodes: Migration = {
  async up(database: Kysely<unknown>) {
    await database.schema
      .createTable("record_codes")
      .addColumn("record_id", "text", (column) => column.primaryKey())
      .addColumn("vendor", "text", (column) => column.notNull())
      .addColumn("kind", "text", (column) => column.notNull())
      .addColumn("code", "text")
      .addColumn("read_at", "text", (column) => column.notNull())
      .addColumn("seen_at", "text", (column) => column.notNull())
      .execute();
    await database.schema.createIndex("record_codes_by_code").on("record_codes").columns(["code", "kind"]).execute();
    await database.schema.createIndex("record_codes_by_vendor").on("record_codes").columns(["vendor", "kind", "seen_at"]).execute();
    await database.schema
      .createTable("code_sweeps")
      .addColumn("vendor", "text", (column) => column.notNull())
      .addColumn("kind", "text", (column) => column.notNull())
      .addColumn("started_at", "text", (column) => column.notNull())
      .addColumn("list", "integer", (column) => column.notNull())
      .addColumn("position", "text")
      .addColumn("completed_at", "text")
      .addPrimaryKeyConstraint("code_sweeps_pk", ["vendor", "kind"])
      .execute();
  },
};
