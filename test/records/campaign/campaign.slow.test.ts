import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDatabase } from "../../../src/store/database.js";
import type { Harvest } from "../../support/company.js";
import { freshDatabaseAt } from "../../support/databases.js";
import { Campaign } from "./campaign.js";
import { type CampaignStage, type StageOptions, startStage } from "./stage.js";

/** Changes for each of the three, some two minutes on two busy cores; with CAMPAIGN_CHANGES=3400 they are 10,200 in all. */
const CHANGES = Number(process.env.CAMPAIGN_CHANGES ?? 2_400);
const SEED = Number(process.env.CAMPAIGN_SEED ?? 7);
const A_ROUND = 60;

describe.each<[string, Harvest, StageOptions["webhooks"]]>([
  ["without webhooks, Greenhouse by Harvest v1", "v1", undefined],
  ["without webhooks, Greenhouse by Harvest v3", "v3", undefined],
  ["with webhooks of which some are lost, late, doubled and forged", "v3", "faulty"],
])("The feed of events, while somebody else and clients change records at all vendors, %s", (_how, harvest, webhooks) => {
  const log: Record<string, unknown>[] = [];
  let folder: string;
  let stage: CampaignStage | undefined;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "hiregraph-campaign-"));
    await freshDatabaseAt(join(folder, "test.db"));
    stage = await startStage({ harvest, webhooks, log, env: { DATABASE_URL: `file:${join(folder, "test.db")}` } });
  });
  afterAll(async () => {
    await stage?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Makes a look at all records due, as it is after a day. */
  async function lookAtAll(): Promise<void> {
    const database = await openDatabase(`file:${join(folder, "test.db")}`);
    const longAgo = "2026-11-01T00:00:00.000Z";
    await database.updateTable("code_sweeps").set({ started_at: longAgo, completed_at: longAgo }).execute();
    await database.destroy();
  }

  test("replayed from the beginning is what happened, as far as a poller can see it, each change once and by the right hand", async () => {
    if (stage === undefined) throw new Error("The company did not start");
    const campaign = new Campaign(stage, { seed: SEED });
    await campaign.read();
    expect(campaign.told.filter(({ kind }) => !kind.startsWith("DISCREPANCY_"))).toEqual([]);
    while (campaign.made < CHANGES) {
      await campaign.change(Math.min(A_ROUND, CHANGES - campaign.made));
      await campaign.pass(10 + (campaign.made % 50));
      await campaign.read();
    }
    await campaign.pass(300);
    await lookAtAll();
    await campaign.pass(300);
    campaign.settle();
    await campaign.read();
    expect(log.filter(({ level }) => Number(level) >= 50)).toEqual([]);
    const { faults } = campaign.history.compare(campaign.told);
    expect(faults.slice(0, 10).join("\n")).toBe("");
    const settled = campaign.told.filter(({ kind }) => kind === "OPERATION_SETTLED").map(({ operation }) => operation?.id);
    expect(settled.toSorted()).toEqual(campaign.operations.toSorted());
    const numbers = campaign.told.map(({ id }) => Number(id.split(":").at(-1)));
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
    const deliveries = stage.deliveries();
    // What a stranger sends is refused, and told no more.
    const refused = ["forged 401", "forged 404"];
    expect(Object.keys(deliveries).filter((what) => what.startsWith("forged") && !refused.includes(what))).toEqual([]);
    const ran = `${campaign.made} changes, ${campaign.history.changes} of what events compare, ${campaign.told.length} events`;
    console.info(`${ran}; deliveries ${JSON.stringify(deliveries)}`);
  });
});
