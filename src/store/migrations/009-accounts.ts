import type { ColumnDefinitionBuilder, Kysely, Migration } from "kysely";
import { rebuildTable } from "../rebuild-table.js";

/** The account of each row that belongs to a vendor. All that was written before is of the default account. */
export const accounts: Migration = {
  async up(database: Kysely<unknown>) {
    await database.schema.alterTable("operations").addColumn("account", "text", account).execute();
    await database.schema.alterTable("record_codes").addColumn("account", "text", account).execute();
    await database.schema.dropIndex("record_codes_by_vendor").execute();
    await database.schema
      .createIndex("record_codes_by_source")
      .on("record_codes")
      .columns(["vendor", "account", "kind", "seen_at"])
      .execute();
    await rebuildCredentials(database);
    await rebuildSweeps(database);
    await rebuildGaps(database);
    await rebuildTable(database, "stand_in_vendors", ["vendor", "served_at"], (table) =>
      table
        .addColumn("vendor", "text", (column) => column.notNull())
        .addColumn("account", "text", account)
        .addColumn("served_at", "text", (column) => column.notNull())
        .addPrimaryKeyConstraint("stand_in_vendors_by_source", ["vendor", "account"]),
    );
  },
};

/** The word is not imported: what a released migration does never changes. */
function account(column: ColumnDefinitionBuilder): ColumnDefinitionBuilder {
  return column.notNull().defaultTo("default");
}

async function rebuildCredentials(database: Kysely<unknown>): Promise<void> {
  const kept = ["vendor", "origin_hash", "access_token", "refresh_token", "renewed_at", "expires_at"];
  await rebuildTable(database, "vendor_credentials", kept, (table) =>
    table
      .addColumn("vendor", "text", (column) => column.notNull())
      .addColumn("account", "text", account)
      .addColumn("origin_hash", "text", (column) => column.notNull())
      .addColumn("access_token", "text", (column) => column.notNull())
      .addColumn("refresh_token", "text", (column) => column.notNull())
      .addColumn("renewed_at", "text", (column) => column.notNull())
      .addColumn("expires_at", "text")
      .addPrimaryKeyConstraint("vendor_credentials_by_source", ["vendor", "account", "origin_hash"]),
  );
}

async function rebuildSweeps(database: Kysely<unknown>): Promise<void> {
  const kept = ["vendor", "kind", "started_at", "list", "position", "completed_at"];
  await rebuildTable(database, "code_sweeps", kept, (table) =>
    table
      .addColumn("vendor", "text", (column) => column.notNull())
      .addColumn("account", "text", account)
      .addColumn("kind", "text", (column) => column.notNull())
      .addColumn("started_at", "text", (column) => column.notNull())
      .addColumn("list", "integer", (column) => column.notNull())
      .addColumn("position", "text")
      .addColumn("completed_at", "text")
      .addPrimaryKeyConstraint("code_sweeps_by_source", ["vendor", "account", "kind"]),
  );
}

async function rebuildGaps(database: Kysely<unknown>): Promise<void> {
  const failure = ["tries", "failed_at", "retry_at", "failure_code", "failure_message"];
  await rebuildTable(database, "code_gaps", ["vendor", "kind", "place", "list", "position", ...failure], (table) =>
    table
      .addColumn("vendor", "text", (column) => column.notNull())
      .addColumn("account", "text", account)
      .addColumn("kind", "text", (column) => column.notNull())
      .addColumn("place", "text", (column) => column.notNull())
      .addColumn("list", "integer")
      .addColumn("position", "text")
      .addColumn("tries", "integer", (column) => column.notNull())
      .addColumn("failed_at", "text", (column) => column.notNull())
      .addColumn("retry_at", "text")
      .addColumn("failure_code", "text", (column) => column.notNull())
      .addColumn("failure_message", "text", (column) => column.notNull())
      .addPrimaryKeyConstraint("code_gaps_by_source", ["vendor", "account", "kind", "place"]),
  );
  await database.schema.createIndex("code_gaps_by_retry").on("code_gaps").columns(["vendor", "account", "kind", "retry_at"]).execute();
}
