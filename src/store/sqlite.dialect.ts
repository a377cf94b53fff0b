import { CompiledQuery, type DatabaseConnection, SqliteAdapter, SqliteDialect, type SqliteDialectConfig, SqliteDriver } from "kysely";
import LibsqlDatabase from "libsql";

/** How long another process that writes is waited for. */
const BUSY_TIMEOUT_MS = 5_000;

/** SQLite through libsql, for several processes on one file. */
export class EmbeddedDialect extends SqliteDialect {
  readonly #config: SqliteDialectConfig;

  constructor(path: string) {
    const config = { database: async () => openFile(path) };
    super(config);
    this.#config = config;
  }

  override createDriver(): SqliteDriver {
    return new EmbeddedDriver(this.#config);
  }

  override createAdapter(): SqliteAdapter {
    return new EmbeddedAdapter();
  }
}

/** Every transaction here writes: it waits for another process at its beginning, where SQLite waits, and not in its midst, where it fails. */
class EmbeddedDriver extends SqliteDriver {
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw("begin immediate"));
  }
}

/** SQLite makes tables within a transaction too: a migration is there whole or not at all, and two processes that start take turns. */
class EmbeddedAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

function openFile(path: string) {
  const database = new LibsqlDatabase(path);
  database.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`);
  // The write-ahead log lets a reader go on while a change is being recorded; FULL keeps an intent through a power cut.
  database.pragma("journal_mode = WAL");
  database.pragma("synchronous = FULL");
  return database as never;
}
