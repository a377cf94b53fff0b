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
import type { ServerPool } from "./server-pool.js";

export function serverDialects(pool: ServerPool): (relaxed: boolean) => Dialect {
  return (relaxed) => new ServerDialect(pool, relaxed);
}

/** Postgres, in the one schema that the connection's search_path names first. */
class ServerDialect extends PostgresDialect {
  constructor(pool: ServerPool, relaxed: boolean) {
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
