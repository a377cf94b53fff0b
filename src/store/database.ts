import { existsSync, mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { type Dialect, Kysely, type Migration, Migrator, PostgresAdapter, sql } from "kysely";
import { migrations } from "./migrations/index.js";
import type { OwnedTables } from "./owned-tables.js";
import type { Listening } from "./postgres/listening.js";
import type { Tables } from "./tables.js";

type Listen = (channel: string, onMessage: (payload: string) => void, signal: AbortSignal) => Promise<Listening>;

/** A database whose writes are on the disk when their promises resolve. */
export class Database extends Kysely<Tables> {
  /**
   * The same database, for single statements whose writes a power cut within a second may undo, the last ones first: nothing may depend on them
   * that could not be learned again. The death of the process undoes none.
   */
  readonly relaxed: Kysely<Tables>;

  /**
   * Fails a statement whose answer takes longer, in milliseconds, with `DatabaseUnavailable`. SQLite answers or fails by itself. At first the time is
   * that of migrations.
   */
  readonly expectAnswersWithin: (ms: number) => void;

  /** Passes on what is told on a channel, named by an expression of SQL. Undefined on SQLite, where nobody else is. */
  readonly listen: Listen | undefined;

  /** @param dialectOf of a database that takes a write for done before it is on the disk, where `relaxed` */
  constructor(
    dialectOf: (relaxed: boolean) => Dialect,
    { expectAnswersWithin = () => undefined, listen }: { expectAnswersWithin?: (ms: number) => void; listen?: Listen } = {},
  ) {
    super({ dialect: dialectOf(false) });
    this.relaxed = new Kysely<Tables>({ dialect: dialectOf(true) });
    this.expectAnswersWithin = expectAnswersWithin;
    this.listen = listen;
  }
}

/** A new database for each opening, gone when it is closed. */
export const IN_MEMORY = "file::memory:";

/**
 * Opens the database of `DATABASE_URL`: `file:<path>` (SQLite, embedded), `file::memory:` or `postgres://…`. Nothing is created in
 * Postgres but the tables of `migrations/`, in the schema that the URL's search_path names. Only the driver that is used is loaded.
 */
export async function openDatabase(url: string): Promise<Database> {
  if (/^postgres(ql)?:\/\//.test(url)) {
    const [{ serverDialects }, { ServerPool }, { listen }] = await Promise.all([
      import("./postgres/postgres.dialect.js"),
      import("./postgres/server-pool.js"),
      import("./postgres/listening.js"),
    ]);
    const pool = new ServerPool(url);
    return new Database(serverDialects(pool), {
      expectAnswersWithin: (ms) => pool.expectAnswersWithin(ms),
      listen: (channel, onMessage, signal) => listen(url, channel, onMessage, signal),
    });
  }
  if (!url.startsWith("file:")) throw new Error("DATABASE_URL is neither file:<path> nor postgres://…");
  const path = url.slice("file:".length);
  if (path !== ":memory:") mkdirSync(dirname(path), { recursive: true });
  const { embeddedDialects } = await import("./sqlite/sqlite.dialect.js");
  return new Database(embeddedDialects(path));
}

/**
 * Brings the tables up to this version: the store's own and those of other parts. Safe to call at every start.
 *
 * @throws Error that names the migration which failed; then no table has changed.
 */
export async function migrate(database: Database, owned: readonly OwnedTables[]): Promise<void> {
  const { error, results } = await migratorOf(database, owned).migrateToLatest();
  if (error === undefined) return;
  const failed = results?.find((result) => result.status === "Error")?.migrationName;
  const what = failed === undefined ? "could not be reached" : `could not be brought up to date (migration ${failed})`;
  throw new Error(`the database ${what}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
}

/**
 * Opens a database that a server of this version keeps. Neither the file nor a table is made.
 *
 * @throws Error where there is none, or a server of this version has not opened it yet.
 */
export async function openKeptDatabase(url: string, owned: readonly OwnedTables[]): Promise<Database> {
  const path = url.startsWith("file:") ? url.slice("file:".length) : undefined;
  if (path !== undefined && !existsSync(path)) throw unusable(`there is no database at ${path}`);
  const database = await openDatabase(url);
  try {
    const known = await migratorOf(database, owned).getMigrations();
    const missing = known.find(({ executedAt }) => executedAt === undefined);
    if (missing !== undefined) throw unusable(`the database lacks the migration ${missing.name}: start the server of this version once`);
    return database;
  } catch (error) {
    await database.destroy();
    throw error;
  }
}

/** Errors of databases have a code. */
function unusable(message: string): Error {
  return Object.assign(new Error(message), { code: "DATABASE_UNUSABLE" });
}

function migratorOf(database: Database, owned: readonly OwnedTables[]): Migrator {
  const all: Record<string, Migration> = Object.assign({}, migrations, ...owned.map((tables) => tables.migrations));
  // Whose names come before those that were applied to this database: a part that is new here names its migrations by itself.
  return new Migrator({ db: database, provider: { getMigrations: async () => all }, allowUnorderedMigrations: true });
}

/**
 * Takes out of the database's files what a table's rows held before: in SQLite of all tables, in Postgres of this one. Copies, backups and
 * Postgres' log are out of reach.
 *
 * @throws where another process holds the file or the table
 */
export async function eraseFormerRows(database: Database, url: string, table: keyof Tables): Promise<void> {
  if (!url.startsWith("file:")) await sql`vacuum (full) ${sql.table(table)}`.execute(database);
  else if (url !== IN_MEMORY) (await import("./sqlite/sqlite.dialect.js")).rewriteFile(url.slice("file:".length));
}

/** Whether several servers may have the database in common: it has a clock of its own then. */
export function isShared(database: Database): boolean {
  return database.getExecutor().adapter instanceof PostgresAdapter;
}

/** A readiness probe does not wait longer than this. */
const REACHED_WITHIN_MS = 2_000;

/** True where the database answers within `withinMs` milliseconds. */
export async function isReachable(database: Database, withinMs = REACHED_WITHIN_MS): Promise<boolean> {
  const answer = sql`select 1`.execute(database).then(
    () => true,
    () => false,
  );
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(resolve, withinMs, false);
  });
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}
