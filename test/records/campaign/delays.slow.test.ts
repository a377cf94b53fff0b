import { Campaign } from "./campaign.js";
import { Dice } from "./dice.js";
import type { Delay } from "./history.js";
import { type StageOptions, startStage } from "./stage.js";
import { VENDORS } from "./truth.js";

/** Hours of the fake clock, in which somebody else changes a record about once in half a minute. */
const HOURS = Number(process.env.DELAYS_HOURS ?? 1);

interface Row {
  vendor: string;
  changes: number;
  median: number;
  worst: number;
}

/** Seconds from a change of somebody else to its event, by vendor. */
async function measure(webhooks: StageOptions["webhooks"]): Promise<Row[]> {
  const stage = await startStage({ harvest: "v3", webhooks, log: [], env: { SWEEP_MINUTES: "15" } });
  try {
    const campaign = new Campaign(stage, { seed: 11, slowOnes: false, without: "all" });
    const dice = new Dice(12);
    await campaign.read();
    const until = stage.clock.now() + HOURS * 3_600_000;
    while (stage.clock.now() < until) {
      await campaign.change(1);
      await campaign.pass(dice.below(60), 500);
    }
    await campaign.pass(20 * 60, 500);
    await campaign.read();
    const { faults, delays } = campaign.history.compare(campaign.told);
    expect(faults.slice(0, 3).join("\n")).toBe("");
    return VENDORS.map((vendor) => rowOf(vendor, delays)).filter(({ changes }) => changes > 0);
  } finally {
    await stage.stop();
  }
}

function rowOf(vendor: string, delays: readonly Delay[]): Row {
  const seconds = delays
    .flatMap(({ recordId, ms }) => (recordId.startsWith(`${vendor}:`) ? [ms / 1_000] : []))
    .sort((one, other) => one - other);
  return {
    vendor,
    changes: seconds.length,
    median: Math.round(seconds[Math.floor(seconds.length / 2)] ?? 0),
    worst: Math.ceil(seconds.at(-1) ?? 0),
  };
}

describe("Seconds from a change of somebody else to its event", () => {
  test("are within SWEEP_MINUTES and a moment without webhooks, and a few with them, where the vendor has any", async () => {
    const without = await measure(undefined);
    const withHooks = await measure("sound");
    const lines = without.map(({ vendor, changes, median, worst }) => {
      const hooked = withHooks.find((row) => row.vendor === vendor);
      return `| ${vendor} | ${changes} | ${median} | ${worst} | ${hooked?.median} | ${hooked?.worst} |`;
    });
    console.info(["| vendor | changes | median | worst | median, webhooks | worst, webhooks |", ...lines].join("\n"));
    for (const { worst } of without) expect(worst).toBeLessThanOrEqual(16 * 60);
    for (const { vendor, median, worst } of withHooks) {
      expect(worst).toBeLessThanOrEqual(16 * 60);
      if (["greenhouse", "feishu-corehr", "headhunter"].includes(vendor)) expect(median).toBeLessThanOrEqual(15);
    }
  });
});
