import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setImmediate as turn } from "node:timers/promises";
import { createGreenhouseStandIn } from "../../src/sandbox/greenhouse/index.js";
import { type RunningStandIn, startStandIn } from "../../src/sandbox/kit/stand-in.js";
import { block } from "../readme/readme.js";
import { ManualClock } from "../support/clock.js";

const ROOT = join(__dirname, "../..");
const TOKEN = "token-of-npm-start";
const LATE_MS = 1_000;

/** A clone with its packages, so that this suite and a build of somebody else do not meet. */
const clone = mkdtempSync(join(tmpdir(), "hiregraph-npm-start-"));
const groups = new Set<number>();
let clock: ManualClock;
let vendor: RunningStandIn;

beforeAll(() => {
  for (const part of ["package.json", "package-lock.json", "tsconfig.json", "tsconfig.build.json", "scripts", "src", "docs", "README.md"]) {
    cpSync(join(ROOT, part), join(clone, part), { recursive: true });
  }
  symlinkSync(join(ROOT, "node_modules"), join(clone, "node_modules"), "dir");
  // It is built with every start, from the same sources: only the first time takes long.
  const file = join(clone, "tsconfig.build.json");
  const config = JSON.parse(readFileSync(file, "utf8"));
  const compilerOptions = { ...config.compilerOptions, incremental: true, tsBuildInfoFile: join(clone, "built.tsbuildinfo") };
  writeFileSync(file, JSON.stringify({ ...config, compilerOptions }));
});

beforeEach(async () => {
  clock = new ManualClock();
  vendor = await startStandIn({ handle: createGreenhouseStandIn({ token: TOKEN }).handle, clock });
});

afterEach(async () => {
  for (const group of groups) kill(-group, "SIGKILL");
  groups.clear();
  await vendor.close();
});

afterAll(() => rmSync(clone, { recursive: true, force: true }));

interface Started {
  npm: ChildProcess;
  url: string;
  /** The lines of the log so far, of npm's own too. */
  lines: string[];
  /** Resolves once this is so, or npm has ended: looks after each line. */
  until: (isSo: () => boolean) => Promise<void>;
  /** Once nobody holds the output any more: npm, its shell and the server are gone. */
  closed: Promise<unknown>;
}

/** In a process group of its own, as a terminal starts a command. */
async function start(script: string): Promise<Started> {
  const npm = spawn("npm", ["run", script], {
    cwd: clone,
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      npm_config_update_notifier: "false",
      PORT: "0",
      LOG_PRETTY: "false",
      CODE_SWEEP: "off",
      DRAIN_GRACE_MS: "0",
      DATABASE_URL: `file:${join(clone, `${script}.db`)}`,
      GREENHOUSE_API_TOKEN: TOKEN,
      GREENHOUSE_ON_BEHALF_OF: "4000000000",
      GREENHOUSE_BASE_URL: vendor.origin,
    },
  });
  if (npm.pid !== undefined) groups.add(npm.pid);
  const lines: string[] = [];
  const closed = once(npm, "close");
  npm.stderr?.on("data", (chunk: Buffer) => lines.push(chunk.toString()));
  if (npm.stdout === null) throw new Error("npm has no output");
  const output = createInterface(npm.stdout);
  const url = await new Promise<string>((resolve, reject) => {
    output.on("line", (line) => {
      lines.push(line);
      const listening = /"url":"(http:[^"]+)"/.exec(line)?.[1];
      if (listening !== undefined) resolve(listening);
    });
    closed.then(() => reject(new Error(`npm run ${script} ended: ${lines.join("\n")}`)), reject);
  });
  const until = (isSo: () => boolean) =>
    new Promise<void>((resolve) => {
      const look = () => {
        if (!isSo() && npm.exitCode === null && npm.signalCode === null) return;
        output.off("line", look);
        npm.stderr?.off("data", look);
        resolve();
      };
      output.on("line", look);
      npm.stderr?.on("data", look);
      npm.once("exit", look);
      look();
    });
  return { npm, url, lines, until, closed };
}

