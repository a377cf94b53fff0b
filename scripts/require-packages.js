// Says in one sentence that packages are missing, or are not those of package-lock.json, before a program that needs them fails obscurely.
import { existsSync, readFileSync } from "node:fs";

/** npm's own note of what it has installed; other package managers leave none, and then only the folder is asked for. */
const INSTALLED = "node_modules/.package-lock.json";

function faults() {
  if (!existsSync("node_modules")) return ["there is no folder node_modules"];
  if (!existsSync(INSTALLED)) return [];
  const [wanted, installed] = ["package-lock.json", INSTALLED].map((file) => JSON.parse(readFileSync(file, "utf8")).packages);
  return Object.entries(wanted)
    .filter(([path, { optional, version }]) => path !== "" && !optional && installed[path]?.version !== version)
    .map(
      ([path, { version }]) =>
        `${path.slice(path.lastIndexOf("node_modules/") + 13)} ${version} is wanted, ${installed[path]?.version ?? "none"} installed`,
    );
}

const [first, ...others] = faults();
if (first !== undefined) {
  const more = others.length === 0 ? "" : `, and ${others.length} more`;
  console.error(`Packages are missing or are not those of package-lock.json: ${first}${more}. Install them with: npm ci`);
  process.exit(1);
}
