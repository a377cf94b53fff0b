import { sql } from "kysely";
import type { Database } from "./database.js";
import type { MomentSpan } from "./moment-span.js";
import type { StoredOperation } from "./operation.repository.js";

/** Rows of one read. */
const PAGE = 100;
/** What an open operation may have to be told apart from was requested this long before it, at the earliest. */
const BEFORE_OPEN_MS = 86_400_000;

/** The operations as the past: read from the oldest on, and deleted once they are old enough. */
export class OperationHistory {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** The operations requested within the span, oldest first; of one kind only where it is named. Read a page at a time, as they are asked for. */
  async *requestedWithin({ from, until }: MomentSpan, kind?: string): AsyncGenerator<StoredOperation> {
    let after = { requested_at: from, id: "" };
    for (;;) {
      let query = this.#database
        .selectFrom("operations")
        .selectAll()
        .where(sql<boolean>`(requested_at, id) > (${after.requested_at}, ${after.id})`)
        .where("requested_at", "<", until);
      if (kind !== undefined) query = query.where("kind", "=", kind);
      const rows = await query.orderBy("requested_at").orderBy("id").limit(PAGE).execute();
      yield* rows;
      const last = rows.at(-1);
      if (last === undefined || rows.length < PAGE) return;
      after = last;
    }
  }

  /**
   * Deletes about `limit` operations that were settled before this moment, with their locks; returns how many. 0: none is left. Never deleted
   * are open operations; those that verifying an open one may ask for (`madeByOthers`); and a part of what one idempotency key covers, since a
   * repetition would make that part again.
   */
  async deleteSettledBefore(moment: string, limit: number): Promise<number> {
    const mayGo = await this.#mayGo(moment);
    const oldest = await sql<{ id: string }>`
      select id from operations as old
      where requested_at < ${moment} and ${mayGo("old")} and not exists (
        select 1 from operations as other
        where other.requested_by = old.requested_by and other.idempotency_key = old.idempotency_key and not ${mayGo("other")})
      order by requested_at, id limit ${limit}`.execute(this.#database);
    if (oldest.rows.length === 0) return 0;
    const found = oldest.rows.map(({ id }) => id);
    const ofTheirKeys = await sql<{ id: string }>`
      select id from operations where (requested_by, idempotency_key) in (
        select requested_by, idempotency_key from operations where id in (${sql.join(found)}))`.execute(this.#database);
    const ids = [...new Set([...found, ...ofTheirKeys.rows.map(({ id }) => id)])].sort();
    await this.#forgetLocksOf(ids);
    const { numDeletedRows } = await this.#database
      .deleteFrom("operations")
      .where("id", "in", ids)
      // A place of a key that was begun meanwhile is open.
      .where("settled_at", "<", moment)
      .executeTakeFirstOrThrow();
    return Number(numDeletedRows);
  }

  /** One by one, and before the operations: a statement that held several locks could wait for a change that holds one of them and waits for another. */
  async #forgetLocksOf(ids: readonly string[]): Promise<void> {
    const locks = await this.#database.selectFrom("operation_locks").selectAll().where("operation_id", "in", ids).execute();
    for (const { lock, operation_id } of locks) {
      await this.#database.relaxed
        .deleteFrom("operation_locks")
        .where("lock", "=", lock)
        .where("operation_id", "=", operation_id)
        .execute();
    }
  }

  /** The condition, of the table of this name, that an operation is settled long enough and that no open one may have to be told apart from it. */
  async #mayGo(moment: string) {
    const open = await this.#database
      .selectFrom("operations")
      .select(({ fn }) => ["kind", "vendor", "account", fn.min("requested_at").as("since")])
      .where("settled_at", "is", null)
      .groupBy(["kind", "vendor", "account"])
      .execute();
    return (name: string) => {
      const column = (of: string) => sql.ref(`${name}.${of}`);
      const beside = open.map(({ kind, vendor, account, since }) => {
        const from = new Date(Date.parse(since) - BEFORE_OPEN_MS).toISOString();
        const isSameKind = sql`${column("kind")} = ${kind} and ${column("vendor")} = ${vendor} and ${column("account")} = ${account}`;
        return sql`not (${isSameKind} and ${column("requested_at")} >= ${from})`;
      });
      const isSettled = sql`${column("settled_at")} is not null and ${column("settled_at")} < ${moment}`;
      return sql<boolean>`(${sql.join([isSettled, ...beside], sql` and `)})`;
    };
  }
}
