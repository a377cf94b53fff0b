import { once } from "node:events";
import { copyFileSync, existsSync, symlinkSync } from "node:fs";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { type Kysely, Migrator, sql } from "kysely";
import LibsqlDatabase from "libsql";
import pg from "pg";
import { type Database, isReachable, migrate, openDatabase } from "../../src/store/database.js";
import { migrations as ownMigrations } from "../../src/store/migrations/index.js";
import { OperationRepository } from "../../src/store/operation.repository.js";
import { OperationRecording } from "../../src/store/operation-recording.js";
import type { Tables } from "../../src/store/tables.js";
import { embeddedDatabase, migrations, testDatabases, vendorTables } from "../support/databases.js";
import { AT, operationRow } from "../support/operation-row.js";
import { recordStatements } from "../support/statements.js";

async function tablesOf(database: Database): Promise<string[]> {
  return (await database.introspection.getTables({ withInternalKyselyTables: true })).map(({ name }) => name).sort();
}

it("the migrations of the store and the vendors have different names", () => {
  const count = [ownMigrations, ...vendorTables.map((tables) => tables.migrations)].flatMap((some) => Object.keys(some)).length;
  expect(Object.keys(migrations)).toHaveLength(count);
});

describe.each(testDatabases)("A database on $name", (testDatabase) => {
  let opened: Awaited<ReturnType<typeof testDatabase.open>>;

  beforeEach(async () => {
    opened = await testDatabase.open();
  });
  afterEach(() => opened.close());

  /** Takes every table away, as before the first start. */
  async function empty(): Promise<void> {
    for (const name of await tablesOf(opened.database)) await opened.database.schema.dropTable(name).execute();
  }

  it("may be migrated repeatedly without harm to its rows", async () => {
    const { database, url } = opened;
    await sql`insert into operation_locks values ('a', 'o1')`.execute(database);
    const tables = await tablesOf(database);
    await migrate(database, vendorTables);
    const again = await openDatabase(url);
    await migrate(again, vendorTables);
    expect(await tablesOf(again)).toEqual(tables);
    expect(await again.selectFrom("operation_locks").selectAll().execute()).toEqual([{ lock: "a", operation_id: "o1" }]);
    await again.destroy();
    const applied = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(database);
    expect(applied.rows.map(({ name }) => name)).toEqual(Object.keys(migrations).sort());
  });

  it("of an earlier version keeps its operations, open ones too, and accepts new ones", async () => {
    await empty();
    const earlier = Object.fromEntries(Object.entries(migrations).filter(([name]) => name < "006"));
    const { error } = await new Migrator({ db: opened.database, provider: { getMigrations: async () => earlier } }).migrateToLatest();
    expect(error).toBeUndefined();
    const later = ["account", "resolution", "resolved_by", "record_id", "is_told", "sent_by", "looked_at", "looking_until"];
    const before = Object.fromEntries(Object.entries(operationRow("o1")).filter(([column]) => !later.includes(column)));
    await opened.database
      .insertInto("operations")
      .values(before as unknown as ReturnType<typeof operationRow>)
      .execute();
    await migrate(opened.database, vendorTables);
    const repository = new OperationRepository(opened.database);
    // What became of it is no news.
    expect(await repository.open()).toEqual([operationRow("o1", { is_told: 1 })]);
    expect(await repository.resolve("o1", { outcome: "APPLIED", settled_at: AT, resolution: "seen", resolved_by: "olga" })).toBe(true);
    expect(await repository.byId("o1")).toMatchObject({ outcome: "APPLIED", resolution: "seen", resolved_by: "olga", next_look_at: null });
  });

  it("gets the tables of a new vendor, also where its migrations sort before those applied", async () => {
    const { database } = opened;
    const create = { up: async (db: typeof database) => db.schema.createTable("quotas").addColumn("vendor", "text").execute() };
    const acme = { names: ["quotas"], migrations: { "000-acme-quotas": create } };
    await migrate(database, [...vendorTables, acme]);
    await migrate(database, [...vendorTables, acme]);
    expect(await tablesOf(database)).toContain("quotas");
  });

  it("is not left half migrated: a start that failed can be repeated", async () => {
    await empty();
    await sql`create table vacancy_day_figures (x text)`.execute(opened.database);
    await expect(migrate(opened.database, vendorTables)).rejects.toThrow(
      /could not be brought up to date \(migration 003-vacancy-day-figures\)/,
    );
    expect((await tablesOf(opened.database)).filter((name) => name.startsWith("operation"))).toEqual([]);
    await opened.database.schema.dropTable("vacancy_day_figures").execute();
    await migrate(opened.database, vendorTables);
    expect(await new OperationRepository(opened.database).open()).toEqual([]);
  });

  it("does not see another database's rows, nor take its migrations for its own", async () => {
    const other = await testDatabase.open();
    await sql`insert into operation_locks values ('a', 'o1')`.execute(other.database);
    expect(await opened.database.selectFrom("operation_locks").selectAll().execute()).toEqual([]);
    await other.close();
  });

  it("is reachable while it is open, and not when it is closed", async () => {
    const other = await openDatabase(opened.url);
    expect(await isReachable(other)).toBe(true);
    await other.destroy();
    expect(await isReachable(other)).toBe(false);
  });
});

