import { copyFileSync, statSync, truncateSync } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import type { ChangeKind } from "../../src/datasources/contract/catalog.js";
import { type UserError, UserErrorCode } from "../../src/schema/common/user-error.type.js";
import { type Database, openDatabase } from "../../src/store/database.js";
import { type Fate, Gate } from "../support/changes.js";
import { embeddedDatabase, testDatabases } from "../support/databases.js";
import { recordStatements, type Statements } from "../support/statements.js";
import { turn, World, worldOn } from "./world.js";

let statements: Statements;
let datasync: jest.SpiedFunction<FileHandle["datasync"]>;

// The spy first: jest puts back what it found once more when the file has ended, and the prototype is that of all files of the process.
beforeEach(async () => {
  const file = await open("/dev/null");
  datasync = jest.spyOn(Object.getPrototypeOf(file) as FileHandle, "datasync");
  await file.close();
  statements = await recordStatements();
});
afterEach(() => {
  statements.stop();
  datasync.mockRestore();
});

const PARTIAL: UserError = { code: UserErrorCode.CONFLICT, message: "A part", field: ["id"], vendorCode: null, retryable: false };

const CHECK = ["select operation_locks", "check"];

describe("A change on SQLite", () => {
  const openWorld = worldOn(embeddedDatabase);

  /** What happens to the database, with the check and the sending in between. */
  async function eventsOf(world: World, change: () => Promise<unknown>): Promise<string[]> {
    const { events } = statements;
    const { checks, onSend } = world.vendor;
    // The database is opened at its first use.
    await world.rows();
    checks.push = (...ids) => {
      events.push("check");
      return Array.prototype.push.apply(checks, ids);
    };
    world.vendor.onSend = async (id) => {
      events.push("send");
      await onSend(id);
    };
    events.length = 0;
    await change();
    events.push("answer");
    return [...events];
  }

  const RECORD = ["begin", "insert operation_locks", "insert operations", "commit", "sync", "send"];
  const OUTCOME = ["begin", "update operations", "commit"];

  it("is on the disk before it is sent, and answered when the outcome is written, by eight statements", async () => {
    const world = await openWorld();
    expect(await eventsOf(world, () => world.make("closeVacancy", "v1"))).toEqual([...CHECK, ...RECORD, ...OUTCOME, "answer"]);
  });

  it("asks who held the lock where its record was changed before, and no more", async () => {
    const world = await openWorld();
    await world.make("closeVacancy", "v1");
    const record = ["begin", "insert operation_locks", "select operations", "insert operations", "update operation_locks"];
    expect(await eventsOf(world, () => world.make("restoreVacancy", "v1"))).toEqual([
      ...[...CHECK, ...record, "commit", "sync", "send"],
      ...[...OUTCOME, "answer"],
    ]);
  });

  it("with an idempotency key reads the key's operations once, and once for each replay", async () => {
    const world = await openWorld();
    const make = () => world.make("closeVacancy", "v1", { idempotencyKey: "k" });
    expect(await eventsOf(world, make)).toEqual(["select operations", ...CHECK, ...RECORD, ...OUTCOME, "answer"]);
    expect(await eventsOf(world, make)).toEqual(["select operations", "answer"]);
  });

  it("that its check refuses is recorded by one statement", async () => {
    const world = await openWorld();
    world.vendor.record("v1").open = false;
    const refused = ["begin", "insert operations", "commit", "sync", "answer"];
    expect(await eventsOf(world, () => world.make("closeVacancy", "v1"))).toEqual([...CHECK, ...refused]);
  });

  it("that is a dry run touches no table", async () => {
    const world = await openWorld();
    expect(await eventsOf(world, () => world.make("closeVacancy", "v1", { dryRun: true }))).toEqual(["check", "answer"]);
  });

  it.each([
    ["a payment", "prolongateVacancy", { how: "applied" }],
    ["a task at the vendor", "reassignVacancy", { how: "pending" }],
    ["the vendor's refusal", "closeVacancy", { how: "refused" }],
    ["a refusal of a part", "closeVacancy", { how: "applied", userErrors: [PARTIAL] }],
  ] satisfies [string, ChangeKind, Fate][])(
    "whose answer tells of %s is answered when the outcome is on the disk",
    async (_what, kind, fate) => {
      const world = await openWorld();
      world.vendor.fates.push({ ...fate });
      const events = await eventsOf(world, () => world.make(kind, "v1"));
      expect(events.slice(events.indexOf("send"))).toEqual(["send", ...OUTCOME, "sync", "answer"]);
    },
  );

  it("that is asked for again while its outcome is written is told when that is on the disk", async () => {
    const world = await openWorld();
    const pay = () => world.make("prolongateVacancy", "v1", { idempotencyKey: "k" });
    const disk = new Gate();
    world.vendor.onSend = async () => {
      datasync.mockImplementationOnce(() => disk.pass());
    };
    const { events } = statements;
    const first = pay().then(() => events.push("answer"));
    await disk.reached;
    const again = pay().then(({ operation }) => events.push(`replay of ${operation?.outcome}`));
    expect(await world.rows()).toMatchObject([{ outcome: "APPLIED" }]);
    events.length = 0;
    for (let turns = 0; turns < 5; turns += 1) await turn();
    expect(events).toEqual([]);
    disk.open();
    await Promise.all([first, again]);
    expect(events).toEqual(expect.arrayContaining(["answer", "replay of APPLIED"]));
    expect(world.vendor.sends).toHaveLength(1);
  });

  it("is on the disk once for many that are made at the same time", async () => {
    const world = await openWorld();
    const records = ["v1", "v2", "v3", "v4", "v5", "v6", "v7", "v8"];
    const events = await eventsOf(world, () => Promise.all(records.map((record) => world.make("closeVacancy", record))));
    // The first sync may have begun before the others were recorded.
    expect(events.filter((event) => event === "sync").length).toBeLessThanOrEqual(3);
    expect(events.indexOf("sync")).toBeLessThan(events.indexOf("send"));
  });
});

