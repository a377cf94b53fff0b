import type { Source } from "../../schema/common/source.js";
import { chunks } from "../chunks.js";
import type { Database } from "../database.js";
import { sourceColumns } from "../source-columns.js";
import type { CodeGapRow } from "../tables.js";

/** SQLite takes a bounded number of values in one statement. */
const CHUNK = 100;

/** Records and pages that the sweeps could not read. A power cut may undo what was written last, with the progress of the sweep that found it. */
export class CodeGapRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async save(row: CodeGapRow): Promise<void> {
    const { vendor: _vendor, account: _account, kind: _kind, place: _place, ...rest } = row;
    await this.#database.relaxed
      .insertInto("code_gaps")
      .values(row)
      .onConflict((conflict) => conflict.columns(["vendor", "account", "kind", "place"]).doUpdateSet(rest))
      .execute();
  }

  async byPlaces(source: Source, kind: string, places: readonly string[]): Promise<CodeGapRow[]> {
    const found: CodeGapRow[] = [];
    for (const chunk of chunks(places, CHUNK)) found.push(...(await this.#of(source, kind).where("place", "in", chunk).execute()));
    return found;
  }

  async close(source: Source, kind: string, places: readonly string[]): Promise<void> {
    for (const chunk of chunks(places, CHUNK)) {
      await this.#database.relaxed
        .deleteFrom("code_gaps")
        .where((row) => row.and(sourceColumns(source)))
        .where("kind", "=", kind)
        .where("place", "in", chunk)
        .execute();
    }
  }

  /** Closes gaps of lists, and of records without an id, that a whole sweep since then has not met again. */
  async closeOlder(source: Source, kind: string, since: string): Promise<void> {
    await this.#database.relaxed
      .deleteFrom("code_gaps")
      .where((row) => row.and(sourceColumns(source)))
      .where("kind", "=", kind)
      .where("failed_at", "<", since)
      .where((expression) => expression.or([expression("list", "is not", null), expression("retry_at", "is", null)]))
      .execute();
  }

  /** Gaps that are due at `now`, the longest waiting first. */
  async due(source: Source, kind: string, now: string, limit: number): Promise<CodeGapRow[]> {
    return this.#of(source, kind).where("retry_at", "<=", now).orderBy("retry_at").orderBy("place").limit(limit).execute();
  }

  async hasOfLists(source: Source, kind: string): Promise<boolean> {
    return (await this.#of(source, kind).where("list", "is not", null).limit(1).executeTakeFirst()) !== undefined;
  }

  /** The first gap and their number; undefined where there is none. */
  async summary(source: Source, kind: string): Promise<{ first: CodeGapRow; count: number } | undefined> {
    const first = await this.#of(source, kind).orderBy("failed_at").orderBy("place").limit(1).executeTakeFirst();
    if (first === undefined) return undefined;
    const counted = await this.#database
      .selectFrom("code_gaps")
      .select((expression) => expression.fn.countAll<number | string>().as("count"))
      .where((row) => row.and(sourceColumns(source)))
      .where("kind", "=", kind)
      .executeTakeFirst();
    return { first, count: Number(counted?.count ?? 1) };
  }

  #of(source: Source, kind: string) {
    return this.#database
      .selectFrom("code_gaps")
      .selectAll()
      .where((row) => row.and(sourceColumns(source)))
      .where("kind", "=", kind);
  }
}
