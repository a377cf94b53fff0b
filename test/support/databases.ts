import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Migration, sql } from "kysely";
import pg from "pg";
import { tablesOf, vendorModules } from "../../src/datasources/registry.js";
import { type Database, IN_MEMORY, migrate, openDatabase } from "../../src/store/database.js";
import { migrations as ownMigrations } from "../../src/store/migrations/index.js";

/** The tables of all vendors of the registry. */
export const vendorTables = tablesOf(vendorModules);

/** Of the store and of all vendors. */
export const migrations: Record<string, Migration> = Object.assign({}, ownMigrations, ...vendorTables.map((tables) => tables.migrations));

export interface OpenedDatabase {
  database: Database;
  url: string;
  /** Throws it away. */
  close(): Promise<void>;
}

export interface TestDatabase {
  name: "SQLite" | "PostgreSQL";
  /** A fresh, migrated database. */
  open(): Promise<OpenedDatabase>;
}

let model: Promise<Buffer> | undefined;

/** Puts a fresh, migrated SQLite database at the path. The migrations run once for all databases of a test file. */
export async function freshDatabaseAt(path: string): Promise<void> {
  model ??= makeModel();
  writeFileSync(path, await model);
}

async function makeModel(): Promise<Buffer> {
  const folder = mkdtempSync(join(tmpdir(), "hiregraph-"));
  const path = join(folder, "model.db");
  const database = await openDatabase(IN_MEMORY);
  await migrate(database, vendorTables);
  await sql`vacuum into ${sql.lit(path)}`.execute(database);
  await database.destroy();
  const bytes = readFileSync(path);
  rmSync(folder, { recursive: true });
  return bytes;
}

const sqlite: TestDatabase = {
  name: "SQLite",
  async open() {
    const folder = mkdtempSync(join(tmpdir(), "hiregraph-"));
    const path = join(folder, "test.db");
    await freshDatabaseAt(path);
    const url = `file:${path}`;
    const database = await openDatabase(url);
    return {
      database,
      url,
      close: async () => {
        await database.destroy();
        rmSync(folder, { recursive: true, force: true });
      },
    };
  },
};

let schemas = 0;

/** A schema of its own for each, so that suites that run side by side do not meet. */
function postgres(base: string): TestDatabase {
  return {
    name: "PostgreSQL",
    async open() {
      schemas += 1;
      const schema = `hiregraph_test_${process.pid}_${schemas}`;
      const admin = new pg.Client({ connectionString: base });
      await admin.connect();
      await admin.query(`drop schema if exists ${schema} cascade`);
      await admin.query(`create schema ${schema}`);
      const url = `${base}?options=${encodeURIComponent(`-c search_path=${schema}`)}`;
      const database = await openDatabase(url);
      await migrate(database, vendorTables);
      return {
        database,
        url,
        close: async () => {
          await database.destroy();
          await admin.query(`drop schema ${schema} cascade`);
          await admin.end();
        },
      };
    },
  };
}

/** Every database that is there: SQLite always, PostgreSQL where `npm test` found one (it says so where it did not). */
export const testDatabases: readonly TestDatabase[] = [
  sqlite,
  ...(process.env.TEST_POSTGRES_URL ? [postgres(process.env.TEST_POSTGRES_URL)] : []),
];

export const embeddedDatabase = sqlite;

/** A suite about what only PostgreSQL has; left out where there is none. */
export function describePostgres(title: string, suite: (open: () => Promise<OpenedDatabase>) => void): void {
  const found = testDatabases.find(({ name }) => name === "PostgreSQL");
  if (found === undefined) describe.skip(title, () => suite(embeddedDatabase.open));
  else describe(title, () => suite(() => found.open()));
}
