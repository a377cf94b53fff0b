import type { Kysely, Migration } from "kysely";

/** What happened to records, and which settled operations are not told yet. Operations of before are not told any more. */
export const events: Migration = {
  async up(database: Kysely<unknown>) {
    await database.schema
      .createTable("events")
      .addColumn("number", "bigint", (column) => column.primaryKey())
      .addColumn("kind", "text", (column) => column.notNull())
      .addColumn("cause", "text", (column) => column.notNull())
      .addColumn("at", "text", (column) => column.notNull())
      .addColumn("vendor", "text", (column) => column.notNull())
      .addColumn("account", "text", (column) => column.notNull())
      .addColumn("record_id", "text")
      .addColumn("code", "text")
      .addColumn("changes", "text", (column) => column.notNull())
      .addColumn("operation_id", "text")
      .addColumn("discrepancy_id", "text")
      .execute();
    await database.schema.createIndex("events_by_record").on("events").columns(["record_id", "number"]).execute();
    await database.schema.createIndex("events_by_code").on("events").columns(["code", "number"]).execute();
    await database.schema.createIndex("events_by_operation").on("events").columns(["operation_id"]).execute();
    await database.schema
      .createTable("event_numbers")
      .addColumn("name", "text", (column) => column.primaryKey())
      .addColumn("last", "bigint", (column) => column.notNull())
      .addColumn("pruned", "bigint", (column) => column.notNull())
      .execute();
    await (database as Kysely<{ event_numbers: { name: string; last: number; pruned: number } }>)
      .insertInto("event_numbers")
      .values({ name: "events", last: 0, pruned: 0 })
      .execute();
    await database.schema.alterTable("operations").addColumn("record_id", "text").execute();
    await database.schema
      .alterTable("operations")
      .addColumn("is_told", "integer", (column) => column.notNull().defaultTo(1))
      .execute();
    await database.schema.createIndex("operations_by_record").on("operations").columns(["record_id", "settled_at"]).execute();
    await (database as Kysely<{ operations: { is_told: number } }>).schema
      .createIndex("operations_untold")
      .on("operations")
      .columns(["settled_at"])
      .where("is_told" as never, "=", 0 as never)
      .execute();
  },
};
