import { type Kysely, type Migration, PostgresAdapter, sql } from "kysely";
import { rebuildTable } from "../rebuild-table.js";

/**
 * A change writes two pages fewer to the disk. In SQLite a lock is one entry by its key, and not one of a table and another of its index. When a change
 * was settled is in no index that holds all of a record: those ask for few.
 */
export const fewerPages: Migration = {
  async up(database: Kysely<unknown>) {
    const { schema } = database;
    await schema.dropIndex("operations_by_record").execute();
    await schema.createIndex("operations_by_record").on("operations").columns(["record_id"]).execute();
    if (database.getExecutor().adapter instanceof PostgresAdapter) return;
    await rebuildTable(database, "operation_locks", ["lock", "operation_id"], (table) =>
      table
        .addColumn("lock", "text", (column) => column.primaryKey())
        .addColumn("operation_id", "text", (column) => column.notNull())
        .modifyEnd(sql`without rowid`),
    );
    await schema.createIndex("operation_locks_by_operation").on("operation_locks").columns(["operation_id"]).execute();
  },
};
