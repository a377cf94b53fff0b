import { type CompiledQuery, type DatabaseConnection, type QueryResult, SqliteAdapter, SqliteDialect, SqliteDriver } from "kysely";
import LibsqlDatabase from "libsql";

type Libsql = InstanceType<typeof LibsqlDatabase>;

/** The longest wait for another process that writes. */
const BUSY_TIMEOUT_MS = 5_000;

/** SQLite through libsql, for several processes on one file. */
export class EmbeddedDialect extends SqliteDialect {
  readonly #path: string;

  constructor(path: string) {
    super({ database: async () => openFile(path) as never });
    this.#path = path;
  }

  override createDriver(): SqliteDriver {
    return new EmbeddedDriver(this.#path);
  }

  override createAdapter(): SqliteAdapter {
    return new EmbeddedAdapter();
  }
}

/** SQLite makes tables within a transaction too: a migration is there whole or not at all, and two processes that start take turns. */
class EmbeddedAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

/**
 * Waits for another process at the beginning of a transaction and nowhere else. A transaction that first reads and then writes could fail in
 * its middle; and a prepared statement that meets "database is locked" stays in progress in libsql, so that later writes of this connection
 * are not committed (tursodatabase/libsql-js#237). `exec` does not have this fault.
 */
class EmbeddedDriver extends SqliteDriver {
  readonly #database: () => Libsql;
  #connection: DatabaseConnection | undefined;

  constructor(path: string) {
    let database: Libsql | undefined;
    const open = () => {
      database ??= openFile(path);
      return database;
    };
    super({ database: async () => open() as never });
    this.#database = open;
  }

  override async acquireConnection(): Promise<DatabaseConnection> {
    const connection = await super.acquireConnection();
    this.#connection ??= new EmbeddedConnection(connection, this.#database());
    return this.#connection;
  }

  override async beginTransaction(): Promise<void> {
    this.#database().exec("begin immediate");
  }
}

const WRITES = /^\s*(insert|update|delete|replace|create|alter|drop)\b/i;

class EmbeddedConnection implements DatabaseConnection {
  readonly #connection: DatabaseConnection;
  readonly #database: Libsql;

  constructor(connection: DatabaseConnection, database: Libsql) {
    this.#connection = connection;
    this.#database = database;
  }

  /** A statement that writes on its own gets a transaction of its own. */
  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    if (this.#database.inTransaction || !WRITES.test(query.sql)) return this.#connection.executeQuery<Row>(query);
    this.#database.exec("begin immediate");
    try {
      const result = await this.#connection.executeQuery<Row>(query);
      this.#database.exec("commit");
      return result;
    } catch (error) {
      if (this.#database.inTransaction) this.#database.exec("rollback");
      throw error;
    }
  }

  streamQuery<Row>(query: CompiledQuery, chunkSize: number): AsyncIterableIterator<QueryResult<Row>> {
    return this.#connection.streamQuery<Row>(query, chunkSize);
  }
}

/**
 * Writes the file anew from what it holds, so that nothing of what was overwritten or deleted is left in it or in its log. On a connection of its
 * own: another process that holds the file fails it, and a statement that meets a lock would stay in progress (see above).
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

function openFile(path: string): Libsql {
  const database = new LibsqlDatabase(path);
  database.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`);
  // The write-ahead log lets readers go on during a write; FULL keeps a recorded change through a power cut.
  database.pragma("journal_mode = WAL");
  database.pragma("synchronous = FULL");
  return database;
}
