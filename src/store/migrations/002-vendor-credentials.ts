import type { Kysely, Migration } from "kysely";

/** Pairs of tokens that a vendor gave in exchange for a refresh token that works only once. */
export const vendorCredentials: Migration = {
  async up(database: Kysely<unknown>) {
    await database.schema
      .createTable("vendor_credentials")
      .addColumn("vendor", "text", (column) => column.notNull())
      .addColumn("origin_hash", "text", (column) => column.notNull())
      .addColumn("access_token", "text", (column) => column.notNull())
      .addColumn("refresh_token", "text", (column) => column.notNull())
      .addColumn("renewed_at", "text", (column) => column.notNull())
      .addColumn("expires_at", "text")
      .addPrimaryKeyConstraint("vendor_credentials_key", ["vendor", "origin_hash"])
      .execute();
  },
};
