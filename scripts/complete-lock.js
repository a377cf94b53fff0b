// Adds to package-lock.json the optional packages of other platforms (Windows, macOS, musl …) that `npm install` left out because the
// registry at hand did not carry them, and the integrity of those that it did not fetch. Without their entries `npm ci` calls the lock out of sync, and those
// platforms get no binary; without integrity they would get whatever a registry gives.
// Run after `npm install`: node scripts/complete-lock.js, or with the folder of another lock, as in node scripts/complete-lock.js tools/codegen
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const OSES = ["aix", "android", "darwin", "freebsd", "linux", "netbsd", "openbsd", "openharmony", "sunos", "win32"];
const CPUS = ["arm", "arm64", "ia32", "loong64", "mips64el", "ppc64", "riscv64", "s390x", "wasm32", "x64"];

const file = join(process.argv[2] ?? ".", "package-lock.json");
const lock = JSON.parse(readFileSync(file, "utf8"));
const { packages } = lock;

/** The folders that Node searches for a package asked for from `path`, nearest first. */
function* placesFor(path, name) {
  for (let place = path; place !== ""; place = place.slice(0, Math.max(0, place.lastIndexOf("/node_modules/")))) {
    yield `${place}/node_modules/${name}`;
  }
  yield `node_modules/${name}`;
}

/** Such packages are named after the platform that they serve: @swc/core-linux-arm64-musl. */
function platformOf(name) {
  const words = name.split(/[/-]/);
  const known = (list) => list.filter((word) => words.includes(word));
  const libc = words.some((word) => word.startsWith("musl")) ? ["musl"] : words.some((word) => word.startsWith("gnu")) ? ["glibc"] : [];
  return { os: known(OSES), cpu: known(CPUS), libc };
}

let added = 0;
for (const [path, { dev, optionalDependencies = {} }] of Object.entries(packages)) {
  for (const [name, version] of Object.entries(optionalDependencies)) {
    if ([...placesFor(path, name)].some((place) => place in packages)) continue;
    const { os, cpu, libc } = platformOf(name);
    if (os.length === 0 || cpu.length === 0 || !/^\d+\.\d+\.\d+$/.test(version)) {
      throw new Error(`${name}@${version}, asked for by ${path}, is not named after a platform: add it to the lock by hand.`);
    }
    packages[`node_modules/${name}`] = {
      version,
      cpu,
      ...(dev && { dev }),
      ...(libc.length > 0 && { libc }),
      optional: true,
      os,
    };
    added += 1;
  }
}

const MODULES = "node_modules/";
let checked = 0;
for (const [path, entry] of Object.entries(packages)) {
  if (path === "" || entry.link || entry.integrity) continue;
  const name = path.slice(path.lastIndexOf(MODULES) + MODULES.length);
  const said = JSON.parse(execFileSync("npm", ["view", `${name}@${entry.version}`, "dist.integrity", "--json"], { encoding: "utf8" }));
  if (typeof said !== "string" || !said.startsWith("sha512-"))
    throw new Error(`The registry does not tell the integrity of ${name}@${entry.version}.`);
  const { version, ...others } = entry;
  packages[path] = { version, integrity: said, ...others };
  checked += 1;
}
const [root, ...rest] = Object.keys(packages).sort((a, b) => a.localeCompare(b, "en"));
lock.packages = Object.fromEntries([root, ...rest].map((path) => [path, packages[path]]));
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`${added} packages of other platforms were added to ${file}, and the integrity of ${checked}.`);
