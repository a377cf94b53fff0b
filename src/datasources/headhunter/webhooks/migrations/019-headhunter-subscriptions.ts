import type { Kysely, Migration } from "kysely";

/** The subscription to webhooks that this server keeps at each account. */
export const headHunterSubscriptions: Migration = {
  async up(database: Kysely<unknown>) {
    await database.schema
      .createTable("headhunter_subscriptions")
      .addColumn("vendor", "text", (column) => column.notNull())
      .addColumn("account", "text", (column) => column.notNull())
      .addColumn("subscription_id", "text", (column) => column.notNull())
      .addColumn("user_ids", "text", (column) => column.notNull())
      .addColumn("made_at", "text", (column) => column.notNull())
      .addColumn("told_at", "text")
      .addPrimaryKeyConstraint("headhunter_subscriptions_by_source", ["vendor", "account"])
      .execute();
  },
};
