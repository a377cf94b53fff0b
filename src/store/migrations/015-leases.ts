import type { Kysely, Migration } from "kysely";

/** Which server is alive, and which one does the work that only one does. */
export const leases: Migration = {
  async up(database: Kysely<unknown>) {
    await database.schema
      .createTable("leases")
      .addColumn("name", "text", (column) => column.primaryKey())
      .addColumn("holder", "text", (column) => column.notNull())
      .addColumn("taken_at", "text", (column) => column.notNull())
      .addColumn("expires_at", "text", (column) => column.notNull())
      .execute();
  },
};
