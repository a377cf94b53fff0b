// Runs tests and closes with one plain line, "N passed, N failed", taken from jest's own count.
//
//   npm test               the quick ones, in under three minutes on two cores
//   npm run test:all       the quick ones as npm test does, then those named *.slow.test.ts
//   npm test -- <file>     those files, quick or slow; arguments go to jest
import "./require-packages.js";
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join, relative, resolve } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { toolFolders } from "./tool-folders.js";

const postgres = process.env.TEST_POSTGRES_URL ?? "postgres://postgres@127.0.0.1:5432/test";
const redis = process.env.TEST_REDIS_URL ?? "redis://127.0.0.1:6379";

/** Whether something listens there: suites that need it are left out, and said to be, where nothing does. */
function listens(url, usualPort) {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    const socket = connect({ host: hostname, port: Number(port) || usualPort, timeout: 1_000 });
    const end = (found) => {
      socket.destroy();
      resolve(found);
    };
    socket.once("connect", () => end(true));
    socket.once("timeout", () => end(false));
    socket.once("error", () => end(false));
  });
}

const args = process.argv.slice(2);
const isAll = args[0] === "--all";
const projects = isAll ? ["quick", "slow"] : args.length === 0 ? ["quick"] : [undefined];

const hasPostgres = await listens(postgres, 5432);
const hasRedis = await listens(redis, 6379);
if (!(hasPostgres && hasRedis) && process.env.CI === "true") {
  const missing = hasPostgres ? "Redis" : "PostgreSQL";
  console.error(
    `CI runs the suites that need ${missing}, and none listens. Start it, or set TEST_${missing.replace("SQL", "").toUpperCase()}_URL.`,
  );
  process.exit(1);
}

function runJest(selection) {
  const folder = mkdtempSync(join(tmpdir(), "hiregraph-test-"));
  const report = join(folder, "jest.json");
  const { status } = spawnSync(process.execPath, ["node_modules/jest/bin/jest.js", "--json", `--outputFile=${report}`, ...selection], {
    stdio: ["inherit", "ignore", "inherit"],
    env: { ...process.env, TEST_POSTGRES_URL: hasPostgres ? postgres : "", TEST_REDIS_URL: hasRedis ? redis : "" },
  });
  const counted = JSON.parse(readFileSync(report, "utf8"));
  rmSync(folder, { recursive: true });
  return { status: status ?? 1, counted };
}

/** Folders with packages of their own that are not installed: slow suites that need one are left out. */
const lacking = toolFolders.filter(
  (cwd) => spawnSync(process.execPath, [resolve("scripts/require-packages.js")], { cwd, stdio: "ignore" }).status !== 0,
);
if (isAll && lacking.length > 0 && process.env.CI === "true") {
  console.error(`CI runs the suites that need the packages of ${lacking.join(", ")}. Install them with: node scripts/install-tools.js`);
  process.exit(1);
}

const runs = projects.map((project) => runJest(project === undefined ? args : ["--selectProjects", project]));
const results = new Map(runs.flatMap(({ counted }) => counted.testResults.map((result) => [result.name, result])));
const failing = () => [...results.values()].filter(({ status }) => status === "failed").map(({ name }) => name);

/** More than these are no accident. */
const MOST_AGAIN = 5;
const first = failing();
/** At the end of the output, where a reader of CI looks: the failures themselves stand thousands of lines before. */
const failures = first.flatMap((name) => failuresOf(results.get(name)));
let { status = 0 } = runs.find((run) => run.status !== 0) ?? {};
// CI's machine does other things too. A file that fails there is run once more, alone; which one it was is told either way.
if (process.env.CI === "true" && isAll && first.length > 0 && first.length <= MOST_AGAIN) {
  const again = runJest(["--maxWorkers=1", "--runTestsByPath", ...first]);
  for (const result of again.counted.testResults) results.set(result.name, result);
  status = again.status;
}
const passedAgain = first.filter((name) => !failing().includes(name)).map((name) => relative(".", name));

const tests = [...results.values()].flatMap(({ assertionResults }) => assertionResults);
const count = (...wanted) => tests.filter((test) => wanted.includes(test.status)).length;
const skipped = count("pending", "skipped", "todo", "disabled");

if (!hasPostgres) console.log("Left out: what runs the store on PostgreSQL, since none listens on 127.0.0.1:5432. SQLite was tested.");
if (!hasRedis) console.log("Left out: what several servers share, since no Redis listens on 127.0.0.1:6379.");
if (isAll && lacking.length > 0) {
  console.log(`Left out: what needs the packages of ${lacking.join(", ")}. node scripts/install-tools.js installs them.`);
}
const chromiums = process.env.CHROMIUM ? [process.env.CHROMIUM] : JSON.parse(readFileSync("scripts/chromium-places.json", "utf8"));
if (isAll && !chromiums.some((file) => existsSync(file))) {
  console.log(`Left out: what is tested in a browser, since there is none at ${chromiums.join(", ")}. CHROMIUM names one.`);
}
if (projects.length === 1 && projects[0] === "quick") {
  const slow = readdirSync("test", { recursive: true }).filter((file) => file.endsWith(".slow.test.ts"));
  console.log(
    `Left out: ${slow.length} files named *.slow.test.ts (the built server, the repository's commands, many made-up cases, faults at every step, the stand-ins).`,
  );
  console.log("npm run test:all runs them too.");
}
if (skipped > 0) console.log(`Skipped: ${skipped} tests.`);
// A file that could not even be loaded holds tests that did not pass.
const unloaded = [...results.values()].filter((file) => file.status === "failed" && file.assertionResults.every(isNoFailure)).length;
const failed = count("failed") + unloaded;
for (const failure of failures) console.log(failure);
if (passedAgain.length > 0) console.log(`Passed only when run again, alone, and is to be mended: ${passedAgain.join(", ")}`);
console.log(`${count("passed")} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : status);

/** One line for each failed test of a file, or the one of a file that could not be loaded. */
function failuresOf({ name, message, assertionResults }) {
  const file = relative(".", name);
  const failed = assertionResults.filter(({ status }) => status === "failed");
  if (failed.length === 0) return [`Failed: ${file}: ${inOneLine(message)}`];
  return failed.map(({ fullName, failureMessages }) => `Failed: ${file}: ${inOneLine(`${fullName}: ${failureMessages[0] ?? ""}`)}`);
}

function inOneLine(text) {
  return stripVTControlCharacters(text).replace(/\s+/g, " ").slice(0, 400);
}

function isNoFailure({ status }) {
  return status !== "failed";
}
