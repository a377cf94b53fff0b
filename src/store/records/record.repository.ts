import { type Expression, type ExpressionBuilder, type SqlBool, sql } from "kysely";
import type { Source } from "../../schema/common/source.js";
import { chunks } from "../chunks.js";
import type { Database } from "../database.js";
import { sourceColumns } from "../source-columns.js";
import type { CodeSweepRow, RecordRow, Tables } from "../tables.js";

/** SQLite takes a bounded number of values in one statement. */
const CHUNK = 500;

/** Filters of a list out of the index; `words` as `searchWords` gives them. Left out: all. */
interface Asked {
  status?: string;
  words: readonly string[];
  sources: readonly Source[];
  /** The last one of the page before. */
  after?: string;
}

export interface CodesAsked extends Asked {
  codes?: readonly string[];
}

export interface JobsAsked extends Asked {
  code?: string;
}

/** Of a code's jobs the status that comes first here is the code's own. */
const STATUSES = ["OPEN", "CLOSED", "DRAFT"];

/**
 * The index of records as it is read, and what is written to it without news. A power cut may undo what was written here last: whoever reads
 * the records next, or the sweep, writes it again. News is written by `RecordWriting`.
 */
export class RecordRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Marks records as seen; what is known of them stays. */
  async markSeen(recordIds: readonly string[], at: string): Promise<void> {
    for (const chunk of chunks(recordIds, CHUNK)) {
      await this.#database.relaxed.updateTable("records").set({ seen_at: at }).where("record_id", "in", chunk).execute();
    }
  }

  /** Notes that a reading of whole records which began at that moment found these as they were known. */
  async confirm(recordIds: readonly string[], reading: Pick<RecordRow, "read_at" | "read_by">): Promise<void> {
    for (const chunk of chunks(recordIds, CHUNK)) {
      await this.#database.relaxed
        .updateTable("records")
        .set({ ...reading, whole_at: reading.read_at, seen_at: reading.read_at })
        .where("record_id", "in", chunk)
        .where("read_at", "<", reading.read_at)
        .where("gone_at", "is", null)
        .execute();
    }
  }

  /** Records of these sources that carry any of the codes. */
  async byCodes(kind: string, codes: readonly string[], sources: readonly Source[]): Promise<RecordRow[]> {
    if (codes.length === 0 || sources.length === 0) return [];
    const found: RecordRow[] = [];
    for (const chunk of chunks(codes, CHUNK)) {
      found.push(
        ...(await this.#database
          .selectFrom("records")
          .selectAll()
          .where("code", "in", chunk)
          .where("kind", "=", kind)
          .where("gone_at", "is", null)
          .where((row) => row.or(sources.map((source) => row.and(sourceColumns(source)))))
          .orderBy("record_id")
          .execute()),
      );
    }
    return found;
  }

  /** Codes that records of these sources carry, in their order. */
  async codes({ codes, status, words, sources, after }: CodesAsked, limit: number): Promise<string[]> {
    if (sources.length === 0 || codes?.length === 0) return [];
    let query = this.#shown(sources).select("code").where("code", "is not", null);
    if (codes !== undefined) query = query.where("code", "in", codes);
    if (after !== undefined) query = query.where("code", ">", after);
    if (words.length > 0) query = query.where("code", "in", this.#shown(sources).select("code").where(hasWords(words)));
    let grouped = query.groupBy("code");
    if (status !== undefined) grouped = grouped.having((row) => row(row.fn.max(rankOfJob(row)), "=", rankOf(status)));
    return (await grouped.orderBy("code").limit(limit).execute()).map(({ code }) => code as string);
  }

  /** Ids of the jobs of these sources whose names or code hold all of the words, in their order. */
  async jobIds({ status, code, words, sources, after }: JobsAsked, limit: number): Promise<string[]> {
    if (sources.length === 0) return [];
    let query = this.#shown(sources).select("record_id").where("kind", "=", "job").where(hasWords(words));
    if (status !== undefined) query = query.where("status", "=", status);
    if (code !== undefined) query = query.where("code", "=", code);
    if (after !== undefined) query = query.where("record_id", ">", after);
    return (await query.orderBy("record_id").limit(limit).execute()).map(({ record_id }) => record_id);
  }

  #shown(sources: readonly Source[]) {
    return this.#database
      .selectFrom("records")
      .where("gone_at", "is", null)
      .where((row) => row.or(sources.map((source) => row.and(sourceColumns(source)))));
  }

  /** Those that are gone included. */
  async byIds(recordIds: readonly string[]): Promise<RecordRow[]> {
    const found: RecordRow[] = [];
    for (const chunk of chunks(recordIds, CHUNK)) {
      found.push(...(await this.#database.selectFrom("records").selectAll().where("record_id", "in", chunk).execute()));
    }
    return found;
  }

  /**
   * Records that a change has changed which was requested since a moment, and that no reading has found which began after it was settled; by id, with
   * when that was.
   */
  async unreadSinceChange(requestedSince: string): Promise<Map<string, string>> {
    const rows = await this.#database
      .selectFrom("operations")
      .innerJoin("records", "records.record_id", "operations.record_id")
      .select(({ fn, ref }) => ["records.record_id", fn.max<string>(ref("operations.settled_at")).as("settled_at")])
      .where("operations.requested_at", ">=", requestedSince)
      .where("operations.settled_at", "is not", null)
      .where((row) => row.or([row("operations.outcome", "=", "APPLIED"), row("records.withheld", "is not", null)]))
      .where((row) => row.or([row("operations.settled_at", ">", row.ref("records.read_at")), row("records.withheld", "is not", null)]))
      .groupBy("records.record_id")
      .execute();
    return new Map(rows.map(({ record_id, settled_at }) => [record_id, settled_at]));
  }

  /** Records of a source that were not seen since a time: a completed sweep did not read them. */
  async notSeenSince(source: Source, kind: string, since: string, limit: number): Promise<RecordRow[]> {
    return this.#database
      .selectFrom("records")
      .selectAll()
      .where((row) => row.and(sourceColumns(source)))
      .where("kind", "=", kind)
      .where("seen_at", "<", since)
      .where("gone_at", "is", null)
      .orderBy("record_id")
      .limit(limit)
      .execute();
  }

  /** Forgets records that went before a moment: no reading is so old that it could bring them back. Returns how many. */
  async forgetGone(before: string): Promise<number> {
    const { numDeletedRows } = await this.#database.relaxed.deleteFrom("records").where("gone_at", "<", before).executeTakeFirstOrThrow();
    return Number(numDeletedRows);
  }

  async sweep(source: Source, kind: string): Promise<CodeSweepRow | undefined> {
    return this.#database
      .selectFrom("code_sweeps")
      .selectAll()
      .where((row) => row.and(sourceColumns(source)))
      .where("kind", "=", kind)
      .executeTakeFirst();
  }

  async saveSweep(row: CodeSweepRow): Promise<void> {
    const { vendor: _vendor, account: _account, kind: _kind, ...rest } = row;
    await this.#database.relaxed
      .insertInto("code_sweeps")
      .values(row)
      .onConflict((conflict) => conflict.columns(["vendor", "account", "kind"]).doUpdateSet(rest))
      .execute();
  }
}

function rankOf(status: string): number {
  const place = STATUSES.indexOf(status);
  return place < 0 ? 0 : STATUSES.length - place;
}

function rankOfJob(row: ExpressionBuilder<Tables, "records">): Expression<number> {
  const [first = "", ...others] = STATUSES;
  const isJobOf = (status: string) => row.and({ kind: "job", status });
  return others
    .reduce((cases, status) => cases.when(isJobOf(status)).then(rankOf(status)), row.case().when(isJobOf(first)).then(rankOf(first)))
    .else(0)
    .end();
}

function hasWords(words: readonly string[]) {
  return (row: ExpressionBuilder<Tables, "records">): Expression<SqlBool> =>
    row.and(words.map((word) => sql<SqlBool>`${row.ref("search")} like ${`%${word.replace(/[\\%_]/g, "\\$&")}%`} escape '\\'`));
}
