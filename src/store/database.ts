import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { Kysely, Migrator, PostgresDialect, SqliteDialect, sql } from "kysely";
import LibsqlDatabase from "libsql";
import pg from "pg";
import { migrations } from "./migrations/index.js";
import type { Tables } from "./tables.js";

export type Database = Kysely<Tables>;

/** Postgres serialises migrations by itself; SQLite waits this long for another process that writes. */
const BUSY_TIMEOUT_MS = 5_000;

/**
 * Opens the database of `DATABASE_URL`: `file:<path>` (SQLite, embedded), `file::memory:` or `postgres://…`. Nothing is created in
 * Postgres but the tables of `migrations.ts`, in the schema that the URL's search_path names.
 */
export function openDatabase(url: string): Database {
  if (/^postgres(ql)?:\/\//.test(url)) {
    return new Kysely<Tables>({ dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString: url, max: 10 }) }) });
  }
  if (!url.startsWith("file:")) throw new Error("DATABASE_URL is neither file:<path> nor postgres://…");
  const path = url.slice("file:".length);
  if (path !== ":memory:") mkdirSync(dirname(path), { recursive: true });
  return new Kysely<Tables>({ dialect: new SqliteDialect({ database: async () => openSqlite(path) }) });
}

function openSqlite(path: string) {
  const database = new LibsqlDatabase(path);
  // The write-ahead log lets a reader go on while a change is being recorded; FULL keeps an intent through a power cut.
  database.pragma("journal_mode = WAL");
  database.pragma("synchronous = FULL");
  database.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`);
  return database as never;
}

/** Brings the tables up to this version. Safe to call at every start. */
export async function migrate(database: Database): Promise<void> {
  const migrator = new Migrator({ db: database, provider: { getMigrations: async () => migrations } });
  const { error, results } = await migrator.migrateToLatest();
  if (error === undefined) return;
  const failed = results?.find((result) => result.status === "Error")?.migrationName ?? "the first one";
  throw new Error(`The database could not be brought up to date at migration ${failed}: ${String(error)}`, { cause: error });
}

/** True when the database answers. */
export async function isReachable(database: Database): Promise<boolean> {
  try {
    await sql`select 1`.execute(database);
    return true;
  } catch {
    return false;
  }
}
