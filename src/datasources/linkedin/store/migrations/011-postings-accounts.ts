import type { Kysely, Migration } from "kysely";
import { rebuildTable } from "../../../../store/rebuild-table.js";

const KEPT = [
  ...["vendor", "application", "external_id", "state", "title", "code", "payload_in_force", "payload_sent", "sent_operation", "sent_mark"],
  ...["task_id", "task", "listing", "job_posting", "published_at", "expires_at", "closed_at", "known_at", "revision"],
];

/**
 * The account of each posting; earlier rows are of the default account. The column formerly called `account` holds the application that sent
 * the posting, and is now called `application`.
 */
export const postingsAccounts: Migration = {
  async up(database: Kysely<unknown>) {
    await database.schema.alterTable("postings").renameColumn("account", "application").execute();
    await rebuildTable(database, "postings", KEPT, (table) =>
      table
        .addColumn("vendor", "text", (column) => column.notNull())
        .addColumn("account", "text", (column) => column.notNull().defaultTo("default"))
        .addColumn("application", "text", (column) => column.notNull())
        .addColumn("external_id", "text", (column) => column.notNull())
        .addColumn("state", "text", (column) => column.notNull())
        .addColumn("title", "text", (column) => column.notNull())
        .addColumn("code", "text", (column) => column.notNull())
        .addColumn("payload_in_force", "text")
        .addColumn("payload_sent", "text", (column) => column.notNull())
        .addColumn("sent_operation", "text", (column) => column.notNull())
        .addColumn("sent_mark", "text")
        .addColumn("task_id", "text")
        .addColumn("task", "text")
        .addColumn("listing", "text")
        .addColumn("job_posting", "text")
        .addColumn("published_at", "text")
        .addColumn("expires_at", "text")
        .addColumn("closed_at", "text")
        .addColumn("known_at", "text", (column) => column.notNull())
        .addColumn("revision", "integer", (column) => column.notNull())
        .addPrimaryKeyConstraint("postings_by_source", ["vendor", "account", "application", "external_id"]),
    );
    await database.schema
      .createIndex("postings_by_state")
      .on("postings")
      .columns(["vendor", "account", "application", "state", "known_at", "external_id"])
      .execute();
    await database.schema.createIndex("postings_by_code").on("postings").columns(["vendor", "account", "application", "code"]).execute();
  },
};
