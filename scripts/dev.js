// Builds, starts, and starts again after each change: the compiler watches the sources, Node watches what it writes.
import { spawn, spawnSync } from "node:child_process";

spawnSync("npx tsc -p tsconfig.build.json", { shell: true, stdio: "inherit" });
const children = [
  spawn("npx tsc -p tsconfig.build.json --watch --preserveWatchOutput", { shell: true, stdio: "inherit" }),
  spawn(process.execPath, ["--watch", "dist/main.js"], { stdio: "inherit", env: { LOG_PRETTY: "true", ...process.env } }),
];
for (const signal of ["SIGINT", "SIGTERM"]) {
  process.on(signal, () => {
    for (const child of children) child.kill(signal);
    process.exit(0);
  });
}
