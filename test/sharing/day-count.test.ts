import { DAY_MS } from "../../src/http/limiter/shared/day-count.js";
import type { Send } from "../../src/http/request.js";
import { VendorError } from "../../src/http/vendor-error.js";
import { sourceOf } from "../../src/schema/common/source.js";
import { Vendor } from "../../src/schema/vendor/vendor.type.js";
import { DayCallsRepository } from "../../src/store/day-calls.repository.js";
import { answer, read } from "../http/support.js";
import { ManualClock } from "../support/clock.js";
import { testDatabases } from "../support/databases.js";
import { describeWithRedis } from "../support/redis.js";
import { CallsInMemory, ListedServers, type SharedServer, SteppedRedis, sharedServer } from "./rounds-world.js";

const LIMIT = 30;

describeWithRedis("A budget of a day", () => {
  let clock: ManualClock;
  let redis: SteppedRedis;
  let listed: ListedServers;
  let dayCalls: CallsInMemory;
  let sent: number;
  let fails: boolean;

  beforeEach(async () => {
    clock = new ManualClock("2026-11-22T12:00:00Z");
    redis = new SteppedRedis(clock);
    listed = new ListedServers(clock);
    dayCalls = new CallsInMemory();
    sent = 0;
    fails = false;
    await redis.open();
  });
  afterEach(() => redis.close());

  const vendor: Send = async () => {
    if (fails) throw new VendorError({ vendor: "acme", code: "UNAVAILABLE", sent: "no", message: "away" });
    sent += 1;
    return answer();
  };
  const serverOf = (name: string): SharedServer =>
    sharedServer({
      name,
      redis,
      listed,
      clock,
      vendor,
      dayCalls,
      longestMs: 500,
      budgets: [
        { name: "writes", limit: LIMIT, windowMs: DAY_MS, applies: () => true },
        { name: "second", limit: 1_000, windowMs: 1_000, applies: () => true },
      ],
    });
  const ask = async (server: SharedServer, count: number): Promise<{ failed: unknown[] }> => {
    const asked = Promise.allSettled(Array.from({ length: count }, () => server.ask(read(), { deadlineAt: clock.now() + 30_000 })));
    await redis.advance(200, 10);
    const ended = await asked;
    return { failed: ended.flatMap((one) => (one.status === "rejected" ? [one.reason] : [])) };
  };
  const remaining = (server: SharedServer) => server.limiter.budgets()[0]?.remaining;

  async function two(): Promise<[SharedServer, SharedServer]> {
    listed.set("one", "other");
    const pair: [SharedServer, SharedServer] = [serverOf("one"), serverOf("other")];
    await redis.advance(1_500, 10);
    return pair;
  }

  it("is used up once over all servers, and says when some may be free again", async () => {
    const [one, other] = await two();
    expect((await ask(one, 20)).failed).toEqual([]);
    const { failed } = await ask(other, 20);
    expect(sent).toBe(LIMIT);
    expect(failed).toHaveLength(10);
    expect(failed[0]).toMatchObject({ code: "RATE_LIMITED", sent: "no", resetsAt: Date.parse("2026-11-22T13:00:00Z") });
    expect(remaining(other)).toBe(0);
  });

  it("outlives an empty Redis and the death of a server, and does not hold up the budgets of a shorter window", async () => {
    const [one] = await two();
    expect((await ask(one, 20)).failed).toEqual([]);
    await redis.empty();
    listed.set("other", "third");
    const third = serverOf("third");
    await redis.advance(2_000, 10);
    expect((await ask(third, 20)).failed).toHaveLength(10);
    expect(sent).toBe(LIMIT);
  });

  it("is counted while Redis is away, when a server has opened its share of the others", async () => {
    const [one] = await two();
    redis.setAway("one", "away");
    await redis.advance(12_000, 50);
    expect((await ask(one, 40)).failed).toHaveLength(10);
    expect(sent).toBe(LIMIT);
  });

  it("gives back what was never sent", async () => {
    const [one] = await two();
    fails = true;
    expect((await ask(one, 20)).failed).toHaveLength(20);
    fails = false;
    expect((await ask(one, LIMIT)).failed).toEqual([]);
    expect(sent).toBe(LIMIT);
  });

  it("gives an hour's calls back when a day has passed since its end", async () => {
    const [one] = await two();
    await ask(one, LIMIT);
    await clock.advance(DAY_MS);
    expect((await ask(one, 1)).failed).toHaveLength(1);
    await clock.advance(2 * 3_600_000);
    expect((await ask(one, LIMIT)).failed).toEqual([]);
    expect(sent).toBe(2 * LIMIT);
  });
});

describe.each(testDatabases)("Calls of a day on $name", ({ open }) => {
  it("are added up by the hour, each account's and budget's apart", async () => {
    const opened = await open();
    const calls = new DayCallsRepository(opened.database, sourceOf(Vendor.LINKEDIN));
    const others = new DayCallsRepository(opened.database, sourceOf(Vendor.LINKEDIN, "agency"));
    const [first, second] = ["2026-11-22T12:00:00.000Z", "2026-11-22T13:00:00.000Z"];
    expect(await calls.add("writes", first, 20, first)).toBe(20);
    expect(await calls.add("writes", second, 5, first)).toBe(25);
    expect(await calls.add("writes", first, -3, first)).toBe(22);
    expect(await calls.sum("writes", second)).toBe(5);
    expect(await calls.sum("reads", first)).toBe(0);
    expect(await others.sum("writes", first)).toBe(0);
    await calls.forget(second);
    expect(await calls.sum("writes", first)).toBe(5);
    await opened.close();
  });
});
