import type { Selectable, Transaction } from "kysely";
import type { Database } from "./database.js";
import type { OperationRow, Tables } from "./tables.js";

export type StoredOperation = Selectable<OperationRow>;

/** A row to be stored with the locks it needs while it is open; none where it is settled already. */
export interface RecordEntry {
  row: StoredOperation;
  locks: readonly string[];
}

/** For each entry: stored, or not stored because another open operation holds one of its locks. */
export type RecordResult = "recorded" | { lockedBy: string };

export interface OperationFilter {
  targetId?: string;
  outcome?: string;
  requestedBy?: string;
}

/** Thrown inside a transaction to leave it; never seen outside. */
class KeyTaken extends Error {}

/** The audit log and the memory of changes under way. */
export class OperationRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /**
   * Stores the intents of one mutation together. "key-taken" where its idempotency key was used meanwhile: then nothing is stored.
   * An entry whose lock is held is left out alone.
   */
  async record(entries: readonly RecordEntry[]): Promise<RecordResult[] | "key-taken"> {
    try {
      return await this.#database.transaction().execute(async (transaction) => {
        const results: RecordResult[] = [];
        for (const { row, locks } of entries) {
          const holder = await takeLocks(transaction, row.id, locks);
          if (holder !== undefined) {
            results.push({ lockedBy: holder });
            continue;
          }
          const inserted = await transaction
            .insertInto("operations")
            .values(row)
            .onConflict((conflict) => conflict.columns(["requested_by", "idempotency_key", "key_position"]).doNothing())
            .returning("id")
            .executeTakeFirst();
          if (inserted === undefined) throw new KeyTaken();
          results.push("recorded");
        }
        return results;
      });
    } catch (error) {
      if (error instanceof KeyTaken) return "key-taken";
      throw error;
    }
  }

  /** Changes an operation that is still open. */
  async update(id: string, change: Partial<StoredOperation>): Promise<void> {
    await this.#database.updateTable("operations").set(change).where("id", "=", id).where("settled_at", "is", null).execute();
  }

  /** Writes the outcome and lets the locks go, together. */
  async settle(id: string, change: Partial<StoredOperation> & { settled_at: string }): Promise<void> {
    await this.#database.transaction().execute(async (transaction) => {
      // What was settled stays settled: of two that looked at the same time, the first one's word counts.
      await transaction
        .updateTable("operations")
        .set({ ...change, next_look_at: null })
        .where("id", "=", id)
        .where("settled_at", "is", null)
        .execute();
      await transaction.deleteFrom("operation_locks").where("operation_id", "=", id).execute();
    });
  }

  async byId(id: string): Promise<StoredOperation | undefined> {
    return this.#database.selectFrom("operations").selectAll().where("id", "=", id).executeTakeFirst();
  }

  /** All operations of one idempotency key, in the order of the list it covers. */
  async byKey(requestedBy: string, key: string): Promise<StoredOperation[]> {
    return this.#database
      .selectFrom("operations")
      .selectAll()
      .where("requested_by", "=", requestedBy)
      .where("idempotency_key", "=", key)
      .orderBy("key_position")
      .execute();
  }

  /** Operations that are not settled and whose next look is due at `now`, the longest waiting first. */
  async dueForLook(now: string, limit: number): Promise<StoredOperation[]> {
    return this.#database
      .selectFrom("operations")
      .selectAll()
      .where("settled_at", "is", null)
      .where("next_look_at", "<=", now)
      .orderBy("next_look_at")
      .limit(limit)
      .execute();
  }

  /** All that are not settled, for the start of a process. */
  async open(): Promise<StoredOperation[]> {
    return this.#database.selectFrom("operations").selectAll().where("settled_at", "is", null).orderBy("requested_at").execute();
  }

  /** The earliest moment at which an operation wants to be looked up. */
  async nextLookAt(): Promise<string | undefined> {
    const row = await this.#database
      .selectFrom("operations")
      .select((expression) => expression.fn.min("next_look_at").as("at"))
      .where("settled_at", "is", null)
      .executeTakeFirst();
    return row?.at ?? undefined;
  }

  /** Newest first; `before` is the (requested_at, id) of the last one seen. */
  async list(filter: OperationFilter, limit: number, before?: { requestedAt: string; id: string }): Promise<StoredOperation[]> {
    let query = this.#database.selectFrom("operations").selectAll();
    if (filter.targetId !== undefined) query = query.where("target_id", "=", filter.targetId);
    if (filter.outcome !== undefined) query = query.where("outcome", "=", filter.outcome);
    if (filter.requestedBy !== undefined) query = query.where("requested_by", "=", filter.requestedBy);
    if (before !== undefined) {
      query = query.where((expression) =>
        expression.or([
          expression("requested_at", "<", before.requestedAt),
          expression.and([expression("requested_at", "=", before.requestedAt), expression("id", "<", before.id)]),
        ]),
      );
    }
    return query.orderBy("requested_at", "desc").orderBy("id", "desc").limit(limit).execute();
  }
}

/** Takes all locks for an operation, or none; the id of the operation that holds one of them where it cannot. */
async function takeLocks(transaction: Transaction<Tables>, operationId: string, locks: readonly string[]): Promise<string | undefined> {
  // In one order everywhere, so that two operations with several locks cannot wait for each other.
  for (const lock of [...new Set(locks)].sort()) {
    const taken = await transaction
      .insertInto("operation_locks")
      .values({ lock, operation_id: operationId })
      .onConflict((conflict) => conflict.column("lock").doNothing())
      .returning("lock")
      .executeTakeFirst();
    if (taken !== undefined) continue;
    const holder = await transaction.selectFrom("operation_locks").select("operation_id").where("lock", "=", lock).executeTakeFirst();
    await transaction.deleteFrom("operation_locks").where("operation_id", "=", operationId).execute();
    // A holder that let go between the two statements cannot be named any more.
    return holder?.operation_id ?? "";
  }
  return undefined;
}
