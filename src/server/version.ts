import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** Of the package: its `package.json` is the nearest one above this file, wherever that was compiled to. `unknown` where there is none. */
export function packageVersion(from = dirname(fileURLToPath(import.meta.url))): string {
  for (let folder = from; ; folder = dirname(folder)) {
    const file = join(folder, "package.json");
    if (existsSync(file)) return (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version;
    // Node runs the files without it as well.
    if (folder === dirname(folder)) return "unknown";
  }
}
