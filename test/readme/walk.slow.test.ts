import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { block, ROOT } from "./readme.js";

/** From a bare clone to a changed record. */
const TEN_MINUTES_MS = 600_000;

const home = mkdtempSync(join(tmpdir(), "hiregraph-walk-"));
const clone = join(home, "hiregraph");
/** What an empty container has, no port that somebody else may have, and the packages that were downloaded before. */
const cache = { npm_config_cache: process.env.npm_config_cache ?? join(homedir(), ".npm"), npm_config_prefer_offline: "true" };
const env = { HOME: home, PATH: process.env.PATH, PORT: "0", DRAIN_GRACE_MS: "0", ...cache };
let npm: ChildProcess | undefined;

afterAll(() => {
  if (npm?.pid !== undefined && npm.exitCode === null && npm.signalCode === null) process.kill(-npm.pid, "SIGKILL");
  rmSync(home, { recursive: true, force: true });
});

/** The files that are committed, or are about to be. */
function cloneWorkingTree(): void {
  const args = ["ls-files", "-z", "--cached", "--others", "--exclude-standard", "--deduplicate"];
  for (const file of execFileSync("git", args, { cwd: ROOT, encoding: "utf8" }).split("\0").filter(Boolean)) {
    mkdirSync(dirname(join(clone, file)), { recursive: true });
    cpSync(join(ROOT, file), join(clone, file));
  }
}

/** Runs a command as a terminal does; its address, once the server has told it. */
async function startIn(folder: string, command: string): Promise<string> {
  npm = spawn("sh", ["-c", command], { cwd: folder, env, detached: true, stdio: ["ignore", "pipe", "pipe"] });
  const said: string[] = [];
  npm.stderr?.on("data", (chunk: Buffer) => said.push(chunk.toString()));
  if (npm.stdout === null) throw new Error("npm has no output");
  const lines = createInterface(npm.stdout);
  const url = await new Promise<string | undefined>((resolve) => {
    lines.on("line", (line) => {
      said.push(`${line}\n`);
      const found = /"url":"(http:[^"]+)"/.exec(line)?.[1];
      if (found !== undefined) resolve(found);
    });
    lines.once("close", () => resolve(undefined));
  });
  if (url === undefined) throw new Error(`${command} ended: ${said.join("")}`);
  // npm tells of nothing that is wrong with what it installs, on whichever Node this is.
  expect(said.join("")).not.toMatch(/npm (warn|error)/i);
  return url;
}

it(
  "A bare clone in an empty home comes from the README's first line to a changed record in under ten minutes, and ends on SIGTERM",
  async () => {
    cloneWorkingTree();
    const [line = ""] = block("start").split("\n");
    expect(line).toMatch(/^npm ci && npm start +#/);
    const url = await startIn(clone, line);

    const lines = block("asking from a terminal");
    const ask = (query: string) => {
      const [definition = ""] = lines.split("\n");
      const script = `${definition.replace("http://127.0.0.1:4000", url)}\nask '${query}'`;
      return JSON.parse(execFileSync("sh", ["-c", script], { cwd: clone, env, encoding: "utf8" })) as { data: unknown; errors?: unknown };
    };
    const shown = execFileSync("sh", ["-c", lines.replace("http://127.0.0.1:4000", url)], { cwd: clone, env, encoding: "utf8" });
    expect(JSON.parse(shown)).toMatchObject({ data: { requisition: { status: "OPEN" } } });
    expect(ask(block("first query"))).toMatchObject({ data: { requisition: { openings: [{ status: "OPEN" }] } } });

    const dry = block("closing an opening");
    expect(ask(dry)).toMatchObject({ data: { closeOpening: { opening: { status: "OPEN" }, operation: null, userErrors: [] } } });
    expect(ask(dry.replace("dryRun: true ", "dryRun: false"))).toMatchObject({
      data: { closeOpening: { opening: { status: "CLOSED" }, operation: { outcome: "APPLIED" }, userErrors: [] } },
    });
    expect(ask(block("first query"))).toMatchObject({ data: { requisition: { openings: [{ status: "CLOSED" }] } } });

    const closed = once(npm as ChildProcess, "close");
    process.kill(-(npm?.pid ?? 0), "SIGTERM");
    await closed;
    await expect(fetch(`${url}/healthz`)).rejects.toMatchObject({ cause: { code: "ECONNREFUSED" } });
  },
  TEN_MINUTES_MS,
);