function kill(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // Gone already.
  }
}

/** Asks, and comes back once the vendor has the request, whose answer waits for the clock. */
async function askLate({ url }: Started): Promise<() => Promise<unknown>> {
  vendor.faults.arm({ kind: "latency", ms: LATE_MS, path: "/v1/jobs" });
  const answer = fetch(`${url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ query: "{ jobs(vendors: [GREENHOUSE], first: 1) { nodes { vendorId } sources { state } } }" }),
  });
  let ended = false;
  const end = () => {
    ended = true;
  };
  answer.then(end, end);
  while (clock.sleeping === 0 && !ended) await turn();
  return async () => (await answer).json();
}

const draining = ({ lines }: Started) => lines.filter((line) => line.includes('"draining"'));

describe.each(["start", "dev"])("npm run %s", (script) => {
  it.each([
    // Of a supervisor, or of `kill`: npm alone gets it, and hands it on.
    { title: "SIGTERM to npm", signal: "SIGTERM", to: (npm: number) => npm },
    // Of a terminal: everybody in the foreground gets it, and npm hands it on once more.
    { title: "Ctrl-C", signal: "SIGINT", to: (npm: number) => -npm },
  ] as const)(
    "ends on $title when the requests under way are answered: with code 0, the port free, and no process left",
    async ({ signal, to }) => {
      const started = await start(script);
      const { npm, url, lines, until, closed } = started;
      const answer = await askLate(started);

      kill(to(npm.pid ?? 0), signal);
      await until(() => draining(started).length > 0);
      expect({ code: npm.exitCode, signal: npm.signalCode }).toEqual({ code: null, signal: null });
      const ready = await fetch(`${url}/readyz`);
      expect({ status: ready.status, text: await ready.text() }).toEqual({ status: 503, text: expect.stringContaining("draining") });

      await clock.advance(LATE_MS);
      expect(await answer()).toEqual({
        data: { jobs: { nodes: [{ vendorId: "4000000000" }], sources: [{ state: "FRESH" }] } },
      });
      await closed;
      expect({ code: npm.exitCode, signal: npm.signalCode }).toEqual({ code: 0, signal: null });
      await expect(fetch(`${url}/healthz`)).rejects.toMatchObject({ cause: { code: "ECONNREFUSED" } });
      expect(draining(started)).toHaveLength(1);
      expect(lines.join("\n")).not.toContain("failed");
    },
  );
});

describe("npm run dev", () => {
  it("ends on SIGTERM while it waits for the server to drain for a new one, and leaves no process behind", async () => {
    const started = await start("dev");
    const { npm, lines, until, closed } = started;
    const answer = await askLate(started);
    const source = join(clone, "src/clock.ts");
    writeFileSync(source, readFileSync(source));
    await until(() => draining(started).length > 0);
    kill(npm.pid ?? 0, "SIGTERM");
    await until(() => lines.some((line) => line.includes("SIGTERM: ending")));
    await clock.advance(LATE_MS);
    await answer();
    await closed;
    expect({ code: npm.exitCode, signal: npm.signalCode }).toEqual({ code: 0, signal: null });
    expect(lines.filter((line) => line.includes('"url"'))).toHaveLength(1);
  });
});

it("npm start with a refused configuration prints what docs/configuration.md shows, and ends with code 78", async () => {
  const [command = "", ...said] = block("a configuration that is refused").trim().split("\n");
  expect(command).toMatch(/^\$ \w+=\S+ npm start$/);
  const env = { PATH: process.env.PATH, HOME: process.env.HOME, npm_config_update_notifier: "false" };
  const shell = spawn("sh", ["-c", command.slice(2)], { cwd: clone, env, stdio: ["ignore", "ignore", "pipe"] });
  let stderr = "";
  shell.stderr.on("data", (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  await once(shell, "close");
  expect(shell.exitCode).toBe(78);
  expect(stderr.trim().split("\n")).toEqual(said);
});
