// Tries a copy of the working tree on other lines of Node: installs, builds, starts, asks the running server, and runs the quick tests.
// The binaries are the registry's packages node-<platform>-<arch>; they and the copy lie in a temporary folder. Every step has an end.
//
//   node scripts/test-on-node.js 20 22 24
//   node scripts/test-on-node.js 24 -- test/store      of the tests, those alone
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { createInterface } from "node:readline";

const MINUTE_MS = 60_000;
const args = process.argv.slice(2);
const split = args.includes("--") ? args.indexOf("--") : args.length;
const [lines, files] = [args.slice(0, split), args.slice(split + 1)];
if (lines.length === 0) {
  console.error("Which lines of Node? For example: node scripts/test-on-node.js 22 24");
  process.exit(1);
}

/** @throws with the last of what the command said, where it fails, takes longer than `minutes`, or warns though it should not */
function run(command, { cwd, env, minutes, mayWarn = true }) {
  const { status, signal, stdout, stderr } = spawnSync(command, {
    ...{ cwd, env, shell: true, encoding: "utf8" },
    ...{ timeout: minutes * MINUTE_MS, maxBuffer: 2 ** 28 },
  });
  const said = `${stdout}${stderr}`.trim();
  const warned = !mayWarn && /npm warn/i.test(said);
  if (status !== 0 || warned) {
    const how = warned ? "warned" : signal === null ? `ended with ${status}` : `did not end within ${minutes} minutes`;
    throw new Error(`${command} ${how}:\n${said.split("\n").slice(-60).join("\n")}`);
  }
  return stdout.trim().split("\n").at(-1);
}

/** Starts the built server with stand-ins, asks it a query, and ends it as a service manager would. */
async function startAndAsk({ cwd, env }) {
  const server = spawn("node", ["dist/main.js"], {
    cwd,
    env: { ...env, PORT: "0", DRAIN_GRACE_MS: "0", DATABASE_URL: "file:test.db" },
    stdio: ["ignore", "pipe", "ignore"],
    timeout: 2 * MINUTE_MS,
  });
  const exited = once(server, "exit");
  let url;
  for await (const line of createInterface({ input: server.stdout })) {
    url = /http:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0];
    if (url !== undefined) break;
  }
  if (url === undefined) throw new Error("node dist/main.js ended before it listened");
  server.stdout.resume();
  const answer = await fetch(`${url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ query: "{ jobs(first: 5) { nodes { id } } }" }),
  });
  const text = await answer.text();
  server.kill("SIGTERM");
  const [code, signal] = await exited;
  if (JSON.parse(text).data?.jobs.nodes.length !== 5 || code !== 0) {
    throw new Error(`node dist/main.js answered ${text} and ended with ${signal ?? code}`);
  }
}

async function tryOn(line, folder) {
  const name = `node-${process.platform === "win32" ? "win" : process.platform}-${process.arch}`;
  const [binaries, cwd] = [join(folder, "node"), join(folder, "copy")];
  mkdirSync(binaries);
  run(`npm install --no-save --no-audit --no-fund ${name}@${line}`, { cwd: binaries, env: process.env, minutes: 10 });
  const tracked = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard", "--deduplicate"], {
    encoding: "utf8",
  });
  for (const file of tracked.split("\0").filter(Boolean)) {
    mkdirSync(dirname(join(cwd, file)), { recursive: true });
    copyFileSync(file, join(cwd, file));
  }
  // What `npm run` told this process of the checkout would lead the copy's npm there.
  const inherited = Object.fromEntries(Object.entries(process.env).filter(([key]) => !/^(npm_|INIT_CWD$)/i.test(key)));
  const env = { ...inherited, PATH: `${join(binaries, "node_modules", name, "bin")}${delimiter}${process.env.PATH}` };
  const version = run("node --version", { cwd, env, minutes: 1 });
  const step = async (what, work) => {
    const startedAt = Date.now();
    const said = await work();
    console.log(`Node ${version}: ${what}${said ? `: ${said}` : ""} (${Math.round((Date.now() - startedAt) / 1000)} s)`);
  };
  await step("npm ci, without a warning", () => run("npm ci --no-audit --no-fund", { cwd, env, minutes: 10, mayWarn: false }) && undefined);
  await step("npm run build", () => run("npm run --silent build", { cwd, env, minutes: 5 }));
  await step("node dist/main.js, asked and ended", () => startAndAsk({ cwd, env }));
  const tests = ["npm test", ...(files.length > 0 ? ["--", ...files] : [])].join(" ");
  await step(tests, () => run(tests, { cwd, env, minutes: 30 }));
}

let failed = false;
for (const line of lines) {
  const folder = mkdtempSync(join(tmpdir(), "hiregraph-on-node-"));
  try {
    await tryOn(line, folder);
  } catch (error) {
    failed = true;
    console.error(`Node ${line}: ${error.message}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
process.exit(failed ? 1 : 0);
