import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { ROOT } from "./readme.js";

const DATASOURCES = join(ROOT, "src/datasources");
const SANDBOX = join(ROOT, "src/sandbox");

function sourcesBelow(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? sourcesBelow(path) : path.endsWith(".ts") ? [path] : [];
  });
}

/** The headings of the README that a comment of this file means: of its own folder, or of the vendor that it stands in for. */
function headingsFor(file: string, below: string | undefined): string[] {
  const vendor = relative(SANDBOX, file).split("/")[0] ?? "";
  const folder = file.startsWith(SANDBOX) ? join(DATASOURCES, vendor) : dirname(file);
  const readme = readFileSync(join(folder, below ?? "", "README.md"), "utf8");
  return [...readme.matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) => heading);
}

describe("README.md of a vendor's folder", () => {
  const modules = sourcesBelow(DATASOURCES).filter((path) => basename(path) === "index.ts");

  it.each(modules.map((path) => relative(ROOT, dirname(path))))("is there in %s", (folder) => {
    expect(existsSync(join(ROOT, folder, "README.md"))).toBe(true);
  });

  it("has every section that a comment cites", () => {
    const cited = [...sourcesBelow(SANDBOX), ...sourcesBelow(DATASOURCES)].flatMap((file) =>
      [...readFileSync(file, "utf8").matchAll(/(?:(\w+)\/)?README, "([^"]+)"/g)].map(([, below, heading = ""]) => ({
        file,
        below,
        heading,
      })),
    );
    expect(cited.length).toBeGreaterThan(20);
    const missing = cited.filter(({ file, below, heading }) => !headingsFor(file, below).includes(heading));
    expect(missing.map(({ file, heading }) => `${relative(ROOT, file)}: ${heading}`)).toEqual([]);
  });
});
