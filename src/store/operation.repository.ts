import { type Expression, type ExpressionBuilder, type Selectable, type SqlBool, sql } from "kysely";
import type { Source } from "../schema/common/source.js";
import type { Database } from "./database.js";
import { sourceColumns } from "./source-columns.js";
import { StatementCache } from "./statement-cache.js";
import type { OperationRow, Tables } from "./tables.js";

export type StoredOperation = Selectable<OperationRow>;

export interface OperationFilter {
  kind?: string;
  source?: Source;
  targetId?: string;
  /** With `targetId`: the kinds of change that may be about several records, which the input names. Those that name it there are listed too. */
  severalIn?: readonly string[];
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

type Outcome = Partial<Omit<StoredOperation, "next_look_at">> & { settled_at: string };

/** Those of one source and one outcome. */
export interface OpenOperations extends Pick<StoredOperation, "vendor" | "account" | "outcome"> {
  count: number;
  /** The earliest `requested_at`. */
  oldest: string;
}

const TOUCHING = ["record_id", "requested_by", "requested_at", "settled_at"] as const;

/** The audit log and the memory of changes under way. `OperationRecording` writes the rows of new ones. */
export class OperationRepository {
  readonly #database: Database;
  readonly #statements = new StatementCache();

  constructor(database: Database) {
    this.#database = database;
  }

  /**
   * Changes an operation that is still open. With `seen`, only where the row is unchanged since: a slow look must not undo what the vendor's
   * answer has written. `relaxed`: done before it is on the disk.
   */
  async update(id: string, change: Partial<StoredOperation>, seen?: StoredOperation, relaxed = false): Promise<boolean> {
    const database = relaxed ? this.#database.relaxed : this.#database;
    const written = Object.entries(change).filter(([, value]) => value !== undefined);
    const shape = `update ${written.map(([column]) => column).join()}${seen === undefined ? "" : seen.sent_at === null ? " of unsent" : " of sent"}`;
    const parameters: unknown[] = [...written.map(([, value]) => value), id];
    if (seen !== undefined) parameters.push(seen.looks, seen.outcome);
    if (seen !== undefined && seen.sent_at !== null) parameters.push(seen.sent_at);
    const statement = this.#statements.of(shape, parameters, () => {
      const query = database.updateTable("operations").set(change).where("id", "=", id).where("settled_at", "is", null);
      if (seen === undefined) return query;
      const unchanged = query.where("looks", "=", seen.looks).where("outcome", "=", seen.outcome);
      return seen.sent_at === null ? unchanged.where("sent_at", "is", null) : unchanged.where("sent_at", "=", seen.sent_at);
    });
    const { numAffectedRows = 0n } = await database.executeQuery(statement);
    return numAffectedRows > 0n;
  }

  /** Writes the outcome, which releases the locks. A settled operation stays as it is: of two outcomes the first counts. */
  async settle(id: string, change: Outcome, seen?: StoredOperation): Promise<boolean> {
    return this.update(id, { next_look_at: null, ...change }, seen);
  }

  /** The same for an outcome that the vendor's record will show again: it need not be on the disk. */
  async settleShown(id: string, change: Outcome): Promise<boolean> {
    return this.update(id, { next_look_at: null, ...change }, undefined, true);
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

  /** Open operations whose sending has not ended, as far as is stored; whose look is due soonest first. */
  async beingSent(): Promise<StoredOperation[]> {
    return this.#open().selectAll().where("sent_at", "is", null).orderBy("next_look_at").execute();
  }

  /** Open operations of a source whose outcome is in doubt. */
  async uncertain(source: Source): Promise<StoredOperation[]> {
    return this.#open()
      .selectAll()
      .where("outcome", "=", "UNCERTAIN")
      .where((row) => row.and(sourceColumns(source)))
      .execute();
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
    const rows = await this.#open()
      .select(({ fn }) => ["vendor", "account", "outcome", fn.countAll().as("count"), fn.min("requested_at").as("oldest")])
      .groupBy(["vendor", "account", "outcome"])
      .execute();
    // PostgreSQL counts in texts.
    return rows.map((row) => ({ ...row, count: Number(row.count) }));
  }

  /** All open operations, for the start of a process. */
  async open(): Promise<StoredOperation[]> {
    return this.#open().selectAll().orderBy("next_look_at").execute();
  }

  /** The earliest time at which an attempt is due for an operation. */
  async nextLookAt(): Promise<string | undefined> {
    const row = await this.#open()
      .select((expression) => expression.fn.min("next_look_at").as("at"))
      .executeTakeFirst();
    return row?.at ?? undefined;
  }

  /** Newest first; `before` is the (requested_at, id) of the last one seen. */
  async list(filter: OperationFilter, limit: number, before?: { requestedAt: string; id: string }): Promise<StoredOperation[]> {
    let query = this.#database.selectFrom("operations").selectAll();
    if (filter.kind !== undefined) query = query.where("kind", "=", filter.kind);
    const { source } = filter;
    if (source !== undefined) query = query.where((row) => row.and(sourceColumns(source)));
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
    const { targetId, severalIn = [] } = filter;
    if (targetId !== undefined) {
      const alone = query.where("target_id", "=", targetId);
      // Not by "or": SQLite would read all of a caller's operations for that.
      query = severalIn.length === 0 ? alone : alone.unionAll(query.where((row) => isAmongSeveral(row, targetId, severalIn)));
    }
    return query.orderBy("requested_at", "desc").orderBy("id", "desc").limit(limit).execute();
  }

  /** Every open operation has a next look, and no other one has. SQLite takes the index of those for a range, and not for "is not null". */
  #open() {
    return this.#database.selectFrom("operations").where("next_look_at", ">", "").where("settled_at", "is", null);
  }
}

/**
 * Of operations without one target: whether their input names this record, by its whole id in quotes. Asked by `replace`, which knows no wildcards and, unlike
 * SQLite's `like`, tells capitals from small letters.
 */
function isAmongSeveral(row: ExpressionBuilder<Tables, "operations">, targetId: string, kinds: readonly string[]): Expression<SqlBool> {
  const isNamed = sql<SqlBool>`replace(input, ${JSON.stringify(targetId)}, '') <> input`;
  return row.and([row("target_id", "is", null), row("kind", "in", kinds), isNamed]);
}
