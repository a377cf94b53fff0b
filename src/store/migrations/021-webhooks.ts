import type { Kysely, Migration } from "kysely";

/** How far the events have been sent to each receiver of `WEBHOOKS`. */
export const webhooks: Migration = {
  async up(database: Kysely<unknown>) {
    await database.schema
      .createTable("webhooks")
      .addColumn("name", "text", (column) => column.primaryKey())
      .addColumn("cursor", "bigint", (column) => column.notNull())
      .addColumn("reached", "bigint", (column) => column.notNull())
      .addColumn("owed", "text", (column) => column.notNull().defaultTo("[]"))
      .addColumn("parked_at", "text")
      .addColumn("last_success_at", "text")
      .addColumn("last_failure", "text")
      .addColumn("generation", "integer", (column) => column.notNull().defaultTo(0))
      .execute();
  },
};
