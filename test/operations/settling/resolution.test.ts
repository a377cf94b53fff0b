import { OperationOutcome } from "../../../src/schema/operation/operation.type.js";
import type { SeenOutcome } from "../../../src/schema/operation/resolve-operation.input.js";
import { Gate } from "../../support/changes.js";
import { testDatabases } from "../../support/databases.js";
import { DEADLINE_MS, SETTLE_GRACE_MS, UPSTREAM_TIMEOUT_MS, vacancyId, type World, worldOn } from "../world.js";

const { APPLIED, NOT_APPLIED } = OperationOutcome;

describe.each(testDatabases)("An operation that a person resolves, on $name", (testDatabase) => {
  const openWorld = worldOn(testDatabase);

  /** A paid change whose answer was lost: what the vendor shows does not tell. */
  async function inDoubt(more: object = {}): Promise<{ world: World; id: string }> {
    const world = await openWorld();
    world.vendor.fates.push({ how: "lost-before" });
    const { operation } = await world.make("prolongateVacancy", "v1", { requestedBy: "ann", ...more });
    expect(operation?.outcome).toBe("UNCERTAIN");
    return { world, id: operation?.id ?? "" };
  }
  const resolve = (world: World, id: string, outcome: SeenOutcome, by = "olga", note = `seen by ${by}`, server = world.server) =>
    world.log(by, ["operate"], server).resolve(id, { outcome, note });

  it.each([APPLIED, NOT_APPLIED] as const)(
    "as %s is settled with the note and the person, counted, and not verified any more",
    async (outcome) => {
      const { world, id } = await inDoubt();
      await world.clock.advance(5_000);
      const { operation, userErrors } = await resolve(world, id, outcome, "olga", "The invoice of 3 May, Olga");
      expect(userErrors).toEqual([]);
      expect(operation).toMatchObject({
        id,
        outcome,
        resolution: "The invoice of 3 May, Olga",
        resolvedBy: "olga",
        requestedBy: "ann",
        settledAt: "2026-11-22T12:00:05.000Z",
        userErrors: outcome === APPLIED ? [] : [{ code: "REJECTED_BY_VENDOR", retryable: true }],
      });
      expect(await world.rows()).toMatchObject([{ next_look_at: null }]);
      expect(world.outcomes).toEqual([`prolongateVacancy ${outcome}`]);
      expect(world.vendor.resolved).toEqual([["v1", outcome]]);
      const looks = world.vendor.looks.length;
      await world.clock.advance(SETTLE_GRACE_MS);
      await world.server.reconciler.verifyAllOpen();
      expect(await world.log("ann").byId(id)).toEqual(operation);
      expect(world.vendor.looks).toHaveLength(looks);
    },
  );

  it("releases its lock", async () => {
    const { world, id } = await inDoubt();
    expect((await world.make("prolongateVacancy", "v1")).userErrors).toMatchObject([{ code: "CONFLICT" }]);
    await resolve(world, id, APPLIED);
    await world.clock.advance(1_001);
    expect((await world.make("prolongateVacancy", "v1")).operation?.outcome).toBe("APPLIED");
  });

  it("gives its key back as NOT_APPLIED: the same call is made", async () => {
    const key = { idempotencyKey: "k1", requestedBy: "ann" };
    const { world, id } = await inDoubt(key);
    await resolve(world, id, NOT_APPLIED);
    expect(await world.make("prolongateVacancy", "v1", key)).toMatchObject({ operation: { outcome: "APPLIED", replayed: false } });
    expect(world.vendor.sends).toHaveLength(2);
  });

  it("keeps its key as APPLIED: the same call is replayed, and nothing is sent", async () => {
    const key = { idempotencyKey: "k1", requestedBy: "ann" };
    const { world, id } = await inDoubt(key);
    await resolve(world, id, APPLIED);
    expect(await world.make("prolongateVacancy", "v1", key)).toMatchObject({
      operation: { id, outcome: "APPLIED", replayed: true, idempotencyKey: "k1" },
      userErrors: [],
    });
    expect(world.vendor.sends).toHaveLength(1);
  });

  it("keeps the first of many resolutions at two servers; the others receive its author", async () => {
    const { world, id } = await inDoubt();
    const elsewhere = world.startServer();
    const people = ["olga", "ivan", "mei", "pia"];
    const answers = await Promise.all(
      people.map((by, index) =>
        resolve(world, id, index % 2 === 0 ? APPLIED : NOT_APPLIED, by, undefined, index < 2 ? world.server : elsewhere),
      ),
    );
    const winners = people.filter((_, index) => answers[index]?.userErrors.length === 0);
    expect(winners).toHaveLength(1);
    const [winner = ""] = winners;
    const kept = await world.log("ann").byId(id);
    expect(kept).toMatchObject({ resolvedBy: winner, resolution: `seen by ${winner}` });
    for (const { operation, userErrors } of answers.filter(({ userErrors }) => userErrors.length > 0)) {
      expect(operation).toEqual(kept);
      expect(userErrors).toMatchObject([
        { code: "CONFLICT", field: ["id"], message: expect.stringContaining(`${winner} has resolved it`) },
      ]);
    }
    expect(world.outcomes).toHaveLength(1);
    expect(world.vendor.resolved).toHaveLength(1);
  });

  it("is not overwritten by an attempt that was under way", async () => {
    const { world, id } = await inDoubt();
    await world.clock.advance(SETTLE_GRACE_MS);
    const gate = new Gate();
    world.vendor.lookGates.push(gate);
    const looking = world.server.reconciler.verifyAllOpen();
    await gate.reached;
    await resolve(world, id, APPLIED);
    gate.open();
    await looking;
    expect(await world.log("ann").byId(id)).toMatchObject({ outcome: "APPLIED", resolvedBy: "olga", userErrors: [] });
    expect(world.outcomes).toEqual(["prolongateVacancy APPLIED"]);
  });

  it("is refused where an attempt settled it first", async () => {
    const { world, id } = await inDoubt();
    await world.clock.advance(SETTLE_GRACE_MS);
    const found = jest.spyOn(world.repository, "byId");
    const stale = await world.repository.byId(id);
    await world.server.reconciler.verifyAllOpen();
    found.mockResolvedValueOnce(stale);
    expect(await resolve(world, id, APPLIED)).toMatchObject({
      operation: null,
      userErrors: [{ code: "CONFLICT", message: expect.stringContaining("It is settled: NOT_APPLIED since 2026-11-22T12:00:20.000Z") }],
    });
    expect(world.outcomes).toEqual(["prolongateVacancy NOT_APPLIED"]);
    expect(world.vendor.resolved).toEqual([]);
  });

  it("must be UNCERTAIN: a settled, PENDING, unknown one, or one being sent, stays as it is", async () => {
    const world = await openWorld();
    const gate = new Gate();
    world.vendor.fates.push({ how: "applied" }, { how: "pending" }, { how: "applied", before: gate });
    const settled = await world.make("closeVacancy", "v1");
    const pending = await world.make("reassignVacancy", "v2");
    const sending = world.make("closeVacancy", "v3");
    await gate.reached;
    const [third] = (await world.rows()).filter(({ target_id }) => target_id === vacancyId("v3"));
    const refused = async (id: string | undefined) => (await resolve(world, id ?? "", NOT_APPLIED)).userErrors;
    expect(await refused(settled.operation?.id)).toMatchObject([
      { code: "CONFLICT", message: expect.stringContaining("It is settled: APPLIED") },
    ]);
    expect(await refused(pending.operation?.id)).toMatchObject([{ code: "CONFLICT", message: expect.stringContaining("PENDING") }]);
    expect(await refused(third?.id)).toMatchObject([{ code: "CONFLICT", message: expect.stringContaining("being sent"), retryable: true }]);
    expect(await refused("headhunter:operation:nothing")).toMatchObject([{ code: "NOT_FOUND" }]);
    gate.open();
    expect((await sending).operation?.outcome).toBe("APPLIED");
    expect((await world.rows()).map(({ resolved_by }) => resolved_by)).toEqual([null, null, null]);
  });

  it("may be one that a process left while sending, when its sending must have ended", async () => {
    const world = await openWorld();
    world.vendor.fates.push({ how: "applied", before: new Gate() });
    world.make("closeVacancy", "v1").catch(() => undefined);
    while ((await world.rows()).length === 0) await new Promise(setImmediate);
    const [row] = await world.rows();
    const elsewhere = world.startServer();
    await world.clock.advance(Math.max(DEADLINE_MS, UPSTREAM_TIMEOUT_MS) - 1);
    expect((await resolve(world, row?.id ?? "", APPLIED, "olga", "seen", elsewhere)).userErrors).toHaveLength(1);
    await world.clock.advance(1);
    expect((await resolve(world, row?.id ?? "", APPLIED, "olga", "seen", elsewhere)).operation).toMatchObject({ outcome: "APPLIED" });
  });

  it("can be resolved where its vendor is off", async () => {
    const { world, id } = await inDoubt();
    world.switchOff();
    expect((await resolve(world, id, NOT_APPLIED)).operation).toMatchObject({ outcome: "NOT_APPLIED" });
  });

  it("is shown to the person who resolved it; another caller's operation settled otherwise is not", async () => {
    const { world, id } = await inDoubt();
    const settled = await world.make("closeVacancy", "v2", { requestedBy: "ann" });
    const theirs = (scopes: Parameters<World["log"]>[1]) =>
      world.log("olga", scopes).resolve(settled.operation?.id ?? "", { outcome: APPLIED, note: "seen" });
    expect((await theirs(["operate"])).operation).toBeNull();
    expect((await theirs(["operate", "audit"])).operation).toMatchObject({ id: settled.operation?.id, resolvedBy: null });
    expect((await resolve(world, id, APPLIED)).operation).toMatchObject({ id });
    await expect(world.log("olga", ["read", "operate"]).byId(id)).rejects.toMatchObject({ extensions: { code: "FORBIDDEN" } });
  });
});
