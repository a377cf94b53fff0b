import { type Migration, Migrator, sql } from "kysely";
import type { Database } from "../../src/store/database.js";
import { migrations, testDatabases } from "../support/databases.js";
import { AT, operationRow } from "../support/operation-row.js";

const LATER = "2026-11-22T13:00:00.000Z";

const {
  account: _account,
  record_id: _record,
  is_told: _told,
  sent_by: _sender,
  looked_at: _looked,
  looking_until: _looking,
  ...operation
} = operationRow("greenhouse:operation:o1", { vendor: "GREENHOUSE", idempotency_key: "k1" });

/** Two rows of each table as the last version before accounts wrote them. */
const BEFORE: Record<string, Record<string, unknown>[]> = {
  operations: [
    operation,
    { ...operation, id: "headhunter:operation:o2", vendor: "HEADHUNTER", outcome: "APPLIED", settled_at: LATER, idempotency_key: "k2" },
  ],
  operation_locks: [
    { lock: "greenhouse:job:1", operation_id: "greenhouse:operation:o1" },
    { lock: "headhunter:publication:abc", operation_id: "headhunter:operation:o2" },
  ],
  vendor_credentials: [
    { vendor: "HEADHUNTER", origin_hash: "h1", access_token: "a1", refresh_token: "r1", renewed_at: AT, expires_at: LATER },
    { vendor: "HEADHUNTER", origin_hash: "h2", access_token: "a2", refresh_token: "r2", renewed_at: LATER, expires_at: null },
  ],
  vacancy_day_figures: [
    { vendor: "HEADHUNTER", vacancy_id: "1", day: "2026-11-21", views: 5, responses: null, recorded_at: AT },
    { vendor: "HEADHUNTER", vacancy_id: "1", day: "2026-11-22", views: 0, responses: 2, recorded_at: LATER },
  ],
  vacancy_figure_readings: [
    { vendor: "HEADHUNTER", vacancy_id: "1", read_at: AT, followed: 1 },
    { vendor: "HEADHUNTER", vacancy_id: "2", read_at: LATER, followed: 0 },
  ],
  postings: ["p1", "p2"].map((external_id, index) => ({
    vendor: "LINKEDIN",
    account: "client-1",
    external_id,
    state: "LISTED",
    title: "storekeeper",
    code: "R-1",
    payload_in_force: index === 0 ? "{}" : null,
    payload_sent: '{"title":"Storekeeper"}',
    sent_operation: "CREATE",
    sent_mark: index === 0 ? null : "mark",
    task_id: "t1",
    task: '{"status":"SUCCEEDED"}',
    listing: index === 0 ? '{"state":"LISTED"}' : null,
    job_posting: "urn:li:jobPosting:1",
    published_at: AT,
    expires_at: null,
    closed_at: null,
    known_at: LATER,
    revision: index,
  })),
  record_codes: [
    { record_id: "feishu-hire:job:1", vendor: "FEISHU_HIRE", kind: "job", code: "R-1", read_at: AT, seen_at: LATER },
    { record_id: "headhunter:vacancy:2", vendor: "HEADHUNTER", kind: "vacancy", code: null, read_at: AT, seen_at: AT },
  ],
  code_sweeps: [
    { vendor: "FEISHU_HIRE", kind: "job", started_at: AT, list: 1, position: null, completed_at: LATER },
    { vendor: "HEADHUNTER", kind: "vacancy", started_at: AT, list: 2, position: "3:50", completed_at: null },
  ],
  code_gaps: [
    {
      ...{ vendor: "HEADHUNTER", kind: "vacancy", place: "headhunter:vacancy:7", list: null, position: null, tries: 2 },
      ...{ failed_at: AT, retry_at: LATER, failure_code: "UNAVAILABLE", failure_message: "did not answer" },
    },
    {
      ...{ vendor: "HEADHUNTER", kind: "vacancy", place: "rest:1", list: 1, position: "1:50", tries: 1 },
      ...{ failed_at: LATER, retry_at: null, failure_code: "BAD_RESPONSE", failure_message: "broke off" },
    },
  ],
  stand_in_vendors: [
    { vendor: "GREENHOUSE", served_at: AT },
    { vendor: "LINKEDIN", served_at: LATER },
  ],
};

/** What came with the index of records is another suite's. */
const UNTIL_RECORDS = Object.fromEntries(Object.entries(migrations).filter(([name]) => name < "015"));

/** What became of a row: where it has a vendor, it is of the default account. */
function migrated(table: string, row: Record<string, unknown>): Record<string, unknown> {
  if (row.vendor === undefined) return row;
  const { account: application, ...rest } = row;
  if (table === "postings") return { ...rest, application, account: "default" };
  return { ...row, account: "default", ...(table === "code_sweeps" ? { reach: null, changes_read_until: null } : {}) };
}

