import { sealCursor } from "../../src/schema/common/cursor.js";
import { OperationOutcome } from "../../src/schema/operation/operation.type.js";
import { testDatabases } from "../support/databases.js";
import { vacancyId, type World, worldOn } from "./world.js";

describe.each(testDatabases)("The audit log on $name", (testDatabase) => {
  const openWorld = worldOn(testDatabase);

  /** Changes of two callers, one a second, but the last two in the same millisecond. */
  async function filled(): Promise<World> {
    const world = await openWorld();
    for (const [index, requestedBy] of ["ann", "bob", "ann", "bob", "ann", "ann"].entries()) {
      if (index < 5) await world.clock.advance(1_000);
      await world.make(index % 2 === 0 ? "closeVacancy" : "restoreVacancy", `v${index}`, { requestedBy });
    }
    return world;
  }
  const targets = (page: { items: { node: { targetId: string | null } }[] }) =>
    page.items.map(({ node }) => node.targetId?.split(":").at(-1));

  it("shows the viewer's own operations, newest first, and all with the scope `audit`", async () => {
    const world = await filled();
    const own = await world.log("ann").list({}, 10);
    expect(targets(own).slice(0, 2).sort()).toEqual(["v4", "v5"]);
    expect(targets(own).slice(2)).toEqual(["v2", "v0"]);
    expect(own.hasNextPage).toBe(false);
    const all = await world.log("auditor", ["audit"]).list({}, 10);
    expect(targets(all).slice(2)).toEqual(["v3", "v2", "v1", "v0"]);
    expect(targets(await world.log("nobody").list({}, 10))).toEqual([]);
  });

  it("requires the scope `read` or `audit`", async () => {
    const world = await filled();
    const refused = { extensions: { code: "FORBIDDEN", missingScopes: ["read", "audit"] } };
    await expect(world.log("ann", ["write", "spend"]).list({}, 10)).rejects.toMatchObject(refused);
    await expect(world.log("ann", ["vendor-data:read"]).byId("headhunter:operation:nothing")).rejects.toMatchObject(refused);
    expect(targets(await world.log("ann", ["read"]).list({}, 10))).toHaveLength(4);
    expect(targets(await world.log("ann", ["audit"]).list({}, 10))).toHaveLength(6);
  });

  it("filters by target and by outcome, within what the viewer may see", async () => {
    const world = await filled();
    const audit = world.log("auditor", ["audit"]);
    expect(targets(await audit.list({ outcome: OperationOutcome.NOT_APPLIED }, 10)).sort()).toEqual(["v1", "v3", "v5"]);
    expect(targets(await audit.list({ targetId: vacancyId("v3") }, 10))).toEqual(["v3"]);
    expect(targets(await audit.list({ targetId: vacancyId("v3"), outcome: OperationOutcome.APPLIED }, 10))).toEqual([]);
    expect(targets(await world.log("ann").list({ targetId: vacancyId("v3") }, 10))).toEqual([]);
  });

  it("pages without gaps or repeats while new operations arrive, and its cursors outlive the process", async () => {
    const world = await filled();
    const whole = (await world.log("auditor", ["audit"]).list({}, 10)).items.map(({ node }) => node.id);
    const seen: string[] = [];
    let after: string | null = null;
    for (;;) {
      const page = await world.log("auditor", ["audit"], world.startServer()).list({}, 1, after);
      seen.push(...page.items.map(({ node }) => node.id));
      after = page.items.at(-1)?.cursor ?? null;
      // Some arrive in the very millisecond of the newest ones.
      if (seen.length > 2) await world.clock.advance(1_000);
      await world.make("prolongateVacancy", `new${seen.length}`, { requestedBy: "ann" });
      if (!page.hasNextPage) break;
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.filter((id) => whole.includes(id))).toEqual(whole);
  });

  it("answers an empty page after the last one", async () => {
    const world = await filled();
    const all = await world.log("auditor", ["audit"]).list({}, 6);
    expect(all.hasNextPage).toBe(false);
    expect(await world.log("auditor", ["audit"]).list({}, 6, all.items.at(-1)?.cursor)).toEqual({ items: [], hasNextPage: false });
  });

  it.each([
    "",
    "nonsense",
    sealCursor(["operations", null, null], [1, 2]),
    sealCursor(["operations", null, null], {}),
    sealCursor(["operations", null, null], null),
  ])("refuses %j as a cursor", async (after) => {
    const world = await openWorld();
    await expect(world.log().list({}, 10, after)).rejects.toThrow(/not a cursor/);
  });

  it("refuses the cursor of a list of other operations", async () => {
    const world = await filled();
    const { items } = await world.log("auditor", ["audit"]).list({}, 1);
    for (const other of [{ targetId: "v3" }, { outcome: OperationOutcome.APPLIED }]) {
      await expect(world.log("auditor", ["audit"]).list(other, 1, items[0]?.cursor)).rejects.toThrow(/other arguments/);
    }
  });

  it("shows an operation to its caller and to auditors; others receive FORBIDDEN, and the vendor is not asked", async () => {
    const world = await openWorld();
    world.vendor.fates.push({ how: "pending" });
    const { operation } = await world.make("reassignVacancy", "v1", { requestedBy: "ann" });
    const id = operation?.id ?? "";
    await expect(world.log("bob", ["read", "write", "spend"]).byId(id)).rejects.toMatchObject({ extensions: { code: "FORBIDDEN" } });
    expect(world.vendor.looks).toEqual([]);
    expect(await world.log("ann").byId(id)).toMatchObject({ id });
    expect(await world.log("bob", ["audit"]).byId(id)).toMatchObject({ id, requestedBy: "ann" });
    expect(await world.log("ann").byId("headhunter:operation:nothing")).toBeNull();
  });

  it("verifies an open operation when it is read, at most every two seconds, and shows the outcome", async () => {
    const world = await openWorld();
    world.vendor.fates.push({ how: "pending" });
    const { operation } = await world.make("reassignVacancy", "v1");
    const ask = () => world.log().byId(operation?.id ?? "");
    expect((await ask())?.outcome).toBe("PENDING");
    await world.clock.advance(1_999);
    await ask();
    expect(world.vendor.looks).toHaveLength(1);
    world.vendor.tasks.set("task-v1", { outcome: "APPLIED" });
    await world.clock.advance(1);
    expect(await ask()).toMatchObject({ outcome: "APPLIED", settledAt: "2026-11-22T12:00:02.000Z" });
    await world.clock.advance(10_000);
    await ask();
    expect(world.vendor.looks).toHaveLength(2);
  });

  it("verifies many operations in one round", async () => {
    const world = await openWorld();
    world.vendor.fates.push({ how: "pending" }, { how: "pending" }, { how: "applied" });
    const answers = await world.run("reassignVacancy", ["v1", "v2", "v3"]);
    const before = world.rounds;
    const log = world.log();
    await Promise.all(answers.map((answer) => log.byId(("operation" in answer && answer.operation?.id) || "")));
    expect(world.rounds - before).toBe(1);
    expect([...world.vendor.looks].sort()).toEqual(["v1", "v2"]);
  });
});
