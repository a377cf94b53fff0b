import { OperationOutcome } from "../../src/schema/operation/operation.type.js";
import { failure } from "../support/changes.js";
import { testDatabases } from "../support/databases.js";
import { SETTLE_GRACE_MS, turn, type World, worldOn } from "./world.js";

const LOST = [
  ["a lost answer", "lost-before"],
  ["a mistake of ours in the midst of sending", "bug"],
] as const;

describe.each(testDatabases)("A change whose answer was lost, on $name", (testDatabase) => {
  const openWorld = worldOn(testDatabase);
  const lookUp = async (world: World) => {
    await world.rested();
    const [row] = await world.server.executor.reconciliation.verify(await world.repository.open());
    return row;
  };

  it("that the record shows is APPLIED at once", async () => {
    const world = await openWorld();
    world.vendor.fates.push({ how: "lost-after" });
    const answer = await world.make("prolongateVacancy", "v1");
    expect(answer).toMatchObject({
      operation: { outcome: "APPLIED", vendorRequestId: "request-x" },
      userErrors: [],
      result: { vacancyId: "v1" },
    });
    expect(world.vendor).toMatchObject({ looks: ["v1"] });
    expect(world.vendor.sends).toHaveLength(1);
  });

  it.each(LOST)("that the record does not show, after %s, is UNCERTAIN, with the reason and the next attempt", async (_what, how) => {
    const world = await openWorld();
    world.vendor.fates.push({ how });
    const answer = await world.make("prolongateVacancy", "v1");
    expect(answer).toMatchObject({
      operation: { outcome: "UNCERTAIN", settledAt: null },
      userErrors: [{ code: "UNCERTAIN", retryable: false, message: expect.stringContaining("not sent again") }],
    });
    expect(await world.rows()).toMatchObject([
      { outcome: "UNCERTAIN", sent_at: "2026-11-22T12:00:00.000Z", next_look_at: "2026-11-22T12:00:02.000Z" },
    ]);
    expect(world.errors).toEqual(how === "bug" ? ["sending a change"] : []);
    expect(world.vendor.sends).toHaveLength(1);
  });

  it("is NOT_APPLIED only after the settle grace", async () => {
    const world = await openWorld();
    world.vendor.fates.push({ how: "lost-before" });
    await world.make("prolongateVacancy", "v1");
    await world.clock.advance(SETTLE_GRACE_MS - 1);
    expect(await lookUp(world)).toMatchObject({ outcome: "UNCERTAIN", settled_at: null });
    expect(JSON.parse((await world.rows())[0]?.user_errors ?? "")).toMatchObject([{ code: "UNCERTAIN" }]);
    await world.clock.advance(1);
    expect(await lookUp(world)).toMatchObject({ outcome: "NOT_APPLIED", settled_at: "2026-11-22T12:00:20.000Z", next_look_at: null });
    expect(JSON.parse((await world.rows())[0]?.user_errors ?? "")).toMatchObject([{ code: "REJECTED_BY_VENDOR", retryable: true }]);
    expect(world.vendor.sends).toHaveLength(1);
    expect(world.outcomes).toEqual(["prolongateVacancy NOT_APPLIED"]);
  });

  it("shows nothing of an attempt's finding before it holds", async () => {
    const world = await openWorld();
    world.vendor.fates.push({ how: "lost-before" });
    world.vendor.findings.push({ outcome: "NOT_APPLIED", result: { jobId: "not yet believed" } });
    const answer = await world.make("prolongateVacancy", "v1");
    expect(answer.operation?.outcome).toBe("UNCERTAIN");
    expect(answer.result).toEqual({ vacancyId: "v1" });
  });

  it("counts the settle grace from the end of the sending, not from its beginning", async () => {
    const world = await openWorld();
    world.vendor.fates.push({ how: "lost-before" });
    world.vendor.onSend = () => world.clock.advance(9_000);
    await world.make("prolongateVacancy", "v1");
    await world.clock.advance(SETTLE_GRACE_MS - 1);
    expect((await lookUp(world))?.outcome).toBe("UNCERTAIN");
    await world.clock.advance(1);
    expect((await lookUp(world))?.outcome).toBe("NOT_APPLIED");
  });

  it("is judged by the moment at which an attempt began, however long the vendor took to answer", async () => {
    const world = await openWorld();
    world.vendor.fates.push({ how: "late", lateMs: SETTLE_GRACE_MS - 1 });
    await world.make("prolongateVacancy", "v1");
    const change = world.vendor.change("prolongateVacancy");
    if (change === undefined) throw new Error("No change");
    const { verify } = change;
    await world.clock.advance(SETTLE_GRACE_MS - 2);
    jest.spyOn(change, "verify").mockImplementationOnce(async (sent, reads) => {
      const finding = await verify(sent, reads);
      await world.clock.advance(10_000);
      return finding;
    });
    expect((await lookUp(world))?.outcome).toBe("UNCERTAIN");
    expect((await lookUp(world))?.outcome).toBe("APPLIED");
  });

  it("is NOT_APPLIED without a settle grace where the vendor itself says that it failed", async () => {
    const world = await openWorld();
    world.vendor.fates.push({ how: "lost-before" });
    await world.make("closeVacancy", "v1");
    const because = { code: "LIMIT_REACHED", message: "No slot", field: null, vendorCode: "9", retryable: false } as never;
    world.vendor.findings.push({ outcome: "NOT_APPLIED", definite: true, userErrors: [because] });
    const row = await lookUp(world);
    expect(row).toMatchObject({ outcome: "NOT_APPLIED" });
    expect(JSON.parse(row?.user_errors ?? "")).toEqual([because]);
  });

  it("stays UNCERTAIN for as long as the vendor cannot be asked, with ever longer waits, and keeps its first reason", async () => {
    const world = await openWorld();
    world.vendor.fates.push({ how: "lost-before" });
    const { userErrors } = await world.make("closeVacancy", "v1");
    const waits: number[] = [];
    for (let look = 0; look < 4; look += 1) {
      const [open] = await world.repository.open();
      await world.clock.advance(Date.parse(open?.next_look_at ?? "") - world.clock.now());
      world.vendor.lookFailures.push(look === 1 ? new TypeError("ours") : failure("TIMEOUT", "maybe"));
      const row = await lookUp(world);
      waits.push(Date.parse(row?.next_look_at ?? "") - world.clock.now());
      expect(row).toMatchObject({ outcome: "UNCERTAIN", user_errors: JSON.stringify(userErrors), looks: look + 1 });
    }
    expect(waits).toEqual([10_000, 60_000, 60_000, 60_000]);
    expect(world.errors).toEqual(["verifying a change"]);
    expect(world.vendor.sends).toHaveLength(1);
  });

  it("stays open while its vendor is switched off, and is settled when it is back", async () => {
    const world = await openWorld();
    world.vendor.fates.push({ how: "lost-after" });
    world.vendor.onSend = async () => world.switchOff();
    expect((await world.make("closeVacancy", "v1")).operation?.outcome).toBe("UNCERTAIN");
    const row = await lookUp(world);
    expect(Date.parse(row?.next_look_at ?? "") - world.clock.now()).toBe(60_000);
    world.switchOn();
    expect((await lookUp(world))?.outcome).toBe("APPLIED");
  });

  it("is waited for within the request where the settle grace is short", async () => {
    const world = await openWorld({ verifyPolicy: { delaysMs: [2_000, 10_000], settleGraceMs: 3_000 } });
    world.vendor.fates.push({ how: "lost-before" }, { how: "late", lateMs: 2_999 });
    const first = world.make("closeVacancy", "v1");
    // The fates go by the order of the sending, which two changes begun together do not have.
    while (world.vendor.sends.length === 0) await turn();
    const both = Promise.all([first, world.make("closeVacancy", "v2")]);
    await world.untilSomebodySleeps(2);
    const [lost, late] = await world.passUntil(both, 1_000);
    expect(lost).toMatchObject({ operation: { outcome: "NOT_APPLIED", settledAt: "2026-11-22T12:00:03.000Z" } });
    expect(late).toMatchObject({ operation: { outcome: "APPLIED" }, userErrors: [] });
    // Each at once, and once more when it was quiet; which of the two comes first is left open.
    expect(world.vendor.looks.slice(0, 2).toSorted()).toEqual(["v1", "v2"]);
    expect(world.vendor.looks.slice(2).toSorted()).toEqual(["v1", "v2"]);
  });

  it("is not waited for where the request's deadline comes before the end of the settle grace", async () => {
    const world = await openWorld({ verifyPolicy: { delaysMs: [2_000], settleGraceMs: 3_000 } });
    world.vendor.fates.push({ how: "lost-before" });
    const answer = await world.make("closeVacancy", "v1", { deadlineAt: world.clock.now() + 3_000 });
    expect(answer.operation?.outcome).toBe("UNCERTAIN");
    expect(world.vendor.looks).toEqual(["v1"]);
  });

  it("is not waited for where the settle grace is long", async () => {
    const world = await openWorld({ verifyPolicy: { delaysMs: [2_000], settleGraceMs: 6_001 } });
    world.vendor.fates.push({ how: "lost-before" });
    expect((await world.make("closeVacancy", "v1")).operation?.outcome).toBe("UNCERTAIN");
    expect(world.clock.sleeping).toBe(0);
  });

  it("is settled once: of two attempts at the same time the first counts, and the second answers the same", async () => {
    const world = await openWorld();
    world.vendor.fates.push({ how: "lost-before" });
    await world.make("closeVacancy", "v1");
    await world.clock.advance(SETTLE_GRACE_MS);
    const [row] = await world.repository.open();
    if (row === undefined) throw new Error("Nothing is open");
    world.vendor.findings.push({ outcome: "NOT_APPLIED" }, { outcome: "APPLIED" });
    const told = await Promise.all([world.server, world.startServer()].map(({ executor }) => executor.reconciliation.verify([row])));
    expect(new Set(told.map(([end]) => end?.outcome)).size).toBe(1);
    expect(world.outcomes).toHaveLength(1);
  });

  it("is not reopened by a slow attempt of another server that began before the outcome was stored", async () => {
    const world = await openWorld();
    const other = world.startServer();
    world.vendor.fates.push({ how: "pending" });
    let looked: Promise<unknown> | undefined;
    let finish = () => {};
    world.vendor.onSend = async () => {
      const change = world.vendor.change("reassignVacancy");
      if (change === undefined) throw new Error("No change");
      const slow = new Promise<void>((resolve) => {
        finish = resolve;
      });
      jest.spyOn(change, "verify").mockImplementationOnce(async () => {
        await slow;
        return { outcome: "UNCERTAIN" };
      });
      looked = other.executor.reconciliation.verify(await world.repository.open());
    };
    const answer = await world.make("reassignVacancy", "v1");
    expect(answer.operation?.outcome).toBe(OperationOutcome.PENDING);
    const [before] = await world.rows();
    finish();
    const after = { ...before, looking_until: null };
    expect(await looked).toEqual([after]);
    expect(await world.rows()).toEqual([after]);
  });
});
