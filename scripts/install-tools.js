// Installs packages that stand apart from the server's own, each folder by its own lock. A folder that has them already costs nothing.
//
//   node scripts/install-tools.js                  all of them
//   node scripts/install-tools.js tools/codegen    those of one folder
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { toolFolders } from "./tool-folders.js";

const folders = process.argv.length > 2 ? process.argv.slice(2) : toolFolders;
const check = resolve("scripts/require-packages.js");

for (const folder of folders) {
  if (!existsSync(join(folder, "package-lock.json"))) {
    console.error(`${folder} has no package-lock.json.`);
    process.exit(1);
  }
  if (spawnSync(process.execPath, [check], { cwd: folder, stdio: "ignore" }).status === 0) continue;
  console.error(`Installing the packages of ${folder}`);
  const { status } = spawnSync("npm ci --no-audit --no-fund", { cwd: folder, shell: true, stdio: ["ignore", 2, 2] });
  if (status !== 0) process.exit(status ?? 1);
}
