import type { Expression, ExpressionBuilder, Selectable, SqlBool } from "kysely";
import type { Source } from "../schema/common/source.js";
import { chunks } from "./chunks.js";
import type { Database } from "./database.js";
import { sourceColumns } from "./source-columns.js";
import type { Tables, WebhookInboxRow } from "./tables.js";

export type StoredHook = Selectable<WebhookInboxRow>;

/** A delivery to take in. Moments are RFC 3339. */
export interface NewHook extends Pick<StoredHook, "delivery" | "received_at"> {
  source: Source;
  due_at: string;
  /** One for each record, and one for what names none. */
  entries: readonly Pick<StoredHook, "record_id" | "is_new" | "resend">[];
  /** The same delivery that was received at the first of these moments or earlier, or at the second or later, is another one; left out: it never is. */
  otherOutside?: readonly [string, string];
}

/** All that is due and tells of one record. */
export interface DueRecord {
  recordId: string;
  isNew: boolean;
  /** When the last delivery of it was received that is due. */
  lastAt: string;
  /** The most failures of any. */
  tries: number;
}

/** A record of which more is told is left until nothing was told for so long, or what was told first has waited that long. */
export interface QuietMoment {
  /** Moments, as they stand in rows. */
  now: string;
  quietSince: string;
  waitingSince: string;
}

/** What waits, by source. */
export interface InboxBacklog extends Pick<StoredHook, "vendor" | "account"> {
  count: number;
  oldest: string;
}

/** SQLite takes a bounded number of values in one statement. */
const CHUNK = 500;

