import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { coreJobId } from "../../src/sandbox/feishu/index.js";
import { openDatabase } from "../../src/store/database.js";
import { freshDatabaseAt } from "../support/databases.js";
import { type CampaignStage, startStage } from "./campaign/stage.js";

const EVENTS = `{ events(kinds: [APPEARED, CHANGED, DISAPPEARED], first: 50) { nodes { kind recordId changes { field } } } }`;

describe("A job profile that CoreHR does not show", () => {
  let folder: string;
  let stage: CampaignStage;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "hiregraph-profiles-"));
    await freshDatabaseAt(join(folder, "test.db"));
    stage = await startStage({ harvest: "v3", log: [], env: { DATABASE_URL: `file:${join(folder, "test.db")}` } });
  });
  afterAll(async () => {
    await stage.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const pass = async (seconds: number) => {
    for (let step = 0; step < 10 * seconds; step += 1) await stage.clock.advance(100);
  };

  test("has disappeared where it has no version left, and not where none is in force today", async () => {
    const { standIn } = stage.feishu;
    const [ended, deleted] = [coreJobId(0), coreJobId(5)];
    const version = standIn.state.coreJobs.get(ended)?.versions.at(-1);
    if (version === undefined) throw new Error("The sample has no such profile");
    standIn.writeCoreVersion(ended, { ...version, expirationDate: "2026-11-22" });
    standIn.deleteCoreJob(deleted);
    await pass(90);
    // A look at all of them, as after a day.
    const database = await openDatabase(`file:${join(folder, "test.db")}`);
    const longAgo = "2026-11-01T00:00:00.000Z";
    await database.updateTable("code_sweeps").set({ started_at: longAgo, completed_at: longAgo }).execute();
    await database.destroy();
    await pass(120);
    const { data } = await stage.company.while(stage.ask<{ events: { nodes: unknown[] } }>(EVENTS, {}));
    expect(data?.events.nodes).toEqual([{ kind: "DISAPPEARED", recordId: `feishu-corehr:job:${deleted}`, changes: [] }]);
  });
});
