import { sql, type TableMetadata } from "kysely";
import { type Source, sourceOf } from "../../src/schema/common/source.js";
import { Vendor } from "../../src/schema/vendor/vendor.type.js";
import type { Database } from "../../src/store/database.js";
import { beginStandInsAnew, ForeignRecordsError } from "../../src/store/stand-in-records.js";
import { embeddedDatabase, testDatabases, vendorTables } from "../support/databases.js";
import { AT } from "../support/operation-row.js";

/** Whose rows say nothing of a source by themselves. */
const WITHOUT_SOURCE = ["discrepancies", "event_numbers", "leases", "operation_locks", "webhooks"];

const GREENHOUSE = sourceOf(Vendor.GREENHOUSE);
const HEADHUNTER = sourceOf(Vendor.HEADHUNTER);
const LINKEDIN = sourceOf(Vendor.LINKEDIN);

/** The same on every database; the embedded one tells their columns. */
let tables: TableMetadata[];
beforeAll(async () => {
  const shape = await embeddedDatabase.open();
  tables = (await shape.database.introspection.getTables()).filter(({ name }) => name !== "stand_in_vendors");
  await shape.close();
});

describe.each(testDatabases)("The rows of stand-ins ($name)", (testDatabase) => {
  let opened: Awaited<ReturnType<typeof testDatabase.open>>;
  let database: Database;
  beforeEach(async () => {
    opened = await testDatabase.open();
    ({ database } = opened);
  });
  afterEach(() => opened.close());

  const sourceTables = () =>
    tables.filter(({ columns }) => ["vendor", "account"].every((column) => columns.some(({ name }) => name === column)));

  /** Of events, whose numbers are their keys. */
  let numbers = 0;

  /** A row in every table whose rows have a source, whatever else it holds, and the lock of its operation. */
  async function record({ vendor, account, text }: Source): Promise<void> {
    numbers += 1;
    for (const { name, columns } of sourceTables()) {
      const values = columns.map((column) => {
        if (column.name === "vendor") return sql`${vendor}`;
        if (column.name === "account") return sql`${account}`;
        if (column.name === "number") return sql`${numbers}`;
        return /int/i.test(column.dataType) ? sql`0` : sql`${`${column.name} of ${text}`}`;
      });
      const names = columns.map((column) => sql.ref(column.name));
      await sql`insert into ${sql.table(name)} (${sql.join(names)}) values (${sql.join(values)})`.execute(database);
    }
    await database
      .insertInto("operation_locks")
      .values({ lock: text, operation_id: `id of ${text}` })
      .execute();
  }

  /** Of every table that holds some: whose. */
  async function held(): Promise<Record<string, string[]>> {
    const found: Record<string, string[]> = {};
    for (const { name } of sourceTables()) {
      const { rows } = await sql<{ vendor: Vendor; account: string }>`select vendor, account from ${sql.table(name)}`.execute(database);
      if (rows.length > 0) found[name] = rows.map(({ vendor, account }) => sourceOf(vendor, account).text).sort();
    }
    const locks = await database.selectFrom("operation_locks").select("lock").orderBy("lock").execute();
    if (locks.length > 0) found.operation_locks = locks.map(({ lock }) => lock);
    return found;
  }

  const begin = (...standIns: Source[]) => beginStandInsAnew(database, vendorTables, standIns, AT);

  it("are in tables that all have a source, except locks, leases, numbers, receivers, and what several sources contradict one another about", async () => {
    const known = new Set(sourceTables().map(({ name }) => name));
    expect(tables.map(({ name }) => name).filter((name) => !known.has(name))).toEqual(WITHOUT_SOURCE);
    expect(known.size).toBeGreaterThan(6);
  });

  it("are deleted at the next start from every table, and the rows of live vendors stay", async () => {
    await record(GREENHOUSE);
    const ofTheVendor = await held();
    expect(await begin(LINKEDIN, HEADHUNTER)).toBe(0);
    await record(LINKEDIN);
    await record(HEADHUNTER);
    const { length } = sourceTables();
    expect(await begin(LINKEDIN, HEADHUNTER)).toBe(2 * length);
    expect(await held()).toEqual(ofTheVendor);
  });

  it.each([
    ["is live by then", [GREENHOUSE]],
    ["is off by then", []],
  ])("are deleted also where their vendor %s", async (_, standIns) => {
    await begin(LINKEDIN);
    await record(LINKEDIN);
    await begin(...standIns);
    expect(await held()).toEqual({});
    // What is recorded from now on is the vendor's own.
    await record(LINKEDIN);
    expect(await begin()).toBe(0);
    expect(Object.keys(await held())).not.toEqual([]);
  });

  it("never replace rows of the live vendor: the start fails, and every row stays", async () => {
    await begin(LINKEDIN);
    await record(LINKEDIN);
    await record(GREENHOUSE);
    const before = await held();
    await expect(begin(GREENHOUSE, LINKEDIN, HEADHUNTER)).rejects.toThrow(ForeignRecordsError);
    await expect(begin(GREENHOUSE)).rejects.toMatchObject({ sources: [GREENHOUSE] });
    expect(await held()).toEqual(before);
    expect(await begin(LINKEDIN)).toBeGreaterThan(0);
  });

  it("are never told beside those of another account of the vendor, whose variables may have been lost", async () => {
    await begin(GREENHOUSE);
    await record(GREENHOUSE);
    const other = sourceOf(Vendor.GREENHOUSE, "emea");
    await record(other);
    await expect(begin(GREENHOUSE)).rejects.toMatchObject({ sources: [other] });
    // Live, the account keeps its rows, and those of the stand-in go.
    await begin();
    expect(Object.values(await held()).flat()).toEqual(expect.arrayContaining(["greenhouse~emea"]));
    expect(Object.values(await held()).flat()).not.toContain("greenhouse");
  });

  it("are kept apart from a single row of a vendor, in whatever table it is", async () => {
    for (const { name } of sourceTables()) {
      await record(GREENHOUSE);
      for (const other of sourceTables()) if (other.name !== name) await sql`delete from ${sql.table(other.name)}`.execute(database);
      await database.deleteFrom("operation_locks").execute();
      await expect(begin(GREENHOUSE)).rejects.toThrow("greenhouse");
      await sql`delete from ${sql.table(name)}`.execute(database);
    }
    expect(await begin(GREENHOUSE)).toBe(0);
  });
});
