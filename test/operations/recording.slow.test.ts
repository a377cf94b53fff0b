import { UserErrorCode } from "../../src/schema/common/user-error.type.js";
import { OperationOutcome } from "../../src/schema/operation/operation.type.js";
import { OperationRepository, type StoredOperation } from "../../src/store/operation.repository.js";
import { OperationRecording } from "../../src/store/operation-recording.js";
import { failure, Gate } from "../support/changes.js";
import { testDatabases } from "../support/databases.js";
import { DEADLINE_MS, SETTLE_GRACE_MS, UPSTREAM_TIMEOUT_MS, vacancyId, worldOn } from "./world.js";

describe.each(testDatabases)("a change on $name", (testDatabase) => {
  const openWorld = worldOn(testDatabase);

  it("is checked, recorded, sent once and settled, and the answer is what the record says", async () => {
    const world = await openWorld();
    const answer = await world.make("closeVacancy", "v1");
    expect(answer.operation).toEqual({
      id: world.vendor.sends[0],
      kind: "closeVacancy",
      ability: "CLOSE_VACANCY",
      vendor: "HEADHUNTER",
      account: "default",
      targetId: vacancyId("v1"),
      outcome: OperationOutcome.APPLIED,
      userErrors: [],
      requestedBy: "tester",
      requestedAt: "2026-11-22T12:00:00.000Z",
      settledAt: "2026-11-22T12:00:00.000Z",
      idempotencyKey: null,
      replayed: false,
      resolution: null,
      resolvedBy: null,
      vendorTaskId: null,
      vendorRequestId: "request-1",
    });
    expect(answer.operation?.id).toMatch(/^headhunter:operation:[0-9a-f-]{36}$/);
    expect(answer).toMatchObject({ userErrors: [], result: { vacancyId: "v1" } });
    expect(world.vendor.sends).toHaveLength(1);
    expect(world.vendor.record("v1").open).toBe(false);
    expect(world.outcomes).toEqual(["closeVacancy APPLIED"]);
  });

  it("is on record before it is sent, as UNCERTAIN and with the evidence, and says so to who asks meanwhile", async () => {
    const world = await openWorld();
    let during: StoredOperation | undefined;
    let read: unknown;
    world.vendor.onSend = async (operationId) => {
      expect(world.server.executor.isInFlight(operationId)).toBe(true);
      during = await world.repository.byId(operationId);
      read = await world.log().byId(operationId);
    };
    const { operation } = await world.make("prolongateVacancy", "v1");
    const started = Date.parse("2026-11-22T12:00:00Z");
    expect(during).toMatchObject({
      outcome: "UNCERTAIN",
      settled_at: null,
      sent_at: null,
      input: JSON.stringify({ id: vacancyId("v1") }),
      evidence: '{"open":true,"prolonged":0}',
      looks: 0,
      // The vendor may be asked until the deadline, and may then go on for its settle grace: silence says nothing before.
      next_look_at: new Date(started + Math.max(DEADLINE_MS, UPSTREAM_TIMEOUT_MS) + SETTLE_GRACE_MS).toISOString(),
    });
    expect(read).toMatchObject({ outcome: "UNCERTAIN", userErrors: [{ code: UserErrorCode.UNCERTAIN }] });
    expect(world.vendor.looks).toEqual([]);
    expect(world.server.executor.isInFlight(operation?.id ?? "")).toBe(false);
  });

  it("gives an attempt its time where the deadline is nearer", async () => {
    const world = await openWorld();
    world.vendor.onSend = async (operationId) => {
      const row = await world.repository.byId(operationId);
      expect(Date.parse(row?.next_look_at ?? "")).toBe(world.clock.now() + UPSTREAM_TIMEOUT_MS + SETTLE_GRACE_MS);
    };
    await world.make("closeVacancy", "v1", { deadlineAt: world.clock.now() + 1 });
    expect(world.errors).toEqual([]);
  });

  it("that the check refuses is recorded as NOT_APPLIED with the reason, and not sent", async () => {
    const world = await openWorld();
    world.vendor.record("v1").open = false;
    const answer = await world.make("closeVacancy", "v1");
    expect(answer).toMatchObject({
      operation: { outcome: "NOT_APPLIED", settledAt: "2026-11-22T12:00:00.000Z" },
      userErrors: [{ code: "ALREADY_CLOSED" }],
      result: { vacancyId: "v1" },
    });
    expect(world.vendor.sends).toEqual([]);
    expect(await world.rows()).toMatchObject([{ outcome: "NOT_APPLIED", next_look_at: null, evidence: null }]);
    expect(await world.repository.open()).toEqual([]);
  });

  it("that is only a dry run is checked, and neither recorded nor sent, whatever its key", async () => {
    const world = await openWorld();
    await world.make("closeVacancy", "v2", { idempotencyKey: "k" });
    const dry = await world.run("closeVacancy", ["v1", "v2"], { dryRun: true, idempotencyKey: "k" });
    expect(dry).toEqual([
      { operation: null, userErrors: [], result: { vacancyId: "v1" } },
      { operation: null, userErrors: [expect.objectContaining({ code: "ALREADY_CLOSED" })], result: { vacancyId: "v2" } },
    ]);
    expect(world.vendor.sends).toHaveLength(1);
    expect(await world.rows()).toHaveLength(1);
  });

  it("whose check fails by a mistake of ours is reported to whoever runs the server; a vendor that fails is not", async () => {
    const world = await openWorld();
    const bug = new TypeError("A mistake of ours");
    world.vendor.checkFailures.push(failure("TIMEOUT", "no"), bug);
    expect(await world.run("closeVacancy", ["v1"])).toMatchObject([{ code: "TIMEOUT" }]);
    expect(world.errors).toEqual([]);
    expect(await world.run("closeVacancy", ["v1"])).toEqual([bug]);
    expect(world.errors).toEqual(["checking a change"]);
    expect(world.vendor.sends).toEqual([]);
  });

  it("whose check cannot reach the vendor leaves no record, and the failure itself is the answer", async () => {
    const world = await openWorld();
    world.vendor.checkFailures.push(failure("TIMEOUT", "no"));
    const [first, second] = await world.run("closeVacancy", ["v1", "v2"]);
    expect(first).toMatchObject({ code: "TIMEOUT" });
    expect(second).toMatchObject({ operation: { outcome: "APPLIED" } });
    expect(await world.rows()).toHaveLength(1);
  });

  it("that was settled otherwise while it was being sent is answered as it is on record", async () => {
    const world = await openWorld();
    const before = new Gate();
    world.vendor.fates.push({ how: "unsent", before });
    const making = world.make("closeVacancy", "v1");
    await before.reached;
    const settled = { outcome: OperationOutcome.APPLIED, settled_at: "2026-11-22T12:00:00.000Z" };
    expect(await world.repository.settle(world.vendor.sends[0] ?? "", settled)).toBe(true);
    before.open();
    expect(await making).toMatchObject({ operation: { id: world.vendor.sends[0], outcome: "APPLIED" } });
  });

  it("that the vendor refuses is NOT_APPLIED in the vendor's words", async () => {
    const world = await openWorld();
    world.vendor.fates.push({ how: "refused" });
    expect(await world.make("closeVacancy", "v1")).toMatchObject({
      operation: { outcome: "NOT_APPLIED", vendorRequestId: "request-x" },
      userErrors: [{ code: "TOO_EARLY", vendorCode: "too_early" }],
    });
    expect(world.vendor.looks).toEqual([]);
  });

  it.each(["unsent", "rejected-credentials"] as const)(
    "that was %s is NOT_APPLIED on record, and the caller gets the failure",
    async (how) => {
      const world = await openWorld();
      world.vendor.fates.push({ how });
      await expect(world.make("closeVacancy", "v1")).rejects.toMatchObject({ name: "VendorError" });
      expect(await world.rows()).toMatchObject([{ outcome: "NOT_APPLIED", settled_at: "2026-11-22T12:00:00.000Z" }]);
      expect(JSON.parse((await world.rows())[0]?.user_errors ?? "")).toMatchObject([{ code: "REJECTED_BY_VENDOR" }]);
    },
  );

  it("keeps refusals of parts that come with an applied change", async () => {
    const world = await openWorld();
    const part = { code: UserErrorCode.NOT_FOUND, message: "one of them", field: null, vendorCode: null, retryable: false };
    world.vendor.fates.push({ how: "applied", userErrors: [part] });
    expect(await world.make("closeVacancy", "v1")).toMatchObject({ operation: { outcome: "APPLIED" }, userErrors: [part] });
  });

  it("of a list goes out with the others of its vendor together, and each has its own answer in its place", async () => {
    const world = await openWorld();
    world.vendor.record("v2").open = false;
    world.vendor.fates.push({ how: "applied" }, { how: "unsent" }, { how: "refused" });
    const answers = await world.run("closeVacancy", ["v1", "v2", "v3", "v4"]);
    expect(answers).toMatchObject([
      { operation: { targetId: vacancyId("v1"), outcome: "APPLIED" } },
      { operation: { targetId: vacancyId("v2"), outcome: "NOT_APPLIED" }, userErrors: [{ code: "ALREADY_CLOSED" }] },
      { code: "RATE_LIMITED" },
      { operation: { targetId: vacancyId("v4"), outcome: "NOT_APPLIED" }, userErrors: [{ code: "TOO_EARLY" }] },
    ]);
    expect(world.vendor.batches).toEqual([3]);
  });

  it("is not sent where it cannot be recorded", async () => {
    const world = await openWorld();
    class Broken extends OperationRecording {
      override async record(): Promise<never> {
        throw new Error("The disk is full");
      }
    }
    const server = world.startServer({ recording: new Broken(world.database) });
    await expect(world.make("closeVacancy", "v1", { server })).rejects.toThrow("The disk is full");
    expect(world.vendor.sends).toEqual([]);
    await server.executor.idle();
  });

  it("whose end cannot be written down is UNCERTAIN to its caller, and settled by a look once the store is back", async () => {
    const world = await openWorld();
    let isDown = true;
    class Failing extends OperationRepository {
      override async update(...change: Parameters<OperationRepository["update"]>): Promise<boolean> {
        if (isDown) throw new Error("The database is gone");
        return super.update(...change);
      }
    }
    const server = world.startServer({ repository: new Failing(world.database) });
    const [first, second] = await world.run("closeVacancy", ["v1", "v2"], { server });
    for (const answer of [first, second]) {
      expect(answer).toMatchObject({ operation: { outcome: "UNCERTAIN", settledAt: null }, userErrors: [{ code: "UNCERTAIN" }] });
    }
    expect(world.errors).toEqual(["writing down how a change ended", "writing down how a change ended"]);
    isDown = false;
    await world.clock.advance(DEADLINE_MS + SETTLE_GRACE_MS);
    await server.reconciler.verifyDue();
    expect(await world.rows()).toMatchObject([{ outcome: "APPLIED" }, { outcome: "APPLIED" }]);
    expect(world.vendor.sends).toHaveLength(2);
  });

  it("lets the process drain only when the sending is over", async () => {
    const world = await openWorld();

    const before = new Gate();
    world.vendor.fates.push({ how: "applied", before });
    const made = world.make("closeVacancy", "v1");
    await before.reached;
    let isIdle = false;
    const idle = world.server.executor.idle().then(() => {
      isIdle = true;
    });
    await new Promise((resolve) => setImmediate(resolve));
    expect(isIdle).toBe(false);
    before.open();
    await Promise.all([made, idle]);
    expect(await world.repository.open()).toEqual([]);
  });
});
