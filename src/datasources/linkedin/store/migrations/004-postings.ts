import type { Kysely, Migration } from "kysely";

/** Postings sent to boards that cannot be read, so that the server has to store them. */
export const postings: Migration = {
  async up(database: Kysely<unknown>) {
    await database.schema
      .createTable("postings")
      .addColumn("vendor", "text", (column) => column.notNull())
      .addColumn("account", "text", (column) => column.notNull())
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
      .addPrimaryKeyConstraint("postings_key", ["vendor", "account", "external_id"])
      .execute();
    await database.schema
      .createIndex("postings_by_state")
      .on("postings")
      .columns(["vendor", "account", "state", "known_at", "external_id"])
      .execute();
    await database.schema.createIndex("postings_by_code").on("postings").columns(["vendor", "account", "code"]).execute();
  },
};
