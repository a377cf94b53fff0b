import type { OwnedTables } from "../../../../../src/store/owned-tables.js";
import { closings } from "./migrations/noticeboard-001-closings.js";

/** When this server closed a notice, which Noticeboard does not tell (README, "Notices"). */
export interface ClosingRow {
  vendor: string;
  account: string;
  notice_id: string;
  closed_at: string;
}

/** A type, since Kysely takes no interface here. */
export type NoticeboardTables = {
  noticeboard_closings: ClosingRow;
};

export const noticeboardTables: OwnedTables = {
  names: ["noticeboard_closings"] satisfies (keyof NoticeboardTables)[],
  migrations: { "noticeboard-001-closings": closings },
};
