import type { Selectable } from "kysely";
import { chunks } from "../chunks.js";
import type { Database } from "../database.js";
import type { Listening } from "../postgres/listening.js";
import type { EventRow } from "../tables.js";
import { EVENT_CHANNEL } from "./event-channel.js";

/** As many numbers as one statement names. */
const CHUNK = 500;

/** Filters of the feed; left out: all. A list that is empty lets nothing through. */
export interface EventFilter {
  vendors?: readonly string[];
  accounts?: readonly string[];
  kinds?: readonly string[];
  codes?: readonly string[];
  recordId?: string;
}

export type StoredEvent = Omit<Selectable<EventRow>, "number"> & { number: number };

export interface EventSpan {
  /** The number of the newest event; 0 before the first one. */
  last: number;
  /** All up to this one were deleted. */
  pruned: number;
}

/** What happened, as it is read. It is written by `RecordWriting`. */
export class EventRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Which events there are. Read it before the events: those up to `last` are visible. */
  async span(): Promise<EventSpan> {
    const row = await this.#database
      .selectFrom("event_numbers")
      .select(["last", "pruned"])
      .where("name", "=", "events")
      .executeTakeFirstOrThrow();
    return { last: Number(row.last), pruned: Number(row.pruned) };
  }

  /** Whether other servers may make events in this database. */
  get isShared(): boolean {
    return this.#database.listen !== undefined;
  }

  /**
   * Calls back with the number of the newest event whenever a server on the database has made some. Undefined on SQLite.
   *
   * @param signal ends it
   * @throws where the database cannot be reached
   */
  async listen(onNews: (newest: number) => void, signal: AbortSignal): Promise<Listening | undefined> {
    const channel = EVENT_CHANNEL.compile(this.#database).sql;
    const onMessage = (payload: string): void => {
      // Whoever may use the database may write into the channel.
      if (/^\d{1,15}$/.test(payload)) onNews(Number(payload));
    };
    return this.#database.listen?.(channel, onMessage, signal);
  }

  /** The events with numbers above `after`, up to `upTo`, that pass the filter; oldest first. */
  async between(after: number, upTo: number, limit: number, filter: EventFilter = {}): Promise<StoredEvent[]> {
    let query = this.#database.selectFrom("events").selectAll().where("number", ">", after).where("number", "<=", upTo);
    const { vendors, accounts, kinds, codes, recordId } = filter;
    if ([vendors, accounts, kinds, codes].some((wanted) => wanted?.length === 0)) return [];
    if (vendors !== undefined) query = query.where("vendor", "in", vendors);
    if (accounts !== undefined) query = query.where("account", "in", accounts);
    if (kinds !== undefined) query = query.where("kind", "in", kinds);
    if (codes !== undefined) query = query.where("code", "in", codes);
    if (recordId !== undefined) query = query.where("record_id", "=", recordId);
    return (await query.orderBy("number").limit(limit).execute()).map(withNumber);
  }

  /** Those of these events that are kept, oldest first. */
  async byNumbers(numbers: readonly number[]): Promise<StoredEvent[]> {
    const found: StoredEvent[] = [];
    for (const chunk of chunks(
      [...numbers].sort((one, other) => one - other),
      CHUNK,
    )) {
      const rows = await this.#database.selectFrom("events").selectAll().where("number", "in", chunk).orderBy("number").execute();
      found.push(...rows.map(withNumber));
    }
    return found;
  }

  /** How many events are kept with numbers above `after`. */
  async countAfter(after: number): Promise<number> {
    const row = await this.#database
      .selectFrom("events")
      .select(({ fn }) => fn.countAll().as("count"))
      .where("number", ">", after)
      .executeTakeFirstOrThrow();
    return Number(row.count);
  }

  /** The first event that is kept. */
  async first(): Promise<number | undefined> {
    const row = await this.#database
      .selectFrom("events")
      .select(({ fn }) => fn.min("number").as("number"))
      .executeTakeFirst();
    return row?.number === null || row?.number === undefined ? undefined : Number(row.number);
  }

  /** Deletes about `limit` of the oldest events, those from before a moment alone. Returns how many. */
  async deleteBefore(moment: string, limit: number): Promise<number> {
    const old = await this.#database.selectFrom("events").select(["number", "at"]).orderBy("number").limit(limit).execute();
    // Numbers ascend, and clocks need not: whatever comes before a newer one stays with it.
    const keptFrom = old.findIndex(({ at }) => at >= moment);
    const upTo = old.at(keptFrom < 0 ? -1 : keptFrom - 1);
    if (upTo === undefined || keptFrom === 0) return 0;
    return this.#database.transaction().execute(async (transaction) => {
      await transaction
        .updateTable("event_numbers")
        .set({ pruned: upTo.number })
        .where("name", "=", "events")
        .where("pruned", "<", upTo.number)
        .execute();
      const { numDeletedRows } = await transaction.deleteFrom("events").where("number", "<=", upTo.number).executeTakeFirstOrThrow();
      return Number(numDeletedRows);
    });
  }
}

/** PostgreSQL gives numbers as texts. */
function withNumber(row: Selectable<EventRow>): StoredEvent {
  return { ...row, number: Number(row.number) };
}
