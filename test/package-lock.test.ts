import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import semver from "semver";

interface Entry {
  link?: boolean;
  integrity?: string;
  resolved?: string;
  version?: string;
  engines?: { node?: string };
  hasInstallScript?: boolean;
}

interface Manifest {
  engines: { node: string };
  allowScripts?: Record<string, boolean>;
}

const json = (file: string): unknown => JSON.parse(readFileSync(file, "utf8"));
const { engines } = json("package.json") as Manifest;
const contributing = readFileSync("CONTRIBUTING.md", "utf8");

const FOLDERS = [".", "bench", "examples", "tools"].flatMap((folder) => [
  folder,
  ...readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => join(folder, name)),
]);
const LOCKS = [...new Set(FOLDERS.map((folder) => join(folder, "package-lock.json")))].filter((file) => existsSync(file));

/** The packages of a lock by their places, but for the project itself. */
function packagesOf(lock: string): [path: string, entry: Entry][] {
  const { packages } = json(lock) as { packages: Record<string, Entry> };
  return Object.entries(packages).filter(([path, { link }]) => path !== "" && link !== true);
}

it("The locks are the server's own and those of the packages that stand apart", () => {
  expect(LOCKS).toEqual(expect.arrayContaining(["package-lock.json", "bench/peers/package-lock.json", "tools/codegen/package-lock.json"]));
});

describe.each(LOCKS)("%s", (lock) => {
  const packages = packagesOf(lock);

  it("holds the integrity of every package, also of other platforms, and names no registry", () => {
    expect(packages.length).toBeGreaterThan(10);
    expect(packages.filter(([, { integrity }]) => !integrity?.startsWith("sha512-")).map(([path]) => path)).toEqual([]);
    expect(packages.filter(([, { resolved }]) => resolved !== undefined).map(([path]) => path)).toEqual([]);
  });

  it("installs without a warning on the lowest Node: no package asks for a later one", () => {
    const lowest = semver.minVersion(engines.node);
    const asking = packages.filter(([, { engines: asked }]) => !semver.satisfies(lowest ?? "", asked?.node ?? "*"));
    expect(asking.map(([path, { version, engines: asked }]) => `${path} ${version}: ${asked?.node}`)).toEqual([]);
  });

  it("runs no package's install script: each is named as not allowed, and CONTRIBUTING.md says why", () => {
    const { allowScripts = {} } = json(join(dirname(lock), "package.json")) as Manifest;
    const scripted = packages.filter(([, { hasInstallScript }]) => hasInstallScript).map(([path]) => path.replace(/^.*node_modules\//, ""));
    expect(Object.keys(allowScripts).sort()).toEqual([...new Set(scripted)].sort());
    expect(Object.values(allowScripts).filter(Boolean)).toEqual([]);
    expect(scripted.filter((name) => !contributing.includes(`\`${name}\``))).toEqual([]);
  });
});
