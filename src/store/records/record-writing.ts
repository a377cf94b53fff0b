import { sql, type Transaction } from "kysely";
import type { Source } from "../../schema/common/source.js";
import { chunks } from "../chunks.js";
import { type Database, isShared } from "../database.js";
import type { StoredOperation } from "../operation.repository.js";
import { sourceColumns } from "../source-columns.js";
import type { DiscrepancyRow, EventRow, RecordRow, Tables } from "../tables.js";
import type { DiscrepancyKey } from "./discrepancy.repository.js";
import { EVENT_CHANNEL } from "./event-channel.js";

/** SQLite takes a bounded number of values in one statement, and a row of the index has sixteen. */
const CHUNK = 500;

/** An event that has no number yet. */
export type NewEvent = Omit<EventRow, "number">;

/** The parts of an operation that tell whether it explains what is found of a record. */
export type ExplainingOperation = Pick<
  StoredOperation,
  "id" | "kind" | "record_id" | "outcome" | "input" | "result" | "evidence" | "requested_at" | "sent_at" | "settled_at"
>;

/** What events and readers need of a settled operation. */
const UNTOLD = ["id", "vendor", "account", "record_id", "outcome", "evidence", "sent_at", "settled_at"] as const;
export type UntoldOperation = Pick<StoredOperation, (typeof UNTOLD)[number]>;

const EXPLAINING = ["id", "kind", "record_id", "outcome", "input", "result", "evidence", "requested_at", "sent_at", "settled_at"] as const;

/**
 * Writes what is news of records, together with its events. One writer at a time, of all servers: whoever writes holds the row of the numbers,
 * so that numbers ascend in the order in which events become visible, and none is given in vain.
 */
export class RecordWriting {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Whether there are settled operations that no event tells of yet. Writes nothing. */
  async hasUntold(): Promise<boolean> {
    const found = await this.#database
      .selectFrom("operations")
      .select("id")
      .where(sql<boolean>`is_told = 0`)
      .where("settled_at", "is not", null)
      .limit(1)
      .executeTakeFirst();
    return found !== undefined;
  }

