import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT } from "./readme.js";

interface Ended {
  code: number | string;
  stdout: string;
  stderr: string;
}

/** Runs a command to its end; never throws. */
function run(command: string, args: readonly string[], cwd: string): Promise<Ended> {
  const env = { ...process.env, npm_config_update_notifier: "false" };
  return new Promise((resolve) => {
    execFile(command, args, { cwd, env }, (error, stdout, stderr) => resolve({ code: error?.code ?? 0, stdout, stderr }));
  });
}

describe("The repository's commands, where packages are not installed as package-lock.json has them", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "hiregraph-commands-"));
    for (const part of ["package.json", "package-lock.json", "scripts"]) cpSync(join(ROOT, part), join(folder, part), { recursive: true });
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it.each(["start", "dev", "test", "test:all", "check", "schema", "codegen", "bench", "example"])(
    "npm run %s says so, and what mends it",
    async (script) => {
      expect(await run("npm", ["run", "--silent", script], folder)).toEqual({
        code: 1,
        stdout: "",
        stderr: "Packages are missing or are not those of package-lock.json: there is no folder node_modules. Install them with: npm ci\n",
      });
    },
  );

  it("name a package that is there in another version, and count the others", async () => {
    const lock = JSON.parse(readFileSync(join(folder, "package-lock.json"), "utf8")) as { packages: Record<string, { version: string }> };
    const { version } = lock.packages["node_modules/graphql"] ?? { version: "" };
    Object.assign(lock.packages["node_modules/graphql"] ?? {}, { version: "15.0.0" });
    delete lock.packages["node_modules/undici"];
    mkdirSync(join(folder, "node_modules"));
    writeFileSync(join(folder, "node_modules/.package-lock.json"), JSON.stringify(lock));
    const { code, stderr } = await run("npm", ["run", "--silent", "codegen"], folder);
    expect(code).toBe(1);
    expect(stderr).toBe(
      `Packages are missing or are not those of package-lock.json: graphql ${version} is wanted, 15.0.0 installed, and 1 more. ` +
        "Install them with: npm ci\n",
    );
  });

  it("have nothing to say where they are", async () => {
    expect(await run(process.execPath, ["scripts/require-packages.js"], ROOT)).toEqual({ code: 0, stdout: "", stderr: "" });
  });
});
