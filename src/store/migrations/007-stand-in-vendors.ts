import type { Kysely, Migration } from "kysely";

/** Vendors that a stand-in was served for, so that what is told of stand-ins is never taken for what a vendor holds. */
export const standInVendors: Migration = {
  async up(database: Kysely<unknown>) {
    await database.schema
      .createTable("stand_in_vendors")
      .addColumn("vendor", "text", (column) => column.primaryKey())
      .addColumn("served_at", "text", (column) => column.notNull())
      .execute();
  },
};
