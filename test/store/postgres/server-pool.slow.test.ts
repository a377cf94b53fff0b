import { Socket } from "node:net";
import { sql } from "kysely";
import { type Database, isReachable, openDatabase } from "../../../src/store/database.js";
import { DatabaseUnavailable } from "../../../src/store/database-unavailable.js";
import { describePostgres, type OpenedDatabase } from "../../support/databases.js";
import { PostgresProxy } from "../../support/postgres-proxy.js";

const ANSWERS_WITHIN_MS = 5_000;

describePostgres("PostgreSQL", (open) => {
  let opened: OpenedDatabase;
  let proxy: PostgresProxy;
  let database: Database;

  beforeEach(async () => {
    opened = await open();
    proxy = await PostgresProxy.start(opened.url);
    database = await openDatabase(proxy.url);
    database.expectAnswersWithin(ANSWERS_WITHIN_MS);
    await ask();
  });
  afterEach(async () => {
    await database.destroy();
    await proxy.close();
    await opened.close();
  });

  const ask = async () => (await sql<{ one: number }>`select 1 as one`.execute(database)).rows;
  /** The failure of some work, and after how many milliseconds it came. */
  async function failure(work: Promise<unknown>): Promise<{ error: unknown; afterMs: number }> {
    const startedAt = performance.now();
    const error = await work.then(
      () => "none",
      (thrown: unknown) => thrown,
    );
    return { error, afterMs: performance.now() - startedAt };
  }
  const untilBack = async () => {
    while (!(await isReachable(database))) await new Promise((resolve) => setTimeout(resolve, 50));
  };

  it("that falls silent fails what is under way and what waits for a connection within four seconds, and from then on at once", async () => {
    proxy.silence();
    const ref = jest.spyOn(Socket.prototype, "ref");
    const isCut: boolean[] = [];
    ref.mockImplementation(function ref(this: Socket) {
      isCut.push(this.destroyed);
      return this;
    });
    const failures = await Promise.all(Array.from({ length: 30 }, () => failure(ask())));
    for (const { error, afterMs } of failures) {
      expect(error).toBeInstanceOf(DatabaseUnavailable);
      expect(afterMs).toBeLessThan(ANSWERS_WITHIN_MS);
    }
    ref.mockRestore();
    // Each use of one that is cut adds a listener to it.
    expect(isCut).toContain(false);
    expect(isCut).not.toContain(true);
    const next = await failure(ask());
    expect(next.error).toBeInstanceOf(DatabaseUnavailable);
    expect(next.afterMs).toBeLessThan(250);

    proxy.speak();
    await untilBack();
    expect(await ask()).toEqual([{ one: 1 }]);
  });

  it("that falls silent in the midst of a transaction fails it, and nothing of it is left", async () => {
    const work = database.transaction().execute(async (transaction) => {
      await transaction.insertInto("operation_locks").values({ lock: "a", operation_id: "o1" }).execute();
      proxy.silence();
      await transaction.insertInto("operation_locks").values({ lock: "b", operation_id: "o1" }).execute();
    });
    const { error, afterMs } = await failure(work);
    expect(error).toBeInstanceOf(DatabaseUnavailable);
    expect(afterMs).toBeLessThan(ANSWERS_WITHIN_MS);
    proxy.speak();
    await untilBack();
    expect(await database.selectFrom("operation_locks").selectAll().execute()).toEqual([]);
  });

  it("that cannot be reached fails everything at once, and is used again within two seconds once it can", async () => {
    await proxy.cut();
    await failure(ask());
    const { error, afterMs } = await failure(ask());
    expect(error).toBeInstanceOf(DatabaseUnavailable);
    expect(afterMs).toBeLessThan(500);
    await proxy.restore();
    const startedAt = performance.now();
    await untilBack();
    expect(performance.now() - startedAt).toBeLessThan(3_000);
  });

  it("that takes long for one statement fails that one, and goes on with the others", async () => {
    const slow = failure(sql`select pg_sleep(60)`.execute(database));
    for (let second = 0; second < 5; second += 1) {
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      expect(await ask()).toEqual([{ one: 1 }]);
    }
    const { error, afterMs } = await slow;
    expect(error).toBeInstanceOf(DatabaseUnavailable);
    expect(afterMs).toBeGreaterThan(ANSWERS_WITHIN_MS - 500);
    expect(await Promise.all(Array.from({ length: 20 }, ask))).toHaveLength(20);
  });

  it("that is busy with a burst lets everyone wait for a connection, however long that takes", async () => {
    const burst = Array.from({ length: 80 }, () => sql`select pg_sleep(0.8)`.execute(database));
    await expect(Promise.all(burst)).resolves.toHaveLength(80);
  });

  it("that refuses a statement says so itself", async () => {
    const { error } = await failure(sql`select nothing`.execute(database));
    expect(error).not.toBeInstanceOf(DatabaseUnavailable);
    expect(error).toMatchObject({ code: "42703" });
  });

  it("does not keep a server that stops while it is silent", async () => {
    proxy.silence();
    const startedAt = performance.now();
    await database.destroy();
    expect(performance.now() - startedAt).toBeLessThan(4_000);
    database = await openDatabase(opened.url);
  });
});
