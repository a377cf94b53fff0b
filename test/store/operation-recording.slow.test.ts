import { openDatabase } from "../../src/store/database.js";
import { OperationRepository, type StoredOperation } from "../../src/store/operation.repository.js";
import { OperationRecording, type RecordEntry } from "../../src/store/operation-recording.js";
import { testDatabases } from "../support/databases.js";
import { AT, operationRow } from "../support/operation-row.js";

const entry = (id: string, locks: string[], more: Partial<StoredOperation> = {}): RecordEntry => ({ row: operationRow(id, more), locks });

describe.each(testDatabases)("The recording of operations on $name", (testDatabase) => {
  let opened: Awaited<ReturnType<typeof testDatabase.open>>;
  let repository: OperationRepository;
  let recording: OperationRecording;

  beforeEach(async () => {
    opened = await testDatabase.open();
    repository = new OperationRepository(opened.database);
    recording = new OperationRecording(opened.database);
  });
  afterEach(() => opened.close());

  const ids = (rows: StoredOperation[]) => rows.map(({ id }) => id);
  const settle = (id: string) => repository.settle(id, { outcome: "APPLIED", settled_at: AT });

  it("takes all locks of an operation or none, and each entry stands for itself", async () => {
    expect(await recording.record([entry("o1", ["b"])])).toEqual(["recorded"]);
    expect(await recording.record([entry("o2", ["a", "b", "c"]), entry("o3", ["d", "d"]), entry("o4", [])])).toEqual([
      { lockedBy: "o1" },
      "recorded",
      "recorded",
    ]);
    expect(await repository.byId("o2")).toBeUndefined();
    expect(await recording.record([entry("o5", ["a"]), entry("o6", ["c"]), entry("o7", ["d"])])).toEqual([
      "recorded",
      "recorded",
      { lockedBy: "o3" },
    ]);
  });

  it("keeps apart two entries of one call that share a lock", async () => {
    expect(await recording.record([entry("o1", ["a"]), entry("o2", ["a", "b"]), entry("o3", ["b"])])).toEqual([
      "recorded",
      { lockedBy: "o1" },
      "recorded",
    ]);
  });

  it("releases the locks with the outcome, and not before it", async () => {
    await recording.record([entry("o1", ["a", "b"])]);
    await repository.update("o1", { outcome: "PENDING", looks: 3 });
    expect(await recording.record([entry("o2", ["b"])])).toEqual([{ lockedBy: "o1" }]);
    expect(await settle("o1")).toBe(true);
    expect(await recording.record([entry("o2", ["a"]), entry("o3", ["b"])])).toEqual(["recorded", "recorded"]);
  });

  it("takes no lock for an operation that is settled already", async () => {
    await recording.record([entry("o1", ["a"], { settled_at: AT })]);
    expect(await recording.record([entry("o2", ["a"])])).toEqual(["recorded"]);
  });

  it("reports a check as stale where its lock was held since the check began", async () => {
    const before = await recording.lockHolders(["a", "b"]);
    await recording.record([entry("o1", ["a"])]);
    const during = await recording.lockHolders(["a", "b"]);
    await settle("o1");
    const after = await recording.lockHolders(["a", "b"]);
    const check = (id: string, seen: typeof before, locks = ["a"]) => recording.record([{ ...entry(id, locks), seen }]);
    expect(await check("o2", before)).toEqual(["stale"]);
    expect(await check("o2", during)).toEqual(["stale"]);
    expect(await check("o2", before, ["b"])).toEqual(["recorded"]);
    expect(await check("o3", after)).toEqual(["recorded"]);
    expect(await check("o4", after)).toEqual([{ lockedBy: "o3" }]);
    expect(await repository.byId("o4")).toBeUndefined();
    expect(await recording.lockHolders([])).toEqual(new Map());
  });

  it("gives a lock to one of many at two servers at the same time", async () => {
    // A second connection pool is a second server; SQLite has one connection for a process, and takes turns on it.
    const other = testDatabase.name === "PostgreSQL" ? await openDatabase(opened.url) : undefined;
    const elsewhere = new OperationRecording(other ?? opened.database);
    for (let round = 0; round < 10; round += 1) {
      const names = Array.from({ length: 8 }, (_, index) => `r${round}-${index}`);
      const results = await Promise.all(
        names.map((name, index) =>
          (index % 2 === 0 ? recording : elsewhere).record([entry(name, [`a${index % 3}`, "b", `c${index % 2}`])]),
        ),
      );
      const winners = names.filter((_, index) => results[index]?.[0] === "recorded");
      expect(winners).toHaveLength(1);
      const [winner = ""] = winners;
      for (const result of results.flat()) expect(["recorded", { lockedBy: winner }]).toContainEqual(result);
      expect(ids(await repository.open())).toEqual([winner]);
      await settle(winner);
    }
    await other?.destroy();
  });

  it("does not deadlock on lists of locks in opposite orders", async () => {
    const locks = Array.from({ length: 30 }, (_, index) => `lock${index}`);
    const calls = Array.from({ length: 8 }, (_, call) => {
      const order = call % 2 === 0 ? locks : [...locks].reverse();
      return recording.record(order.map((lock) => entry(`o${call}-${lock}`, [lock])));
    });
    const results = await Promise.all(calls);
    expect(results.flat().filter((result) => result === "recorded")).toHaveLength(locks.length);
  });

  it("stores nothing of a mutation whose key was used, and takes no lock for it", async () => {
    const key = { idempotency_key: "k" };
    await recording.record([entry("o1", ["a"], { ...key, key_position: 1 })]);
    expect(await recording.record([entry("o2", ["b"], { ...key, key_position: 0 }), entry("o3", ["c"], { ...key, key_position: 1 })])).toBe(
      "key-taken",
    );
    expect(ids(await repository.open())).toEqual(["o1"]);
    expect(await recording.record([entry("o4", ["b", "c"])])).toEqual(["recorded"]);
  });

  it("gives an idempotency key to one of many operations of a caller; operations without a key are not limited", async () => {
    const key = { idempotency_key: "k" };
    const tries = await Promise.all(Array.from({ length: 6 }, (_, index) => recording.record([entry(`o${index}`, [], key)])));
    expect(tries.filter((result) => result !== "key-taken")).toEqual([["recorded"]]);
    expect(await recording.record([entry("bob", [], { ...key, requested_by: "bob" })])).toEqual(["recorded"]);
    expect(await recording.record([entry("n1", []), entry("n2", [])])).toEqual(["recorded", "recorded"]);
    expect(ids(await repository.byKey("bob", "k"))).toEqual(["bob"]);
    expect(await repository.byKey("bob", "other")).toEqual([]);
  });
});
