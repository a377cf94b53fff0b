import { isNativeError } from "node:util/types";
import type { PostgresPool, PostgresPoolClient } from "kysely";
import pg from "pg";
import { DatabaseUnavailable } from "../database-unavailable.js";

const CONNECTIONS = 10;
/** How long an answer may take at the start, where migrations run: a host that vanished would be waited for until TCP gives up. */
const FIRST_ANSWERS_WITHIN_MS = 30_000;
/** How long it may take to reach PostgreSQL. The wait for a free connection does not count: each is free again within the time of an answer. */
const CONNECT_WITHIN_MS = 5_000;
/** After so long without an answer PostgreSQL is probed, over a connection of its own. */
const SUSPECT_AFTER_MS = 1_500;
const PROBE_WITHIN_MS = 2_000;
/** While PostgreSQL is away it is probed as often. */
const PROBE_EVERY_MS = 1_000;
/** Connections that are closed while PostgreSQL does not answer are not waited for. */
const END_WITHIN_MS = 2_000;

/**
 * Connections to PostgreSQL that hold nobody up for long. A statement without an answer in time costs its connection, since the next one would wait
 * behind it. Once PostgreSQL cannot be reached, or lets a probe wait, everything fails at once: what is under way, what waits for a connection, and
 * what comes, until a probe is answered.
 */
export class ServerPool implements PostgresPool {
  readonly #pool: pg.Pool;
  readonly #url: string;
  #answerWithinMs = FIRST_ANSWERS_WITHIN_MS;
  /** Why everything fails at present. */
  #away: DatabaseUnavailable | undefined;
  #isProbing = false;
  #nextProbe: NodeJS.Timeout | undefined;
  #hasEnded = false;
  readonly #clients = new Set<ImpatientClient>();
  /** What fails when PostgreSQL is found to be away. */
  readonly #underWay = new Set<(error: DatabaseUnavailable) => void>();

  constructor(url: string) {
    this.#url = url;
    this.#pool = new pg.Pool({ connectionString: url, max: CONNECTIONS, keepAlive: true, Client: ImpatientClient } as pg.PoolConfig);
    // A connection that PostgreSQL ends (a restart, a failover) fails its statement; without listeners it would end the process.
    this.#pool.on("error", () => undefined);
    this.#pool.on("connect", (client) => this.#prepare(client as ImpatientClient));
  }

  /** From now on an answer may take so many milliseconds. */
  expectAnswersWithin(ms: number): void {
    this.#answerWithinMs = ms;
  }

