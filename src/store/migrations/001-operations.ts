import type { Kysely, Migration } from "kysely";

/** The operations, which are the audit log too, and the locks that keep two changes of one record apart. */
export const operations: Migration = {
  async up(database: Kysely<unknown>) {
    await database.schema
      .createTable("operations")
      .addColumn("id", "text", (column) => column.primaryKey())
      .addColumn("kind", "text", (column) => column.notNull())
      .addColumn("vendor", "text", (column) => column.notNull())
      .addColumn("target_id", "text")
      .addColumn("input", "text", (column) => column.notNull())
      .addColumn("evidence", "text")
      .addColumn("outcome", "text", (column) => column.notNull())
      .addColumn("user_errors", "text", (column) => column.notNull())
      .addColumn("result", "text", (column) => column.notNull())
      .addColumn("requested_by", "text", (column) => column.notNull())
      .addColumn("requested_at", "text", (column) => column.notNull())
      .addColumn("sent_at", "text")
      .addColumn("settled_at", "text")
      .addColumn("next_look_at", "text")
      .addColumn("looks", "integer", (column) => column.notNull())
      .addColumn("idempotency_key", "text")
      .addColumn("key_position", "integer", (column) => column.notNull())
      .addColumn("input_hash", "text", (column) => column.notNull())
      .addColumn("vendor_task_id", "text")
      .addColumn("vendor_request_id", "text")
      .execute();
    await database.schema
      .createIndex("operations_by_key")
      .on("operations")
      .columns(["requested_by", "idempotency_key", "key_position"])
      .unique()
      .execute();
    await database.schema.createIndex("operations_by_time").on("operations").columns(["requested_at", "id"]).execute();
    await database.schema.createIndex("operations_by_target").on("operations").columns(["target_id", "requested_at", "id"]).execute();
    await database.schema.createIndex("operations_to_look_up").on("operations").columns(["next_look_at"]).execute();
    await database.schema
      .createTable("operation_locks")
      .addColumn("lock", "text", (column) => column.primaryKey())
      .addColumn("operation_id", "text", (column) => column.notNull())
      .execute();
    await database.schema.createIndex("operation_locks_by_operation").on("operation_locks").columns(["operation_id"]).execute();
  },
};
