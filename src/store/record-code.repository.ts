import type { Source } from "../schema/common/source.js";
import { chunks } from "./chunks.js";
import type { Database } from "./database.js";
import { sourceColumns } from "./source-columns.js";
import type { CodeSweepRow, RecordCodeRow } from "./tables.js";

/** SQLite takes a bounded number of values in one statement. */
const CHUNK = 100;

/** The index of requisition codes. A power cut may undo what was written last: whoever reads the records next, or the sweep, writes it again. */
export class RecordCodeRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async remember(rows: readonly RecordCodeRow[]): Promise<void> {
    for (const chunk of chunks(rows, CHUNK)) {
      await this.#database.relaxed
        .insertInto("record_codes")
        .values(chunk)
        .onConflict((conflict) =>
          conflict.column("record_id").doUpdateSet((expression) => ({
            code: expression.ref("excluded.code"),
            read_at: expression.ref("excluded.read_at"),
            seen_at: expression.ref("excluded.seen_at"),
          })),
        )
        .execute();
      // A record that was read closes its gap.
      const ids = chunk.map(({ record_id }) => record_id);
      await this.#database.relaxed.deleteFrom("code_gaps").where("place", "in", ids).execute();
    }
  }

  /** Marks records as seen; their codes stay as they are. */
  async markSeen(recordIds: readonly string[], at: string): Promise<void> {
    for (const chunk of chunks(recordIds, CHUNK)) {
      await this.#database.relaxed.updateTable("record_codes").set({ seen_at: at }).where("record_id", "in", chunk).execute();
    }
  }

  async forget(recordIds: readonly string[]): Promise<void> {
    for (const chunk of chunks(recordIds, CHUNK)) {
      await this.#database.relaxed.deleteFrom("record_codes").where("record_id", "in", chunk).execute();
    }
  }

  /** Records of these sources that carry any of the codes. */
  async byCodes(kind: string, codes: readonly string[], sources: readonly Source[]): Promise<RecordCodeRow[]> {
    if (codes.length === 0 || sources.length === 0) return [];
    const found: RecordCodeRow[] = [];
    for (const chunk of chunks(codes, CHUNK)) {
      found.push(
        ...(await this.#database
          .selectFrom("record_codes")
          .selectAll()
          .where("code", "in", chunk)
          .where("kind", "=", kind)
          .where((row) => row.or(sources.map((source) => row.and(sourceColumns(source)))))
          .orderBy("record_id")
          .execute()),
      );
    }
    return found;
  }

  async byIds(recordIds: readonly string[]): Promise<RecordCodeRow[]> {
    const found: RecordCodeRow[] = [];
    for (const chunk of chunks(recordIds, CHUNK)) {
      found.push(...(await this.#database.selectFrom("record_codes").selectAll().where("record_id", "in", chunk).execute()));
    }
    return found;
  }

  /** Records of a source that were not seen since a time: a completed sweep did not read them. */
  async notSeenSince(source: Source, kind: string, since: string, limit: number): Promise<RecordCodeRow[]> {
    return this.#database
      .selectFrom("record_codes")
      .selectAll()
      .where((row) => row.and(sourceColumns(source)))
      .where("kind", "=", kind)
      .where("seen_at", "<", since)
      .orderBy("record_id")
      .limit(limit)
      .execute();
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
