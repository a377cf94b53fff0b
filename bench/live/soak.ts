import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { printTable } from "../measure.js";
import { ask, keepOffServerCore, startTarget, usageOf, Vendors } from "./target.js";
import { WORKS } from "./works.js";

const TELLS = 10;
const CLIENTS = 4;
/** Reads and changes of one vendor, so that one server takes all. */
const MIX = WORKS.filter(({ name }) => ["W1", "W2", "W5", "W7"].includes(name));

/**
 * A mix of reads and changes for ten minutes: `npm run bench -- soak --minutes 10`. Memory is told ten times, after a collection of all garbage;
 * a level that rises from the first half to the second is a leak.
 */
export async function benchSoak(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: { ours: { type: "string", default: "dist/main.js" }, minutes: { type: "string", default: "10" } },
  });
  const [first] = MIX;
  if (first === undefined) throw new Error("Nothing to ask");
  keepOffServerCore();
  const vendors = await Vendors.start();
  const cells: string[][] = [];
  try {
    const target = await startTarget({ name: "ours", ours: resolve(values.ours) }, first, vendors, ["--expose-gc"]);
    const stretchMs = (Number(values.minutes) * 60_000) / TELLS;
    const startedAt = performance.now();
    for (let tell = 1; tell <= TELLS; tell += 1) {
      const before = await usageOf(target);
      const asked = target.asked;
      const loop = async () => {
        while (performance.now() - startedAt < tell * stretchMs) await ask(target, MIX[target.asked % MIX.length] ?? first);
      };
      await Promise.all(Array.from({ length: CLIENTS }, loop));
      const { cpuMs, heapUsed, rss } = await usageOf(target);
      const answers = target.asked - asked;
      const mega = (bytes: number) => (bytes / 1e6).toFixed(1);
      cells.push([
        ((tell * stretchMs) / 60_000).toFixed(1),
        String(answers),
        ((cpuMs - before.cpuMs) / answers).toFixed(2),
        mega(heapUsed),
        mega(rss),
      ]);
    }
    await target.close();
  } finally {
    vendors.close();
  }
  printTable(
    `Reads and changes for ${values.minutes} minutes, node ${process.version}`,
    ["minutes", "answers", "processor ms each", "heap MB", "memory MB (rss)"],
    cells,
  );
}
