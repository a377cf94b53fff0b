import type { CompiledQuery, QueryResult } from "kysely";
import LibsqlDatabase from "libsql";
import { LRUCache } from "lru-cache";
import { WriteAheadLog } from "./write-ahead-log.js";

type Libsql = InstanceType<typeof LibsqlDatabase>;
type Statement = ReturnType<Libsql["prepare"]>;

/** The longest wait for another process that writes. */
const BUSY_TIMEOUT_MS = 5_000;
/** More texts than the server has. A list in a text is of any length, so they are not all known beforehand. */
const KEPT_STATEMENTS = 200;

/** The log is brought into the file when it has so many pages of 4 kB, on the thread that answers: pages written again and again meanwhile are brought there once. */
const LOG_PAGES = 4_000;
const WRITES = /^\s*(insert|update|delete|replace|create|alter|drop)\b/i;

interface Prepared {
  statement: Statement;
  writes: boolean;
}

/** A statement that runs with others. */
interface Gathered {
  query: CompiledQuery;
  resolve: (result: QueryResult<unknown>) => void;
  reject: (error: unknown) => void;
}

/** The one connection of this process to a SQLite file, or to a database in memory, with its prepared statements. Whoever uses it takes turns. */
export class EmbeddedFile {
  /** Undefined for a database in memory. */
  readonly log: WriteAheadLog | undefined;
  readonly #path: string;
  readonly #prepared = new LRUCache<string, Prepared>({ max: KEPT_STATEMENTS });
  #database: Libsql | undefined;
  #turn: Promise<void> = Promise.resolve();
  #endTurn = () => {};
  #hasWritten = false;
  #gathered: Gathered[] = [];

  constructor(path: string) {
    this.#path = path;
    this.log = path === ":memory:" ? undefined : new WriteAheadLog(path);
  }

  /** Resolves when it is the caller's turn. */
  async take(): Promise<void> {
    const before = this.#turn;
    let end = () => {};
    this.#turn = new Promise((resolve) => {
      end = resolve;
    });
    await before;
    this.#endTurn = end;
  }

  /** Ends the turn. Returns whether anything was written in it. */
  giveBack(): boolean {
    const hasWritten = this.#hasWritten;
    this.#hasWritten = false;
    this.#endTurn();
    return hasWritten;
  }

  /**
   * Brings what an earlier process left in the log into the file itself. Where the disk had refused a part of the log, the system may have that
   * part in memory still and never write it again; what was written to the log after such a hole would be lost with the next power cut.
   */
  open(): void {
    if (this.#database !== undefined) return;
    this.#database = openFile(this.#path);
    this.#database.exec("pragma wal_checkpoint");
  }

  /**
   * Waits for another process here and nowhere else. A transaction that first reads and then writes could fail in its middle; and a prepared
   * statement that meets "database is locked" stays in progress in libsql, so that later writes of this connection are not committed
   * (tursodatabase/libsql-js#237). `exec` does not have this fault.
   */
  begin(): void {
    this.#opened().exec("begin immediate");
  }

  commit(): void {
    this.#opened().exec("commit");
    this.#hasWritten = true;
  }

  rollback(): void {
    if (this.#database?.inTransaction) this.#database.exec("rollback");
  }

  /** A statement that writes on its own gets a transaction of its own. */
  run<Row>({ sql, parameters }: CompiledQuery): QueryResult<Row> {
    const prepared = this.#prepare(sql);
    if (!prepared.writes || this.#opened().inTransaction) return resultOf(prepared.statement, parameters);
    this.begin();
    try {
      const result = resultOf<Row>(prepared.statement, parameters);
      this.commit();
      return result;
    } catch (error) {
      this.rollback();
      throw error;
    }
  }

  /**
   * Runs a statement in one transaction with the others of this turn of the event loop, and takes a turn for them: to begin and to commit takes longer
   * than most statements. Each fails alone. Resolves when it is committed, and does not wait for the disk.
   */
  runGathered<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    return new Promise<QueryResult<unknown>>((resolve, reject) => {
      this.#gathered.push({ query, resolve, reject });
      if (this.#gathered.length === 1) setImmediate(() => void this.#runAllGathered());
    }) as Promise<QueryResult<Row>>;
  }

  async #runAllGathered(): Promise<void> {
    await this.take();
    const gathered = this.#gathered;
    this.#gathered = [];
    // None is left where the file was closed meanwhile.
    const endings = gathered.length === 0 ? [] : this.#endingsOf(gathered);
    if (this.giveBack()) this.log?.syncSoon();
    for (const end of endings) end();
  }

  #endingsOf(gathered: readonly Gathered[]): (() => void)[] {
    try {
      this.begin();
      const endings = gathered.map((one) => this.#endingOf(one));
      this.commit();
      return endings;
    } catch (error) {
      this.rollback();
      return gathered.map(({ reject }) => reject.bind(undefined, error));
    }
  }

  /** @throws where the whole transaction has failed with it. */
  #endingOf({ query, resolve, reject }: Gathered): () => void {
    try {
      const result = this.run(query);
      return () => resolve(result);
    } catch (error) {
      if (!this.#opened().inTransaction) throw error;
      return () => reject(error);
    }
  }

  async close(): Promise<void> {
    if (this.#gathered.length > 0) await this.#runAllGathered();
    // A statement outlives its connection in libsql.
    this.#prepared.clear();
    const database = this.#database;
    this.#database = undefined;
    await this.log?.close();
    database?.close();
  }

  #prepare(sql: string): Prepared {
    const known = this.#prepared.get(sql);
    if (known !== undefined) return known;
    const prepared = { statement: this.#opened().prepare(sql), writes: WRITES.test(sql) };
    this.#prepared.set(sql, prepared);
    return prepared;
  }

  #opened(): Libsql {
    if (this.#database === undefined) throw new Error("The database is closed");
    return this.#database;
  }
}

function resultOf<Row>(statement: Statement, parameters: readonly unknown[]): QueryResult<Row> {
  if (statement.reader) return { rows: statement.all(parameters) as Row[] };
  const { changes, lastInsertRowid } = statement.run(parameters);
  return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) };
}

export function openFile(path: string): Libsql {
  const database = new LibsqlDatabase(path);
  database.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`);
  // Readers go on during a write.
  database.pragma("journal_mode = WAL");
  // The log is synced by `WriteAheadLog`, which keeps a recorded change through a power cut.
  database.pragma("synchronous = NORMAL");
  database.pragma(`wal_autocheckpoint = ${LOG_PAGES}`);
  return database;
}