/** What vendors' webhooks told, until it is read at the vendors. */
export class WebhookInboxRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Takes a delivery in, and it is on the disk. False where it was taken in before. */
  async add({ source, delivery, received_at, due_at, entries, otherOutside }: NewHook): Promise<boolean> {
    const rows = entries.map((entry, place) => ({
      ...{ ...sourceColumns(source), delivery, place, ...entry },
      ...{ received_at, due_at, tries: 0 },
    }));
    const inserting = this.#database.insertInto("webhook_inbox").values(rows);
    const key = ["vendor", "account", "delivery", "place"] as const;
    const added = await inserting
      .onConflict((conflict) =>
        otherOutside === undefined
          ? conflict.columns(key).doNothing()
          : conflict
              .columns(key)
              .doUpdateSet({ received_at, due_at, tries: 0, resend: (row) => row.ref("excluded.resend") })
              .where(({ eb, or }) =>
                or([eb("webhook_inbox.received_at", "<=", otherOutside[0]), eb("webhook_inbox.received_at", ">=", otherOutside[1])]),
              ),
      )
      .returning("place")
      .execute();
    return added.length > 0;
  }

  /** How many entries of a source wait to be worked on; counted up to `most`. */
  async waiting(source: Source, most: number): Promise<number> {
    const row = await this.#database
      .selectFrom((from) => from.selectFrom("webhook_inbox").select("place").where(waits(source)).limit(most).as("waiting"))
      .select((expression) => expression.fn.countAll<number | string>().as("count"))
      .executeTakeFirstOrThrow();
    return Number(row.count);
  }

  /** Records of which nothing more is told for the moment, those first that wait longest. */
  async dueRecords(source: Source, { now, quietSince, waitingSince }: QuietMoment, limit: number): Promise<DueRecord[]> {
    const rows = await this.#database
      .selectFrom((from) =>
        from
          .selectFrom("webhook_inbox")
          .select((entry) => [
            ...(["record_id", "is_new", "received_at", "due_at", "tries"] as const),
            entry.case().when("due_at", "<=", now).then(entry.ref("received_at")).end().as("due_since"),
          ])
          .where(waits(source))
          .where("record_id", "is not", null)
          .as("waiting"),
      )
      .select(({ fn }) => [
        "record_id",
        fn.max<number | string>("is_new").as("is_new"),
        fn.max<string>("due_since").as("last_at"),
        fn.max<number | string>("tries").as("tries"),
      ])
      .groupBy("record_id")
      .having(({ fn, eb }) => eb(fn.min("due_at"), "<=", now))
      .having(({ fn, or, eb }) => or([eb(fn.max("received_at"), "<=", quietSince), eb(fn.min("due_since"), "<=", waitingSince)]))
      .orderBy(({ fn }) => fn.min("due_at"))
      .orderBy("record_id")
      .limit(limit)
      .execute();
    return rows.map(({ record_id, is_new, last_at, tries }) => ({
      recordId: record_id ?? "",
      isNew: Number(is_new) > 0,
      lastAt: last_at,
      tries: Number(tries),
    }));
  }

  /** When the last delivery that waits was received which tells of one of these records, by record. */
  async lastTold(source: Source, recordIds: readonly string[]): Promise<Map<string, string>> {
    const told = new Map<string, string>();
    for (const chunk of chunks(recordIds, CHUNK)) {
      const rows = await this.#database
        .selectFrom("webhook_inbox")
        .select(({ fn }) => ["record_id", fn.max<string>("received_at").as("last_at")])
        .where(waits(source))
        .where("record_id", "in", chunk)
        .groupBy("record_id")
        .execute();
      for (const { record_id, last_at } of rows) told.set(record_id ?? "", last_at);
    }
    return told;
  }

  /** The same of any record that is said to have been made; undefined where there is none. */
  async lastMade(source: Source): Promise<string | undefined> {
    const row = await this.#database
      .selectFrom("webhook_inbox")
      .select(({ fn }) => fn.max<string | null>("received_at").as("last_at"))
      .where(waits(source))
      .where("is_new", "=", 1)
      .executeTakeFirst();
    return row?.last_at ?? undefined;
  }

  /** What is due and names no record, oldest first. */
  async dueOthers(source: Source, now: string, limit: number): Promise<StoredHook[]> {
    return this.#database
      .selectFrom("webhook_inbox")
      .selectAll()
      .where(waits(source))
      .where("due_at", "<=", now)
      .where("record_id", "is", null)
      .orderBy("due_at")
      .limit(limit)
      .execute();
  }

  /** All that was told of a record until then is done. */
  async finishRecord(source: Source, { recordId, lastAt }: Pick<DueRecord, "recordId" | "lastAt">): Promise<void> {
    await this.#ofRecord(source, recordId, lastAt).set({ due_at: null }).execute();
  }

  /** Working on it has failed, or has to wait. */
  async postponeRecord(source: Source, { recordId, lastAt, tries }: Omit<DueRecord, "isNew">, due_at: string): Promise<void> {
    await this.#ofRecord(source, recordId, lastAt).set({ due_at, tries }).execute();
  }

  async finish(entries: readonly StoredHook[]): Promise<void> {
    for (const entry of entries) await this.#of(entry).set({ due_at: null, resend: null }).execute();
  }

  async postpone(entry: StoredHook, change: Partial<Pick<StoredHook, "due_at" | "tries" | "resend">>): Promise<void> {
    await this.#of(entry).set(change).execute();
  }

  /** When the oldest entry that waits was received, and how many there are, by source. Costs as much as there are. */
  async backlog(): Promise<InboxBacklog[]> {
    const rows = await this.#database
      .selectFrom("webhook_inbox")
      .select(({ fn }) => ["vendor", "account", fn.countAll<number | string>().as("count"), fn.min<string>("received_at").as("oldest")])
      .where("due_at", ">", "")
      .groupBy(["vendor", "account"])
      .execute();
    return rows.map((row) => ({ ...row, count: Number(row.count) }));
  }

  /** Deletes some that were received before, the oldest first; returns how many. */
  async deleteBefore(before: string, limit: number): Promise<number> {
    const last = await this.#database
      .selectFrom("webhook_inbox")
      .select("received_at")
      .where("received_at", "<", before)
      .orderBy("received_at")
      .offset(limit - 1)
      .limit(1)
      .executeTakeFirst();
    const deleting = this.#database.relaxed.deleteFrom("webhook_inbox").where("received_at", "<", before);
    const { numDeletedRows } = await (last === undefined
      ? deleting
      : deleting.where("received_at", "<=", last.received_at)
    ).executeTakeFirstOrThrow();
    return Number(numDeletedRows);
  }

  /** When the oldest of the newest `most` entries was received, where there are more. */
  async beginningOfLast(most: number): Promise<string | undefined> {
    const row = await this.#database
      .selectFrom("webhook_inbox")
      .select("received_at")
      .orderBy("received_at", "desc")
      .offset(most)
      .limit(1)
      .executeTakeFirst();
    return row?.received_at;
  }

  #ofRecord(source: Source, recordId: string, lastAt: string) {
    return this.#database.relaxed
      .updateTable("webhook_inbox")
      .where(waits(source))
      .where("record_id", "=", recordId)
      .where("received_at", "<=", lastAt);
  }

  /** Where it has not been told anew meanwhile. */
  #of({ vendor, account, delivery, place, received_at }: StoredHook) {
    return this.#database.updateTable("webhook_inbox").where((entry) => entry.and({ vendor, account, delivery, place, received_at }));
  }
}

function waits(source: Source) {
  return (entry: ExpressionBuilder<Tables, "webhook_inbox">): Expression<SqlBool> =>
    // SQLite takes its index for a range, and not for "is not null".
    entry.and([entry.and(sourceColumns(source)), entry("due_at", ">", "")]);
}
