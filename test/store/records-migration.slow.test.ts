import { type Migration, Migrator, sql } from "kysely";
import { type Database, migrate } from "../../src/store/database.js";
import { EventRepository } from "../../src/store/records/event.repository.js";
import { RecordRepository } from "../../src/store/records/record.repository.js";
import { RecordWriting } from "../../src/store/records/record-writing.js";
import { migrations, testDatabases, vendorTables } from "../support/databases.js";
import { AT, operationRow } from "../support/operation-row.js";

const LATER = "2026-11-22T13:00:00.000Z";
const MIGRATIONS = ["016-records", "017-events", "022-search-texts", "023-indexes-of-few", "024-fewer-pages"];
const { record_id: _record, is_told: _told, ...settled } = operationRow("o1", { outcome: "APPLIED", settled_at: AT, next_look_at: null });

describe.each(testDatabases)("A database of the version before the index of records, on $name", (testDatabase) => {
  let opened: Awaited<ReturnType<typeof testDatabase.open>>;
  let database: Database;

  beforeEach(async () => {
    opened = await testDatabase.open();
    ({ database } = opened);
    for (const { name } of await database.introspection.getTables({ withInternalKyselyTables: true }))
      await database.schema.dropTable(name).execute();
    const before = Object.fromEntries(Object.entries(migrations).filter(([name]) => !MIGRATIONS.includes(name)));
    expect((await run(before)).error).toBeUndefined();
    const source = { vendor: "HEADHUNTER", account: "emea", kind: "vacancy" };
    await insert("record_codes", { record_id: "headhunter~emea:vacancy:1", ...source, code: "R-1", read_at: AT, seen_at: LATER });
    await insert("record_codes", { record_id: "headhunter~emea:vacancy:2", ...source, code: null, read_at: AT, seen_at: AT });
    const sweep = { started_at: AT, list: 3, position: null, reach: "own", changes_read_until: null };
    await insert("code_sweeps", { ...source, ...sweep, completed_at: LATER });
    await insert("code_sweeps", { ...source, kind: "job", ...sweep, completed_at: null });
    await insert("operations", settled);
  });
  afterEach(() => opened.close());

  const run = (some: Record<string, Migration>) =>
    new Migrator({ db: database, provider: { getMigrations: async () => some }, allowUnorderedMigrations: true }).migrateToLatest();

  async function insert(table: string, row: Record<string, unknown>): Promise<void> {
    const columns = sql.join(Object.keys(row).map((column) => sql.ref(column)));
    await sql`insert into ${sql.table(table)} (${columns}) values (${sql.join(Object.values(row))})`.execute(database);
  }

  test("keeps its codes, and what they were known from", async () => {
    await migrate(database, vendorTables);
    const rows = await new RecordRepository(database).byIds(["headhunter~emea:vacancy:1", "headhunter~emea:vacancy:2"]);
    expect(
      rows.map(({ record_id, account, code, read_at, whole_at, seen_at }) => [record_id, account, code, read_at, whole_at, seen_at]),
    ).toEqual([
      ["headhunter~emea:vacancy:1", "emea", "R-1", AT, AT, LATER],
      ["headhunter~emea:vacancy:2", "emea", null, AT, AT, AT],
    ]);
    expect(rows.map(({ name, status, facts, gone_at }) => [name, status, facts, gone_at])).toEqual([
      [null, null, "{}", null],
      [null, null, "{}", null],
    ]);
  });

  test("takes a completed sweep for the first look, and one that is under way for none", async () => {
    await migrate(database, vendorTables);
    const sweeps = await database.selectFrom("code_sweeps").select(["kind", "known_since"]).orderBy("kind").execute();
    expect(sweeps.map((row) => ({ ...row }))).toEqual([
      { kind: "job", known_since: null },
      { kind: "vacancy", known_since: LATER },
    ]);
  });

  test("tells of no operation that was settled before", async () => {
    await migrate(database, vendorTables);
    await new RecordWriting(database).write(async (transaction) => expect(await transaction.takeUntold(10)).toEqual([]));
    expect(await new EventRepository(database).span()).toEqual({ last: 0, pruned: 0 });
  });
});

describe.each(testDatabases)("A database of the version before searches by words, on $name", (testDatabase) => {
  test("has the codes and names that it knows as they are searched for", async () => {
    const { database, close } = await testDatabase.open();
    await database.schema.alterTable("records").dropColumn("search").execute();
    await sql`delete from kysely_migration where name = '022-search-texts'`.execute(database);
    const row = { vendor: "HEADHUNTER", account: "default", kind: "vacancy", fingerprint: "", read_by: "READ" };
    const times = { read_at: AT, whole_at: AT, seen_at: AT };
    const known: Record<string, object> = {
      "headhunter:vacancy:1": { code: "Ä-１", name: "КЛАДОВЩИК", facts: "{}" },
      "headhunter:vacancy:2": { code: null, name: null, facts: "{}" },
      "feishu-hire:job:3": { code: "R-3", name: "会计", facts: JSON.stringify({ names: [{ value: "会计" }, { value: "Accountant" }] }) },
    };
    const many = Object.fromEntries(
      Array.from({ length: 1_100 }, (_, index) => [`linkedin:vacancy:${index}`, { name: `N ${index}`, facts: "{}" }]),
    );
    for (const [record_id, facts] of Object.entries({ ...known, ...many })) {
      const columns = { record_id, ...row, ...times, ...facts };
      const names = sql.join(Object.keys(columns).map((column) => sql.ref(column)));
      await sql`insert into records (${names}) values (${sql.join(Object.values(columns))})`.execute(database);
    }
    await migrate(database, vendorTables);
    const rows = await database.selectFrom("records").select(["record_id", "search"]).execute();
    const found = new Map(rows.map(({ record_id, search }) => [record_id, search]));
    expect(Object.keys(known).map((id) => found.get(id))).toEqual(["ä-1\nкладовщик", "", "r-3\n会计\naccountant"]);
    expect(Object.keys(many).map((id) => found.get(id))).toEqual(Object.keys(many).map((_, index) => `n ${index}`));
    await close();
  });
});
