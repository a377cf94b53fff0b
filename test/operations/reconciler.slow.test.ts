import { Gate } from "../support/changes.js";
import { testDatabases } from "../support/databases.js";
import { turn, vacancyId, type World, worldOn } from "./world.js";

describe.each(testDatabases)("The reconciler on $name", (testDatabase) => {
  const openWorld = worldOn(testDatabase);
  const seconds = (world: World) => (world.clock.now() - Date.parse("2026-11-22T12:00:00Z")) / 1_000;
  /** Passes time second by second, letting the reconciler finish what it began before the clock goes on. */
  async function pass(world: World, s: number): Promise<void> {
    for (let second = 0; second < s; second += 1) {
      await world.clock.advance(1_000);
      await world.untilSomebodySleeps();
    }
  }

  it("verifies a PENDING change when it is due, at ever longer intervals, until its outcome is known", async () => {
    const world = await openWorld();
    world.vendor.fates.push({ how: "pending" });
    const answer = await world.make("reassignVacancy", "v1");
    expect(answer).toMatchObject({ operation: { outcome: "PENDING", vendorTaskId: "task-v1", settledAt: null }, userErrors: [] });
    const looks: number[] = [];
    const change = world.vendor.change("reassignVacancy");
    if (change === undefined) throw new Error("No change");
    const { verify } = change;
    jest.spyOn(change, "verify").mockImplementation((sent, reads) => {
      expect(sent).toMatchObject({ taskId: "task-v1", requestedAt: Date.parse("2026-11-22T12:00:00Z"), result: { jobId: "kept" } });
      looks.push(seconds(world));
      return verify(sent, reads);
    });
    // The start looks at everything; what is due has its own times.
    world.server.reconciler.start();
    await world.untilSomebodySleeps();
    await pass(world, 140);
    expect(looks).toEqual([0, 2, 12, 72, 132]);
    world.vendor.tasks.set("task-v1", { outcome: "APPLIED", result: { vacancyId: "linkedin:vacancy:9" } });
    await pass(world, 60);
    expect(looks).toEqual([0, 2, 12, 72, 132, 192]);
    expect(await world.log().byId(answer.operation?.id ?? "")).toMatchObject({ outcome: "APPLIED", settledAt: "2026-11-22T12:03:12.000Z" });
    expect(JSON.parse((await world.rows())[0]?.result ?? "")).toEqual({ vacancyId: "linkedin:vacancy:9", jobId: "kept" });
    await pass(world, 100);
    expect(looks).toHaveLength(6);
    await world.server.reconciler.stop();
    expect(world.vendor.sends).toHaveLength(1);
    expect(world.errors).toEqual([]);
  });

  it("reports why a task failed, without a settle grace, and keeps partial refusals while it is pending", async () => {
    const world = await openWorld();
    const part = { code: "NOT_FOUND", message: "one of them", field: null, vendorCode: null, retryable: false } as never;
    world.vendor.fates.push({ how: "pending", userErrors: [part] }, { how: "pending", userErrors: [part] });
    await world.run("reassignVacancy", ["v1", "v2"]);
    await world.server.reconciler.verifyAllOpen();
    const reasons = async () => (await world.rows()).map(({ target_id, user_errors }) => [target_id, JSON.parse(user_errors)]).sort();
    expect(await reasons()).toEqual([
      [vacancyId("v1"), [part]],
      [vacancyId("v2"), [part]],
    ]);
    const why = { code: "NOT_ENOUGH_CREDIT", message: "no slot", field: null, vendorCode: "SLOT", retryable: false } as never;
    world.vendor.tasks.set("task-v1", { outcome: "NOT_APPLIED", definite: true, userErrors: [why] });
    world.vendor.tasks.set("task-v2", { outcome: "APPLIED" });
    await world.rested();
    await world.server.reconciler.verifyAllOpen();
    expect(await reasons()).toEqual([
      [vacancyId("v1"), [why]],
      [vacancyId("v2"), [part]],
    ]);
  });

  it("reports UNCERTAIN with a reason where the vendor accepted a change and then does not know it", async () => {
    const world = await openWorld();
    world.vendor.fates.push({ how: "pending" });
    const { operation } = await world.make("reassignVacancy", "v1");
    world.vendor.tasks.set("task-v1", { outcome: "UNCERTAIN" });
    await world.server.reconciler.verifyAllOpen();
    world.vendor.lookFailures.push(new Error("away"));
    await world.rested();
    await world.server.reconciler.verifyAllOpen();
    expect(await world.log().byId(operation?.id ?? "")).toMatchObject({ outcome: "UNCERTAIN", userErrors: [{ code: "UNCERTAIN" }] });
    world.vendor.tasks.set("task-v1", { outcome: "PENDING" });
    await world.rested();
    await world.server.reconciler.verifyAllOpen();
    expect(await world.log().byId(operation?.id ?? "")).toMatchObject({ outcome: "PENDING", userErrors: [] });
  });

  it("keeps a task PENDING while the vendor cannot be asked", async () => {
    const world = await openWorld();
    world.vendor.fates.push({ how: "pending" });
    await world.make("reassignVacancy", "v1");
    world.vendor.lookFailures.push(new Error("away"));
    await world.server.reconciler.verifyAllOpen();
    expect(await world.rows()).toMatchObject([{ outcome: "PENDING", user_errors: "[]" }]);
  });

  it("verifies many in one round, so that requests can be batched", async () => {
    const world = await openWorld();
    const ids = Array.from({ length: 250 }, (_, index) => `v${index}`);
    world.vendor.fates.push(...ids.map(() => ({ how: "pending" as const })));
    await world.run("reassignVacancy", ids);
    for (const id of ids) world.vendor.tasks.set(`task-${id}`, { outcome: "APPLIED" });
    const roundsBefore = world.rounds;
    await world.clock.advance(2_000);
    await world.server.reconciler.verifyDue();
    expect(world.rounds - roundsBefore).toBe(1);
    expect(world.vendor.looks).toHaveLength(200);
    await world.server.reconciler.verifyAllOpen();
    expect(world.rounds - roundsBefore).toBe(2);
    expect([...world.vendor.looks].sort()).toEqual([...ids].sort());
    expect(await world.repository.open()).toEqual([]);
  });

  it("skips operations that are not due, or that this process is sending", async () => {
    const world = await openWorld();
    const gate = new Gate();
    world.vendor.fates.push({ how: "pending" }, { how: "pending", before: gate });
    await world.make("reassignVacancy", "v1");
    const second = world.make("reassignVacancy", "v2");
    await gate.reached;
    await world.clock.advance(1_999);
    await world.server.reconciler.verifyDue();
    expect(world.vendor.looks).toEqual([]);
    await world.clock.advance(120_000);
    await world.server.reconciler.verifyDue();
    expect(world.vendor.looks).toEqual(["v1"]);
    await world.rested();
    await world.server.reconciler.verifyAllOpen();
    expect(world.vendor.looks).toEqual(["v1", "v1"]);
    gate.open();
    await second;
  });

  it("keeps its planned attempts where a client reads the operation in between", async () => {
    const world = await openWorld();
    world.vendor.fates.push({ how: "pending" });
    const { operation } = await world.make("reassignVacancy", "v1");
    await world.clock.advance(2_000);
    await world.server.reconciler.verifyDue();
    const plan = (await world.rows()).map(({ looks, next_look_at }) => ({ looks, next_look_at }));
    expect(plan).toEqual([{ looks: 1, next_look_at: "2026-11-22T12:00:12.000Z" }]);
    for (let asked = 0; asked < 3; asked += 1) {
      await world.clock.advance(2_000);
      await world.log().byId(operation?.id ?? "");
    }
    expect(world.vendor.looks).toHaveLength(4);
    expect((await world.rows()).map(({ looks, next_look_at }) => ({ looks, next_look_at }))).toEqual(plan);
  });

  it("continues after a failure of the store, and stops when it is closed", async () => {
    const world = await openWorld();
    const due = jest.spyOn(world.repository, "dueForLook").mockRejectedValueOnce(new Error("The database is gone"));
    const open = jest.spyOn(world.repository, "open").mockRejectedValueOnce(new Error("The database is gone"));
    world.server.reconciler.start();
    world.server.reconciler.start();
    await world.untilSomebodySleeps();
    await pass(world, 2);
    expect(world.errors).toEqual(["verifying open operations", "verifying open operations"]);
    await pass(world, 4);
    // What earlier processes left open is looked at until that has succeeded once.
    expect(open).toHaveBeenCalledTimes(3);
    expect(due.mock.calls.length).toBeGreaterThan(2);
    const rounds = due.mock.calls.length;
    await world.server.reconciler.stop();
    await world.clock.advance(10_000);
    await turn();
    expect(due).toHaveBeenCalledTimes(rounds);
    expect(world.clock.sleeping).toBe(0);
  });
});
