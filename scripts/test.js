// Runs the tests and closes with one plain line, "N passed, N failed, N skipped", taken from jest's own count. Arguments go to jest.
import "./require-packages.js";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

const postgres = process.env.TEST_POSTGRES_URL ?? "postgres://postgres@127.0.0.1:5432/test";

/** Whether something listens there: suites that need it are left out, and said to be, where nothing does. */
function listens(url) {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    const socket = connect({ host: hostname, port: Number(port) || 5432, timeout: 1_000 });
    const end = (found) => {
      socket.destroy();
      resolve(found);
    };
    socket.once("connect", () => end(true));
    socket.once("timeout", () => end(false));
    socket.once("error", () => end(false));
  });
}

const hasPostgres = await listens(postgres);
if (!hasPostgres && process.env.CI === "true") {
  console.error("CI runs the suites that need PostgreSQL, and none listens. Start it, or set TEST_POSTGRES_URL.");
  process.exit(1);
}
const folder = mkdtempSync(join(tmpdir(), "hiregraph-test-"));
const report = join(folder, "jest.json");
const { status } = spawnSync(
  process.execPath,
  ["node_modules/jest/bin/jest.js", "--json", `--outputFile=${report}`, ...process.argv.slice(2)],
  { stdio: ["inherit", "ignore", "inherit"], env: { ...process.env, TEST_POSTGRES_URL: hasPostgres ? postgres : "" } },
);
const { numPassedTests, numFailedTests, numPendingTests, numRuntimeErrorTestSuites } = JSON.parse(readFileSync(report, "utf8"));
rmSync(folder, { recursive: true });
if (!hasPostgres) console.log("Left out: what runs the store on PostgreSQL, since none listens on 127.0.0.1:5432. SQLite was tested.");
// A file that could not even be loaded holds tests that did not pass.
console.log(`${numPassedTests} passed, ${numFailedTests + numRuntimeErrorTestSuites} failed, ${numPendingTests} skipped`);
process.exit(status ?? 1);
