import type { Kysely } from "kysely";
import type { Source } from "../../../../../src/schema/common/source.js";
import { chunks } from "../../../../../src/store/chunks.js";
import type { Database } from "../../../../../src/store/database.js";
import { sourceColumns } from "../../../../../src/store/source-columns.js";
import type { NoticeboardTables } from "./noticeboard.tables.js";

/** Below what either database takes as parameters of one statement. */
const IDS_AT_ONCE = 500;

export class ClosingRepository {
  readonly #database: Kysely<NoticeboardTables>;
  readonly #source: { vendor: string; account: string };

  constructor(database: Database, source: Source) {
    this.#database = database.withTables<NoticeboardTables>();
    this.#source = sourceColumns(source);
  }

  /** The first word counts. @param closedAt RFC 3339 in UTC with milliseconds */
  async remember(noticeIds: readonly string[], closedAt: string): Promise<void> {
    for (const ids of chunks(noticeIds, IDS_AT_ONCE)) {
      await this.#database
        .insertInto("noticeboard_closings")
        .values(ids.map((id) => ({ ...this.#source, notice_id: id, closed_at: closedAt })))
        .onConflict((conflict) => conflict.columns(["vendor", "account", "notice_id"]).doNothing())
        .execute();
    }
  }

  /** By notice; those that this server did not close are left out. */
  async closedAt(noticeIds: readonly string[]): Promise<Map<string, string>> {
    const found = new Map<string, string>();
    for (const ids of chunks(noticeIds, IDS_AT_ONCE)) {
      const rows = await this.#database
        .selectFrom("noticeboard_closings")
        .select(["notice_id", "closed_at"])
        .where((row) => row.and(this.#source))
        .where("notice_id", "in", ids)
        .execute();
      for (const { notice_id, closed_at } of rows) found.set(notice_id, closed_at);
    }
    return found;
  }
}
