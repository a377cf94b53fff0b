import { ServerLeases } from "../../src/leases/server-leases.js";
import { SharedClock } from "../../src/leases/shared-clock.js";
import { LeaseRepository } from "../../src/store/lease.repository.js";
import { ManualClock } from "../support/clock.js";
import { describePostgres } from "../support/databases.js";

describe("The clock that servers share", () => {
  const own = new ManualClock(1_000_000);

  it("is the server's own until the database has told its time", () => {
    expect(new SharedClock(own).now()).toBe(1_000_000);
  });

  it.each([
    ["behind", 400_000, -600_000],
    ["ahead", 1_600_000, 599_950],
  ])("is put right by as little as is certain where the database is %s", (_where, told, byMs) => {
    const clock = new SharedClock(own);
    expect(clock.correct(told, 1_000_000, 1_000_050)).toBe(byMs);
    expect(clock.now()).toBe(1_000_000 + byMs);
  });

  it("tells whole milliseconds, whatever the database does", () => {
    const clock = new SharedClock(own);
    clock.correct(1_600_000.742, 1_000_000, 1_000_000);
    expect(clock.now()).toBe(1_600_000);
  });

  it("stays as it is where the database told a time between question and answer", () => {
    const clock = new SharedClock(own);
    clock.correct(1_600_000, 1_000_000, 1_000_000);
    const now = clock.now();
    expect([clock.correct(now, now, now), clock.correct(now + 30, now, now + 50)]).toEqual([0, 0]);
    expect(clock.now()).toBe(now);
  });
});

describePostgres("The clock of servers on one PostgreSQL", (open) => {
  it("is the same for two that are twenty minutes apart, and their leases hold", async () => {
    const { database, close } = await open();
    const servers = [-600_000, 600_000].map((wrongByMs) => {
      const clock = new SharedClock(new ManualClock(Date.now() + wrongByMs));
      const onTime = (told: number, askedAt: number, answeredAt: number) => clock.correct(told, askedAt, answeredAt);
      return { clock, leases: new ServerLeases({ repository: new LeaseRepository(database), clock, onTime, onError: () => undefined }) };
    });
    for (const { leases } of servers) await leases.start();
    const [one, other] = servers.map(({ clock }) => clock.now()) as [number, number];
    // As much as passed between the two starts on a busy machine.
    expect(Math.abs(one - other)).toBeLessThan(30_000);
    expect(servers.map(({ leases }) => leases.members().length)).toEqual([1, 2]);
    await servers[0]?.leases
      .of("sweep")
      .take(AbortSignal.timeout(60_000))
      .catch(() => undefined);
    for (const { leases } of servers) await leases.stop();
    await close();
  });
});
