import type { OwnedTables } from "../../../store/owned-tables.js";
import { headHunterSubscriptions } from "./migrations/019-headhunter-subscriptions.js";

/** The subscription of an account, whose deliveries alone are taken in. Its address holds a secret, and is not kept. */
export interface SubscriptionRow {
  vendor: string;
  account: string;
  subscription_id: string;
  /** JSON: the ids by which HeadHunter may name the user whose subscription it is. */
  user_ids: string;
  made_at: string;
  /** When it told something last, to within an hour; null: never. */
  told_at: string | null;
}

/** A type, since Kysely takes no interface here. */
export type SubscriptionTables = {
  headhunter_subscriptions: SubscriptionRow;
};

export const subscriptionTables: OwnedTables = {
  names: ["headhunter_subscriptions"] satisfies (keyof SubscriptionTables)[],
  migrations: { "019-headhunter-subscriptions": headHunterSubscriptions },
};
