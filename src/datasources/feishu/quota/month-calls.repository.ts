import type { Kysely } from "kysely";
import type { Source } from "../../../schema/common/source.js";
import type { Database } from "../../../store/database.js";
import { sourceColumns } from "../../../store/source-columns.js";
import type { FeishuTables } from "../feishu.tables.js";

export type CallKind = "calls" | "background_calls";

/** The calls of a month, at all servers of this database, with those that are set aside. */
export interface MonthCalls {
  calls: number;
  background_calls: number;
}

/** Feishu's word that a month's calls are used up; times in epoch milliseconds. */
export interface SpentMonth {
  at: number;
  until: number;
}

/** The count of one app at one account. */
export class MonthCallsRepository {
  readonly #database: Kysely<FeishuTables>;
  readonly #source: { vendor: string; account: string };
  readonly #app: string;

  constructor(database: Database, source: Source, app: string) {
    this.#database = database as unknown as Kysely<FeishuTables>;
    this.#source = sourceColumns(source);
    this.#app = app;
  }

  /** Adds to the count and returns the sums; a negative number gives back. */
  async add(month: string, kind: CallKind, calls: number): Promise<MonthCalls> {
    const added = { calls: 0, background_calls: 0, [kind]: calls };
    await this.#database
      .insertInto("feishu_month_calls")
      .values({ ...this.#source, app: this.#app, month, spent_at: null, spent_until: null, ...added })
      .onConflict((conflict) =>
        conflict
          .columns(["vendor", "account", "app", "month"])
          .doUpdateSet((row) => ({ [kind]: row(`feishu_month_calls.${kind}`, "+", row.ref(`excluded.${kind}`)) })),
      )
      .execute();
    return this.sums(month);
  }

  /** Products that share the app may have counted under either name. */
  async sums(month: string): Promise<MonthCalls> {
    const rows = await this.#ofApp().where("month", "=", month).execute();
    const sum = (kind: CallKind) => rows.reduce((total, row) => total + row[kind], 0);
    return { calls: sum("calls"), background_calls: sum("background_calls") };
  }

  async saveSpent(month: string, { at, until }: SpentMonth): Promise<void> {
    const spent = { spent_at: new Date(at).toISOString(), spent_until: new Date(until).toISOString() };
    await this.#database
      .insertInto("feishu_month_calls")
      .values({ ...this.#source, app: this.#app, month, calls: 0, background_calls: 0, ...spent })
      .onConflict((conflict) => conflict.columns(["vendor", "account", "app", "month"]).doUpdateSet(spent))
      .execute();
  }

  /** The latest one; undefined where Feishu has never said so. */
  async spent(): Promise<SpentMonth | undefined> {
    const row = await this.#ofApp().where("spent_until", "is not", null).orderBy("spent_until", "desc").limit(1).executeTakeFirst();
    if (!row?.spent_at || !row.spent_until) return undefined;
    return { at: Date.parse(row.spent_at), until: Date.parse(row.spent_until) };
  }

  #ofApp() {
    return this.#database
      .selectFrom("feishu_month_calls")
      .selectAll()
      .where("account", "=", this.#source.account)
      .where("app", "=", this.#app);
  }
}
