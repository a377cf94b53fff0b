import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { Pool } from "undici";

/** A server under load, in a process of its own. */
export interface Target {
  name: string;
  url: string;
  pool: Pool;
  path: string;
  child: ChildProcess;
}

export interface Figures {
  perSecond: number;
  /** Processor time the server took for one answer: other work on the machine disturbs it far less than the rate. */
  cpuMs: number;
}

const CONNECTIONS = 8;

/** `file` is a module beside this one that tells its address to who started it, and its processor time whenever it is asked. */
export async function start(file: string, name: string, args: readonly string[] = []): Promise<Target> {
  const child = fork(fileURLToPath(new URL(file, import.meta.url)), [name, ...args]);
  const gone = once(child, "exit").then(() => {
    throw new Error(`${name} did not start`);
  });
  const [url] = (await Promise.race([once(child, "message"), gone])) as [string];
  gone.catch(() => {});
  const { origin, pathname } = new URL(url);
  return { name, url, child, pool: new Pool(origin, { connections: CONNECTIONS }), path: pathname };
}

export async function stop(targets: readonly Target[]): Promise<void> {
  for (const { child, pool } of targets) {
    await pool.close();
    child.kill();
    await once(child, "exit");
  }
}

/** What a server did, and how that stands to the first one's. */
export interface Comparison extends Figures {
  name: string;
  /** Of the rate, and of the processor time turned upside down: more is better in both. */
  ratios: Figures;
}

/**
 * Rounds are short, many and interleaved. What else the machine does only ever slows a round down, so the quarter that was disturbed least
 * says what a server takes: of each server's rounds the upper quartile of the rate and the lower one of the processor time count.
 */
export async function compare(
  targets: readonly Target[],
  body: string,
  { rounds, roundMs, warmUpMs }: { rounds: number; roundMs: number; warmUpMs: number },
): Promise<Comparison[]> {
  const seen = targets.map((target) => ({ target, all: [] as Figures[] }));
  for (const { target } of seen) await load(target, body, warmUpMs);
  for (let round = 0; round < rounds; round += 1) {
    for (const { target, all } of seen) all.push(await load(target, body, roundMs));
  }
  const figures = seen.map(({ target, all }) => ({
    name: target.name,
    perSecond: quantile(
      0.75,
      all.map(({ perSecond }) => perSecond),
    ),
    cpuMs: quantile(
      0.25,
      all.map(({ cpuMs }) => cpuMs),
    ),
  }));
  const [first] = figures;
  if (first === undefined) throw new Error("Nothing to compare");
  return figures.map((one) => ({
    ...one,
    ratios: { perSecond: one.perSecond / first.perSecond, cpuMs: first.cpuMs / one.cpuMs },
  }));
}

/** As many loops as there are connections, each asking again as soon as it has its answer. */
async function load(target: Target, body: string, forMs: number): Promise<Figures> {
  const cpuBefore = await cpuMsOf(target);
  const startedAt = performance.now();
  let answered = 0;
  const loop = async () => {
    while (performance.now() - startedAt < forMs) {
      const headers = { "content-type": "application/json" };
      const response = await target.pool.request({ path: target.path, method: "POST", headers, body });
      const text = await response.body.text();
      if (response.statusCode !== 200 || text.includes('"errors"')) throw new Error(`${target.name}: ${text.slice(0, 200)}`);
      answered += 1;
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, loop));
  const perSecond = (answered * 1000) / (performance.now() - startedAt);
  return { perSecond, cpuMs: ((await cpuMsOf(target)) - cpuBefore) / answered };
}

async function cpuMsOf({ child }: Target): Promise<number> {
  child.send("cpu");
  const [{ user, system }] = (await once(child, "message")) as [NodeJS.CpuUsage];
  return (user + system) / 1000;
}

function quantile(share: number, values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length * share)] ?? Number.NaN;
}

export function percent(ratio: number): string {
  return `${(100 * ratio).toFixed(0)} %`;
}

/** Columns as wide as their widest cell; the first to the left, figures to the right. */
export function printTable(title: string, head: readonly string[], rows: readonly (readonly string[])[]): void {
  const widths = head.map((cell, column) => Math.max(cell.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]) =>
    cells.map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join("  ");
  console.log(`\n${title}\n${line(head)}\n${widths.map((width) => "-".repeat(width)).join("  ")}`);
  for (const row of rows) console.log(line(row));
}
