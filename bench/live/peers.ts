import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, statSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { printTable } from "../measure.js";
import { burst, load, type Round, type Spread, spreadOf } from "./load.js";
import { ask, hasTaskset, keepOffServerCore, profilesOf, startTarget, type Target, type TargetSpec, Vendors } from "./target.js";
import { BURSTS, WORKS, type Work, withNewAnswers } from "./works.js";

const PEERS = ["floor", "apollo", "mercurius", "yoga", "naive"];
const PEERS_FOLDER = "bench/peers";
const CLIENTS = 100;
/** Functions that run so often are compiled for good, also where the machine is busy. */
const WARM_UP = 60;

interface Measured {
  work: string;
  title: string;
  target: string;
  requests: number;
  perSecond?: Spread;
  ms?: Spread;
  cpuMs: Spread;
  allocated: Spread;
}

/**
 * The live path over HTTP, ours beside peers over the same vendors: `npm run bench -- peers`. Answers are compared before anything is timed;
 * rounds are interleaved. `--ours-base <main.js>` puts another build beside ours.
 */
export async function benchPeers(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      work: { type: "string", default: "W0,W1,W2,W3,W4,W5,W6,W7,W8,W8c,W9,W9e" },
      peers: { type: "string", default: PEERS.join(",") },
      ours: { type: "string" },
      "ours-base": { type: "string" },
      rounds: { type: "string", default: "10" },
      connections: { type: "string", default: "8" },
      callers: { type: "string", default: "8" },
      languages: { type: "string" },
      answers: { type: "string", default: "same" },
      "round-ms": { type: "string", default: "1000" },
      "warm-up-ms": { type: "string", default: "3000" },
      "node-options": { type: "string", default: "" },
      json: { type: "string" },
      profile: { type: "string" },
    },
  });
  const list = (text: string) => text.split(",").filter((one) => one !== "");
  if (values.ours === undefined) spawnSync("npm", ["run", "--silent", "build"], { stdio: "inherit" });
  const ours = resolve(values.ours ?? "dist/main.js");
  if (!existsSync(ours)) throw new Error(`There is no ${ours}`);
  const specs: TargetSpec[] = [
    { name: "ours", ours },
    ...(values["ours-base"] === undefined ? [] : [{ name: "base", ours: resolve(values["ours-base"]) }]),
    ...list(values.peers).map((name) => ({ name })),
  ];
  if (list(values.peers).length > 0) installPeers();
  const pace: Pace = {
    rounds: Number(values.rounds),
    roundMs: Number(values["round-ms"]),
    warmUpMs: Number(values["warm-up-ms"]),
    connections: Number(values.connections),
    callers: Number(values.callers),
    languages: values.languages === undefined ? undefined : Number(values.languages),
  };
  if (!["same", "new"].includes(values.answers)) throw new Error(`--answers is "same" or "new", not "${values.answers}"`);
  const nodeOptions = values["node-options"].split(" ").filter((option) => option !== "");
  keepOffServerCore();
  const vendors = await Vendors.start();
  const measured: Measured[] = [];
  try {
    for (const plain of [...WORKS, ...BURSTS].filter(({ name }) => list(values.work).includes(name))) {
      const work = values.answers === "new" ? withNewAnswers(plain) : plain;
      const targets: Target[] = [];
      try {
        for (const spec of specs) targets.push(await startTarget(spec, work, vendors, nodeOptions));
        const rows = await measure(work, targets, vendors, pace);
        measured.push(...rows);
        print(work, rows);
        if (values.profile !== undefined) await profile(work, targets, values.profile, pace);
      } finally {
        await Promise.all(targets.map((target) => target.close()));
      }
    }
  } finally {
    vendors.close();
  }
  if (values.json !== undefined) {
    const seen = { node: process.version, pinned: hasTaskset, ...pace, measured };
    writeFileSync(values.json, `${JSON.stringify(seen, null, 2)}\n`);
  }
}

interface Pace {
  rounds: number;
  roundMs: number;
  warmUpMs: number;
  connections: number;
  /** How many callers these are of. */
  callers: number;
  /** How many languages these speak. */
  languages: number | undefined;
}

