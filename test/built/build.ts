import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdtempSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * Builds the server as it is shipped, once for all suites that run it, in a folder of its own: they and a build of somebody else do not
 * meet. `TEST_BUILD` names the folder.
 */
export default function build(): void {
  const folder = mkdtempSync(join(tmpdir(), "hiregraph-build-"));
  copyFileSync("package.json", join(folder, "package.json"));
  symlinkSync(join(process.cwd(), "node_modules"), join(folder, "node_modules"), "dir");
  const { stdout } = spawnSync("npx", ["tsc", "-p", "tsconfig.build.json", "--outDir", join(folder, "dist")], { encoding: "utf8" });
  if (!existsSync(join(folder, "dist/main.js"))) throw new Error(`The server could not be built: ${stdout}`);
  const web = spawnSync(process.execPath, ["scripts/build-web.js", join(folder, "dist/web")], { encoding: "utf8" });
  if (web.status !== 0) throw new Error(`What browsers load could not be built: ${web.stderr}`);
  process.env.TEST_BUILD = folder;
}
