import type { Selectable, Transaction } from "kysely";
import type { Source } from "../schema/common/source.js";
import type { Database } from "./database.js";
import { sourceColumns } from "./source-columns.js";
import type { OperationRow, Tables } from "./tables.js";

export type StoredOperation = Selectable<OperationRow>;

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

export interface OperationFilter {
  kind?: string;
  source?: Source;
  targetId?: string;
  outcome?: string;
  requestedBy?: string;
  /** As `requested_at`; it included. */
  requestedSince?: string;
}

/** Moments, as they stand in rows. */
export interface LookClaim {
  at: string;
  /** The longest time of the look. */
  until: string;
  /** The last look began then, or earlier. */
  restedSince: string;
  /** Of a task that the vendor works on, the last look began and its sending ended then, or earlier; left out: as of any. */
  tasksRestedSince?: string;
}

type Outcome = Partial<StoredOperation> & { settled_at: string };

/** Those of one source and one outcome. */
export interface OpenOperations extends Pick<StoredOperation, "vendor" | "account" | "outcome"> {
  count: number;
  /** The earliest `requested_at`. */
  oldest: string;
}

const TOUCHING = ["record_id", "requested_by", "requested_at", "settled_at"] as const;

/** Thrown inside a transaction to leave it; never thrown outside. */
class KeyTaken extends Error {}

