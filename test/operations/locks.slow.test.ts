import { Gate } from "../support/changes.js";
import { testDatabases } from "../support/databases.js";
import { DEADLINE_MS, SETTLE_GRACE_MS, turn, type World, worldOn } from "./world.js";

const SERVERS = [
  ["the same server", (world: World) => world.server],
  ["another server", (world: World) => world.startServer()],
] as const;

describe.each(testDatabases)("Two changes of one record on $name", (testDatabase) => {
  const openWorld = worldOn(testDatabase);

  /** A world in which a first change is with the vendor, which holds it already or not. */
  async function firstUnderWay(kind: "closeVacancy" | "prolongateVacancy", when: "before" | "after" = "before", ids = ["v1"]) {
    const world = await openWorld();
    const gate = new Gate();
    world.vendor.fates.push({ how: "applied", [when]: gate });
    const first = world.run(kind, ids);
    await gate.reached;
    return { world, gate, first };
  }

  it.each(SERVERS)("wait for each other at %s where they are free: the second sees the first one's result", async (_where, at) => {
    const { world, gate, first } = await firstUnderWay("closeVacancy");
    const second = world.make("closeVacancy", "v1", { server: at(world) });
    let isOver = false;
    void second.then(() => {
      isOver = true;
    });
    await world.untilSomebodySleeps();
    await turn();
    expect(isOver).toBe(false);
    gate.open();
    expect(await first).toMatchObject([{ operation: { outcome: "APPLIED" } }]);
    expect(await world.passUntil(second)).toMatchObject({
      operation: { outcome: "NOT_APPLIED" },
      userErrors: [{ code: "ALREADY_CLOSED" }],
    });
    expect(world.vendor.sends).toHaveLength(1);
  });

  it.each(SERVERS)("are refused with CONFLICT at once at %s where the second one costs money, and one is sent", async (_where, at) => {
    const { world, gate, first } = await firstUnderWay("prolongateVacancy");
    const second = await world.make("prolongateVacancy", "v1", { server: at(world), idempotencyKey: "k" });
    expect(second).toMatchObject({
      operation: { outcome: "NOT_APPLIED", settledAt: "2026-11-22T12:00:00.000Z" },
      userErrors: [{ code: "CONFLICT", retryable: true, message: expect.stringContaining(world.vendor.sends[0] ?? "?") }],
    });
    expect(world.clock.sleeping).toBe(0);
    gate.open();
    await first;
    expect(world.vendor.record("v1").prolonged).toBe(1);
    // What was refused stays refused under its key; a new one is a new wish.
    expect((await world.make("prolongateVacancy", "v1", { idempotencyKey: "k" })).operation).toMatchObject({ replayed: true });
    await world.clock.advance(1_001);
    expect((await world.make("prolongateVacancy", "v1")).operation).toMatchObject({ outcome: "APPLIED" });
    expect(world.vendor.sends).toHaveLength(2);
  });

  it.each(SERVERS)("are one payment at %s although the vendor shows the first already, until its answer has come", async (_where, at) => {
    const { world, gate, first } = await firstUnderWay("prolongateVacancy", "after");
    expect(await world.make("prolongateVacancy", "v1", { server: at(world) })).toMatchObject({ userErrors: [{ code: "CONFLICT" }] });
    expect(world.vendor.looks).toEqual([]);
    gate.open();
    await first;
    expect(world.vendor.sends).toHaveLength(1);
  });

  it("are kept apart whatever their kinds", async () => {
    const { world, gate, first } = await firstUnderWay("closeVacancy");
    expect(await world.make("prolongateVacancy", "v1")).toMatchObject({ userErrors: [{ code: "CONFLICT" }] });
    gate.open();
    await first;
  });

  it.each(SERVERS)("wait at %s no longer than the second one's deadline, then it is CONFLICT", async (_where, at) => {
    const { world, gate, first } = await firstUnderWay("closeVacancy");
    const second = world.make("closeVacancy", "v1", { server: at(world), deadlineAt: world.clock.now() + 2_000 });
    expect(await world.passUntil(second)).toMatchObject({ operation: { outcome: "NOT_APPLIED" }, userErrors: [{ code: "CONFLICT" }] });
    expect(world.clock.now()).toBeLessThan(Date.parse("2026-11-22T12:00:03Z"));
    gate.open();
    await first;
    expect(world.clock.sleeping).toBe(0);
  });

  it("do not wait for each other where their records differ", async () => {
    const { world, gate, first } = await firstUnderWay("prolongateVacancy");
    expect(await world.make("prolongateVacancy", "v2")).toMatchObject({ operation: { outcome: "APPLIED" } });
    gate.open();
    await first;
  });

  it("check the second again where the first began and ended during its check", async () => {
    const world = await openWorld();
    const slow = [new Gate(), new Gate()] as const;
    world.vendor.checkGates.push(...slow);
    const closing = world.make("closeVacancy", "v1");
    const handing = world.make("reassignVacancy", "v2");
    await Promise.all(slow.map((gate) => gate.reached));
    await world.make("closeVacancy", "v1");
    await world.make("closeVacancy", "v2");
    for (const gate of slow) gate.open();
    expect(await closing).toMatchObject({ userErrors: [{ code: "ALREADY_CLOSED" }] });
    expect((await handing).operation?.outcome).toBe("APPLIED");
    // What a later attempt to verify it would compare with is of the second check.
    const rows = await world.rows();
    expect(rows.filter(({ kind }) => kind === "reassignVacancy").map(({ evidence }) => JSON.parse(evidence ?? ""))).toEqual([
      { open: false, prolonged: 0 },
    ]);
    expect(world.vendor.sends).toHaveLength(3);
  });

  it("are checked through fresh reads in each round, and those of one list through the same", async () => {
    const { world, gate, first } = await firstUnderWay("closeVacancy");
    const change = world.vendor.change("closeVacancy");
    if (change === undefined) throw new Error("No change");
    const check = jest.spyOn(change, "check");
    const list = world.run("closeVacancy", ["v1", "v2"]);
    while (world.vendor.record("v2").open) await turn();
    gate.open();
    await Promise.all([first, list]);
    const reads = check.mock.calls.map(([, datasource]) => datasource);
    expect(reads).toHaveLength(3);
    expect(reads[1]).toBe(reads[0]);
    expect(reads[2]).not.toBe(reads[0]);
  });

  it("check the second again where the first was under way when its check began", async () => {
    const { world, gate, first } = await firstUnderWay("closeVacancy");
    const slow = new Gate();
    world.vendor.checkGates.push(slow);
    const second = world.make("closeVacancy", "v1");
    await slow.reached;
    gate.open();
    await first;
    slow.open();
    expect(await second).toMatchObject({ userErrors: [{ code: "ALREADY_CLOSED" }] });
    expect(world.vendor.sends).toHaveLength(1);
  });

  it("give up with CONFLICT where the record changes under every check", async () => {
    const world = await openWorld();
    const change = world.vendor.change("prolongateVacancy");
    if (change === undefined) throw new Error("No change");
    const { check } = change;
    let depth = 0;
    jest.spyOn(change, "check").mockImplementation(async (wanted, reads) => {
      depth += 1;
      const checked = await check(wanted, reads);
      if (depth === 1) await world.make("closeVacancy", "v1").finally(() => undefined);
      if (depth === 1) world.vendor.record("v1").open = true;
      depth -= 1;
      return checked;
    });
    expect(await world.make("prolongateVacancy", "v1")).toMatchObject({ userErrors: [{ code: "CONFLICT" }] });
    expect(change.check).toHaveBeenCalledTimes(5);
    expect(world.vendor.record("v1").prolonged).toBe(0);
  });

  it("verify the first where it is UNCERTAIN, and make the second where that settles it", async () => {
    const world = await openWorld();
    world.vendor.fates.push({ how: "late", lateMs: 5_000 });
    expect((await world.make("closeVacancy", "v1")).operation?.outcome).toBe("UNCERTAIN");
    await world.clock.advance(5_000);
    expect((await world.make("prolongateVacancy", "v1")).operation?.outcome).toBe("APPLIED");
    expect(await world.rows()).toMatchObject([{ outcome: "APPLIED" }, { outcome: "APPLIED" }]);
    expect(world.vendor.record("v1").prolonged).toBe(1);
  });

  it("refuse the second with CONFLICT where the first stays UNCERTAIN, and verify it at most every two seconds", async () => {
    const world = await openWorld();
    world.vendor.fates.push({ how: "lost-before" });
    await world.make("prolongateVacancy", "v1");
    for (const [afterMs, looks] of [
      [1_999, 1],
      [1, 2],
      [1_000, 2],
      [1_000, 3],
    ] as const) {
      await world.clock.advance(afterMs);
      const kind = looks === 2 ? "closeVacancy" : "prolongateVacancy";
      expect(await world.make(kind, "v1")).toMatchObject({ userErrors: [{ code: "CONFLICT" }] });
      expect(world.vendor.looks).toHaveLength(looks);
    }
    await world.clock.advance(SETTLE_GRACE_MS);
    expect((await world.make("prolongateVacancy", "v1")).operation?.outcome).toBe("APPLIED");
    expect(world.vendor.sends).toHaveLength(2);
    expect(world.vendor.record("v1").prolonged).toBe(1);
  });

  it("in one list that names a record twice do not deadlock", async () => {
    const world = await openWorld();
    const answers = await world.run("closeVacancy", ["v1", "v1", "v2"]);
    expect(answers).toMatchObject([
      { operation: { outcome: "APPLIED" } },
      { operation: { outcome: "NOT_APPLIED" }, userErrors: [{ code: "ALREADY_CLOSED" }] },
      { operation: { outcome: "APPLIED" } },
    ]);
    expect(world.clock.now()).toBe(Date.parse("2026-11-22T12:00:00Z"));
    const paid = await world.run("prolongateVacancy", ["v1", "v1"]);
    expect(paid).toMatchObject([{ operation: { outcome: "APPLIED" } }, { userErrors: [{ code: "CONFLICT" }] }]);
    expect(world.vendor.record("v1").prolonged).toBe(1);
  });

  it("do not delay the rest of a list that holds one of them", async () => {
    const { world, gate, first } = await firstUnderWay("closeVacancy");
    const list = world.run("closeVacancy", ["v1", "v2"]);
    while (world.vendor.record("v2").open) await turn();
    await world.untilSomebodySleeps();
    gate.open();
    expect(await list).toMatchObject([{ userErrors: [{ code: "ALREADY_CLOSED" }] }, { operation: { outcome: "APPLIED" } }]);
    await first;
  });

  it("are kept apart by every lock that they share, and a refused one holds none", async () => {
    const { world, gate, first } = await firstUnderWay("prolongateVacancy", "before", ["b+c"]);
    expect(await world.make("prolongateVacancy", "a+b")).toMatchObject({ userErrors: [{ code: "CONFLICT" }] });
    expect(await world.make("prolongateVacancy", "a")).toMatchObject({ operation: { outcome: "APPLIED" } });
    gate.open();
    await first;
    expect(await world.make("prolongateVacancy", "a+b+c")).toMatchObject({ operation: { outcome: "APPLIED" } });
  });

  it("of many callers at once, at two servers, are one payment and CONFLICT, or one closing and ALREADY_CLOSED", async () => {
    const world = await openWorld();
    const other = world.startServer();
    const servers = Array.from({ length: 10 }, (_, index) => (index % 2 === 0 ? world.server : other));
    const gate = new Gate();
    world.vendor.fates.push({ how: "applied", before: gate });
    const paid = servers.map((server) => world.make("prolongateVacancy", "v1", { server }));
    let refused = 0;
    for (const one of paid) void one.then(({ userErrors }) => (refused += userErrors.length));
    while (refused < 9) await turn();
    gate.open();
    const codes = (await Promise.all(paid)).map(({ userErrors }) => userErrors[0]?.code ?? "none");
    expect(codes.filter((code) => code === "CONFLICT")).toHaveLength(9);
    expect(world.vendor.record("v1").prolonged).toBe(1);

    const closed = await world.passUntil(Promise.all(servers.map((server) => world.make("closeVacancy", "v1", { server }))));
    expect(closed.map(({ userErrors }) => userErrors[0]?.code ?? "none").sort()).toEqual([
      ...Array<string>(9).fill("ALREADY_CLOSED"),
      "none",
    ]);
    expect(world.vendor.sends).toHaveLength(2);
  });

  it("in lists of opposite orders at two servers never deadlock", async () => {
    const world = await openWorld();
    const other = world.startServer();
    const ids = Array.from({ length: 12 }, (_, index) => `v${index}+w${11 - index}`);
    for (let round = 0; round < 5; round += 1) {
      const kind = round % 2 === 0 ? "closeVacancy" : "restoreVacancy";
      const both = [world.run(kind, ids), world.run(kind, [...ids].reverse(), { server: other })];
      const answers = (await world.passUntil(Promise.all(both))).flat();
      expect(answers.filter((answer) => answer instanceof Error)).toEqual([]);
      expect(answers.filter((answer) => "operation" in answer && answer.operation?.outcome === "APPLIED")).toHaveLength(ids.length);
    }
    expect(world.vendor.sends).toHaveLength(5 * ids.length);
    expect(await world.repository.open()).toEqual([]);
  });

  it("wait for a change that a dead process left only until it is settled", async () => {
    const { world } = await firstUnderWay("closeVacancy", "after");
    const server = world.startServer();
    const second = world.make("restoreVacancy", "v1", { server, deadlineAt: world.clock.now() + DEADLINE_MS });
    await world.untilSomebodySleeps();
    await server.reconciler.verifyAllOpen();
    expect(await world.passUntil(second)).toMatchObject({ operation: { outcome: "APPLIED" } });
    expect(await world.rows()).toMatchObject([{ outcome: "APPLIED" }, { outcome: "APPLIED" }]);
    expect(world.clock.now()).toBeLessThan(Date.parse("2026-11-22T12:00:01Z"));
  });
});