describe.each(testDatabases)("A database of the version before accounts, on $name", (testDatabase) => {
  let opened: Awaited<ReturnType<typeof testDatabase.open>>;
  let database: Database;

  beforeEach(async () => {
    opened = await testDatabase.open();
    ({ database } = opened);
    for (const name of await tables()) await database.schema.dropTable(name).execute();
    expect((await run(Object.fromEntries(Object.entries(migrations).filter(([name]) => name < "009")))).error).toBeUndefined();
    for (const [table, rows] of Object.entries(BEFORE)) {
      for (const row of rows) await insert(table, row);
    }
  });
  afterEach(() => opened.close());

  const run = (some: Record<string, Migration>) =>
    new Migrator({ db: database, provider: { getMigrations: async () => some } }).migrateToLatest();

  async function insert(table: string, row: Record<string, unknown>): Promise<void> {
    const columns = sql.join(Object.keys(row).map((column) => sql.ref(column)));
    await sql`insert into ${sql.table(table)} (${columns}) values (${sql.join(Object.values(row))})`.execute(database);
  }

  async function tables(): Promise<string[]> {
    return (await database.introspection.getTables({ withInternalKyselyTables: true })).map(({ name }) => name).sort();
  }

  /** Every row of every table but the migrator's own, in the order of the tables' keys. */
  async function held(): Promise<Record<string, unknown[]>> {
    const found: Record<string, unknown[]> = {};
    for (const table of (await tables()).filter((name) => !name.startsWith("kysely"))) {
      const { rows } = await sql<Record<string, unknown>>`select * from ${sql.table(table)}`.execute(database);
      found[table] = rows.map((row) => ({ ...row }));
    }
    return found;
  }

  const inAnyOrder = (rows: Record<string, Record<string, unknown>[]>) =>
    Object.fromEntries(Object.entries(rows).map(([table, list]) => [table, expect.arrayContaining(list)]));

  async function indexes(): Promise<string[]> {
    const all =
      testDatabase.name === "SQLite"
        ? sql<{ name: string }>`select name from sqlite_master where type = 'index' and sql is not null`
        : sql<{
            name: string;
          }>`select indexname as name from pg_indexes where schemaname = current_schema() and indexdef not like '%UNIQUE%'`;
    return (await all.execute(database)).rows
      .map(({ name }) => name)
      .filter((name) => !name.startsWith("operations_by_key"))
      .sort();
  }

  it("keeps every row of every table, as a row of the default account", async () => {
    expect(Object.keys(await held())).toEqual(Object.keys(BEFORE).sort());
    expect((await run(UNTIL_RECORDS)).error).toBeUndefined();
    const expected = Object.fromEntries(Object.entries(BEFORE).map(([table, rows]) => [table, rows.map((row) => migrated(table, row))]));
    // Not there before accounts.
    const { feishu_month_calls: made, ...found } = await held();
    expect(made).toEqual([]);
    expect(found).toEqual(inAnyOrder(expected));
    for (const rows of Object.values(found)) expect(rows).toHaveLength(2);
  });

  it("keeps its indexes", async () => {
    const before = (await indexes()).map((name) => (name === "record_codes_by_vendor" ? "record_codes_by_source" : name));
    expect((await run(UNTIL_RECORDS)).error).toBeUndefined();
    expect(await indexes()).toEqual(before.sort());
  });

  it("accepts a row again for another account, and never twice for one", async () => {
    expect((await run(UNTIL_RECORDS)).error).toBeUndefined();
    // The ids of these tell accounts apart.
    const { operation_locks: _locks, operations: _operations, record_codes: _codes, ...keyedBySource } = BEFORE;
    for (const [table, [row = {}]] of Object.entries(keyedBySource)) {
      const ofAnother = { ...migrated(table, row), account: "emea" };
      await insert(table, ofAnother);
      await expect(insert(table, ofAnother)).rejects.toThrow(/unique/i);
    }
  });

  it("is unchanged where a migration breaks off, and is migrated by the next start", async () => {
    const before = await held();
    const indexesBefore = await indexes();
    for (const broken of ["009-accounts", "010-vacancy-day-figures-accounts", "011-postings-accounts"]) {
      const { error } = await run({ ...UNTIL_RECORDS, [broken]: brokenOff(migrations[broken] as Migration) });
      expect(error).toEqual(new Error("broken off"));
      expect(await held()).toEqual(before);
      expect(await indexes()).toEqual(indexesBefore);
    }
    expect((await run(UNTIL_RECORDS)).error).toBeUndefined();
    expect((await held()).code_gaps).toHaveLength(2);
  });
});

/** A migration that does all of its work, and then does not come to its end. */
function brokenOff(migration: Migration): Migration {
  return {
    up: async (database) => {
      await migration.up(database);
      throw new Error("broken off");
    },
  };
}
