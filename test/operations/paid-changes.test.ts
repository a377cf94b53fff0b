import type { ChangeKind } from "../../src/datasources/contract/catalog.js";
import { Gate } from "../support/changes.js";
import { testDatabases } from "../support/databases.js";
import { type World, worldOn } from "./world.js";

const SECOND = 1_000;

describe.each(testDatabases)("Two paid changes of one record on $name", (testDatabase) => {
  const openWorld = worldOn(testDatabase);
  const paidFor = { userErrors: [{ code: "CONFLICT", retryable: true, message: expect.stringContaining("was paid for a moment ago") }] };

  /** A second asker, whose check saw the record before the first one's change was made. */
  async function slowAsker(world: World, kind: ChangeKind = "prolongateVacancy") {
    const gate = new Gate();
    world.vendor.checkGates.push(gate);
    const second = world.make(kind, "v1");
    await gate.reached;
    return { second, gate };
  }

  it("are one payment where the second is requested within a second, with any key or subject", async () => {
    const world = await openWorld();
    const first = await world.make("prolongateVacancy", "v1");
    await world.clock.advance(SECOND);
    const second = await world.make("prolongateVacancy", "v1", { idempotencyKey: "k", requestedBy: "another" });
    expect(second).toMatchObject({ operation: { outcome: "NOT_APPLIED" }, ...paidFor });
    expect(second.userErrors[0]?.message).toContain(first.operation?.id);
    expect(second.result).toEqual({ vacancyId: "v1" });
    await world.clock.advance(1);
    expect((await world.make("prolongateVacancy", "v1")).operation?.outcome).toBe("APPLIED");
    expect(world.vendor.record("v1").prolonged).toBe(2);
  });

  it("are one payment within ten seconds of another server's, whose clock may be ahead or behind", async () => {
    const world = await openWorld();
    await world.make("prolongateVacancy", "v1", { server: world.startServer() });
    await world.clock.advance(10 * SECOND);
    expect(await world.make("prolongateVacancy", "v1")).toMatchObject(paidFor);
    await world.clock.advance(1);
    expect((await world.make("prolongateVacancy", "v1")).operation?.outcome).toBe("APPLIED");
  });

  it("are one payment where the first was made while the second was being checked, however long that took", async () => {
    const world = await openWorld();
    const { second, gate } = await slowAsker(world);
    await world.make("prolongateVacancy", "v1");
    await world.clock.advance(60 * SECOND);
    gate.open();
    expect(await second).toMatchObject(paidFor);
    expect(world.vendor.record("v1").prolonged).toBe(1);
  });

  it("are one payment where verifying for the second settles the first as made", async () => {
    const world = await openWorld();
    world.vendor.fates.push({ how: "late", lateMs: 5 * SECOND });
    await world.make("prolongateVacancy", "v1");
    await world.clock.advance(5 * SECOND);
    expect(await world.make("prolongateVacancy", "v1")).toMatchObject(paidFor);
    expect(world.vendor.record("v1").prolonged).toBe(1);
  });

  it("are one payment although a free change of the record came between them", async () => {
    const world = await openWorld();
    await world.make("prolongateVacancy", "v1");
    await world.make("closeVacancy", "v1");
    expect(await world.make("prolongateVacancy", "v1")).toMatchObject(paidFor);
  });

  it("are two payments where the first was not made", async () => {
    const world = await openWorld();
    world.vendor.fates.push({ how: "refused" });
    await world.make("prolongateVacancy", "v1");
    expect((await world.make("prolongateVacancy", "v1")).operation?.outcome).toBe("APPLIED");
    expect(world.vendor.sends).toHaveLength(2);
  });

  it("are two payments where their records or kinds differ; free changes are never refused", async () => {
    const world = await openWorld();
    await world.make("prolongateVacancy", "v1");
    for (const [kind, record] of [
      ["prolongateVacancy", "v2"],
      ["closeVacancy", "v1"],
      ["restoreVacancy", "v1"],
      ["closeVacancy", "v1"],
    ] as const) {
      expect((await world.make(kind, record)).operation?.outcome).toBe("APPLIED");
    }
  });

  it("may follow each other where the vendor would not charge again, but not while one is being made", async () => {
    const world = await openWorld();
    const change = world.vendor.change("prolongateVacancy");
    if (change === undefined) throw new Error("No change");
    change.paysAgain = () => false;
    const { second, gate } = await slowAsker(world);
    await world.clock.advance(1);
    await world.make("prolongateVacancy", "v1");
    gate.open();
    expect(await second).toMatchObject(paidFor);
    await world.clock.advance(1);
    expect((await world.make("prolongateVacancy", "v1")).operation?.outcome).toBe("APPLIED");
    expect(world.vendor.record("v1").prolonged).toBe(2);
  });

  it("are not refused in a dry run, which costs nothing", async () => {
    const world = await openWorld();
    await world.make("prolongateVacancy", "v1");
    expect(await world.make("prolongateVacancy", "v1", { dryRun: true })).toMatchObject({ operation: null, userErrors: [] });
  });
});