it("a database is not reachable where a server accepts the connection and never answers", async () => {
  const held: Socket[] = [];
  const silent = createServer((socket) => held.push(socket)).listen(0, "127.0.0.1");
  await once(silent, "listening");
  const database = await openDatabase(`postgres://nobody@127.0.0.1:${(silent.address() as AddressInfo).port}/none`);
  expect(await isReachable(database, 20)).toBe(false);
  for (const socket of held) socket.destroy();
  silent.close();
  await database.destroy();
});

describe("An embedded database", () => {
  it("creates the folder of its file, and keeps its rows when it is opened again", async () => {
    const opened = await embeddedDatabase.open();
    const path = `${opened.url.slice("file:".length)}.more/deeper/test.db`;
    const first = await openDatabase(`file:${path}`);
    await migrate(first, vendorTables);
    await sql`insert into operation_locks values ('a', 'o1')`.execute(first);
    await first.destroy();
    expect(existsSync(path)).toBe(true);
    const second = await openDatabase(`file:${path}`);
    expect(await second.selectFrom("operation_locks").select("lock").execute()).toEqual([{ lock: "a" }]);
    await second.destroy();
    await opened.close();
  });

  it("whose path is a link is on the disk too: its log is beside the file that the link leads to", async () => {
    const { database, url, close } = await embeddedDatabase.open();
    const path = url.slice("file:".length);
    symlinkSync(path, `${path}.link`);
    const linked = await openDatabase(`file:${path}.link`);
    await linked.insertInto("operation_locks").values({ lock: "a", operation_id: "o1" }).execute();
    expect(await database.selectFrom("operation_locks").select("lock").execute()).toEqual([{ lock: "a" }]);
    await linked.destroy();
    await close();
  });

  it("has what an earlier process left in the log in the file itself, so that a hole in that log does no more harm", async () => {
    const { database, url, close } = await embeddedDatabase.open();
    const path = url.slice("file:".length);
    await database.insertInto("operation_locks").values({ lock: "a", operation_id: "o1" }).execute();
    for (const end of ["", "-wal"]) copyFileSync(`${path}${end}`, `${path}.restarted${end}`);
    const restarted = await openDatabase(`file:${path}.restarted`);
    expect(await isReachable(restarted)).toBe(true);
    copyFileSync(`${path}.restarted`, `${path}.alone`);
    const alone = await openDatabase(`file:${path}.alone`);
    expect(await alone.selectFrom("operation_locks").select("lock").execute()).toEqual([{ lock: "a" }]);
    await Promise.all([restarted.destroy(), alone.destroy()]);
    await close();
  });

  it("may be in memory alone", async () => {
    const database = await openDatabase("file::memory:");
    await migrate(database, vendorTables);
    expect(await new OperationRepository(database).open()).toEqual([]);
    await database.destroy();
    expect(existsSync(":memory:")).toBe(false);
  });

  it("uses a write-ahead log, which SQLite itself syncs around checkpoints, and waits for other processes", async () => {
    const { database, close } = await embeddedDatabase.open();
    const setting = async (name: string) => Object.values((await sql`pragma ${sql.raw(name)}`.execute(database)).rows[0] ?? {})[0];
    expect([await setting("journal_mode"), await setting("synchronous"), await setting("busy_timeout")]).toEqual(["wal", 1, 5_000]);
    await close();
  });

  it("is on the disk when a write's promise resolves, without holding up others; a relaxed write resolves before", async () => {
    const statements = await recordStatements();
    const { events } = statements;
    const { database, close } = await embeddedDatabase.open();
    const write = (to: Kysely<Tables>, lock: string) => to.insertInto("operation_locks").values({ lock, operation_id: "o1" }).execute();
    await write(database, "a");
    events.length = 0;
    await Promise.all([
      write(database, "b").then(() => events.push("b is written")),
      database
        .selectFrom("operation_locks")
        .select("lock")
        .execute()
        .then(() => events.push("others read")),
    ]);
    expect(events).toEqual(["begin", "insert operation_locks", "commit", "select operation_locks", "others read", "sync", "b is written"]);
    events.length = 0;
    await write(database.relaxed, "c");
    expect(events).toEqual(["begin", "insert operation_locks", "commit"]);
    // What is relaxed is on the disk at the latest when the database is closed.
    await database.destroy();
    expect(events.at(-1)).toBe("sync");
    statements.stop();
    await close();
  });

  it("commits the relaxed writes of one turn together, and each fails alone", async () => {
    const statements = await recordStatements();
    const { events } = statements;
    const { database, close } = await embeddedDatabase.open();
    const write = (lock: string) => database.relaxed.insertInto("operation_locks").values({ lock, operation_id: "o1" }).execute();
    await write("a");
    events.length = 0;
    const endings = await Promise.allSettled([write("b"), write("a"), write("c")]);
    expect(endings.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
    expect(events).toEqual(["begin", ...Array(3).fill("insert operation_locks"), "commit"]);
    const kept = async () =>
      (await database.selectFrom("operation_locks").select("lock").orderBy("lock").execute()).map(({ lock }) => lock);
    expect(await kept()).toEqual(["a", "b", "c"]);
    // One that ends the transaction ends that of all.
    const broken = sql`insert or rollback into operation_locks (lock, operation_id) values ('a', 'o1')`.execute(database.relaxed);
    const all = await Promise.allSettled([write("d"), broken, write("e")]);
    expect(all.map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected"]);
    expect(await kept()).toEqual(["a", "b", "c"]);
    await expect(database.relaxed.transaction().execute(() => write("f"))).rejects.toThrow("single statements");
    await write("g");
    expect(await kept()).toEqual(["a", "b", "c", "g"]);
    statements.stop();
    await close();
  });

  it("has relaxed writes that are under way when it is closed", async () => {
    const { database, url, close } = await embeddedDatabase.open();
    const write = (lock: string) => database.relaxed.insertInto("operation_locks").values({ lock, operation_id: "o1" }).execute();
    await write("a");
    const later = write("b");
    // The statement has been handed over by then.
    for (let step = 0; step < 20; step += 1) await Promise.resolve();
    await database.destroy();
    await later;
    const again = await openDatabase(url);
    expect(await again.selectFrom("operation_locks").select("lock").orderBy("lock").execute()).toEqual([{ lock: "a" }, { lock: "b" }]);
    await again.destroy();
    await close();
  });

  it("writes nothing any more once it is closed, however well its statements are known", async () => {
    const { database, url, close } = await embeddedDatabase.open();
    const write = (to: Kysely<Tables>, lock: string) => to.insertInto("operation_locks").values({ lock, operation_id: "o1" }).execute();
    await write(database, "a");
    await write(database.relaxed, "b");
    await database.destroy();
    await expect(write(database, "c")).rejects.toThrow(/destroyed/);
    await expect(write(database.relaxed, "d")).rejects.toThrow("The database is closed");
    const again = await openDatabase(url);
    expect(await again.selectFrom("operation_locks").select("lock").orderBy("lock").execute()).toEqual([{ lock: "a" }, { lock: "b" }]);
    await again.destroy();
    await close();
  });

  it("prepares a statement once, and reads new columns by it when another process has added them", async () => {
    const { database, url, close } = await embeddedDatabase.open();
    await database.insertInto("operation_locks").values({ lock: "a", operation_id: "o1" }).execute();
    const prepare = jest.spyOn(LibsqlDatabase.prototype, "prepare");
    const read = () => database.selectFrom("operation_locks").selectAll().execute();
    expect(await read()).toEqual([{ lock: "a", operation_id: "o1" }]);
    const otherProcess = new LibsqlDatabase(url.slice("file:".length));
    otherProcess.exec("alter table operation_locks add column since text default 'now'");
    otherProcess.close();
    expect(await read()).toEqual([{ lock: "a", operation_id: "o1", since: "now" }]);
    expect(prepare).toHaveBeenCalledTimes(1);
    prepare.mockRestore();
    await close();
  });

  it("blocks other processes' writes from the beginning of a transaction, and lets them read", async () => {
    const { database, url, close } = await embeddedDatabase.open();
    const otherProcess = new LibsqlDatabase(url.slice("file:".length));
    otherProcess.pragma("busy_timeout = 0");
    const lock = (name: string) => otherProcess.exec(`insert into operation_locks values ('${name}', 'o1')`);
    await database.transaction().execute(async (transaction) => {
      // Nothing was written yet, and still nobody else begins: who reads first and writes then would fail in the midst.
      await transaction.selectFrom("operations").selectAll().execute();
      expect(otherProcess.prepare("select count(*) as n from operations").get([])).toMatchObject({ n: 0 });
      expect(() => lock("a")).toThrow(/locked/);
    });
    lock("b");
    expect(await database.selectFrom("operation_locks").select("lock").execute()).toEqual([{ lock: "b" }]);
    otherProcess.close();
    await close();
  });

  it.each([
    ["a statement", (database: Database) => database.deleteFrom("operation_locks").execute()],
    ["a transaction", (database: Database) => database.transaction().execute((work) => work.deleteFrom("operation_locks").execute())],
  ])("that another process keeps locked fails %s, and commits what is written afterwards", async (_what, write) => {
    const { database, url, close } = await embeddedDatabase.open();
    await sql`pragma busy_timeout = 0`.execute(database);
    const otherProcess = new LibsqlDatabase(url.slice("file:".length));
    otherProcess.exec("begin immediate");
    await expect(write(database)).rejects.toThrow(/locked/);
    otherProcess.exec("commit");
    await database.insertInto("operation_locks").values({ lock: "a", operation_id: "o1" }).execute();
    await database.transaction().execute((work) => work.insertInto("operation_locks").values({ lock: "b", operation_id: "o1" }).execute());
    await expect(database.insertInto("operation_locks").values({ lock: "b", operation_id: "o2" }).execute()).rejects.toThrow(/UNIQUE/);
    expect(otherProcess.prepare("select lock from operation_locks order by lock").all([])).toEqual([{ lock: "a" }, { lock: "b" }]);
    otherProcess.exec("delete from operation_locks");
    otherProcess.close();
    await close();
  });

  it("sees the locks that another process took", async () => {
    const { database, url, close } = await embeddedDatabase.open();
    const recording = new OperationRecording(database);
    const otherProcess = await openDatabase(url);
    const elsewhere = new OperationRecording(otherProcess);
    const row = (id: string) => ({ row: operationRow(id), locks: ["a"] });
    expect(await elsewhere.record([row("o1")])).toEqual(["recorded"]);
    expect(await recording.record([row("o2")])).toEqual([{ lockedBy: "o1" }]);
    await new OperationRepository(otherProcess).settle("o1", { outcome: "APPLIED", settled_at: "2026-11-22T12:00:01.000Z" });
    expect(await recording.record([row("o2")])).toEqual(["recorded"]);
    await otherProcess.destroy();
    await close();
  });
});

describe("A database URL", () => {
  it.each(["", "test.db", "mysql://host/db", "http://host"])("is refused where it names no known database: %j", async (url) => {
    await expect(openDatabase(url)).rejects.toThrow("DATABASE_URL is neither file:<path> nor postgres://…");
  });

  it("of a missing server is not reachable", async () => {
    const database = await openDatabase("postgresql://nobody@127.0.0.1:1/none");
    expect(await isReachable(database)).toBe(false);
    await database.destroy();
  });
});

for (const testDatabase of testDatabases.filter(({ name }) => name === "PostgreSQL")) {
  describe("A Postgres server", () => {
    let opened: Awaited<ReturnType<typeof testDatabase.open>>;
    let administrator: pg.Client;

    beforeEach(async () => {
      opened = await testDatabase.open();
      administrator = new pg.Client({ connectionString: opened.url });
      await administrator.connect();
    });
    afterEach(async () => {
      await administrator.end();
      await opened.close();
    });

    const pid = async (database: Kysely<Tables>) =>
      (await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(database)).rows[0]?.pid;

    it("that ends an idle connection costs a statement at most, not the process", async () => {
      const ended = await pid(opened.database);
      await administrator.query("select pg_terminate_backend($1, 5000)", [ended]);
      await isReachable(opened.database);
      expect(await isReachable(opened.database)).toBe(true);
      expect(await pid(opened.database)).not.toBe(ended);
    });

    it("that ends a connection during a transaction fails the transaction, not the process", async () => {
      const work = opened.database.transaction().execute(async (transaction) => {
        await sql`insert into operation_locks values ('a', 'o1')`.execute(transaction);
        await administrator.query("select pg_terminate_backend($1, 5000)", [await pid(transaction)]);
        await sql`insert into operation_locks values ('b', 'o1')`.execute(transaction);
      });
      await expect(work).rejects.toThrow();
      expect(await opened.database.selectFrom("operation_locks").selectAll().execute()).toEqual([]);
    });

    it("is migrated once by servers that start at the same time", async () => {
      for (const name of await tablesOf(opened.database)) await opened.database.schema.dropTable(name).execute();
      const servers = await Promise.all([openDatabase(opened.url), openDatabase(opened.url), openDatabase(opened.url)]);
      await Promise.all(servers.map((server) => migrate(server, vendorTables)));
      expect(await tablesOf(opened.database)).toContain("operations");
      for (const server of servers) await server.destroy();
    });
  });
}
