import { type Leases, OnlyServer } from "../../../src/leases/leases.js";
import { Gate } from "../../support/changes.js";
import { testDatabases } from "../../support/databases.js";
import { until } from "../../support/until.js";
import { DEADLINE_MS, SETTLE_GRACE_MS, type TestServer, type World, worldOn } from "../world.js";

/** The longest time of one look. */
const LOOK_MS = 30_000;

describe.each(testDatabases)("An open operation on $name", (testDatabase) => {
  const openWorld = worldOn(testDatabase);
  const open = async (world: World) => (await world.repository.open())[0];

  /** A change that the vendor works on, planned for its first look two seconds later. */
  async function pending() {
    const world = await openWorld();
    world.vendor.fates.push({ how: "pending" });
    const { operation } = await world.make("reassignVacancy", "v1");
    return { world, id: operation?.id ?? "" };
  }

  /** Servers that know which of them are alive. */
  function team(world: World, count: number) {
    const alive = new Set<string>();
    const servers = Array.from({ length: count }, () => {
      const only = new OnlyServer();
      alive.add(only.serverId);
      const leases: Leases = Object.assign(only, { members: () => [...alive] });
      return { ...world.startServer({ leases }), id: only.serverId };
    });
    return { servers, kill: ({ id }: { id: string }) => alive.delete(id) };
  }

  /** A change whose server hangs in the midst of sending it, before or after the vendor has acted. */
  async function hanging(when: "before" | "after") {
    const world = await openWorld();
    const { servers, kill } = team(world, 2);
    const [sender, other] = servers as [(typeof servers)[0], (typeof servers)[0]];
    const gate = new Gate();
    world.vendor.fates.push({ how: "applied", [when]: gate });
    const made = world.make("prolongateVacancy", "v1", { server: sender });
    await gate.reached;
    return { world, gate, made, other, die: () => kill(sender) };
  }

  it("is looked up by one server at a time", async () => {
    const { world } = await pending();
    const change = world.vendor.change("reassignVacancy");
    if (change === undefined) throw new Error("No change");
    let finish: (() => void) | undefined;
    jest.spyOn(change, "verify").mockImplementationOnce(
      () =>
        new Promise((resolve) => {
          finish = () => resolve({ outcome: "PENDING" });
        }),
    );
    await world.clock.advance(2_000);
    const first = world.server.reconciler.verifyDue();
    await until(() => finish !== undefined);
    await world.clock.advance(LOOK_MS - 1);
    const other = world.startServer();
    await other.reconciler.verifyAllOpen();
    await other.reconciler.verifyDue();
    await world.log("tester", ["read"], other).byId((await open(world))?.id ?? "");
    expect(world.vendor.looks).toEqual([]);

    // The one that looks may be dead by now.
    await world.clock.advance(1);
    await other.reconciler.verifyDue();
    expect(world.vendor.looks).toEqual(["v1"]);
    finish?.();
    await first;
    expect(await open(world)).toMatchObject({ looks: 1, looking_until: null });
  });

  it("is told as it is after the look that its server has begun, to who asks meanwhile", async () => {
    const { world, id } = await pending();
    const change = world.vendor.change("reassignVacancy");
    if (change === undefined) throw new Error("No change");
    const begun = new Gate();
    jest.spyOn(change, "verify").mockImplementationOnce(async () => {
      await begun.pass();
      return { outcome: "APPLIED" };
    });
    await world.clock.advance(2_000);
    const look = world.server.reconciler.verifyDue();
    await begun.reached;
    const asked = world.log().byId(id);
    // Its row was read, and its look refused, before the other look ends.
    await world.repository.byId(id);
    begun.open();
    expect((await asked)?.outcome).toBe("APPLIED");
    await look;
  });

  it("is looked up every two seconds at most, however many ask on however many servers", async () => {
    const { world, id } = await pending();
    const servers: TestServer[] = [world.server, world.startServer()];
    for (let tenth = 0; tenth <= 50; tenth += 1) {
      await Promise.all(servers.map((server) => world.log("tester", ["read"], server).byId(id)));
      await Promise.all(servers.map(({ reconciler }) => reconciler.verifyAllOpen()));
      if (tenth < 50) await world.clock.advance(100);
    }
    expect(world.vendor.looks).toHaveLength(3);
  });

  it("that a client asked for is looked up by plan only after the first wait of the plan", async () => {
    const world = await openWorld({ verifyPolicy: { delaysMs: [300_000, 600_000], settleGraceMs: SETTLE_GRACE_MS } });
    world.vendor.fates.push({ how: "pending" });
    const { operation } = await world.make("reassignVacancy", "v1");
    await world.clock.advance(299_660);
    await world.log().byId(operation?.id ?? "");
    await world.clock.advance(340);
    await world.server.reconciler.verifyDue();
    expect(world.vendor.looks).toHaveLength(1);
    expect(await open(world)).toMatchObject({ looks: 0, next_look_at: "2026-11-22T12:09:59.660Z" });

    await world.clock.advance(299_659);
    await world.server.reconciler.verifyDue();
    expect(world.vendor.looks).toHaveLength(1);
    await world.clock.advance(1);
    await world.server.reconciler.verifyDue();
    expect(world.vendor.looks).toHaveLength(2);
    expect(await open(world)).toMatchObject({ looks: 1, next_look_at: "2026-11-22T12:20:00.000Z" });
  });

  it("that another server is sending is left alone, and looked up once that server has died", async () => {
    const { world, other, die } = await hanging("after");
    await other.reconciler.verifyAllOpen();
    await other.reconciler.verifyAbandoned();
    expect(world.vendor.looks).toEqual([]);
    die();
    await other.reconciler.verifyAbandoned();
    expect(await world.rows()).toMatchObject([{ outcome: "APPLIED" }]);
    expect(world.vendor.sends).toHaveLength(1);
  });

  it("of a server that died is looked up again and again for the proof; its absence counts when it is due", async () => {
    const { world, other, die } = await hanging("before");
    die();
    const looks: number[] = [];
    for (let second = 0; second < (DEADLINE_MS + SETTLE_GRACE_MS) / 1_000; second += 1) {
      const before = world.vendor.looks.length;
      await other.reconciler.verifyAbandoned();
      await other.reconciler.verifyDue();
      if (world.vendor.looks.length > before) looks.push(second);
      await world.clock.advance(1_000);
    }
    expect(looks).toEqual([0, 10]);
    expect(await world.rows()).toMatchObject([{ outcome: "UNCERTAIN", sent_at: null, next_look_at: "2026-11-22T12:00:50.000Z" }]);
    await other.reconciler.verifyDue();
    expect(await world.rows()).toMatchObject([{ outcome: "NOT_APPLIED" }]);
  });

  it("of a server that was not dead after all ends as that server says", async () => {
    const { world, gate, made, other, die } = await hanging("before");
    die();
    await other.reconciler.verifyAbandoned();
    gate.open();
    expect(await made).toMatchObject({ operation: { outcome: "APPLIED" } });
    expect(await world.rows()).toMatchObject([{ outcome: "APPLIED" }]);
  });

  it("is looked up again by whoever takes over from a server that died while it looked", async () => {
    const { world } = await pending();
    const row = await open(world);
    await world.repository.update(row?.id ?? "", { looking_until: "2026-11-22T12:00:20.000Z", next_look_at: "2026-11-22T13:00:00.000Z" });
    await world.server.reconciler.verifyAllOpen();
    expect(await open(world)).toMatchObject({ next_look_at: "2026-11-22T12:00:20.000Z" });
    await world.clock.advance(20_000);
    await world.server.reconciler.verifyDue();
    expect(world.vendor.looks).toEqual(["v1"]);
  });
});
