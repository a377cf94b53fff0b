import { DatabaseUnavailable } from "../../../src/store/database-unavailable.js";
import { type OpenedDatabase, testDatabases } from "../../support/databases.js";
import { until } from "../../support/until.js";
import { followingOn, Reading } from "./following-world.js";

const ids = (...numbers: number[]) => numbers.map((number) => `hiregraph:event:${number}`);
const upTo = (last: number, from = 1) => ids(...Array.from({ length: last - from + 1 }, (_, index) => from + index));
const many = (count: number) => Array.from({ length: count }, () => ({}));

describe.each(testDatabases)("Following the events on $name", ({ open }) => {
  let opened: OpenedDatabase;
  let world: ReturnType<typeof followingOn>;
  beforeEach(async () => {
    opened = await open();
    world = followingOn(opened.database);
  });
  afterEach(async () => {
    await world.following.stop();
    await opened.close();
  });

  const follow = async (after?: string, filter = {}) => new Reading(await world.following.follow(filter, after));
  const got = (reading: Reading, count: number) => until(() => reading.got.length >= count || reading.failure !== undefined);

  it("begins with what happens from now on, where no cursor is named", async () => {
    await world.commit(many(3));
    const reading = await follow();
    await world.commit(many(2));
    await got(reading, 2);
    expect(reading.got).toEqual(upTo(5, 4));
  });

  it("begins with everything after a cursor, and goes on with what happens, without gap or repeat", async () => {
    await world.commit(many(260));
    const reading = await follow("hiregraph:event:10");
    await world.commit(many(5));
    await got(reading, 255);
    await world.commit(many(5));
    await got(reading, 260);
    expect(reading.got).toEqual(upTo(270, 11));
  });

  it("reads the table once for all who are level", async () => {
    const readings = await Promise.all(Array.from({ length: 50 }, () => follow()));
    await world.commit(many(1));
    for (const reading of readings) await got(reading, 1);
    // Who has seen the first one by a reading of its own has still to learn that it is level.
    await until(() => readings.every(({ follower }) => follower.isLevel));
    const before = world.events.readings;
    await world.commit(many(2));
    for (const reading of readings) await got(reading, 3);
    expect(world.events.readings - before).toBe(1);
  });

  it("applies filters alike to what has happened and to what happens", async () => {
    const made = [
      { kind: "APPEARED" },
      { vendor: "LINKEDIN" },
      { account: "emea" },
      { code: "R-1" },
      { record_id: "greenhouse:job:2" },
      {},
    ];
    const filters = [
      { kinds: ["APPEARED"] },
      { vendors: ["LINKEDIN", "HEADHUNTER"] },
      { accounts: ["emea"] },
      { codes: ["R-1", "R-2"] },
      { recordId: "greenhouse:job:2" },
      { kinds: [] },
      { vendors: ["GREENHOUSE"], recordId: "greenhouse:job:1", kinds: ["CHANGED"], accounts: ["default"] },
    ];
    await world.commit(made);
    const readings = await Promise.all(filters.map((filter) => follow("hiregraph:event:0", filter)));
    for (const reading of readings) await until(() => reading.follower.isLevel);
    await world.commit(made);
    await until(() => readings.every(({ follower }) => follower.seenUpTo === 12));
    expect(readings.map((reading) => reading.got)).toEqual([
      ids(1, 7),
      ids(2, 8),
      ids(3, 9),
      ids(4, 10),
      ids(5, 11),
      [],
      ids(4, 6, 10, 12),
    ]);
  });

  it("names a cursor that does not grow old where no event passes the filter", async () => {
    const reading = await follow(undefined, { codes: ["NONE"] });
    await world.commit(many(7));
    await until(() => reading.follower.cursor === "hiregraph:event:7");
    expect(reading.got).toEqual([]);
  });

  it("names the cursor before an event until that is delivered", async () => {
    const follower = await world.following.follow({}, undefined);
    const next = follower.next();
    await world.commit(many(1));
    expect((await next).value?.id).toBe("hiregraph:event:1");
    expect(follower.cursor).toBe("hiregraph:event:0");
    follower.delivered();
    expect(follower.cursor).toBe("hiregraph:event:1");
  });

  it("refuses a cursor that is none, one beyond the newest, and one that is older than what is kept", async () => {
    await world.commit([{ at: "2026-01-01T00:00:00.000Z" }, {}]);
    await expect(world.following.follow({}, "abc")).rejects.toThrow("is not a cursor");
    await expect(world.following.follow({}, "hiregraph:event:3")).rejects.toThrow("beyond the newest");
    await world.events.deleteBefore("2026-06-01T00:00:00.000Z", 10);
    await expect(world.following.follow({}, "hiregraph:event:0")).rejects.toMatchObject({
      extensions: { code: "BAD_USER_INPUT", firstKept: "hiregraph:event:2" },
    });
  });

  it("ends with the same refusal for one who is so slow that what it has not read is deleted", async () => {
    await world.commit(many(120));
    const follower = await world.following.follow({}, "hiregraph:event:0");
    await follower.next();
    await world.events.deleteBefore("2027-01-01T00:00:00.000Z", 200);
    const left = new Reading(follower);
    await until(() => left.failure !== undefined);
    // What was read before it was deleted is told.
    expect(left.got).toEqual(upTo(50, 2));
    expect(left.failure).toMatchObject({ extensions: { code: "BAD_USER_INPUT" } });
  });

  it("lets go what waits for one who takes nothing, and gives it all the same once it does", async () => {
    const slow = await world.following.follow({}, undefined);
    let timesBehind = 0;
    slow.onBehind = () => {
      timesBehind += 1;
    };
    const first = slow.next();
    await until(() => slow.isLevel);
    await world.commit(many(1));
    await first;
    const quick = await follow();
    await world.commit(many(1_500));
    await got(quick, 1_500);
    expect([timesBehind, slow.isLevel]).toEqual([1, false]);
    expect(slow.cursor).toBe("hiregraph:event:0");
    const rest = new Reading(slow);
    await got(rest, 1_500);
    expect(rest.got).toEqual(upTo(1_501, 2));
    await world.commit(many(1));
    await got(rest, 1_501);
    expect(slow.isLevel).toBe(true);
  });

  it("waits for a database that is away, and misses nothing", async () => {
    const reading = await follow();
    await until(() => reading.follower.isLevel);
    const { span } = world.events;
    world.events.span = () => Promise.reject(new DatabaseUnavailable("away"));
    await world.commit(many(3));
    await world.clock.advance(5_000);
    const late = world.following.follow({}, "hiregraph:event:0");
    await expect(late).rejects.toThrow("away");
    world.events.span = span;
    while (reading.got.length < 3) await world.clock.advance(500);
    expect(reading.got).toEqual(upTo(3));
    expect(world.failures).toEqual([]);
  });

  it("forgets who leaves, and asks the table nothing once nobody is there", async () => {
    const reading = await follow();
    await until(() => reading.follower.isLevel);
    await reading.stop();
    const before = world.events.readings;
    await world.commit(many(1));
    expect(world.news.isHeard).toBe(false);
    expect(world.events.readings).toBe(before);
    expect(await reading.follower.next()).toEqual({ done: true, value: undefined });
  });

  it("shows an event with answers that are no older than it, and than half a minute", async () => {
    const follower = await world.following.follow({}, undefined);
    const next = follower.next();
    await world.commit([{ at: new Date(world.clock.now()).toISOString() }]);
    await next;
    expect(follower.maxAgeMs).toBe(0);
    await world.clock.advance(4_000);
    expect(follower.maxAgeMs).toBe(4_000);
    await world.clock.advance(60_000);
    expect(follower.maxAgeMs).toBe(30_000);
  });
});
