import type { ColumnDefinitionBuilder, Kysely, Migration } from "kysely";

/** The directory of codes becomes an index of records; what is learnt of them besides their codes is not known yet. */
export const records: Migration = {
  async up(database: Kysely<unknown>) {
    await database.schema
      .createTable("records")
      .addColumn("record_id", "text", (column) => column.primaryKey())
      .addColumn("vendor", "text", (column) => column.notNull())
      .addColumn("account", "text", account)
      .addColumn("kind", "text", (column) => column.notNull())
      .addColumn("code", "text")
      .addColumn("name", "text")
      .addColumn("status", "text")
      .addColumn("facts", "text", (column) => column.notNull())
      .addColumn("withheld", "text")
      .addColumn("fingerprint", "text", (column) => column.notNull())
      .addColumn("changed_at", "text")
      .addColumn("read_at", "text", (column) => column.notNull())
      .addColumn("read_by", "text", (column) => column.notNull())
      .addColumn("whole_at", "text", (column) => column.notNull())
      .addColumn("seen_at", "text", (column) => column.notNull())
      .addColumn("gone_at", "text")
      .execute();
    const known = database as Kysely<{ records: Record<string, unknown>; record_codes: Record<string, unknown> }>;
    await known
      .insertInto("records")
      .columns(["record_id", "vendor", "account", "kind", "code", "read_at", "seen_at", "whole_at", "facts", "fingerprint", "read_by"])
      .expression((from) =>
        from
          .selectFrom("record_codes")
          .select(["record_id", "vendor", "account", "kind", "code", "read_at", "seen_at"])
          .select(({ val, ref }) => [
            ref("read_at").as("whole_at"),
            val("{}").as("facts"),
            val("").as("fingerprint"),
            val("SWEEP").as("read_by"),
          ]),
      )
      .execute();
    await database.schema.dropTable("record_codes").execute();
    await database.schema.createIndex("records_by_code").on("records").columns(["code", "kind"]).execute();
    await database.schema.createIndex("records_by_source").on("records").columns(["vendor", "account", "kind", "seen_at"]).execute();
    await database.schema.alterTable("code_sweeps").addColumn("known_since", "text").execute();
    // A sweep that was completed had met every record of its source.
    await (database as Kysely<{ code_sweeps: Record<string, unknown> }>)
      .updateTable("code_sweeps")
      .set((row) => ({ known_since: row.ref("completed_at") }))
      .execute();
  },
};

/** The word is not imported: what a released migration does never changes. */
function account(column: ColumnDefinitionBuilder): ColumnDefinitionBuilder {
  return column.notNull().defaultTo("default");
}
