import { type SqlBool, sql } from "kysely";
import { sourceOf } from "../../../schema/common/source.js";
import { Vendor } from "../../../schema/vendor/vendor.type.js";
import type { Database } from "../../../store/database.js";
import type { MomentSpan } from "../../../store/moment-span.js";
import type { KeptPosting } from "../../contract/vendor-module.js";
import { vacancyGlobalId } from "../linkedin.mapping.js";
import type { StoredPosting } from "./linkedin.posting.repository.js";
import type { PostingTables } from "./linkedin.tables.js";

/** Rows of one read. */
const PAGE = 100;

/**
 * The postings of all accounts and applications that were listed within the span, or first sent then where LinkedIn has never listed them. In the
 * order of their key, so that they are read in one walk.
 */
export async function* keptPostings(database: Database, { from, until }: MomentSpan): AsyncGenerator<KeptPosting> {
  const at = sql<string>`coalesce(published_at, known_at)`;
  let after = { account: "", application: "", external_id: "" };
  for (;;) {
    const rows = await database
      .withTables<PostingTables>()
      .selectFrom("postings")
      .selectAll()
      .where("vendor", "=", Vendor.LINKEDIN)
      .where(sql<SqlBool>`(account, application, external_id) > (${after.account}, ${after.application}, ${after.external_id})`)
      .where(at, ">=", from)
      .where(at, "<", until)
      .orderBy("account")
      .orderBy("application")
      .orderBy("external_id")
      .limit(PAGE)
      .execute();
    for (const row of rows) yield toKeptPosting(row);
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE) return;
    after = last;
  }
}

function toKeptPosting(row: StoredPosting): KeptPosting {
  return {
    account: row.account,
    vacancyId: vacancyGlobalId(sourceOf(Vendor.LINKEDIN, row.account), row.external_id),
    state: row.state,
    published: parsed(row.payload_in_force),
    lastSent: { operation: row.sent_operation, payload: JSON.parse(row.payload_sent) },
    firstSentAt: row.known_at,
    publishedAt: row.published_at,
    expiresAt: row.expires_at,
    closedAt: row.closed_at,
    task: parsed(row.task),
    listing: parsed(row.listing),
  };
}

function parsed(json: string | null): unknown {
  return json === null ? null : JSON.parse(json);
}
