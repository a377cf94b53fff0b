import { MonthCallsRepository } from "../../../../src/datasources/feishu/quota/month-calls.repository.js";
import { MonthCount } from "../../../../src/datasources/feishu/quota/month-count.js";
import { sourceOf } from "../../../../src/schema/common/source.js";
import { Vendor } from "../../../../src/schema/vendor/vendor.type.js";
import { ManualClock } from "../../../support/clock.js";
import { testDatabases } from "../../../support/databases.js";

const HIRE = sourceOf(Vendor.FEISHU_HIRE);
const COREHR = sourceOf(Vendor.FEISHU_COREHR);
const SHARE = 0.2;
/** What two kinds of calls have set aside at the most. */
const MOST_ASIDE = 50;

describe.each(testDatabases)("The count of a month's calls on $name", ({ open }) => {
  let store: Awaited<ReturnType<typeof open>>;
  let clock: ManualClock;
  const failures: unknown[] = [];
  const counts: MonthCount[] = [];
  beforeEach(async () => {
    store = await open();
    clock = new ManualClock();
    failures.length = 0;
  });
  afterEach(async () => {
    // What is being set aside for the next calls.
    for (const count of counts.splice(0)) await count.close();
    await store.close();
  });

  const repositoryOf = (source = HIRE, app = "cli_a") => new MonthCallsRepository(store.database, source, app);
  async function counting(limit: number, repository = repositoryOf()): Promise<MonthCount> {
    const count = new MonthCount({ limit, repository, clock, onError: (error) => void failures.push(error) });
    counts.push(count);
    await count.load();
    return count;
  }
  /** How many of so many calls may be sent. */
  async function take(count: MonthCount, calls: number, share?: number): Promise<number> {
    let taken = 0;
    for (let call = 0; call < calls; call += 1) if ((await count.take(share)) !== undefined) taken += 1;
    return taken;
  }

  it("lets through as many as the plan allows, and no more", async () => {
    const count = await counting(123);
    expect(await take(count, 100)).toBe(100);
    expect([count.remaining, count.isUsedUp(undefined)]).toEqual([23, false]);
    expect(await take(count, 100)).toBe(23);
    expect([count.remaining, count.isUsedUp(undefined)]).toEqual([0, true]);
  });

  it("lets through as many of those that come at the same time", async () => {
    const count = await counting(60);
    const taken = await Promise.all(Array.from({ length: 90 }, (_, call) => count.take(call % 3 === 0 ? SHARE : undefined)));
    expect(taken.filter((back) => back !== undefined)).toHaveLength(60);
  });

  it("leaves background work a fifth, and callers all the rest", async () => {
    const count = await counting(100);
    expect(await take(count, 50, SHARE)).toBe(20);
    expect([count.isUsedUp(SHARE), count.isUsedUp(undefined)]).toEqual([true, false]);
    expect(await take(count, 100)).toBe(80);
    const small = await counting(4, repositoryOf(HIRE, "cli_small"));
    expect(await take(small, 4, SHARE)).toBe(0);
  });

  it("lets callers have what background work did not use", async () => {
    const count = await counting(100);
    expect(await take(count, 1, SHARE)).toBe(1);
    expect(await take(count, 200)).toBe(99);
  });

  it("goes on where it was after a stop", async () => {
    const first = await counting(1_000);
    await take(first, 7);
    await take(first, 3, SHARE);
    await first.close();
    const second = await counting(1_000);
    expect(second.remaining).toBe(990);
    expect(await repositoryOf().sums("2026-11")).toEqual({ calls: 7, background_calls: 3 });
  });

  it("errs towards more after a kill, by a few", async () => {
    const killed = await counting(1_000);
    await take(killed, 131);
    await take(killed, 17, SHARE);
    const next = await counting(1_000);
    expect(next.remaining).toBeLessThanOrEqual(1_000 - 148);
    expect(next.remaining).toBeGreaterThanOrEqual(1_000 - 148 - MOST_ASIDE);
  });

  it("begins anew at midnight in Beijing, and forgets what was set aside", async () => {
    const count = await counting(10);
    expect(await take(count, 20)).toBe(10);
    await clock.advance(Date.parse("2026-11-30T15:59:59.999Z") - clock.now());
    expect(await take(count, 1)).toBe(0);
    await clock.advance(1);
    expect([count.remaining, count.isUsedUp(undefined), count.endsAt]).toEqual([10, false, Date.parse("2026-12-31T16:00:00Z")]);
    expect(await take(count, 20)).toBe(10);
  });

  it("is one for both products of the app, whichever connected first", async () => {
    const before = await counting(100, repositoryOf(COREHR));
    await take(before, 30);
    await before.close();
    expect((await counting(100, repositoryOf(HIRE))).remaining).toBe(70);
    expect((await counting(100, repositoryOf(HIRE, "cli_b"))).remaining).toBe(100);
  });

  it("is kept by two servers of one database together", async () => {
    const servers = [await counting(200), await counting(200)];
    const taken = await Promise.all(servers.map((server) => take(server, 200)));
    const sum = taken.reduce((total, one) => total + one, 0);
    expect(sum).toBeLessThanOrEqual(200);
    expect(sum).toBeGreaterThanOrEqual(200 - MOST_ASIDE);
  });

  it("takes back what never left", async () => {
    const count = await counting(100);
    const back = await count.take(undefined);
    back?.();
    expect(count.remaining).toBe(100);
  });

  it("writes far less often than calls are sent", async () => {
    const repository = repositoryOf();
    const writes = jest.spyOn(repository, "add");
    await take(await counting(10_000, repository), 400);
    expect(writes.mock.calls.length).toBeLessThanOrEqual(21);
  });

  it("counts on while the database is away, and adds that later", async () => {
    const repository = repositoryOf();
    const add = jest.spyOn(repository, "add").mockRejectedValue(new Error("away"));
    const count = await counting(100, repository);
    expect(await take(count, 8)).toBe(8);
    expect(count.remaining).toBe(92);
    expect(failures).toHaveLength(1);
    add.mockRestore();
    await take(count, 2);
    await count.close();
    expect(await repository.sums("2026-11")).toMatchObject({ calls: 10 });
    expect((await counting(100)).remaining).toBe(90);
  });
});
