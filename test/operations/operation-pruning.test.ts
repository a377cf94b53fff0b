import { readConfig } from "../../src/config/config.js";
import { vendorModules } from "../../src/datasources/registry.js";
import { OnlyServer } from "../../src/leases/leases.js";
import { OperationPruning } from "../../src/operations/operation-pruning.js";
import { OperationHistory } from "../../src/store/operation-history.js";
import { ManualClock } from "../support/clock.js";
import { embeddedDatabase } from "../support/databases.js";
import { startGraph } from "../support/graph.js";
import { operationRow } from "../support/operation-row.js";
import { until } from "../support/until.js";

const DAY_MS = 86_400_000;
const START = Date.parse("2026-11-22T12:00:00Z");
const daysAgo = (days: number) => new Date(START - days * DAY_MS).toISOString();
const settled = (id: string, days: number) =>
  operationRow(id, { outcome: "APPLIED", requested_at: daysAgo(days), settled_at: daysAgo(days), next_look_at: null });

describe("The pruning of operations", () => {
  let opened: Awaited<ReturnType<typeof embeddedDatabase.open>>;
  const clock = new ManualClock(START);
  const errors: string[] = [];

  beforeEach(async () => {
    opened = await embeddedDatabase.open();
    errors.length = 0;
  });
  afterEach(() => opened.close());

  const start = (history = new OperationHistory(opened.database)) => {
    const pruning = new OperationPruning({
      history,
      lease: new OnlyServer().of("pruning"),
      clock,
      days: 30,
      onError: (_error, what) => errors.push(what),
    });
    pruning.start();
    return pruning;
  };
  const left = async () => (await opened.database.selectFrom("operations").select("id").orderBy("id").execute()).map(({ id }) => id);

  /** Lets a little time pass, for the pauses between its statements. */
  const leaves = async (ids: string[]) => {
    while ((await left()).join() !== ids.join()) await clock.advance(100);
  };

  it("deletes what was settled 30 days ago at the start, however many, and the rest when its hour comes", async () => {
    const many = Array.from({ length: 450 }, (_, index) => settled(`m${index}`, 31));
    await opened.database
      .insertInto("operations")
      .values([...many, settled("soon", 29.97), settled("late", 29)])
      .execute();
    const pruning = start();
    await leaves(["late", "soon"]);
    await clock.advance(3_600_000);
    await leaves(["late"]);
    await pruning.stop();
    await clock.advance(5 * DAY_MS);
    expect(await left()).toEqual(["late"]);
  });

  it("tells of a failure, and tries again in an hour", async () => {
    await opened.database
      .insertInto("operations")
      .values([settled("old", 31)])
      .execute();
    const history = new OperationHistory(opened.database);
    jest.spyOn(history, "deleteSettledBefore").mockRejectedValueOnce(new Error("away"));
    const pruning = start(history);
    await until(() => errors.length > 0);
    expect({ errors, left: await left() }).toEqual({ errors: ["deleting old operations"], left: ["old"] });
    await clock.advance(3_600_000);
    await leaves([]);
    await pruning.stop();
  });
});

describe("A server", () => {
  const operations = async (env: Record<string, string>) => {
    const { database, url, close } = await embeddedDatabase.open();
    await database
      .insertInto("operations")
      .values([settled("greenhouse:operation:old", 31), settled("greenhouse:operation:new", 29)])
      .execute();
    const clock = new ManualClock(START);
    const opened = () => database.selectFrom("operations").select("id").execute();
    const graph = await startGraph({ env: { DATABASE_URL: url, SANDBOX_VENDORS: "none", ...env }, clock });
    await clock.advance(10_000);
    if (env.OPERATION_DAYS !== undefined) while ((await opened()).length > 1) await clock.advance(100);
    const { data } = await graph.ask<{ operations: { nodes: { id: string }[] } }, never>("{ operations { nodes { id } } }");
    await graph.stop();
    await close();
    return data?.operations.nodes.map(({ id }) => id);
  };

  it("keeps operations for OPERATION_DAYS, and for good where it is not set", async () => {
    expect(await operations({ OPERATION_DAYS: "30" })).toEqual(["greenhouse:operation:new"]);
    expect(await operations({})).toEqual(["greenhouse:operation:new", "greenhouse:operation:old"]);
  });

  it.each(["29", "0", "30.5", "-1", "forever"])("does not start with OPERATION_DAYS=%s: idempotency keys are promised for 30", (days) => {
    expect(() => readConfig({ OPERATION_DAYS: days }, { vendors: vendorModules })).toThrow(
      "OPERATION_DAYS: expected a whole number from 30 to 36525",
    );
  });
});
