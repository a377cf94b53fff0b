import { type ExpressionBuilder, type Kysely, type Selectable, type SqlBool, sql } from "kysely";
import type { Source } from "../../../schema/common/source.js";
import { chunks } from "../../../store/chunks.js";
import type { Database } from "../../../store/database.js";
import { sourceColumns } from "../../../store/source-columns.js";
import type { PostingRow, PostingTables } from "./linkedin.tables.js";

export type StoredPosting = Selectable<PostingRow>;

/** Whose postings: a board tells them apart by the application that sent them. */
type PostingOwner = Pick<StoredPosting, "vendor" | "account" | "application">;

/** A posting as it is about to be sent; what stays as it was is left out. */
export interface PostingBeforeSending {
  external_id: string;
  payload_sent: string;
  sent_operation: string;
  sent_mark: string;
  /** The state while the change is under way; where it is left out, the present one. */
  state?: string;
  /** Of a posting that is not known yet. */
  stateIfNew: string;
  title: string;
  code: string;
  known_at: string;
}

export type PostingPatch = Partial<Omit<StoredPosting, keyof PostingOwner | "external_id" | "known_at" | "revision">>;

/** A change of one posting, made only where it is as the writer saw it. */
export interface PostingUpdate {
  externalId: string;
  /** Only while this sending is the last one. */
  mark?: string;
  /** Only while nothing else has changed it. */
  revision?: number;
  /** What becomes of it; "forget" takes it out of the memory. */
  patch: PostingPatch | "forget";
}

export interface PostingFilter {
  states: readonly string[];
  /** Part of the title, in any letter case. */
  text?: string;
}

export interface PostingOrder {
  by: "known_at" | "title" | "expires_at" | "closed_at";
  descending: boolean;
}

/** Where a list goes on: the last posting that was given. */
export interface PostingPosition {
  key: string;
  externalId: string;
}

/** Postings by the id that the employer gave them; many are asked for in one question. */
export class PostingRepository {
  readonly #database: Kysely<PostingTables>;
  readonly #owner: PostingOwner;

  /** @param application the client id under which the board knows the postings */
  constructor(database: Database, source: Source, application: string) {
    this.#database = database.withTables<PostingTables>();
    this.#owner = { ...sourceColumns(source), application };
  }

  /** Those that are known, in no particular order. */
  byIds(externalIds: readonly string[]): Promise<StoredPosting[]> {
    return this.#all("external_id", externalIds);
  }

  /** Those that carry one of these codes, in no particular order. */
  byCodes(codes: readonly string[]): Promise<StoredPosting[]> {
    return this.#all("code", codes);
  }

  /** Writes down what is about to be sent, all of it or nothing. */
  async beforeSending(entries: readonly PostingBeforeSending[]): Promise<void> {
    await this.#database.transaction().execute(async (transaction) => {
      for (const { external_id, state, stateIfNew, title, code, known_at, ...sent } of entries) {
        await transaction
          .insertInto("postings")
          .values({
            ...NEW_POSTING,
            ...this.#owner,
            ...sent,
            external_id,
            title: folded(title),
            code,
            known_at,
            state: state ?? stateIfNew,
          })
          .onConflict((conflict) =>
            conflict.columns(["vendor", "account", "application", "external_id"]).doUpdateSet({
              ...sent,
              task_id: null,
              ...(state === undefined ? {} : { state, title: folded(title), code }),
              revision: sql<number>`postings.revision + 1`,
            }),
          )
          .execute();
      }
    });
  }

  async update(updates: readonly PostingUpdate[]): Promise<void> {
    if (updates.length === 0) return;
    await this.#database.transaction().execute(async (transaction) => {
      for (const { externalId, mark, revision, patch } of updates) {
        const asSeen = (expression: ExpressionBuilder<PostingTables, "postings">) =>
          expression.and([
            expression.and(this.#owner),
            expression("external_id", "=", externalId),
            ...(mark === undefined ? [] : [expression("sent_mark", "=", mark)]),
            ...(revision === undefined ? [] : [expression("revision", "=", revision)]),
          ]);
        if (patch === "forget") {
          await transaction.deleteFrom("postings").where(asSeen).execute();
          continue;
        }
        const title = patch.title === undefined ? {} : { title: folded(patch.title) };
        await transaction
          .updateTable("postings")
          .set({ ...patch, ...title, revision: sql<number>`revision + 1` })
          .where(asSeen)
          .execute();
      }
    });
  }

  async list(filter: PostingFilter, order: PostingOrder, limit: number, after?: PostingPosition): Promise<StoredPosting[]> {
    const key = sql<string>`coalesce(${sql.ref(order.by)}, '')`;
    const direction = order.descending ? "desc" : "asc";
    const past = order.descending ? sql`<` : sql`>`;
    let query = this.#database.selectFrom("postings").selectAll().where(this.#matches(filter));
    if (after !== undefined) {
      query = query.where(sql<SqlBool>`(${key} ${past} ${after.key} or (${key} = ${after.key} and external_id > ${after.externalId}))`);
    }
    return query.orderBy(key, direction).orderBy("external_id").limit(limit).execute();
  }

  async count(filter: PostingFilter): Promise<number> {
    const row = await this.#database
      .selectFrom("postings")
      .select((expression) => expression.fn.countAll<number | string>().as("count"))
      .where(this.#matches(filter))
      .executeTakeFirst();
    return Number(row?.count ?? 0);
  }

  async #all(column: "external_id" | "code", values: readonly string[]): Promise<StoredPosting[]> {
    const found: StoredPosting[] = [];
    for (const asked of chunks(values, VALUES_PER_QUESTION)) {
      const rows = await this.#database
        .selectFrom("postings")
        .selectAll()
        .where((row) => row.and(this.#owner))
        .where(column, "in", asked)
        .execute();
      found.push(...rows);
    }
    return found;
  }

  #matches(filter: PostingFilter) {
    return (expression: ExpressionBuilder<PostingTables, "postings">) =>
      expression.and([
        expression.and(this.#owner),
        expression("state", "in", [...filter.states]),
        ...(filter.text === undefined ? [] : [sql<SqlBool>`title like ${likePattern(filter.text)} escape '!'`]),
      ]);
  }
}

/** Where a list is, after this row. */
export function positionOf(row: StoredPosting, order: PostingOrder): PostingPosition {
  return { key: row[order.by] ?? "", externalId: row.external_id };
}

/** Below what either database takes as parameters of one statement. */
const VALUES_PER_QUESTION = 500;

const NEW_POSTING = {
  payload_in_force: null,
  task_id: null,
  task: null,
  listing: null,
  job_posting: null,
  published_at: null,
  expires_at: null,
  closed_at: null,
  revision: 0,
};

/** SQLite folds the letters of ASCII alone, Postgres none in LIKE: so it is done here, for both alike. */
function folded(title: string): string {
  return title.toLowerCase();
}

function likePattern(text: string): string {
  return `%${folded(text).replace(/[!%_]/g, "!$&")}%`;
}
