import { type CreateTableBuilder, type Kysely, sql } from "kysely";

/**
 * Gives a table another primary key. SQLite cannot change the key of a table in place, so the rows move to a new table, which then takes
 * the old one's name. The indexes of the old table go with it: the caller makes them again.
 *
 * @param define adds the columns and the key to the new table. A column that the old table lacks needs a default. The key needs a name
 * of its own: in PostgreSQL the old table still holds the name of the old key.
 * @param kept the columns whose values move, by the names that they have in both tables
 */
export async function rebuildTable(
  database: Kysely<unknown>,
  table: string,
  kept: readonly string[],
  define: (table: CreateTableBuilder<string>) => { execute(): Promise<void> },
): Promise<void> {
  const rebuilt = `${table}_rebuilt`;
  await define(database.schema.createTable(rebuilt)).execute();
  const columns = sql.join(kept.map((column) => sql.ref(column)));
  await sql`insert into ${sql.table(rebuilt)} (${columns}) select ${columns} from ${sql.table(table)}`.execute(database);
  await database.schema.dropTable(table).execute();
  await database.schema.alterTable(rebuilt).renameTo(table).execute();
}