/** Their packages are pinned, and apart from ours. */
function installPeers(): void {
  const installed = join(PEERS_FOLDER, "node_modules/.package-lock.json");
  const isFresh = existsSync(installed) && statSync(installed).mtimeMs > statSync(join(PEERS_FOLDER, "package-lock.json")).mtimeMs;
  if (isFresh) return;
  const { status } = spawnSync("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], { cwd: PEERS_FOLDER, stdio: "inherit" });
  if (status !== 0) throw new Error(`The peers could not be installed; --peers '' measures without them`);
}

async function measure(
  work: Work,
  targets: readonly Target[],
  vendors: Vendors,
  { rounds, roundMs, warmUpMs, ...loops }: Pace,
): Promise<Measured[]> {
  const requests = new Map<Target, number>();
  const answers = new Map<string, Target>();
  for (const target of targets) {
    // Once more: what every answer costs, not what the first one does.
    await ask(target, work);
    const before = await vendors.requestsOf(target.origin);
    answers.set(JSON.stringify((JSON.parse(await ask(target, work)) as { data: unknown }).data), target);
    requests.set(target, (await vendors.requestsOf(target.origin)) - before);
  }
  if (answers.size > 1) {
    const all = [...answers].map(([text, { name }]) => `${name}: ${text.slice(0, 2000)}`);
    throw new Error(`${work.name} is answered differently\n${all.join("\n")}`);
  }
  const rows = targets.map((target) => ({ target, seen: [] as (Round & { ms?: number; requests?: number })[] }));
  for (const { target } of rows) {
    await load(target, work, warmUpMs, { least: WARM_UP, ...loops });
    // Connections are made once.
    if (work.burst !== undefined) await burst(target, work, vendors, CLIENTS, work.burst === "one caller");
  }
  for (let round = 0; round < rounds; round += 1) {
    // Each begins in turn, so that none is always behind the same other.
    for (const { target, seen } of [...rows.slice(round % rows.length), ...rows.slice(0, round % rows.length)]) {
      if (work.burst === undefined) seen.push(await load(target, work, roundMs, loops));
      else {
        const seenOfBurst = await burst(target, work, vendors, CLIENTS, work.burst === "one caller");
        seen.push({ ...seenOfBurst, perSecond: (CLIENTS * 1000) / seenOfBurst.ms });
      }
    }
  }
  return rows.map(({ target, seen }) => ({
    work: work.name,
    title: work.title,
    target: target.name,
    requests:
      work.burst !== undefined ? spreadOf(seen.map((round) => round.requests ?? Number.NaN)).median : (requests.get(target) ?? Number.NaN),
    perSecond: spreadOf(seen.map(({ perSecond }) => perSecond)),
    ...(work.burst !== undefined ? { ms: spreadOf(seen.map(({ ms }) => ms ?? Number.NaN)) } : {}),
    cpuMs: spreadOf(seen.map(({ cpuMs }) => cpuMs)),
    allocated: spreadOf(seen.map(({ allocated }) => allocated)),
  }));
}

const PROFILED_MS = 3_000;

/** Writes a `.cpuprofile` and a `.heapprofile` of each. */
async function profile(work: Work, targets: readonly Target[], folder: string, { connections, callers, languages }: Pace): Promise<void> {
  mkdirSync(folder, { recursive: true });
  for (const target of targets) {
    const { cpu, heap } = await profilesOf(target, () => load(target, work, PROFILED_MS, { connections, callers, languages }));
    writeFileSync(join(folder, `${work.name}-${target.name}.cpuprofile`), JSON.stringify(cpu));
    writeFileSync(join(folder, `${work.name}-${target.name}.heapprofile`), JSON.stringify(heap));
  }
}

function print(work: Work, rows: readonly Measured[]): void {
  const [first] = rows;
  const spread = ({ lower, median, upper }: Spread, digits: number) =>
    `${median.toFixed(digits)} (${lower.toFixed(digits)} to ${upper.toFixed(digits)})`;
  const ratio = (of: number | undefined, to: number | undefined) => ((of ?? Number.NaN) / (to ?? Number.NaN)).toFixed(2);
  const isBurst = work.burst !== undefined;
  printTable(
    `${work.name}: ${work.title}. Times are of ours`,
    ["server", "requests", isBurst ? "ms for all" : "answers/s", "times", "processor ms", "times", "kB allocated", "times"],
    rows.map(({ target, requests, perSecond, ms, cpuMs, allocated }) => [
      target,
      String(requests),
      isBurst && ms !== undefined ? spread(ms, 0) : perSecond === undefined ? "" : spread(perSecond, 0),
      isBurst ? ratio(ms?.median, first?.ms?.median) : ratio(perSecond?.median, first?.perSecond?.median),
      spread(cpuMs, 2),
      ratio(cpuMs.median, first?.cpuMs.median),
      (allocated.median / 1000).toFixed(1),
      ratio(allocated.median, first?.allocated.median),
    ]),
  );
}
