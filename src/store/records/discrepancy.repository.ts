import { chunks } from "../chunks.js";
import type { Database } from "../database.js";
import type { DiscrepancyRow } from "../tables.js";

const CHUNK = 500;

/** The name of a row. */
export type DiscrepancyKey = Pick<DiscrepancyRow, "code" | "kind">;

export interface DiscrepancyPage {
  kinds: readonly string[];
  /** Left out: all. */
  codes?: readonly string[];
  /** Those of which the last advertisement ends later are left out. */
  endsUntil: string;
  /** The last one of the page before. */
  after?: DiscrepancyKey;
}

/** Discrepancies as the index shows them. They are written by `RecordWriting`, together with the index. */
export class DiscrepancyRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Those that the index shows, by code and kind. */
  async page({ kinds, codes, endsUntil, after }: DiscrepancyPage, limit: number): Promise<DiscrepancyRow[]> {
    if (kinds.length === 0 || codes?.length === 0) return [];
    let query = this.#database
      .selectFrom("discrepancies")
      .selectAll()
      .where("is_known", "=", 1)
      .where("kind", "in", kinds)
      .where((row) => row.or([row("ends_at", "is", null), row("ends_at", "<=", endsUntil)]));
    if (codes !== undefined) query = query.where("code", "in", codes);
    if (after !== undefined)
      query = query.where((row) =>
        row.or([row("code", ">", after.code), row.and([row("code", "=", after.code), row("kind", ">", after.kind)])]),
      );
    return query.orderBy("code").orderBy("kind").limit(limit).execute();
  }

  async find({ code, kind }: DiscrepancyKey): Promise<DiscrepancyRow | undefined> {
    return this.#database.selectFrom("discrepancies").selectAll().where("code", "=", code).where("kind", "=", kind).executeTakeFirst();
  }

  /** Those that may have something to tell: first what may have ended, since thousands may begin with a first look; then the longest waiting. */
  async toLookAt(now: string, limit: number): Promise<DiscrepancyRow[]> {
    return this.#database
      .selectFrom("discrepancies")
      .selectAll()
      .where("look_at", "<=", now)
      .orderBy("is_known")
      .orderBy("look_at")
      .limit(limit)
      .execute();
  }

  /** A power cut may undo it: then they are looked at sooner. */
  async postpone(keys: readonly DiscrepancyKey[], look_at: string): Promise<void> {
    for (const chunk of chunks(keys, CHUNK / 2))
      await this.#database.relaxed
        .updateTable("discrepancies")
        .set({ look_at })
        .where((row) => row.or(chunk.map(({ code, kind }) => row.and({ code, kind }))))
        .execute();
  }

  /** Codes that records, or rows of this table, have, in their order, after one. */
  async codes(table: "records" | "discrepancies", after: string | undefined, limit: number): Promise<string[]> {
    let query = this.#database.selectFrom(table).select("code").distinct().where("code", "is not", null);
    if (after !== undefined) query = query.where("code", ">", after);
    return (await query.orderBy("code").limit(limit).execute()).map(({ code }) => code as string);
  }
}
