import {
  type CompiledQuery,
  type DatabaseConnection,
  type DatabaseIntrospector,
  type Dialect,
  type Kysely,
  PostgresDialect,
  PostgresIntrospector,
  type QueryResult,
  sql,
  type TableMetadata,
} from "kysely";
import pg from "pg";

/** A request waits no longer than this for Postgres to be reached. */
const CONNECT_TIMEOUT_MS = 5_000;
/** Nor longer than this for an answer: a host that vanished would be waited for until TCP gives up. */
const ANSWER_TIMEOUT_MS = 30_000;
const CONNECTIONS = 10;

export function serverDialects(url: string): (relaxed: boolean) => Dialect {
  const pool = openPool(url);
  return (relaxed) => new ServerDialect(pool, relaxed);
}

/** Postgres, in the one schema that the connection's search_path names first. */
class ServerDialect extends PostgresDialect {
  constructor(pool: pg.Pool, relaxed: boolean) {
    super({
      pool,
      onCreateConnection: async (connection) => {
        takeNulFrom(connection);
        if (relaxed) commitBeforeSync(connection);
      },
    });
  }

  override createIntrospector(database: Kysely<unknown>): DatabaseIntrospector {
    return new SchemaIntrospector(database);
  }
}

/** Kysely's own introspector reads every schema of the database, and would take another application's migrations for ours. */
class SchemaIntrospector extends PostgresIntrospector {
  readonly #database: Kysely<unknown>;

  constructor(database: Kysely<unknown>) {
    super(database);
    this.#database = database;
  }

  /** Migrations need only the names of the tables. */
  override async getTables(): Promise<TableMetadata[]> {
    const tables = sql<{ name: string }>`select tablename as name from pg_catalog.pg_tables where schemaname = current_schema()`;
    const { rows } = await tables.execute(this.#database);
    return rows.map(({ name }) => ({ name, isView: false, columns: [] }));
  }
}

/**
 * Postgres has no text with a NUL in it, while SQLite, JSON and GraphQL have: a search for such a code must find nothing instead of
 * failing.
 */
function takeNulFrom(connection: DatabaseConnection): void {
  onEachQuery(connection, (query) => ({ ...query, parameters: query.parameters.map(withoutNul) }));
}

const WRITES = /^(insert|update|delete)\b/i;

/**
 * Sets `synchronous_commit` for the transaction of each statement that writes, by the statement itself: it costs no round trip, and leaves
 * nothing behind on a connection that others may use next, through a pooler too.
 */
function commitBeforeSync(connection: DatabaseConnection): void {
  onEachQuery(connection, (query) =>
    WRITES.test(query.sql) ? { ...query, sql: `${query.sql} returning set_config('synchronous_commit', 'off', true)` } : query,
  );
}

function onEachQuery(connection: DatabaseConnection, change: (query: CompiledQuery) => CompiledQuery): void {
  const { executeQuery } = connection;
  connection.executeQuery = <Row>(query: CompiledQuery): Promise<QueryResult<Row>> =>
    executeQuery.call(connection, change(query)) as Promise<QueryResult<Row>>;
}

function withoutNul(parameter: unknown): unknown {
  return typeof parameter === "string" && parameter.includes("\0") ? parameter.replaceAll("\0", "\uFFFD") : parameter;
}

/** A connection that Postgres ends (a restart, a failover) fails its statement; without listeners it would end the process. */
function openPool(url: string): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: CONNECTIONS,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    query_timeout: ANSWER_TIMEOUT_MS,
    keepAlive: true,
  });
  pool.on("error", () => undefined);
  pool.on("connect", (client) => client.on("error", () => undefined));
  return pool;
}
