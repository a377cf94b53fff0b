import type { Kysely } from "kysely";
import type { Source } from "../schema/common/source.js";
import type { Database } from "./database.js";
import { sourceColumns } from "./source-columns.js";
import type { Tables } from "./tables.js";

/** What the servers on one database have used of a source's budgets, by the hour. */
export class DayCallsRepository {
  readonly #database: Kysely<Tables>;
  readonly #source: { vendor: string; account: string };

  constructor(database: Database, source: Source) {
    // A few calls more or less after a power cut are no matter of truth.
    this.#database = database.relaxed;
    this.#source = sourceColumns(source);
  }

  /**
   * Adds calls to those of an hour; a negative number gives back. Moments are RFC 3339.
   *
   * @returns the sum of all hours that begin at `since` or later
   */
  async add(budget: string, hour: string, calls: number, since: string): Promise<number> {
    const row = { ...this.#source, budget, hour, calls };
    await this.#database
      .insertInto("budget_day_calls")
      .values(row)
      .onConflict((conflict) =>
        conflict
          .columns(["vendor", "account", "budget", "hour"])
          .doUpdateSet((column) => ({ calls: column("budget_day_calls.calls", "+", column.ref("excluded.calls")) })),
      )
      .execute();
    return this.sum(budget, since);
  }

  async sum(budget: string, since: string): Promise<number> {
    const { sum } = await this.#database
      .selectFrom("budget_day_calls")
      .select((column) => column.fn.sum<number | string | null>("calls").as("sum"))
      .where((column) => column.and({ ...this.#source, budget }))
      .where("hour", ">=", since)
      .executeTakeFirstOrThrow();
    return Number(sum ?? 0);
  }

  /** Deletes what counts no more. */
  async forget(before: string): Promise<void> {
    await this.#database
      .deleteFrom("budget_day_calls")
      .where((column) => column.and(this.#source))
      .where("hour", "<", before)
      .execute();
  }
}
