import type { Transaction } from "kysely";
import type { Database } from "./database.js";
import type { StoredOperation } from "./operation.repository.js";
import { StatementCache } from "./statement-cache.js";
import type { Tables } from "./tables.js";

/** The last holder of each lock, at one time. */
export type LockHolders = ReadonlyMap<string, string>;

/** A row to store, with the locks that it needs while it is open; none where it is settled already. */
export interface RecordEntry {
  row: StoredOperation;
  locks: readonly string[];
  /** The holders from before the check: where another operation has held a lock since, the check is stale. */
  seen?: LockHolders;
}

/** For each entry: stored; or not stored because its check is stale, or because another open operation holds one of its locks. */
export type RecordResult = "recorded" | "stale" | { lockedBy: string };

/** The holder of a lock that no operation has held yet. */
const NOBODY = "";
const AT_IT_STILL = "open";

/** Thrown inside a transaction to leave it; never thrown outside. */
class KeyTaken extends Error {}

/** Records changes before they are sent, with the locks that keep two changes of one record apart: at one server, and at several on one database. */
export class OperationRecording {
  readonly #database: Database;
  readonly #statements = new StatementCache();

  constructor(database: Database) {
    this.#database = database;
  }

  /**
   * Stores the changes of one mutation together. "key-taken" where its idempotency key was used meanwhile: then nothing is stored. An entry
   * whose lock is held is the only one left out.
   */
  async record(entries: readonly RecordEntry[]): Promise<RecordResult[] | "key-taken"> {
    if (entries.length === 0) return [];
    try {
      // Read committed, whatever the server's default: the statements after the locks must see what their last holders wrote.
      const work = this.#database.transaction().setIsolationLevel("read committed");
      return await work.execute(async (transaction) => {
        // Of entries that share a lock it goes to the first.
        const asked = new Map(entries.toReversed().flatMap(({ row, locks }) => locks.map((lock) => [lock, row.id] as const)));
        const holders = await seizeLocks(transaction, this.#statements, asked);
        const before = new Map([...holders].filter(([lock, holder]) => asked.get(lock) !== holder));
        const open = await openAmong(transaction, [...new Set(before.values())]);
        const results: RecordResult[] = [];
        for (const { row, locks, seen } of entries) {
          const lockedBy = locks.map((lock) => holders.get(lock) ?? NOBODY).find((holder) => open.has(holder));
          const stale = seen !== undefined && locks.some((lock) => (before.get(lock) ?? NOBODY) !== (seen.get(lock) ?? NOBODY));
          if (lockedBy !== undefined || stale) {
            results.push(lockedBy === undefined ? "stale" : { lockedBy });
            continue;
          }
          await insertOperation(transaction, this.#statements, row);
          const others = locks.filter((lock) => holders.get(lock) !== row.id);
          if (others.length > 0) {
            await transaction.updateTable("operation_locks").set({ operation_id: row.id }).where("lock", "in", others).execute();
            for (const lock of others) holders.set(lock, row.id);
          }
          open.add(row.id);
          results.push("recorded");
        }
        return results;
      });
    } catch (error) {
      if (error instanceof KeyTaken) return "key-taken";
      throw error;
    }
  }

  /** The last holders of these locks. Read them before a check and hand them in with its record. */
  async lockHolders(locks: readonly string[]): Promise<LockHolders> {
    if (locks.length === 0) return new Map();
    const asked = [...new Set(locks)];
    const statement = this.#statements.of(`holders of ${asked.length}`, asked, () =>
      this.#database
        .selectFrom("operation_locks")
        .leftJoin("operations", "operations.id", "operation_locks.operation_id")
        .select(["lock", "operation_id", "operations.id as known", "settled_at"])
        .where("lock", "in", asked),
    );
    const { rows } = await this.#database.executeQuery(statement);
    // A holder that is still open will have changed by the time of the record: no later holder equals this.
    return new Map(rows.map((row) => [row.lock, row.known !== null && row.settled_at === null ? AT_IT_STILL : row.operation_id]));
  }
}

/**
 * Keeps other transactions off these locks until the end of this one, and returns the holder of each: the asked one where nobody has held it yet.
 * A lock is held as long as its operation is open; its row stays, so that a check can tell whether the lock was held in between. A holder that is
 * not recorded after all holds nothing.
 */
async function seizeLocks(
  transaction: Transaction<Tables>,
  statements: StatementCache,
  asked: ReadonlyMap<string, string>,
): Promise<Map<string, string>> {
  if (asked.size === 0) return new Map();
  // In one order everywhere, so that two transactions with several locks cannot wait for each other.
  const values = [...asked].sort(([one], [other]) => (one < other ? -1 : 1));
  const statement = statements.of(`seize ${values.length}`, values.flat(), () =>
    transaction
      .insertInto("operation_locks")
      .values(values.map(([lock, operation_id]) => ({ lock, operation_id })))
      // An update that changes nothing: it waits for the row's holder, and reads what the holder wrote.
      .onConflict((conflict) => conflict.column("lock").doUpdateSet((row) => ({ operation_id: row.ref("operation_locks.operation_id") })))
      .returning(["lock", "operation_id"]),
  );
  const { rows } = await transaction.executeQuery(statement);
  return new Map(rows.map((row) => [row.lock, row.operation_id]));
}

/** A statement of its own, after the locks are seized: only then does it see what their last holders have written. */
async function openAmong(transaction: Transaction<Tables>, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const rows = await transaction.selectFrom("operations").select("id").where("id", "in", ids).where("settled_at", "is", null).execute();
  return new Set(rows.map(({ id }) => id));
}

async function insertOperation(transaction: Transaction<Tables>, statements: StatementCache, row: StoredOperation): Promise<void> {
  const statement = statements.of(`insert ${Object.keys(row).join()}`, Object.values(row), () =>
    transaction
      .insertInto("operations")
      .values(row)
      .onConflict((conflict) => conflict.columns(["requested_by", "idempotency_key", "key_position"]).doNothing()),
  );
  const { numAffectedRows } = await transaction.executeQuery(statement);
  if (numAffectedRows === 0n) throw new KeyTaken();
}
