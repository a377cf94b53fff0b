import type { Kysely, Migration } from "kysely";

/** What vendors' webhooks have told and is not read at the vendors yet; and of the others that they were told. */
export const webhookInbox: Migration = {
  async up(database: Kysely<unknown>) {
    await database.schema
      .createTable("webhook_inbox")
      .addColumn("vendor", "text", (column) => column.notNull())
      .addColumn("account", "text", (column) => column.notNull())
      .addColumn("delivery", "text", (column) => column.notNull())
      .addColumn("place", "integer", (column) => column.notNull())
      .addColumn("record_id", "text")
      .addColumn("is_new", "integer", (column) => column.notNull())
      .addColumn("resend", "text")
      .addColumn("received_at", "text", (column) => column.notNull())
      .addColumn("due_at", "text")
      .addColumn("tries", "integer", (column) => column.notNull())
      .addPrimaryKeyConstraint("webhook_inbox_primary_key", ["vendor", "account", "delivery", "place"])
      .execute();
    await database.schema
      .createIndex("webhook_inbox_by_due_at")
      .on("webhook_inbox")
      .columns(["vendor", "account", "due_at", "record_id", "received_at"])
      .execute();
    await database.schema.createIndex("webhook_inbox_by_received_at").on("webhook_inbox").column("received_at").execute();
  },
};
