import { type ExpressionBuilder, type Kysely, type Selectable, type SqlBool, sql } from "kysely";
import type { Source } from "../../../schema/common/source.js";
import { chunks } from "../../../store/chunks.js";
import type { Database } from "../../../store/database.js";
import { sourceColumns } from "../../../store/source-columns.js";
import type { PostingRow, PostingTables } from "./linkedin.tables.js";

export type StoredPosting = Selectable<PostingRow>;

/** The owner of postings: a board distinguishes them by the application that sent them. */
type PostingOwner = Pick<StoredPosting, "vendor" | "account" | "application">;

/** A posting about to be sent, without what stays as it was. */
export interface PostingBeforeSending {
  external_id: string;
  payload_sent: string;
  sent_operation: string;
  sent_mark: string;
  /** The state while the change is under way; the present one where missing. */
  state?: string;
  /** The state of a posting not known yet. */
  stateIfNew: string;
  title: string;
  code: string;
  known_at: string;
}

export type PostingPatch = Partial<Omit<StoredPosting, keyof PostingOwner | "external_id" | "known_at" | "revision">>;

/** A change of one posting, made only where the posting is as the writer read it. */
export interface PostingUpdate {
  externalId: string;
  /** Applies only while this sending is the last one. */
  mark?: string;
  /** Applies only while nothing else has changed the posting. */
  revision?: number;
  /** The change; "forget" deletes the posting. */
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

/** Where a list continues: its last posting so far. */
export interface PostingPosition {
  key: string;
  externalId: string;
}

/** Postings by the employer's id, read many at a time. */
export class PostingRepository {
  readonly #database: Kysely<PostingTables>;
  readonly #owner: PostingOwner;

  /** @param application the client id under which the board knows the postings */
  constructor(database: Database, source: Source, application: string) {
    this.#database = database.withTables<PostingTables>();
    this.#owner = { ...sourceColumns(source), application };
  }

  /** The stored postings with these ids, in no particular order. */
  byIds(externalIds: readonly string[]): Promise<StoredPosting[]> {
    return this.#all("external_id", externalIds);
  }

  /** The postings with one of these codes, in no particular order. */
  byCodes(codes: readonly string[]): Promise<StoredPosting[]> {
    return this.#all("code", codes);
  }

  /** Stores all postings about to be sent, or none. */
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

/** The position of a list after this row. */
export function positionOf(row: StoredPosting, order: PostingOrder): PostingPosition {
  return { key: row[order.by] ?? "", externalId: row.external_id };
}

/** Few enough for the parameters that either database accepts in one statement. */
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

/** SQLite folds ASCII letters only, and Postgres none in LIKE, so titles are folded here. */
function folded(title: string): string {
  return title.toLowerCase();
}

function likePattern(text: string): string {
  return `%${folded(text).replace(/[!%_]/g, "!$&")}%`;
}
