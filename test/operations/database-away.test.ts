import { DatabaseUnavailable } from "../../src/store/database-unavailable.js";
import { OperationRepository } from "../../src/store/operation.repository.js";
import { OperationRecording } from "../../src/store/operation-recording.js";
import { Gate } from "../support/changes.js";
import { testDatabases } from "../support/databases.js";
import { until } from "../support/until.js";
import { turn, type World, worldOn } from "./world.js";

/** A database that can be away: before a statement, or after it was done and before its answer is there. */
class Flaky extends OperationRepository {
  isAway = false;

  override async update(...change: Parameters<OperationRepository["update"]>) {
    if (this.isAway) throw new DatabaseUnavailable("away");
    return super.update(...change);
  }
}

class FlakyRecording extends OperationRecording {
  losesRecords = false;
  failsFromRead = Number.POSITIVE_INFINITY;
  reads = 0;

  override async record(...entries: Parameters<OperationRecording["record"]>) {
    const results = await super.record(...entries);
    if (this.losesRecords) throw new DatabaseUnavailable("away");
    return results;
  }

  override async lockHolders(locks: readonly string[]) {
    this.reads += 1;
    if (this.reads >= this.failsFromRead) throw new DatabaseUnavailable("away");
    return super.lockHolders(locks);
  }
}

describe.each(testDatabases)("A change while the database is away, on $name,", (testDatabase) => {
  const openWorld = worldOn(testDatabase);
  async function openFlaky() {
    const world = await openWorld();
    const repository = new Flaky(world.database);
    const recording = new FlakyRecording(world.database);
    return { world, repository, recording, server: world.startServer({ repository, recording }) };
  }
  const settled = async (world: World) => {
    for (;;) {
      const [row] = await world.rows();
      if (row !== undefined && row.settled_at !== null) return row;
      await turn();
    }
  };

  it("is UNCERTAIN to its caller where its end cannot be written down, which is done once the database is back", async () => {
    const { world, repository, server } = await openFlaky();
    repository.isAway = true;
    world.vendor.fates.push({ how: "pending" });
    expect(await world.make("reassignVacancy", "v1", { server })).toMatchObject({
      operation: { outcome: "UNCERTAIN", vendorTaskId: null },
      userErrors: [{ code: "UNCERTAIN", message: expect.stringMatching(/^How the change ended is not written down yet\./) }],
    });
    await world.clock.advance(10_000);
    expect(await world.rows()).toMatchObject([{ outcome: "UNCERTAIN", vendor_task_id: null }]);
    repository.isAway = false;
    const update = jest.spyOn(repository, "update");
    await world.clock.advance(1_000);
    await until(() => update.mock.results.length > 0);
    await update.mock.results[0]?.value;
    expect(await world.rows()).toMatchObject([{ outcome: "PENDING", vendor_task_id: "task-v1" }]);
    expect(world.vendor.sends).toHaveLength(1);
  });

  it("is written down by a server that stops, if the database is back by then", async () => {
    const { world, repository, server } = await openFlaky();
    repository.isAway = true;
    await world.make("closeVacancy", "v1", { server });
    repository.isAway = false;
    await server.executor.idle();
    expect(await world.rows()).toMatchObject([{ outcome: "APPLIED", vendor_request_id: "request-1" }]);
  });

  it("does not keep a server from stopping", async () => {
    const { world, repository, server } = await openFlaky();
    repository.isAway = true;
    await world.make("closeVacancy", "v1", { server });
    await server.executor.idle();
    expect(await world.rows()).toMatchObject([{ outcome: "UNCERTAIN" }]);
    await world.clock.advance(60_000);
    expect(world.clock.sleeping).toBe(0);
  });

  it("is not sent where nobody knows whether it was recorded, and its key makes it later", async () => {
    const { world, recording, server } = await openFlaky();
    recording.losesRecords = true;
    await expect(world.make("closeVacancy", "v1", { server, idempotencyKey: "k" })).rejects.toThrow(DatabaseUnavailable);
    expect(world.vendor.sends).toEqual([]);
    expect(await settled(world)).toMatchObject({ outcome: "NOT_APPLIED", idempotency_key: null });
    recording.losesRecords = false;
    expect(await world.make("closeVacancy", "v1", { server, idempotencyKey: "k" })).toMatchObject({
      operation: { outcome: "APPLIED", replayed: false },
    });
  });

  it("takes no answer from those of its list that were sent before", async () => {
    const { world, recording, server } = await openFlaky();
    const gate = new Gate();
    world.vendor.fates.push({ how: "applied", before: gate });
    const holder = world.make("closeVacancy", "v1");
    await gate.reached;
    // The second round, once the holder of the lock has ended.
    recording.failsFromRead = 2;
    const both = world.run("closeVacancy", ["v1", "v2"], { server });
    await until(() => world.vendor.sends.length === 2);
    gate.open();
    await holder;
    const [blocked, made] = await world.passUntil(both);
    expect(made).toMatchObject({ operation: { outcome: "APPLIED" } });
    expect(blocked).toBeInstanceOf(DatabaseUnavailable);
  });
});
