import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { Pool } from "undici";
import type { Profiles, Usage } from "./probe.js";
import type { Shape } from "./vendor-process.js";
import type { Work } from "./works.js";

/** What is measured: a build of ours by its `main.js`, or a peer by its name. */
export interface TargetSpec {
  name: string;
  ours?: string;
}

/** A server under load, in a process of its own, pinned to one core where that is possible. */
export interface Target {
  name: string;
  isOurs: boolean;
  pool: Pool;
  path: string;
  child: ChildProcess;
  /** Its own vendor. */
  origin: string;
  /** How often it was asked so far. */
  asked: number;
  /** Its last answer that a client may hold. */
  held?: { text: string; etag: string };
  close(): Promise<void>;
}

/** Each asks with a token of its own, so that ours takes them for different callers. */
export const CALLERS = 100;
const tokenOf = (caller: number) => `bench-token-${caller}`;
const SCOPES = "read+write+spend+vendor-data:read";
const headersOf = (caller: number, language?: number) => ({
  "content-type": "application/json",
  authorization: `Bearer ${tokenOf(caller)}`,
  ...(language === undefined ? {} : { "accept-language": `en-x-n${language}` }),
});
const STARTS_WITHIN_MS = 30_000;

const SERVER_CORE = "0";
const LOAD_CORE = "1";
export const hasTaskset = spawnSync("taskset", ["-c", LOAD_CORE, "true"]).status === 0;

/** Keeps this process off the servers' core, and what it starts later unless that is told otherwise. */
export function keepOffServerCore(): void {
  if (hasTaskset) spawnSync("taskset", ["-a", "-c", "-p", LOAD_CORE, String(process.pid)]);
}

const beside = (file: string) => fileURLToPath(new URL(file, import.meta.url));
/** Peers are not compiled: they lie where their packages are. */
const peerFile = (name: string) => join("bench/peers", `${name}.js`);

/** The vendors' process. */
export class Vendors {
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess) {
    this.#child = child;
  }

  static async start(): Promise<Vendors> {
    const child = spawn(process.execPath, [beside("vendor-process.js")], { stdio: ["ignore", "inherit", "inherit", "ipc"] });
    await once(child, "message");
    return new Vendors(child);
  }

  async open(shape: Shape): Promise<string> {
    return (await this.#ask(shape)) as string;
  }

  async requestsOf(origin: string): Promise<number> {
    return (await this.#ask(origin)) as number;
  }

  async #ask(told: Shape | string): Promise<unknown> {
    const answer = once(this.#child, "message");
    this.#child.send(told);
    return (await answer)[0];
  }

  close(): void {
    this.#child.kill();
  }
}

/** Starts the target for this work, with a vendor of its own. */
export async function startTarget(
  { name, ours }: TargetSpec,
  work: Work,
  vendors: Vendors,
  nodeOptions: readonly string[],
): Promise<Target> {
  const { openings, jobs, answersAfterMs, hasNewAnswers } = work;
  const origin = await vendors.open({ openings, jobs, answersAfterMs, hasNewAnswers });
  const folder = mkdtempSync(join(tmpdir(), "hiregraph-bench-"));
  const log = join(folder, "log");
  const args = [...nodeOptions, "--import", beside("probe.js"), ours ?? peerFile(name), ...(ours === undefined ? [origin] : [])];
  const command = hasTaskset ? ["taskset", "-c", SERVER_CORE, process.execPath, ...args] : [process.execPath, ...args];
  const written = openSync(log, "w");
  const child = spawn(command[0] ?? "", command.slice(1), {
    stdio: ["ignore", written, written, "ipc"],
    env: { PATH: process.env.PATH, ...(ours === undefined ? { NODE_ENV: "production" } : envOfOurs(work, origin, folder)) },
  });
  closeSync(written);
  const url = await (ours === undefined ? toldUrl(child, log) : loggedUrl(child, log));
  const { origin: own, pathname } = new URL(url);
  const pool = new Pool(own, { connections: 128 });
  const close = async () => {
    await pool.close();
    child.kill("SIGKILL");
    if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
    rmSync(folder, { recursive: true, force: true });
  };
  return { name, isOurs: ours !== undefined, pool, path: pathname, child, origin, asked: 0, close };
}

/** As in production: a file for the database and for the log, sign-in, metrics. What runs by itself is off, so that only answers are measured. */
function envOfOurs(work: Work, origin: string, folder: string): Record<string, string> {
  return {
    PORT: "0",
    DATABASE_URL: `file:${join(folder, "bench.db")}`,
    AUTH_TOKENS: Array.from({ length: CALLERS }, (_, caller) => {
      return `bench-${caller}:${createHash("sha256").update(tokenOf(caller)).digest("hex")}:${SCOPES}`;
    }).join(),
    CODE_SWEEP: "off",
    BENCH_RAISE_BUDGETS: "1",
    ...work.env(origin),
  };
}

async function toldUrl(child: ChildProcess, log: string): Promise<string> {
  const [told] = await Promise.race([once(child, "message"), once(child, "exit")]);
  if (typeof told !== "string") throw new Error(readFileSync(log, "utf8"));
  return told;
}

async function loggedUrl(child: ChildProcess, log: string): Promise<string> {
  for (const until = Date.now() + STARTS_WITHIN_MS; Date.now() < until && child.exitCode === null; await sleep(20)) {
    const url = /"url":"(http:[^"]+)"/.exec(readFileSync(log, "utf8"))?.[1];
    if (url !== undefined) return `${url}/graphql`;
  }
  throw new Error(readFileSync(log, "utf8"));
}

export async function usageOf(target: Target): Promise<Usage> {
  return (await tell(target, "usage")) as Usage;
}

/** What the server's time and memory go to while this runs. */
export async function profilesOf(target: Target, run: () => Promise<unknown>): Promise<Profiles> {
  await tell(target, "profile");
  await run();
  return (await tell(target, "profiles")) as Profiles;
}

async function tell({ child }: Target, what: string): Promise<unknown> {
  const answer = once(child, "message");
  child.send(what);
  return (await answer)[0];
}

/**
 * Asks once more.
 * @param caller one of CALLERS
 * @param language of the caller: ours executes a query for callers of one language at a time
 * @throws where the answer has errors
 */
export async function ask(target: Target, work: Work, variables?: Record<string, unknown>, caller = 0, language?: number): Promise<string> {
  target.asked += 1;
  const { statusCode, headers, body } = await target.pool.request(
    requestOf(target, work, headersOf(caller, language), variables ?? work.variables?.(target.asked)),
  );
  const text = await body.text();
  if (statusCode === 304 && target.held !== undefined) return target.held.text;
  if (statusCode !== 200 || text.includes('"errors"')) throw new Error(`${target.name}, ${work.name}: ${text.slice(0, 500)}`);
  if (typeof headers.etag === "string") target.held = { text, etag: headers.etag };
  return text;
}

function requestOf(
  { path, isOurs, held }: Target,
  { name, query, headersOfOurs, isHeld }: Work,
  common: Record<string, string>,
  variables?: Record<string, unknown>,
) {
  const headers = isOurs ? { ...common, ...headersOfOurs } : common;
  if (!isOurs || isHeld !== true) {
    return { path, method: "POST" as const, headers, body: JSON.stringify({ operationName: name, query, variables }) };
  }
  const address = `${path}?${new URLSearchParams({ operationName: name, query })}`;
  return { path: address, method: "GET" as const, headers: held === undefined ? headers : { ...headers, "if-none-match": held.etag } };
}
