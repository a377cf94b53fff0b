import { sql } from "kysely";
import { EventNews } from "../../src/records/news/event-news.js";
import { SharedNews } from "../../src/records/news/shared-news.js";
import { type Database, openDatabase } from "../../src/store/database.js";
import { EventRepository } from "../../src/store/records/event.repository.js";
import { RecordWriting } from "../../src/store/records/record-writing.js";
import { ManualClock } from "../support/clock.js";
import { describePostgres, type OpenedDatabase } from "../support/databases.js";
import { until } from "../support/until.js";

const EVENT = {
  ...{ kind: "CHANGED", cause: "ELSEWHERE", at: "2026-11-22T12:00:00.000Z", vendor: "GREENHOUSE", account: "default" },
  ...{ record_id: "greenhouse:job:1", code: null, changes: "[]", operation_id: null, discrepancy_id: null },
};

const tellOne = (database: Database) => new RecordWriting(database).write(async (transaction) => transaction.tell([EVENT]));

/** Ends the connections that listen to one channel of events. */
const endListeners = async (database: Database) => {
  const { rows } = await sql<{ ended: boolean }>`select pg_terminate_backend(pid) as ended from pg_stat_activity
    where query = (select 'listen "hiregraph_events_' || md5(current_schema()) || '"') and state = 'idle'`.execute(database);
  return rows.length;
};

describePostgres("News of events that another server makes", (open) => {
  let opened: OpenedDatabase;
  let other: Database;
  let clock: ManualClock;
  let told: number[];
  let failures: unknown[];
  let sharing: SharedNews;
  let news: EventNews;

  beforeEach(async () => {
    opened = await open();
    other = await openDatabase(opened.url);
    clock = new ManualClock();
    told = [];
    failures = [];
    news = new EventNews((error) => failures.push(error));
    news.listen((newest) => told.push(newest));
  });
  afterEach(async () => {
    await sharing.stop();
    await other.destroy();
    await opened.close();
  });

  function share(events = new EventRepository(opened.database)): void {
    sharing = new SharedNews({ events, news, clock, onError: (error) => failures.push(error) });
    sharing.start();
  }

  const isListening = async (): Promise<boolean> => {
    const { rows } = await sql`select 1 from pg_stat_activity
      where query = (select 'listen "hiregraph_events_' || md5(current_schema()) || '"')`.execute(other);
    return rows.length === 1;
  };
  const listening = async (): Promise<void> => {
    while (!(await isListening())) await new Promise((resolve) => setImmediate(resolve));
  };

  it("is told as soon as they are visible, and no time passes", async () => {
    share();
    await listening();
    await tellOne(other);
    await until(() => told.includes(1));
    await new RecordWriting(other).write(async (transaction) => transaction.tell([EVENT, EVENT]));
    await until(() => told.includes(3));
    expect(told).toEqual([1, 3]);
  });

  it("is told by nobody where a transaction is undone", async () => {
    share();
    await listening();
    const undone = new RecordWriting(other).write(async (transaction) => {
      transaction.tell([EVENT]);
      await transaction.close();
      throw new Error("undone");
    });
    await expect(undone).rejects.toThrow("undone");
    await tellOne(other);
    await until(() => told.length > 0);
    expect(told).toEqual([1]);
  });

  it("is told again once a connection that broke has been opened anew", async () => {
    share();
    await listening();
    expect(await endListeners(other)).toBe(1);
    await tellOne(other);
    await until(() => clock.sleeping === 2);
    while (told.length === 0) await clock.advance(250);
    expect(told).toEqual([1]);
    await listening();
    await tellOne(other);
    await until(() => told.includes(2));
    expect(failures).toEqual([]);
  });

  it("is found by a look every two seconds where nothing can be listened to, which is told once", async () => {
    class Deaf extends EventRepository {
      override async listen(): Promise<never> {
        throw new Error("a pooler in between");
      }
    }
    share(new Deaf(opened.database));
    await tellOne(other);
    await clock.advance(1_900);
    expect(told).toEqual([]);
    await clock.advance(100);
    await until(() => told.includes(1));
    await clock.advance(10_000);
    expect(failures).toEqual([new Error("a pooler in between")]);
  });

  it("comes of the own schema alone, and numbers that are none are no news", async () => {
    share();
    await listening();
    await sql`select pg_notify('hiregraph_events_' || md5('public'), '77')`.execute(other);
    await sql`select pg_notify('hiregraph_events_' || md5(current_schema()), 'all of them')`.execute(other);
    await tellOne(other);
    await until(() => told.length > 0);
    expect(told).toEqual([1]);
  });
});
