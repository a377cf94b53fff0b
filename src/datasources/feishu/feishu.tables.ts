import type { OwnedTables } from "../../store/owned-tables.js";
import { feishuMonthCalls } from "./quota/migrations/014-feishu-month-calls.js";

/** The calls of one app in one month of Beijing. Both products write to one row: the source that connected first names it. */
export interface MonthCallsRow {
  vendor: string;
  account: string;
  /** The app's id, so that another app of the account begins anew. */
  app: string;
  /** `2026-11`. */
  month: string;
  /** For callers, with those set aside: after a crash they count as sent. */
  calls: number;
  /** The same of background work. */
  background_calls: number;
  /** When Feishu said that the tenant's calls of the month are used up; null while it has not. */
  spent_at: string | null;
  spent_until: string | null;
}

/** A type, since Kysely takes no interface here. */
export type FeishuTables = {
  feishu_month_calls: MonthCallsRow;
};

export const feishuTables: OwnedTables = {
  names: ["feishu_month_calls"] satisfies (keyof FeishuTables)[],
  migrations: { "014-feishu-month-calls": feishuMonthCalls },
};
