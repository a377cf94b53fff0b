import {
  type CompiledQuery,
  type DatabaseConnection,
  type DatabaseIntrospector,
  type Dialect,
  type Driver,
  type Kysely,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from "kysely";
import { EmbeddedFile, openFile } from "./embedded-file.js";

export function embeddedDialects(path: string): (relaxed: boolean) => Dialect {
  const file = new EmbeddedFile(path);
  return (relaxed) => new EmbeddedDialect(file, relaxed);
}

/** SQLite through libsql, for several processes on one file. */
class EmbeddedDialect implements Dialect {
  readonly #file: EmbeddedFile;
  readonly #relaxed: boolean;

  constructor(file: EmbeddedFile, relaxed: boolean) {
    this.#file = file;
    this.#relaxed = relaxed;
  }

  createDriver(): Driver {
    return this.#relaxed ? new RelaxedDriver(this.#file) : new EmbeddedDriver(this.#file);
  }

  createQueryCompiler(): SqliteQueryCompiler {
    return new SqliteQueryCompiler();
  }

  createAdapter(): SqliteAdapter {
    return new EmbeddedAdapter();
  }

  createIntrospector(database: Kysely<unknown>): DatabaseIntrospector {
    return new SqliteIntrospector(database);
  }
}

/** SQLite makes tables within a transaction too: a migration is there whole or not at all, and two processes that start take turns. */
class EmbeddedAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

class EmbeddedDriver implements Driver {
  readonly #file: EmbeddedFile;
  readonly #connection: DatabaseConnection;

  constructor(file: EmbeddedFile) {
    this.#file = file;
    this.#connection = connectionOf((query) => file.run(query));
  }

  async init(): Promise<void> {
    this.#file.open();
  }

  async acquireConnection(): Promise<DatabaseConnection> {
    await this.#file.take();
    return this.#connection;
  }

  async beginTransaction(): Promise<void> {
    this.#file.begin();
  }

  async commitTransaction(): Promise<void> {
    this.#file.commit();
  }

  async rollbackTransaction(): Promise<void> {
    this.#file.rollback();
  }

  /** The next one has its turn while this one waits for the disk. */
  async releaseConnection(): Promise<void> {
    if (this.#file.giveBack()) await this.#file.log?.synced();
  }

  async destroy(): Promise<void> {
    await this.#file.close();
  }
}

/** For single statements, which share transactions and do not wait for the disk. */
class RelaxedDriver implements Driver {
  readonly #file: EmbeddedFile;
  readonly #connection: DatabaseConnection;

  constructor(file: EmbeddedFile) {
    this.#file = file;
    this.#connection = connectionOf((query) => file.runGathered(query));
  }

  async init(): Promise<void> {
    this.#file.open();
  }

  async acquireConnection(): Promise<DatabaseConnection> {
    return this.#connection;
  }

  async beginTransaction(): Promise<void> {
    throw new Error("A relaxed database takes single statements alone");
  }

  async commitTransaction(): Promise<void> {}

  async rollbackTransaction(): Promise<void> {}

  async releaseConnection(): Promise<void> {}

  async destroy(): Promise<void> {
    await this.#file.close();
  }
}

type Run = <Row>(query: CompiledQuery) => QueryResult<Row> | Promise<QueryResult<Row>>;

function connectionOf(run: Run): DatabaseConnection {
  return {
    executeQuery: async <Row>(query: CompiledQuery) => run<Row>(query),
    async *streamQuery<Row>(query: CompiledQuery) {
      yield await run<Row>(query);
    },
  };
}

/**
 * Writes the file anew from what it holds, so that nothing of what was overwritten or deleted is left in it or in its log. On a connection of its
 * own: another process that holds the file fails it, and a statement that meets a lock would stay in progress (`EmbeddedFile`).
 */
export function rewriteFile(path: string): void {
  const database = openFile(path);
  try {
    database.exec("vacuum");
    database.exec("pragma wal_checkpoint(truncate)");
  } finally {
    database.close();
  }
}
