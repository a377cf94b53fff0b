import { spawnSync } from "node:child_process";
import { join } from "node:path";

const ROOT = join(__dirname, "../..");

/** Whether the packages of a folder with a lock of its own (`tools/codegen`) are installed as that lock has them. */
export function hasTools(folder: string): boolean {
  return spawnSync(process.execPath, [join(ROOT, "scripts/require-packages.js")], { cwd: join(ROOT, folder) }).status === 0;
}

/** `describe` where the packages of a folder are installed, else `describe.skip`; scripts/test.js says which are not. */
export const describeWith = (folder: string): jest.Describe => (hasTools(folder) ? describe : describe.skip);
