import { failure, Gate } from "../support/changes.js";
import { testDatabases } from "../support/databases.js";
import { vacancyId, worldOn } from "./world.js";

describe.each(testDatabases)("An idempotency key on $name", (testDatabase) => {
  const openWorld = worldOn(testDatabase);
  const key = { idempotencyKey: "k1" };

  it("replays the first answer for the same mutation and input, and neither checks nor sends", async () => {
    const world = await openWorld();
    const first = await world.make("prolongateVacancy", "v1", key);
    await world.clock.advance(86_400_000);
    const again = await world.make("prolongateVacancy", "v1", key);
    expect(first.operation).toMatchObject({ idempotencyKey: "k1", replayed: false });
    expect(again).toEqual({ ...first, operation: { ...first.operation, replayed: true } });
    expect(world.vendor).toMatchObject({ sends: [first.operation?.id], checks: ["v1"] });
    expect(await world.rows()).toHaveLength(1);
  });

  it.each(["k\uD83D", "k\0x"])("replays %j too, which databases do not return unchanged", async (idempotencyKey) => {
    const world = await openWorld();
    const first = await world.make("prolongateVacancy", "v1", { idempotencyKey });
    const again = await world.make("prolongateVacancy", "v1", { idempotencyKey });
    expect(again.operation).toEqual({ ...first.operation, replayed: true });
    expect(world.vendor).toMatchObject({ sends: [first.operation?.id], checks: ["v1"] });
  });

  it("replays a refusal, even where the change would be accepted by now", async () => {
    const world = await openWorld();
    world.vendor.record("v1").open = false;
    const first = await world.make("closeVacancy", "v1", key);
    world.vendor.record("v1").open = true;
    expect(await world.make("closeVacancy", "v1", key)).toMatchObject({
      operation: { id: first.operation?.id, outcome: "NOT_APPLIED", replayed: true },
      userErrors: [{ code: "ALREADY_CLOSED" }],
    });
    expect(world.vendor.sends).toEqual([]);
  });

  it("outlives the process", async () => {
    const world = await openWorld();
    const first = await world.make("prolongateVacancy", "v1", key);
    const again = await world.make("prolongateVacancy", "v1", { ...key, server: world.startServer() });
    expect(again.operation).toEqual({ ...first.operation, replayed: true });
    expect(world.vendor.sends).toHaveLength(1);
  });

  it.each([
    ["another input", "closeVacancy", { wholeInput: { ids: ["v2"] } }],
    ["another mutation", "prolongateVacancy", { wholeInput: { ids: ["v1"] } }],
  ] as const)("is refused for %s with IDEMPOTENCY_KEY_REUSED, without a record", async (_what, kind, options) => {
    const world = await openWorld();
    await world.make("closeVacancy", "v1", key);
    expect(await world.make(kind, "v2", { ...key, ...options })).toMatchObject({
      operation: null,
      userErrors: [{ code: "IDEMPOTENCY_KEY_REUSED", field: ["idempotencyKey"] }],
    });
    expect(world.vendor.sends).toHaveLength(1);
    expect(await world.rows()).toHaveLength(1);
  });

  it("ignores the order of an input's members", async () => {
    const world = await openWorld();
    await world.make("closeVacancy", "v1", { ...key, wholeInput: { id: "v1", closeReasonId: "3", left: undefined } });
    const again = await world.make("closeVacancy", "v1", { ...key, wholeInput: { closeReasonId: "3", id: "v1" } });
    expect(again.operation?.replayed).toBe(true);
  });

  it("belongs to its caller: the same key of another caller is another key", async () => {
    const world = await openWorld();
    await world.make("prolongateVacancy", "v1", key);
    await world.clock.advance(1_001);
    const other = await world.make("prolongateVacancy", "v1", { ...key, requestedBy: "somebody else" });
    expect(other.operation).toMatchObject({ replayed: false, outcome: "APPLIED" });
    expect(world.vendor.sends).toHaveLength(2);
  });

  it.each(["closeVacancy", "prolongateVacancy"] as const)(
    "used twice at the same time sends %s once, and both calls receive the same operation",
    async (kind) => {
      const world = await openWorld();
      const before = new Gate();
      world.vendor.fates.push({ how: "applied", before });
      const both = [world.make(kind, "v1", key), world.make(kind, "v1", key)];
      await before.reached;
      before.open();
      const [one, two] = await Promise.all(both);
      expect(one?.operation?.id).toBe(two?.operation?.id);
      expect([one?.operation, two?.operation]).toMatchObject([{ outcome: "APPLIED" }, { outcome: "APPLIED" }]);
      expect([one?.operation?.replayed, two?.operation?.replayed].sort()).toEqual([false, true]);
      expect(world.vendor.sends).toHaveLength(1);
    },
  );

  it.each(["closeVacancy", "prolongateVacancy"] as const)("used at two servers at the same time sends %s once", async (kind) => {
    const world = await openWorld();
    const before = new Gate();
    world.vendor.fates.push({ how: "applied", before });
    const first = world.make(kind, "v1", key);
    await before.reached;
    const second = world.make(kind, "v1", { ...key, server: world.startServer() });
    await world.untilSomebodySleeps();
    before.open();
    const [one, two] = await world.passUntil(Promise.all([first, second]));
    expect(two.operation).toEqual({ ...one.operation, replayed: true });
    expect(one.operation?.outcome).toBe("APPLIED");
    expect(world.vendor.sends).toHaveLength(1);
  });

  it("that loses the race for its record replays the first change, also where the two share no lock", async () => {
    const world = await openWorld();
    // Both checks run before either is recorded, so both find the key unused.
    const gates = [new Gate(), new Gate()] as const;
    world.vendor.checkGates.push(...gates);
    const one = world.make("closeVacancy", "v1", key);
    await gates[0].reached;
    const two = world.make("closeVacancy", "v2", key);
    await gates[1].reached;
    gates[0].open();
    expect(await one).toMatchObject({ operation: { outcome: "APPLIED" } });
    gates[1].open();
    expect(await two).toMatchObject({ operation: null, userErrors: [{ code: "IDEMPOTENCY_KEY_REUSED" }] });
    expect(world.vendor.sends).toHaveLength(1);
  });

  it("covers a list: every place has its operation, and all are replayed", async () => {
    const world = await openWorld();
    world.vendor.record("v2").open = false;
    const list = ["v1", "v2", "v3"];
    const first = await world.run("closeVacancy", list, key);
    const again = await world.run("closeVacancy", list, key);
    expect(first).toMatchObject([
      { operation: { targetId: vacancyId("v1"), outcome: "APPLIED" } },
      { operation: { targetId: vacancyId("v2"), outcome: "NOT_APPLIED" } },
      { operation: { targetId: vacancyId("v3"), outcome: "APPLIED" } },
    ]);
    expect(again).toEqual(
      first.map((answer) => ({ ...answer, operation: { ...("operation" in answer ? answer.operation : {}), replayed: true } })),
    );
    expect(world.vendor.sends).toHaveLength(2);
  });

  it("marks only changes of an earlier call as replayed, also where a place of the list was tried again", async () => {
    const world = await openWorld();
    const before = new Gate();
    world.vendor.fates.push({ how: "applied", before });
    const other = world.make("closeVacancy", "v1");
    await before.reached;
    const list = world.run("closeVacancy", ["v1", "v2"], key);
    await world.untilSomebodySleeps();
    before.open();
    await other;
    expect(await list).toMatchObject([
      { operation: { replayed: false }, userErrors: [{ code: "ALREADY_CLOSED" }] },
      { operation: { outcome: "APPLIED", replayed: false } },
    ]);
  });

  it("used twice at the same time has one recorded CONFLICT, where another change keeps both from being sent", async () => {
    const world = await openWorld();
    const before = new Gate();
    world.vendor.fates.push({ how: "applied", before });
    const other = world.make("prolongateVacancy", "v1");
    await before.reached;
    const both = await Promise.all([world.make("prolongateVacancy", "v1", key), world.make("prolongateVacancy", "v1", key)]);
    expect(both).toMatchObject([{ userErrors: [{ code: "CONFLICT" }] }, { userErrors: [{ code: "CONFLICT" }] }]);
    const recorded = (await world.rows()).filter(({ idempotency_key }) => idempotency_key === "k1");
    expect(both.map(({ operation }) => operation?.id)).toEqual([recorded[0]?.id, recorded[0]?.id]);
    expect(recorded).toHaveLength(1);
    before.open();
    await other;
  });

  it("is given back where nothing was sent, so that the same call works later", async () => {
    const world = await openWorld();
    world.vendor.fates.push({ how: "unsent" });
    await expect(world.make("prolongateVacancy", "v1", key)).rejects.toMatchObject({ code: "RATE_LIMITED" });
    await world.clock.advance(1);
    expect(await world.make("prolongateVacancy", "v1", key)).toMatchObject({ operation: { outcome: "APPLIED", replayed: false } });
    // The attempt that failed stays in the log.
    expect(await world.rows()).toMatchObject([
      { outcome: "NOT_APPLIED", idempotency_key: null },
      { outcome: "APPLIED", idempotency_key: "k1" },
    ]);
  });

  it("given back for one place of a list makes only that place on the next call", async () => {
    const world = await openWorld();
    world.vendor.checkFailures.push(failure("TIMEOUT", "no"));
    world.vendor.fates.push({ how: "unsent" }, { how: "applied" });
    const list = ["v1", "v2", "v3"];
    expect(await world.run("closeVacancy", list, key)).toMatchObject([{ code: "TIMEOUT" }, { code: "RATE_LIMITED" }, { operation: {} }]);
    expect(await world.run("closeVacancy", list, key)).toMatchObject([
      { operation: { targetId: vacancyId("v1"), outcome: "APPLIED", replayed: false } },
      { operation: { targetId: vacancyId("v2"), outcome: "APPLIED", replayed: false } },
      { operation: { targetId: vacancyId("v3"), outcome: "APPLIED", replayed: true } },
    ]);
    expect(world.vendor.batches).toEqual([2, 2]);
  });

  it("given back while a second call waits lets the second call try", async () => {
    const world = await openWorld();
    const before = new Gate();
    world.vendor.fates.push({ how: "unsent", before });
    const first = world.make("prolongateVacancy", "v1", key);
    await before.reached;
    const second = world.make("prolongateVacancy", "v1", key);
    await world.untilSomebodySleeps();
    before.open();
    await expect(first).rejects.toMatchObject({ code: "RATE_LIMITED" });
    expect(await second).toMatchObject({ operation: { outcome: "APPLIED", replayed: false } });
  });

  it("is kept where the outcome is open, and answers UNCERTAIN with its reason until it is known", async () => {
    const world = await openWorld();
    world.vendor.fates.push({ how: "lost-before" });
    const first = await world.make("prolongateVacancy", "v1", key);
    expect(await world.make("prolongateVacancy", "v1", key)).toMatchObject({
      operation: { id: first.operation?.id, outcome: "UNCERTAIN", replayed: true },
      userErrors: [{ code: "UNCERTAIN" }],
    });
    expect(world.vendor.sends).toHaveLength(1);
  });

  it("waits for the first call no longer than its own deadline, then answers that the outcome is open", async () => {
    const world = await openWorld();
    const before = new Gate();
    world.vendor.fates.push({ how: "applied", before });
    const first = world.make("prolongateVacancy", "v1", key);
    await before.reached;
    const second = world.make("prolongateVacancy", "v1", { ...key, deadlineAt: world.clock.now() + 1_000 });
    expect(await world.passUntil(second)).toMatchObject({ operation: { outcome: "UNCERTAIN" }, userErrors: [{ code: "UNCERTAIN" }] });
    expect(world.clock.now() - Date.parse("2026-11-22T12:00:00Z")).toBeLessThanOrEqual(1_250);
    before.open();
    await first;
  });
});