  /** @throws DatabaseUnavailable */
  async connect(): Promise<PostgresPoolClient> {
    if (this.#away !== undefined) throw this.#away;
    const connecting = this.#pool.connect();
    try {
      return (await this.#unlessAway(connecting)) as unknown as PostgresPoolClient;
    } catch (error) {
      // It may come all the same, and others can use it.
      connecting.then(
        (client) => client.release(),
        () => undefined,
      );
      if (isOutOfReach(error)) this.#fail(unavailable(error));
      throw translated(error);
    }
  }

  async end(): Promise<void> {
    this.#hasEnded = true;
    clearTimeout(this.#nextProbe);
    await within(END_WITHIN_MS, this.#pool.end());
  }

  #prepare(client: ImpatientClient): void {
    this.#clients.add(client);
    client.on("error", () => undefined);
    client.on("end", () => this.#clients.delete(client));
    const query = client.query.bind(client) as (...asked: unknown[]) => Promise<unknown>;
    client.query = ((...asked: unknown[]) => this.#inTime(client, query(...asked))) as typeof client.query;
  }

  async #inTime(client: ImpatientClient, answer: Promise<unknown>): Promise<unknown> {
    const suspectAfterMs = Math.min(SUSPECT_AFTER_MS, this.#answerWithinMs / 2);
    let timer = setTimeout(() => {
      void this.#suspect();
      timer = setTimeout(() => client.connection.stream.destroy(), this.#answerWithinMs - suspectAfterMs);
    }, suspectAfterMs);
    try {
      return await this.#unlessAway(answer);
    } catch (error) {
      // A connection that broke says nothing about the others.
      throw translated(error);
    } finally {
      clearTimeout(timer);
    }
  }

  async #unlessAway<Answer>(answer: Promise<Answer>): Promise<Answer> {
    let fail: (error: DatabaseUnavailable) => void = () => undefined;
    const away = new Promise<never>((_resolve, reject) => {
      fail = reject;
    });
    this.#underWay.add(fail);
    try {
      return await Promise.race([answer, away]);
    } finally {
      this.#underWay.delete(fail);
    }
  }

  /** Finds out whether PostgreSQL answers at all, or one statement takes long. */
  async #suspect(): Promise<void> {
    if (this.#away !== undefined || this.#isProbing || this.#hasEnded) return;
    const failure = await this.#probe();
    if (failure !== undefined) this.#fail(unavailable(failure));
  }

  #fail(away: DatabaseUnavailable): void {
    if (this.#away !== undefined || this.#hasEnded) return;
    this.#away = away;
    for (const fail of this.#underWay) fail(away);
    // None of them is used again: PostgreSQL may come back at another place, without a word to those who wait here.
    // Those who have just failed hand theirs on to whoever waited in the pool, each of whom has failed too: only then, or the pool would use what is cut.
    const doomed = [...this.#clients];
    setImmediate(() => {
      for (const client of doomed) client.connection.stream.destroy();
    });
    this.#probeSoon();
  }

  #probeSoon(): void {
    this.#nextProbe = setTimeout(async () => {
      if ((await this.#probe()) === undefined) this.#away = undefined;
      else if (!this.#hasEnded) this.#probeSoon();
    }, PROBE_EVERY_MS);
  }

  /** Undefined where PostgreSQL answers. */
  async #probe(): Promise<unknown> {
    this.#isProbing = true;
    const client = new ImpatientClient({ connectionString: this.#url });
    client.on("error", () => undefined);
    const silence = new Error(`no answer within ${PROBE_WITHIN_MS} ms`);
    try {
      const answer = client.connect().then(() => client.query("select 1"));
      return (await within(PROBE_WITHIN_MS, answer)) === undefined ? silence : undefined;
    } catch (error) {
      return isOutOfReach(error) ? error : undefined;
    } finally {
      client.connection.stream.destroy();
      this.#isProbing = false;
    }
  }
}

/** The pool's own limit would count the wait for a free connection too. */
class ImpatientClient extends pg.Client {
  constructor(config?: pg.ClientConfig) {
    super({ ...config, connectionTimeoutMillis: CONNECT_WITHIN_MS });
  }
}

/** SQLSTATEs of a server that stops or starts. */
const NOT_SERVING = /^(08|57P0[1-5])/;
/** Of one that has no connection left, or is a standby that cannot be written to. */
const NOT_NOW = /^(53300|25006)$/;

/** Whether nobody can use PostgreSQL at present. What comes from the connection has no SQLSTATE; what is our own mistake has a class. */
function isOutOfReach(error: unknown): boolean {
  if (error instanceof pg.DatabaseError) return NOT_SERVING.test(error.code ?? "");
  return isNativeError(error) && !(error instanceof TypeError || error instanceof RangeError);
}

function translated(error: unknown): unknown {
  const isNotNow = error instanceof pg.DatabaseError && NOT_NOW.test(error.code ?? "");
  return isNotNow || isOutOfReach(error) ? unavailable(error) : error;
}

function unavailable(cause: unknown): DatabaseUnavailable {
  if (cause instanceof DatabaseUnavailable) return cause;
  return new DatabaseUnavailable(`PostgreSQL does not answer: ${reasonOf(cause)}`, { cause });
}

/** Where a name has several addresses, the error of all of them has a code and no message. */
function reasonOf(cause: unknown): string {
  if (!isNativeError(cause)) return String(cause);
  return cause.message || String((cause as NodeJS.ErrnoException).code);
}

/** Undefined where it takes longer. */
async function within<Value>(waitMs: number, value: Promise<Value>): Promise<Value | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, waitMs, undefined);
  });
  return Promise.race([value, late]).finally(() => clearTimeout(timer));
}
