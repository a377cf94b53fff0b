// Checks the board's types with its own compiler and packages, where these are installed; says so where they are not, which CI refuses.
import { spawnSync } from "node:child_process";
import { resolve } from "node:path";
import { BOARD } from "./tool-folders.js";

const isInstalled = spawnSync(process.execPath, [resolve("scripts/require-packages.js")], { cwd: BOARD, stdio: "ignore" }).status === 0;
if (!isInstalled) {
  console.log(`Left out: the types of ${BOARD}, whose packages are not installed. node scripts/install-tools.js ${BOARD} installs them.`);
  process.exit(process.env.CI === "true" ? 1 : 0);
}
const { status } = spawnSync(process.execPath, ["node_modules/typescript/bin/tsc"], { cwd: BOARD, stdio: "inherit" });
process.exit(status ?? 1);