for (const testDatabase of testDatabases.filter(({ name }) => name === "PostgreSQL")) {
  describe("A change on PostgreSQL", () => {
    const openWorld = worldOn(testDatabase);

    it.each([
      ["that its record will show", "closeVacancy", "update operations, relaxed"],
      ["that was paid for", "prolongateVacancy", "update operations"],
    ] as const)("%s is recorded in one transaction, and its outcome is one statement", async (_what, kind, outcome) => {
      const world = await openWorld();
      await world.make("reassignVacancy", "v0");
      statements.events.length = 0;
      await world.make(kind, "v1");
      const record = ["begin", "insert operation_locks", "insert operations", "commit"];
      expect(statements.events.filter((event) => event !== "select operation_locks" && event !== "select operations")).toEqual([
        ...record,
        outcome,
      ]);
    });
  });
}

describe("A power cut", () => {
  let opened: Awaited<ReturnType<typeof embeddedDatabase.open>>;
  let world: World;
  let path: string;
  let syncedBytes: number;
  let restarted: Database | undefined;

  beforeEach(async () => {
    opened = await embeddedDatabase.open();
    path = opened.url.slice("file:".length);
    world = new World(opened.database);
    syncedBytes = 0;
    const { events } = statements;
    events.push = (event) => {
      if (event === "sync") syncedBytes = statSync(`${path}-wal`).size;
      return Array.prototype.push.call(events, event);
    };
  });
  afterEach(async () => {
    await restarted?.destroy();
    restarted = undefined;
    await opened.close();
  });

  /** The next start, on what the disk has: the log up to its last sync. */
  async function restart(): Promise<World> {
    for (const end of ["", "-wal"]) copyFileSync(`${path}${end}`, `${path}.after${end}`);
    truncateSync(`${path}.after-wal`, syncedBytes);
    restarted = await openDatabase(`file:${path}.after`);
    return new World(restarted, {}, world);
  }

  it("after a change was sent leaves it open, to be found as its caller was told, and never sent again", async () => {
    const told = await world.make("closeVacancy", "v1", { idempotencyKey: "k" });
    expect(told).toMatchObject({ operation: { outcome: "APPLIED" } });
    const after = await restart();
    expect(await after.rows()).toMatchObject([{ id: told.operation?.id, outcome: "UNCERTAIN", settled_at: null }]);
    await after.server.reconciler.verifyAllOpen();
    expect(await after.rows()).toMatchObject([{ outcome: "APPLIED", result: '{"vacancyId":"v1"}', user_errors: "[]" }]);
    expect(await after.make("closeVacancy", "v1", { idempotencyKey: "k" })).toMatchObject({
      operation: { id: told.operation?.id, outcome: "APPLIED", replayed: true },
    });
    expect(world.vendor.sends).toHaveLength(1);
  });

  it("undoes no outcome of a change before the last one that was recorded", async () => {
    await world.make("closeVacancy", "v1");
    await world.clock.advance(1);
    await world.make("restoreVacancy", "v1");
    const after = await restart();
    expect(await after.rows()).toMatchObject([{ kind: "closeVacancy", outcome: "APPLIED" }, { outcome: "UNCERTAIN" }]);
    await after.server.reconciler.verifyAllOpen();
    expect(await after.rows()).toMatchObject([{ outcome: "APPLIED" }, { outcome: "APPLIED" }]);
  });

  it("undoes no payment that its caller was told of", async () => {
    await world.make("prolongateVacancy", "v1");
    const after = await restart();
    expect(await after.rows()).toMatchObject([{ outcome: "APPLIED", vendor_request_id: "request-1" }]);
  });
});
