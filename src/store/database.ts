import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { Kysely, Migrator, sql } from "kysely";
import { migrations } from "./migrations/index.js";
import { ServerDialect } from "./postgres.dialect.js";
import { EmbeddedDialect } from "./sqlite.dialect.js";
import type { Tables } from "./tables.js";

export type Database = Kysely<Tables>;

/**
 * Opens the database of `DATABASE_URL`: `file:<path>` (SQLite, embedded), `file::memory:` or `postgres://…`. Nothing is created in
 * Postgres but the tables of `migrations.ts`, in the schema that the URL's search_path names.
 */
export function openDatabase(url: string): Database {
  if (/^postgres(ql)?:\/\//.test(url)) return new Kysely<Tables>({ dialect: new ServerDialect(url) });
  if (!url.startsWith("file:")) throw new Error("DATABASE_URL is neither file:<path> nor postgres://…");
  const path = url.slice("file:".length);
  if (path !== ":memory:") mkdirSync(dirname(path), { recursive: true });
  return new Kysely<Tables>({ dialect: new EmbeddedDialect(path) });
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