/** The audit log and the memory of changes under way. */
export class OperationRepository {
  readonly #database: Database;

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
        const holders = await seizeLocks(transaction, asked);
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
          await insertOperation(transaction, row);
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
    const rows = await this.#database
      .selectFrom("operation_locks")
      .leftJoin("operations", "operations.id", "operation_locks.operation_id")
      .select(["lock", "operation_id", "operations.id as known", "settled_at"])
      .where("lock", "in", [...new Set(locks)])
      .execute();
    // A holder that is still open will have changed by the time of the record: no later holder equals this.
    return new Map(rows.map((row) => [row.lock, row.known !== null && row.settled_at === null ? AT_IT_STILL : row.operation_id]));
  }

  /**
   * Changes an operation that is still open. With `seen`, only where the row is unchanged since: a slow look must not undo what the vendor's
   * answer has written. `relaxed`: done before it is on the disk.
   */
  async update(id: string, change: Partial<StoredOperation>, seen?: StoredOperation, relaxed = false): Promise<boolean> {
    const database = relaxed ? this.#database.relaxed : this.#database;
    let query = database.updateTable("operations").set(change).where("id", "=", id).where("settled_at", "is", null);
    if (seen !== undefined) {
      query = query.where("looks", "=", seen.looks).where("outcome", "=", seen.outcome);
      query = seen.sent_at === null ? query.where("sent_at", "is", null) : query.where("sent_at", "=", seen.sent_at);
    }
    const { numUpdatedRows } = await query.executeTakeFirstOrThrow();
    return numUpdatedRows > 0n;
  }

  /** Writes the outcome, which releases the locks. A settled operation stays as it is: of two outcomes the first counts. */
  async settle(id: string, change: Outcome, seen?: StoredOperation): Promise<boolean> {
    return this.update(id, { ...change, next_look_at: null }, seen);
  }

  /** The same for an outcome that the vendor's record will show again: it need not be on the disk. */
  async settleShown(id: string, change: Outcome): Promise<boolean> {
    return this.update(id, { ...change, next_look_at: null }, undefined, true);
  }

  /**
   * Stores the outcome that a person saw, where it is still uncertain. Of two people, or a person and an attempt, the first counts.
   */
  async resolve(id: string, change: Outcome): Promise<boolean> {
    const { numUpdatedRows } = await this.#database
      .updateTable("operations")
      .set({ ...change, next_look_at: null })
      .where("id", "=", id)
      // What is settled is never UNCERTAIN.
      .where("outcome", "=", "UNCERTAIN")
      .executeTakeFirstOrThrow();
    return numUpdatedRows > 0n;
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

  /** Takes the right to look up these operations where nobody else is looking, and the last look is long enough ago. Returns those taken. */
  async claimLooks(ids: readonly string[], { at, until, restedSince, tasksRestedSince }: LookClaim): Promise<StoredOperation[]> {
    if (ids.length === 0) return [];
    let query = this.#database
      .updateTable("operations")
      .set({ looked_at: at, looking_until: until })
      .where("id", "in", ids)
      .where("settled_at", "is", null)
      .where((row) => row.or([row("looking_until", "is", null), row("looking_until", "<=", at)]))
      .where((row) => row.or([row("looked_at", "is", null), row("looked_at", "<=", restedSince)]));
    if (tasksRestedSince !== undefined) {
      query = query.where((row) =>
        row.or([
          row("outcome", "!=", "PENDING"),
          row.and([
            row.or([row("looked_at", "is", null), row("looked_at", "<=", tasksRestedSince)]),
            row.or([row("sent_at", "is", null), row("sent_at", "<=", tasksRestedSince)]),
          ]),
        ]),
      );
    }
    return query.returningAll().execute();
  }

  /** Ends a look, where it is still the one that was to last until then. */
  async releaseLook(id: string, until: string): Promise<void> {
    await this.#database
      .updateTable("operations")
      .set({ looking_until: null })
      .where("id", "=", id)
      .where("looking_until", "=", until)
      .execute();
  }

  /** Open operations whose sending has not ended, as far as is stored. */
  async beingSent(): Promise<StoredOperation[]> {
    return (
      this.#database
        .selectFrom("operations")
        .selectAll()
        // As in `openByOutcome`, for the index.
        .where("next_look_at", ">", "")
        .where("settled_at", "is", null)
        .where("sent_at", "is", null)
        .orderBy("requested_at")
        .execute()
    );
  }

  /** Open operations of a source whose outcome is in doubt. */
  async uncertain(source: Source): Promise<StoredOperation[]> {
    return (
      this.#database
        .selectFrom("operations")
        .selectAll()
        // As in `openByOutcome`, for the index.
        .where("next_look_at", ">", "")
        .where("settled_at", "is", null)
        .where("outcome", "=", "UNCERTAIN")
        .where((row) => row.and(sourceColumns(source)))
        .execute()
    );
  }

  /** Operations of these records that are open, or were requested since a moment. */
  async touching(recordIds: readonly string[], requestedSince: string): Promise<Pick<StoredOperation, (typeof TOUCHING)[number]>[]> {
    if (recordIds.length === 0) return [];
    return this.#database
      .selectFrom("operations")
      .select(TOUCHING)
      .where("record_id", "in", recordIds)
      .where((row) => row.or([row("settled_at", "is", null), row("requested_at", ">=", requestedSince)]))
      .execute();
  }

  /** Open operations whose next look is due at `now`, the longest waiting first. */
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

  /** How many operations of each source are open, by outcome, and when the oldest of them was asked for. Costs as much as there are open ones. */
  async openByOutcome(): Promise<OpenOperations[]> {
    const rows = await this.#database
      .selectFrom("operations")
      .select(({ fn }) => ["vendor", "account", "outcome", fn.countAll().as("count"), fn.min("requested_at").as("oldest")])
      // Every open operation has one, and no other. SQLite takes its index for a range, and not for "is not null".
      .where("next_look_at", ">", "")
      .where("settled_at", "is", null)
      .groupBy(["vendor", "account", "outcome"])
      .execute();
    // PostgreSQL counts in texts.
    return rows.map((row) => ({ ...row, count: Number(row.count) }));
  }

  /** All open operations, for the start of a process. */
  async open(): Promise<StoredOperation[]> {
    return this.#database.selectFrom("operations").selectAll().where("settled_at", "is", null).orderBy("requested_at").execute();
  }

  /** The earliest time at which an attempt is due for an operation. */
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
    if (filter.kind !== undefined) query = query.where("kind", "=", filter.kind);
    const { source } = filter;
    if (source !== undefined) query = query.where((row) => row.and(sourceColumns(source)));
    if (filter.targetId !== undefined) query = query.where("target_id", "=", filter.targetId);
    if (filter.outcome !== undefined) query = query.where("outcome", "=", filter.outcome);
    if (filter.requestedBy !== undefined) query = query.where("requested_by", "=", filter.requestedBy);
    if (filter.requestedSince !== undefined) query = query.where("requested_at", ">=", filter.requestedSince);
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

/** The holder of a lock that no operation has held yet. */
const NOBODY = "";
const AT_IT_STILL = "open";

/**
 * Keeps other transactions off these locks until the end of this one, and returns the holder of each: the asked one where nobody has held it yet.
 * A lock is held as long as its operation is open; its row stays, so that a check can tell whether the lock was held in between. A holder that is
 * not recorded after all holds nothing.
 */
async function seizeLocks(transaction: Transaction<Tables>, asked: ReadonlyMap<string, string>): Promise<Map<string, string>> {
  if (asked.size === 0) return new Map();
  const rows = await transaction
    .insertInto("operation_locks")
    // In one order everywhere, so that two transactions with several locks cannot wait for each other.
    .values([...asked].sort(([one], [other]) => (one < other ? -1 : 1)).map(([lock, operation_id]) => ({ lock, operation_id })))
    // An update that changes nothing: it waits for the row's holder, and reads what the holder wrote.
    .onConflict((conflict) => conflict.column("lock").doUpdateSet((row) => ({ operation_id: row.ref("operation_locks.operation_id") })))
    .returning(["lock", "operation_id"])
    .execute();
  return new Map(rows.map((row) => [row.lock, row.operation_id]));
}

/** A statement of its own, after the locks are seized: only then does it see what their last holders have written. */
async function openAmong(transaction: Transaction<Tables>, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const rows = await transaction.selectFrom("operations").select("id").where("id", "in", ids).where("settled_at", "is", null).execute();
  return new Set(rows.map(({ id }) => id));
}

async function insertOperation(transaction: Transaction<Tables>, row: StoredOperation): Promise<void> {
  const inserted = await transaction
    .insertInto("operations")
    .values(row)
    .onConflict((conflict) => conflict.columns(["requested_by", "idempotency_key", "key_position"]).doNothing())
    .returning("id")
    .executeTakeFirst();
  if (inserted === undefined) throw new KeyTaken();
}
