import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { printTable } from "../measure.js";
import { spreadOf } from "./load.js";
import { ask, keepOffServerCore, startTarget, type Target, usageOf, Vendors } from "./target.js";
import { largeJobOf, type Work, walkOf } from "./works.js";

const SIZES = [50, 200, 1_000, 5_000];
const WARM_UP = 20;
const ROUNDS = 10;

interface Page {
  data: { jobs: { nodes: unknown[]; pageInfo: { endCursor: string | null; hasNextPage: boolean } } };
}

/** What a record costs where there are more of them: `npm run bench -- growth`. It should stay what it is. */
export async function benchGrowth(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { ours: { type: "string", default: "dist/main.js" } } });
  keepOffServerCore();
  const vendors = await Vendors.start();
  const cells: string[][] = [];
  try {
    for (const [workOf, read] of [[walkOf, walk] as const, [largeJobOf, ask] as const]) {
      for (const size of SIZES) cells.push(await measure(resolve(values.ours), workOf(size), size, read, vendors));
    }
  } finally {
    vendors.close();
  }
  printTable(
    `What a record costs where there are more, median of ${ROUNDS}, node ${process.version}`,
    ["what is read", "requests", "processor ms", "µs a record", "kB allocated", "kB a record"],
    cells,
  );
}

async function measure(
  ours: string,
  work: Work,
  size: number,
  read: (target: Target, work: Work) => Promise<unknown>,
  vendors: Vendors,
): Promise<string[]> {
  const target = await startTarget({ name: "ours", ours }, work, vendors, []);
  try {
    // Small ones more often, so that all are equally warm.
    for (let time = 0; time < Math.max(2, (WARM_UP * 200) / size); time += 1) await read(target, work);
    const requests = await vendors.requestsOf(target.origin);
    const seen: { cpuMs: number; allocated: number }[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const before = await usageOf(target);
      await read(target, work);
      const after = await usageOf(target);
      seen.push({ cpuMs: after.cpuMs - before.cpuMs, allocated: after.allocated - before.allocated });
    }
    const cpuMs = spreadOf(seen.map((one) => one.cpuMs)).median;
    const bytes = spreadOf(seen.map(({ allocated }) => allocated)).median;
    const asked = ((await vendors.requestsOf(target.origin)) - requests) / ROUNDS;
    const perRecord = [(1000 * cpuMs) / size, bytes / 1000 / size] as const;
    return [work.title, String(asked), cpuMs.toFixed(1), perRecord[0].toFixed(0), (bytes / 1000).toFixed(0), perRecord[1].toFixed(1)];
  } finally {
    await target.close();
  }
}

/** Page after page to the end. */
async function walk(target: Target, work: Work): Promise<void> {
  let after: string | null = null;
  for (;;) {
    const { data } = JSON.parse(await ask(target, work, { after })) as Page;
    if (!data.jobs.pageInfo.hasNextPage) return;
    after = data.jobs.pageInfo.endCursor;
  }
}
