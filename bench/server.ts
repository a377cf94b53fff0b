/**
 * What the server's shell costs, side by side: raw JSON on node:http (the floor), our server, our server without compiled queries,
 * and Apollo's ready-made standalone server. Each runs in a process of its own; rounds are interleaved, medians count.
 *
 *   npx tsc -p bench/tsconfig.json && node dist-bench/bench/server.js
 */
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { Pool } from "undici";

const TARGETS = ["floor", "ours", "ours, not compiled", "apollo standalone"];
const QUERY = "query Jobs($first: Int!) { jobs(first: $first) { id name status seats place { city country } } }";
const SIZES = [
  { title: "1,000 nested objects", first: 1000, connections: 8 },
  { title: "1 nested object", first: 1, connections: 8 },
];
const ROUNDS = Number(process.env.ROUNDS ?? 7);
const ROUND_MS = Number(process.env.ROUND_MS ?? 1500);

interface Target {
  name: string;
  pool: Pool;
  path: string;
  child: ChildProcess;
}

async function start(name: string, connections: number): Promise<Target> {
  const child = fork(fileURLToPath(new URL("server-target.js", import.meta.url)), [name]);
  const [url] = (await once(child, "message")) as [string];
  const { origin, pathname } = new URL(url);
  return { name, child, pool: new Pool(origin, { connections }), path: pathname };
}

interface Round {
  perSecond: number;
  /** Processor time the server took for one answer. */
  cpuMs: number;
}

async function cpuMsOf({ child }: Target): Promise<number> {
  child.send("cpu");
  const [{ user, system }] = (await once(child, "message")) as [NodeJS.CpuUsage];
  return (user + system) / 1000;
}

/** As many loops as there are connections, each asking again as soon as it has its answer. */
async function load(target: Target, first: number, connections: number, forMs: number): Promise<Round> {
  const cpuBefore = await cpuMsOf(target);
  const body = JSON.stringify({ query: QUERY, variables: { first } });
  const startedAt = performance.now();
  let answered = 0;
  const loop = async () => {
    while (performance.now() - startedAt < forMs) {
      const response = await target.pool.request({
        path: target.path,
        method: "POST",
        headers: { "content-type": "application/json" },
        body,
      });
      const text = await response.body.text();
      if (response.statusCode !== 200 || text.includes('"errors"')) throw new Error(`${target.name}: ${text.slice(0, 200)}`);
      answered += 1;
    }
  };
  await Promise.all(Array.from({ length: connections }, loop));
  const perSecond = (answered * 1000) / (performance.now() - startedAt);
  return { perSecond, cpuMs: ((await cpuMsOf(target)) - cpuBefore) / answered };
}

function median(values: number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function percent(ratio: number): string {
  return `${(100 * ratio).toFixed(0).padStart(3)} %`;
}

for (const { title, first, connections } of SIZES) {
  const targets = await Promise.all(TARGETS.map((name) => start(name, connections)));
  const rounds = new Map(targets.map(({ name }) => [name, [] as Round[]]));
  for (const target of targets) await load(target, first, connections, ROUND_MS);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const target of targets) rounds.get(target.name)?.push(await load(target, first, connections, ROUND_MS));
  }
  const medians = (name: string): Round => {
    const values = rounds.get(name) ?? [];
    return { perSecond: median(values.map(({ perSecond }) => perSecond)), cpuMs: median(values.map(({ cpuMs }) => cpuMs)) };
  };
  const floor = medians("floor");
  console.log(`\n${title}, ${connections} connections, ${ROUNDS} rounds of ${ROUND_MS} ms; node ${process.version}`);
  for (const { name } of targets) {
    const { perSecond, cpuMs } = medians(name);
    const rate = `${perSecond.toFixed(0).padStart(6)} req/s, ${percent(perSecond / floor.perSecond)} of the floor`;
    console.log(`${name.padEnd(20)} ${rate}; ${cpuMs.toFixed(3)} ms of processor each, ${percent(floor.cpuMs / cpuMs)}`);
  }
  for (const { pool, child } of targets) {
    await pool.close();
    child.kill();
  }
}
