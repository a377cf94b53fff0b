import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { printTable } from "../measure.js";
import { spreadOf } from "./load.js";
import { ask, startTarget, type Target, usageOf, Vendors } from "./target.js";
import { WORKS, type Work, withNewAnswers } from "./works.js";

/** What an answer costs whatever else the machine does. */
interface Cost {
  requests: number;
  bytes: number;
}

/** `bench/cost.json`: costs by the title of the work. Bytes depend on the engine, so its version is named. */
interface CostFile {
  node: string;
  costs: Record<string, Cost>;
}

const FILE = "bench/cost.json";
const RENEW = "npm run bench -- cost --renew";

/** A growth by a tenth is told; measured twice, the same answer differs by less than two per cent. */
const TOLERATED = 1.08;
/** Functions that run so often are compiled for good. */
const WARM_UP = 60;
/** One answer after the other: nothing is shared, and nothing waits. */
const BATCHES = 7;
const ANSWERS_OF_A_BATCH = 5;

/**
 * Requests and allocated bytes of an answer, beside those in `bench/cost.json`: `npm run bench -- cost`. Ends with 1 where one has grown by a
 * tenth. `--renew` writes the file.
 */
export async function benchCost(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      ours: { type: "string", default: "dist/main.js" },
      work: { type: "string", default: "W1,W2,W3,W4,W5,W7" },
      "node-options": { type: "string", default: "" },
      renew: { type: "boolean", default: false },
    },
  });
  const known = JSON.parse(readFileSync(FILE, "utf8")) as CostFile;
  const nodeOptions = values["node-options"].split(" ").filter((option) => option !== "");
  const vendors = await Vendors.start();
  const costs: Record<string, Cost> = {};
  try {
    const works = WORKS.filter(({ name }) => values.work.split(",").includes(name));
    // What the server has kept of the last answers spares much: what it does without that must not grow unseen.
    for (const work of [...works, ...works.filter(({ name }) => name !== "W7").map(withNewAnswers)]) {
      const target = await startTarget({ name: "ours", ours: resolve(values.ours) }, work, vendors, nodeOptions);
      try {
        costs[work.title] = await costOf(target, work, vendors);
      } finally {
        await target.close();
      }
    }
  } finally {
    vendors.close();
  }
  const kilobytes = (bytes: number | undefined) => (bytes === undefined ? "–" : (bytes / 1000).toFixed(0));
  printTable(
    `What an answer costs, node ${process.version}; known are the figures of ${FILE}, of node ${known.node}`,
    ["answer", "requests", "known", "kB allocated", "known"],
    Object.entries(costs).map(([title, { requests, bytes }]) => {
      const before = known.costs[title];
      return [title, String(requests), String(before?.requests ?? "–"), kilobytes(bytes), kilobytes(before?.bytes)];
    }),
  );
  if (values.renew) {
    const renewed: CostFile = { node: major(process.version), costs: { ...known.costs, ...costs } };
    writeFileSync(FILE, `${JSON.stringify(renewed, null, 2)}\n`);
    return;
  }
  if (known.node !== major(process.version)) console.log(`Bytes are compared on node ${known.node} alone.`);
  const grown = grownCosts(costs, known);
  if (grown.length === 0) return;
  console.log(`\n${grown.join("\n")}\nWhere that is meant: ${RENEW}, and commit ${FILE}.`);
  process.exitCode = 1;
}

async function costOf(target: Target, work: Work, vendors: Vendors): Promise<Cost> {
  for (let answer = 0; answer < WARM_UP; answer += 1) await ask(target, work);
  const asked = await vendors.requestsOf(target.origin);
  const batches: number[] = [];
  for (let batch = 0; batch < BATCHES; batch += 1) {
    const before = await usageOf(target);
    for (let answer = 0; answer < ANSWERS_OF_A_BATCH; answer += 1) await ask(target, work);
    batches.push(((await usageOf(target)).allocated - before.allocated) / ANSWERS_OF_A_BATCH);
  }
  const requests = ((await vendors.requestsOf(target.origin)) - asked) / (BATCHES * ANSWERS_OF_A_BATCH);
  return { requests, bytes: Math.round(spreadOf(batches).median) };
}

/** A sentence for each figure that has grown by a tenth. A new answer has no figure yet, which is told as well. */
function grownCosts(costs: Record<string, Cost>, known: CostFile): string[] {
  return Object.entries(costs).flatMap(([title, { requests, bytes }]) => {
    const before = known.costs[title];
    if (before === undefined) return [`"${title}" has no figures.`];
    const grown: string[] = [];
    if (requests > before.requests * TOLERATED) grown.push(`"${title}" takes ${requests} requests, ${before.requests} before.`);
    if (known.node === major(process.version) && bytes > before.bytes * TOLERATED)
      grown.push(`"${title}" allocates ${bytes} bytes, ${before.bytes} before: ${(bytes / before.bytes).toFixed(2)} times.`);
    return grown;
  });
}

function major(version: string): string {
  return /^v(\d+)/.exec(version)?.[1] ?? version;
}
