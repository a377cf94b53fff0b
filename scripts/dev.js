// Builds, starts, and builds and starts again after each change of the sources. What does not compile leaves the server as it was.
import "./require-packages.js";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { readdirSync, watch } from "node:fs";
import { join } from "node:path";

/** Editors and branch switches write many files within moments. */
const QUIET_MS = 150;

const watched = new Map();
const env = { LOG_PRETTY: "true", DRAIN_GRACE_MS: "0", ...process.env };
let server;
let timer;
let ending = false;
let building = Promise.resolve();

async function stop(signal) {
  if (server === undefined || server.exitCode !== null || server.signalCode !== null) return;
  const ended = once(server, "exit");
  server.kill(signal);
  await ended;
}

async function restart() {
  const steps = [["node_modules/typescript/bin/tsc", "-p", "tsconfig.build.json"], ["scripts/build-web.js"]];
  if (!steps.every((step) => spawnSync(process.execPath, step, { stdio: "inherit" }).status === 0)) {
    console.error("The sources do not compile; the server stays as it was.");
    return;
  }
  await stop("SIGTERM");
  // Asked to end while the old server drained: a new one would be left over.
  if (ending) return;
  server = spawn(process.execPath, ["dist/main.js"], { stdio: "inherit", env });
}

function changed() {
  clearTimeout(timer);
  timer = setTimeout(() => {
    watchFolders();
    building = building.then(restart);
  }, QUIET_MS);
}

/** Folder by folder: Node's own recursive watch loses a file on Linux once an editor has put a new one in its place. */
function watchFolders() {
  const entries = readdirSync("src", { recursive: true, withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory()).map(({ path, name }) => join(path, name));
  for (const folder of ["src", ...folders]) {
    if (!watched.has(folder))
      watched.set(
        folder,
        watch(folder, changed).on("error", () => watched.delete(folder)),
      );
  }
}

for (const signal of ["SIGINT", "SIGTERM"]) {
  process.on(signal, () => {
    // Ctrl-C reaches it twice, from the terminal and from npm.
    if (!ending) console.error(`${signal}: ending, once the server has drained.`);
    ending = true;
    stop(signal).then(() => process.exit(0));
  });
}

watchFolders();
await restart();