  /**
   * All or nothing; on the disk when it resolves. Returns the number of the last event, where `work` made any.
   */
  async write(work: (news: RecordTransaction) => Promise<void>): Promise<number | undefined> {
    // Read committed, whatever the server's default: the statements after the lock must see what the writer before has written.
    const writing = this.#database.transaction().setIsolationLevel("read committed");
    return writing.execute(async (transaction) => {
      const { last } = await transaction
        .updateTable("event_numbers")
        .set((row) => ({ last: row.ref("last") }))
        .where("name", "=", "events")
        .returning("last")
        .executeTakeFirstOrThrow();
      const news = new RecordTransaction(transaction, Number(last), isShared(this.#database));
      await work(news);
      return news.close();
    });
  }
}

/** What one writer sees and writes. */
export class RecordTransaction {
  readonly #transaction: Transaction<Tables>;
  readonly #last: number;
  readonly #tellsServers: boolean;
  readonly #events: NewEvent[] = [];

  /** @param tellsServers whether other servers on the database are to be told of new events */
  constructor(transaction: Transaction<Tables>, last: number, tellsServers: boolean) {
    this.#transaction = transaction;
    this.#last = last;
    this.#tellsServers = tellsServers;
  }

  async records(ids: readonly string[]): Promise<RecordRow[]> {
    const found: RecordRow[] = [];
    for (const chunk of chunks(ids, CHUNK))
      found.push(...(await this.#transaction.selectFrom("records").selectAll().where("record_id", "in", chunk).execute()));
    return found;
  }

  /** Whether a sweep had met all records of the source before now. */
  async isKnown(source: Source, kind: string): Promise<boolean> {
    const sweep = await this.#transaction
      .selectFrom("code_sweeps")
      .select("known_since")
      .where((row) => row.and(sourceColumns(source)))
      .where("kind", "=", kind)
      .executeTakeFirst();
    return sweep !== undefined && sweep.known_since !== null;
  }

  /** Of these records, those that a sweep met and could not read. */
  async gapsAmong(ids: readonly string[]): Promise<Set<string>> {
    const found = new Set<string>();
    for (const chunk of chunks(ids, CHUNK))
      for (const { place } of await this.#transaction.selectFrom("code_gaps").select("place").where("place", "in", chunk).execute())
        found.add(place);
    return found;
  }

  /** Operations that change or made one of these records, and are open or were settled since. */
  async operationsAbout(ids: readonly string[], since: string): Promise<ExplainingOperation[]> {
    const found: ExplainingOperation[] = [];
    for (const chunk of chunks(ids, CHUNK)) {
      found.push(
        ...(await this.#transaction
          .selectFrom("operations")
          .select(EXPLAINING)
          .where("record_id", "in", chunk)
          .where((row) => row.or([row("settled_at", "is", null), row("settled_at", ">=", since)]))
          .where((row) => row.or([row("settled_at", "is", null), row("outcome", "=", "APPLIED")]))
          .orderBy("requested_at")
          .execute()),
      );
    }
    return found;
  }

  /** Open operations of a source that make a record nobody can name yet. */
  async openCreations(source: Source): Promise<ExplainingOperation[]> {
    return (
      this.#transaction
        .selectFrom("operations")
        .select(EXPLAINING)
        .where((row) => row.and(sourceColumns(source)))
        .where("record_id", "is", null)
        // Every open operation has one, and no other. SQLite takes its index for a range.
        .where("next_look_at", ">", "")
        .where("settled_at", "is", null)
        .execute()
    );
  }

  /** What events have told of these operations' effects: of each the records and fields. */
  async toldOf(operationIds: readonly string[]): Promise<Pick<EventRow, "operation_id" | "record_id" | "kind" | "changes">[]> {
    const found: Pick<EventRow, "operation_id" | "record_id" | "kind" | "changes">[] = [];
    for (const chunk of chunks(operationIds, CHUNK)) {
      found.push(
        ...(await this.#transaction
          .selectFrom("events")
          .select(["operation_id", "record_id", "kind", "changes"])
          .where("operation_id", "in", chunk)
          .where("kind", "<>", "OPERATION_SETTLED")
          .execute()),
      );
    }
    return found;
  }

  /** Settled operations that no event tells of yet, the longest waiting first. From now on it counts as told. */
  async takeUntold(limit: number): Promise<UntoldOperation[]> {
    const rows = await this.#transaction
      .selectFrom("operations")
      .select(UNTOLD)
      .where(sql<boolean>`is_told = 0`)
      .where("settled_at", "is not", null)
      .orderBy("settled_at")
      .limit(limit)
      .execute();
    const ids = rows.map(({ id }) => id);
    if (ids.length > 0) await this.#transaction.updateTable("operations").set({ is_told: 1 }).where("id", "in", ids).execute();
    return rows;
  }

  async save(rows: readonly RecordRow[]): Promise<void> {
    for (const chunk of chunks(rows, CHUNK)) {
      await this.#transaction
        .insertInto("records")
        .values(chunk)
        .onConflict((conflict) =>
          conflict.column("record_id").doUpdateSet((row) => ({
            code: row.ref("excluded.code"),
            name: row.ref("excluded.name"),
            status: row.ref("excluded.status"),
            facts: row.ref("excluded.facts"),
            withheld: row.ref("excluded.withheld"),
            fingerprint: row.ref("excluded.fingerprint"),
            changed_at: row.ref("excluded.changed_at"),
            read_at: row.ref("excluded.read_at"),
            read_by: row.ref("excluded.read_by"),
            whole_at: row.ref("excluded.whole_at"),
            seen_at: row.ref("excluded.seen_at"),
            gone_at: row.ref("excluded.gone_at"),
          })),
        )
        .execute();
    }
  }

  /** Records that carry any of the codes. */
  async recordsOf(codes: readonly string[]): Promise<RecordRow[]> {
    const found: RecordRow[] = [];
    for (const chunk of chunks(codes, CHUNK))
      found.push(
        ...(await this.#transaction.selectFrom("records").selectAll().where("code", "in", chunk).where("gone_at", "is", null).execute()),
      );
    return found;
  }

  async discrepanciesOf(codes: readonly string[]): Promise<DiscrepancyRow[]> {
    const found: DiscrepancyRow[] = [];
    for (const chunk of chunks(codes, CHUNK))
      found.push(...(await this.#transaction.selectFrom("discrepancies").selectAll().where("code", "in", chunk).execute()));
    return found;
  }

  async saveDiscrepancies(rows: readonly DiscrepancyRow[]): Promise<void> {
    for (const chunk of chunks(rows, CHUNK))
      await this.#transaction
        .insertInto("discrepancies")
        .values(chunk)
        .onConflict((conflict) =>
          conflict.columns(["code", "kind"]).doUpdateSet((row) => ({
            is_known: row.ref("excluded.is_known"),
            since: row.ref("excluded.since"),
            ends_at: row.ref("excluded.ends_at"),
            operation_id: row.ref("excluded.operation_id"),
            ended_operation_id: row.ref("excluded.ended_operation_id"),
            look_at: row.ref("excluded.look_at"),
            told_since: row.ref("excluded.told_since"),
            told_records: row.ref("excluded.told_records"),
          })),
        )
        .execute();
  }

  async forgetDiscrepancies(keys: readonly DiscrepancyKey[]): Promise<void> {
    for (const { code, kind } of keys)
      await this.#transaction.deleteFrom("discrepancies").where("code", "=", code).where("kind", "=", kind).execute();
  }

  /** A record that was read closes its gap. */
  async closeGaps(ids: readonly string[]): Promise<void> {
    for (const chunk of chunks(ids, CHUNK)) await this.#transaction.deleteFrom("code_gaps").where("place", "in", chunk).execute();
  }

  tell(events: readonly NewEvent[]): void {
    this.#events.push(...events);
  }

  /** Writes the events, in the order in which they were told. */
  async close(): Promise<number | undefined> {
    if (this.#events.length === 0) return undefined;
    const last = this.#last + this.#events.length;
    const rows = this.#events.map((event, index) => ({ number: this.#last + index + 1, ...event }));
    for (const chunk of chunks(rows, CHUNK)) await this.#transaction.insertInto("events").values(chunk).execute();
    const counting = this.#transaction.updateTable("event_numbers").set({ last }).where("name", "=", "events");
    // PostgreSQL passes it on when the events are visible, and not before; a round trip of its own would hold up the next writer.
    const told = sql<unknown>`pg_notify(${EVENT_CHANNEL}, ${String(last)})`.as("told");
    await (this.#tellsServers ? counting.returning(told) : counting).execute();
    return last;
  }
}
