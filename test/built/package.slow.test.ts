import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { ended } from "./built-server.js";

const ROOT = join(__dirname, "../..");
const LEFT_OUT = new Set(["node_modules", ".git", "dist", "data", "coverage", "dist-bench", "dist-examples"]);

const folder = mkdtempSync(join(tmpdir(), "hiregraph-package-"));
const [clone, home] = [join(folder, "clone"), join(folder, "home")] as [string, string];
const children = new Set<ChildProcess>();
let files: string[];

/** Packs a clone, which builds it, and installs the tarball into an empty folder as npm does, with no package but those that the lock gives a server. */
beforeAll(() => {
  cpSync(ROOT, clone, { recursive: true, filter: (path) => dirname(path) !== ROOT || !LEFT_OUT.has(basename(path)) });
  symlinkSync(join(ROOT, "node_modules"), join(clone, "node_modules"), "dir");
  // What an earlier version has built is not packed.
  mkdirSync(join(clone, "dist"));
  cpSync(join(clone, "package.json"), join(clone, "dist/stale.js"));
  execFileSync("npm", ["pack", "--silent", "--pack-destination", folder], { cwd: clone, encoding: "utf8" });
  const tarball = readdirSync(folder).find((name) => name.endsWith(".tgz")) ?? "";
  const modules = join(home, "node_modules");
  mkdirSync(join(modules, ".bin"), { recursive: true });
  execFileSync("tar", ["-xzf", join(folder, tarball), "-C", modules]);
  cpSync(join(modules, "package"), join(modules, "hiregraph"), { recursive: true });
  rmSync(join(modules, "package"), { recursive: true });
  const { packages } = JSON.parse(readFileSync(join(ROOT, "package-lock.json"), "utf8")) as { packages: Record<string, { dev?: boolean }> };
  for (const [path, { dev }] of Object.entries(packages)) {
    const name = path.replace(/^node_modules\//, "");
    if (path === "" || dev === true || name.includes("node_modules/") || !existsSync(join(ROOT, path))) continue;
    mkdirSync(dirname(join(modules, name)), { recursive: true });
    symlinkSync(join(ROOT, path), join(modules, name), "dir");
  }
  const { bin } = JSON.parse(readFileSync(join(modules, "hiregraph/package.json"), "utf8")) as { bin: { hiregraph: string } };
  chmodSync(join(modules, "hiregraph", bin.hiregraph), 0o755);
  symlinkSync(join("../hiregraph", bin.hiregraph), join(modules, ".bin/hiregraph"));
  files = readdirSync(join(modules, "hiregraph"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(join(modules, "hiregraph/").length));
});

afterAll(() => {
  for (const child of children)
    if (child.pid !== undefined && child.exitCode === null && child.signalCode === null) process.kill(-child.pid, "SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

/** In a process group of its own, since npx starts the command as a child. */
function npx(args: readonly string[], env: Record<string, string> = {}): ChildProcess {
  const child = spawn("npx", ["--no-install", "hiregraph", ...args], {
    cwd: home,
    env: { PATH: process.env.PATH, HOME: folder, DRAIN_GRACE_MS: "0", ...env },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  children.add(child);
  return child;
}

describe("The package that npm pack writes", () => {
  it("holds what runs and what explains it, and neither tests nor sources nor what was built before", () => {
    for (const name of [
      "README.md",
      "CHANGELOG.md",
      "schema.graphql",
      ".env.example",
      "docs/configuration.md",
      "dist/bin.js",
      "dist/main.js",
    ])
      expect(files).toContain(name);
    const folders = new Set(files.map((name) => (name.includes("/") ? name.split("/", 1)[0] : "")));
    expect([...folders].sort()).toEqual(["", "dist", "docs"]);
    expect(files.filter((name) => /\.test\.|(?<!\.d)\.ts$|^dist\/stale|^\.env$/.test(name))).toEqual([]);
  });

  it("starts by npx on stand-ins, answers, serves its pages, and drains on SIGTERM", async () => {
    const child = npx([], { PORT: "0", CODE_SWEEP: "off" });
    const said: string[] = [];
    child.stderr?.on("data", (chunk: Buffer) => said.push(chunk.toString()));
    const url = await new Promise<string | undefined>((resolve) => {
      const lines = createInterface(child.stdout as NodeJS.ReadableStream);
      lines.on("line", (line) => {
        said.push(line);
        const found = /"url":"(http:[^"]+)"/.exec(line)?.[1];
        if (found !== undefined) resolve(found);
      });
      lines.once("close", () => resolve(undefined));
    });
    if (url === undefined) throw new Error(`The server did not start: ${said.join("\n")}`);
    const headers = { "content-type": "application/json" };
    const body = JSON.stringify({ query: "{ jobs(vendors: [GREENHOUSE], first: 1) { nodes { id } } vendors { vendor } }" });
    const { data } = (await (await fetch(`${url}/graphql`, { method: "POST", headers, body })).json()) as {
      data: { jobs: { nodes: unknown[] }; vendors: unknown[] };
    };
    expect([data.jobs.nodes.length, data.vendors.length]).toEqual([1, 5]);
    for (const path of ["/", "/graphiql", "/docs/readme"]) {
      const page = await fetch(url + path);
      const text = await page.text();
      expect([path, page.status, page.headers.get("content-type")]).toEqual([path, 200, "text/html; charset=utf-8"]);
      const parts = [...text.matchAll(/(?:src|href)="([^"]*\bweb\/[^"]+)"/g)].map(([, part = ""]) => new URL(part, url + path).href);
      expect(parts.length).toBeGreaterThan(0);
      for (const part of parts) expect([part, (await fetch(part)).status]).toEqual([part, 200]);
    }
    expect(await (await fetch(`${url}/schema.graphql`)).text()).toContain("type Query");
    // As a terminal or a supervisor tells all that it has started.
    const silent = once(child, "close");
    process.kill(-(child.pid as number), "SIGTERM");
    // npx ends at once; the server holds the output until it has drained.
    await silent;
    expect(said.join("\n")).toContain('"draining"');
    // The package brings neither the examples nor the scripts along.
    expect(said.join("\n")).toMatch(/Look first: http:\S+\/ (?!.*example)/);
    expect(said.join("\n")).not.toContain("npm run example");
    await expect(fetch(`${url}/healthz`)).rejects.toThrow();
  });

  it("says by npx what the command can do, and refuses what it cannot", async () => {
    const [help, wrong] = [npx(["--help"]), npx(["begin"])];
    let usage = "";
    help.stdout?.on("data", (chunk: Buffer) => {
      usage += chunk.toString();
    });
    expect([(await ended(help)).code, (await ended(wrong)).code]).toEqual([0, 64]);
    expect(usage).toMatch(/hiregraph \[start\].*hiregraph export/s);
  });
});
