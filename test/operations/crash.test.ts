import { Gate } from "../support/changes.js";
import { testDatabases } from "../support/databases.js";
import { DEADLINE_MS, SETTLE_GRACE_MS, UPSTREAM_TIMEOUT_MS, worldOn } from "./world.js";

describe.each(testDatabases)("A process that dies, on $name,", (testDatabase) => {
  const openWorld = worldOn(testDatabase);

  /** A process that dies after the record is written: before the vendor has acted, or after. */
  async function dieWhileSending(when: "before" | "after", options: { deadlineMs?: number; idempotencyKey?: string } = {}) {
    const world = await openWorld();
    const grave = new Gate();
    world.vendor.fates.push({ how: "applied", [when]: grave });
    const deadlineAt = world.clock.now() + (options.deadlineMs ?? DEADLINE_MS);
    void world.make("prolongateVacancy", "v1", { deadlineAt, idempotencyKey: options.idempotencyKey });
    await grave.reached;
    world.server = world.startServer();
    return world;
  }

  it("between the sending and the outcome leaves an operation that the next start finds APPLIED, without sending", async () => {
    const world = await dieWhileSending("after");
    await world.server.reconciler.verifyAllOpen();
    expect(await world.rows()).toMatchObject([{ outcome: "APPLIED", user_errors: "[]", result: '{"vacancyId":"v1"}' }]);
    expect(world.vendor.sends).toHaveLength(1);
    expect(world.vendor.record("v1").prolonged).toBe(1);
  });

  it.each([
    ["the request's deadline", DEADLINE_MS, DEADLINE_MS],
    ["the time one attempt may take", 1_000, UPSTREAM_TIMEOUT_MS],
  ])("between the record and the sending leaves NOT_APPLIED only after %s and the settle grace", async (_what, deadlineMs, sendingMs) => {
    const world = await dieWhileSending("before", { deadlineMs });
    await world.server.reconciler.verifyAllOpen();
    expect(await world.rows()).toMatchObject([{ outcome: "UNCERTAIN", settled_at: null }]);
    await world.clock.advance(sendingMs + SETTLE_GRACE_MS - 1);
    await world.server.reconciler.verifyAllOpen();
    expect(await world.rows()).toMatchObject([{ outcome: "UNCERTAIN", settled_at: null, sent_at: null }]);
    await world.clock.advance(1);
    await world.rested();
    await world.server.reconciler.verifyDue();
    expect(await world.rows()).toMatchObject([{ outcome: "NOT_APPLIED" }]);
    expect(world.vendor.sends).toHaveLength(1);
  });

  it("leaves an operation that is UNCERTAIN, with the reason", async () => {
    const world = await dieWhileSending("before");
    const [row] = await world.rows();
    expect(await world.log().byId(row?.id ?? "")).toMatchObject({ outcome: "UNCERTAIN", userErrors: [{ code: "UNCERTAIN" }] });
  });

  it("leaves an operation open, even against the vendor's own no, while it may still be sent", async () => {
    const world = await dieWhileSending("before");
    world.vendor.findings.push({ outcome: "NOT_APPLIED", definite: true }, { outcome: "NOT_APPLIED", definite: true });
    await world.server.reconciler.verifyAllOpen();
    expect(await world.rows()).toMatchObject([{ settled_at: null }]);
    await world.clock.advance(DEADLINE_MS);
    await world.server.reconciler.verifyAllOpen();
    expect(await world.rows()).toMatchObject([{ outcome: "NOT_APPLIED" }]);
  });

  it("leaves the latest end of its sending stored, although the vendor could not be asked then", async () => {
    const world = await dieWhileSending("before");
    await world.clock.advance(DEADLINE_MS + SETTLE_GRACE_MS);
    world.vendor.lookFailures.push(new Error("down"));
    await world.server.reconciler.verifyDue();
    expect(await world.rows()).toMatchObject([{ settled_at: null, looks: 1, sent_at: "2026-11-22T12:00:30.000Z" }]);
    await world.rested();
    await world.server.reconciler.verifyAllOpen();
    expect(await world.rows()).toMatchObject([{ outcome: "NOT_APPLIED" }]);
  });

  it("leaves that time as it is while its vendor is switched off", async () => {
    const world = await dieWhileSending("before");
    world.switchOff();
    await world.server.reconciler.verifyAllOpen();
    world.switchOn();
    await world.clock.advance(DEADLINE_MS + SETTLE_GRACE_MS - 1);
    await world.server.reconciler.verifyAllOpen();
    expect(await world.rows()).toMatchObject([{ outcome: "UNCERTAIN", settled_at: null }]);
  });

  it("leaves the key to its operation: the same call is replayed, not sent", async () => {
    const world = await dieWhileSending("after", { idempotencyKey: "k" });
    await world.server.reconciler.verifyAllOpen();
    const again = await world.make("prolongateVacancy", "v1", { idempotencyKey: "k" });
    expect(again).toMatchObject({ operation: { outcome: "APPLIED", replayed: true } });
    expect(world.vendor.record("v1").prolonged).toBe(1);
  });

  it("leaves its record locked until the operation is settled", async () => {
    const world = await dieWhileSending("before");
    expect(await world.make("prolongateVacancy", "v1")).toMatchObject({ userErrors: [{ code: "CONFLICT" }] });
    await world.clock.advance(DEADLINE_MS + SETTLE_GRACE_MS);
    await world.server.reconciler.verifyDue();
    expect(await world.make("prolongateVacancy", "v1")).toMatchObject({ operation: { outcome: "APPLIED" } });
    expect(world.vendor.sends).toHaveLength(2);
  });
});
