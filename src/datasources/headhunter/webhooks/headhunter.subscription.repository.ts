import type { Kysely } from "kysely";
import type { Source } from "../../../schema/common/source.js";
import type { Database } from "../../../store/database.js";
import { sourceColumns } from "../../../store/source-columns.js";
import type { SubscriptionTables } from "./headhunter.subscription.tables.js";

export interface KeptSubscription {
  id: string;
  userIds: readonly string[];
  /** RFC 3339. */
  madeAt: string;
  toldAt: string | null;
}

/** The subscription that the servers on one database keep for an account. */
export class SubscriptionRepository {
  readonly #database: Kysely<SubscriptionTables>;
  readonly #source: { vendor: string; account: string };

  constructor(database: Database, source: Source) {
    this.#database = database.withTables<SubscriptionTables>();
    this.#source = sourceColumns(source);
  }

  async find(): Promise<KeptSubscription | undefined> {
    const row = await this.#database
      .selectFrom("headhunter_subscriptions")
      .selectAll()
      .where((subscription) => subscription.and(this.#source))
      .executeTakeFirst();
    if (row === undefined) return undefined;
    const { subscription_id: id, user_ids, made_at: madeAt, told_at: toldAt } = row;
    return { id, userIds: JSON.parse(user_ids) as string[], madeAt, toldAt };
  }

  async keep({ id, userIds, madeAt, toldAt }: KeptSubscription): Promise<void> {
    const row = { subscription_id: id, user_ids: JSON.stringify(userIds), made_at: madeAt, told_at: toldAt };
    await this.#database
      .insertInto("headhunter_subscriptions")
      .values({ ...this.#source, ...row })
      .onConflict((conflict) => conflict.columns(["vendor", "account"]).doUpdateSet(row))
      .execute();
  }

  /** Notes when a subscription told something. */
  async noteTold(id: string, at: string): Promise<void> {
    await this.#database
      .updateTable("headhunter_subscriptions")
      .set({ told_at: at })
      .where((subscription) => subscription.and({ ...this.#source, subscription_id: id }))
      .execute();
  }

  async forget(): Promise<void> {
    await this.#database
      .deleteFrom("headhunter_subscriptions")
      .where((subscription) => subscription.and(this.#source))
      .execute();
  }
}
