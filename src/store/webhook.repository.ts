import type { Selectable } from "kysely";
import type { Database } from "./database.js";
import type { WebhookRow } from "./tables.js";

/** An event that was sent, or passed over, and not delivered. */
export interface OwedEvent {
  number: number;
  /** How often sending it has failed. */
  tries: number;
  /** When it failed first, in epoch milliseconds, moved on by the time in which nothing was tried; left out where it has not. */
  since?: number;
  /** When it failed last, in epoch milliseconds; left out where it has not. */
  failedAt?: number;
}

/** How far a receiver's events are delivered. */
export interface WebhookProgress {
  /** All events up to this number are delivered. */
  cursor: number;
  /** The newest event that was sent, delivered or not. */
  reached: number;
  /** The events up to `reached` that are not delivered, in order. */
  owed: readonly OwedEvent[];
}

export interface StoredWebhook extends WebhookProgress {
  name: string;
  parkedAt: string | null;
  lastSuccessAt: string | null;
  lastFailure: string | null;
  generation: number;
}

/** What a sender writes down. */
export type WebhookChange = WebhookProgress & Pick<StoredWebhook, "parkedAt" | "lastSuccessAt" | "lastFailure">;

/** How far the events have been sent to each receiver. */
export class WebhookRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Lets receivers that are new begin with the events from now on. Those that are known go on where they were. */
  async register(names: readonly string[]): Promise<void> {
    for (const name of names) {
      await this.#database
        .insertInto("webhooks")
        .columns(["name", "cursor", "reached", "owed", "generation"])
        .expression((from) =>
          from
            .selectFrom("event_numbers")
            .select(({ ref, val }) => [
              val(name).as("name"),
              ref("last").as("cursor"),
              ref("last").as("reached"),
              val("[]").as("owed"),
              from.lit(0).as("generation"),
            ])
            .where("event_numbers.name", "=", "events"),
        )
        .onConflict((conflict) => conflict.column("name").doNothing())
        .execute();
    }
  }

  async byName(name: string): Promise<StoredWebhook | undefined> {
    const row = await this.#database.selectFrom("webhooks").selectAll().where("name", "=", name).executeTakeFirst();
    return row && toStored(row);
  }

  /** Takes a receiver over: from now on nobody else's `save` counts. Undefined where it was never registered. */
  async take(name: string): Promise<StoredWebhook | undefined> {
    const row = await this.#database
      .updateTable("webhooks")
      .set((columns) => ({ generation: columns("generation", "+", 1) }))
      .where("name", "=", name)
      .returningAll()
      .executeTakeFirst();
    return row && toStored(row);
  }

  /**
   * Writes down how far the receiver has come. A power cut may undo it, for what is sent twice has the same id.
   *
   * @returns false, and nothing is written, where another has taken the receiver over or replays it
   */
  async save(name: string, generation: number, change: WebhookChange): Promise<boolean> {
    const { numUpdatedRows } = await this.#database.relaxed
      .updateTable("webhooks")
      .set({
        cursor: change.cursor,
        reached: change.reached,
        owed: JSON.stringify(change.owed),
        parked_at: change.parkedAt,
        last_success_at: change.lastSuccessAt,
        last_failure: change.lastFailure,
      })
      .where("name", "=", name)
      .where("generation", "=", generation)
      .executeTakeFirstOrThrow();
    return Number(numUpdatedRows) > 0;
  }

  /** Whether nobody has taken the receiver over, or replays it, since `take` gave this generation. */
  async isCurrent(name: string, generation: number): Promise<boolean> {
    const row = await this.#database.selectFrom("webhooks").select("generation").where("name", "=", name).executeTakeFirst();
    return row?.generation === generation;
  }

  /** Begins anew after the event of this number, whoever sends; parked no longer. */
  async replay(name: string, after: number): Promise<StoredWebhook | undefined> {
    const row = await this.#database
      .updateTable("webhooks")
      .set((columns) => ({
        cursor: after,
        reached: after,
        owed: "[]",
        parked_at: null,
        generation: columns("generation", "+", 1),
      }))
      .where("name", "=", name)
      .returningAll()
      .executeTakeFirst();
    return row && toStored(row);
  }
}

function toStored(row: Selectable<WebhookRow>): StoredWebhook {
  return {
    name: row.name,
    // PostgreSQL gives them as texts.
    cursor: Number(row.cursor),
    reached: Number(row.reached),
    owed: JSON.parse(row.owed) as OwedEvent[],
    parkedAt: row.parked_at,
    lastSuccessAt: row.last_success_at,
    lastFailure: row.last_failure,
    generation: row.generation,
  };
}
