import { resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { printTable } from "../measure.js";
import { spreadOf } from "./load.js";
import { keepOffServerCore, startTarget, type TargetSpec, usageOf, Vendors } from "./target.js";
import { BOARD } from "./works.js";

const ROUNDS = 7;
/** By then all that a start sets off is over. */
const SETTLES_MS = 1_500;

/** Processor time from the first line to a server at rest, and its memory then: `npm run bench -- start-up`. */
export async function benchStartUp(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: { ours: { type: "string", default: "dist/main.js" }, peers: { type: "string", default: "apollo" } },
  });
  const specs: TargetSpec[] = [
    { name: "ours", ours: resolve(values.ours) },
    ...values.peers.split(",").flatMap((name) => (name === "" ? [] : [{ name }])),
  ];
  keepOffServerCore();
  const vendors = await Vendors.start();
  const rows = specs.map((spec) => ({ spec, seen: [] as { cpuMs: number; rss: number; heapUsed: number }[] }));
  try {
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const { spec, seen } of rows) {
        const target = await startTarget(spec, BOARD, vendors, []);
        await sleep(SETTLES_MS);
        seen.push(await usageOf(target));
        await target.close();
      }
    }
  } finally {
    vendors.close();
  }
  const told = (of: number[], digits: number) => {
    const { lower, median, upper } = spreadOf(of);
    return `${median.toFixed(digits)} (${lower.toFixed(digits)} to ${upper.toFixed(digits)})`;
  };
  printTable(
    `From the start to rest, ${ROUNDS} interleaved rounds, node ${process.version}`,
    ["server", "processor s", "memory MB (rss)", "heap MB"],
    rows.map(({ spec, seen }) => [
      spec.name,
      told(
        seen.map(({ cpuMs }) => cpuMs / 1000),
        2,
      ),
      told(
        seen.map(({ rss }) => rss / 1e6),
        0,
      ),
      told(
        seen.map(({ heapUsed }) => heapUsed / 1e6),
        0,
      ),
    ]),
  );
}
