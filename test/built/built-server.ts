import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, existsSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

const ROOT = join(__dirname, "../..");

export interface BuiltServer {
  child: ChildProcess;
  url: string;
  /** What it has written so far, on both of its outputs. */
  said(): string;
}

/** The server as it is shipped, in a folder of its own, so that this suite and a build of somebody else do not meet. */
export class BuiltServers {
  readonly folder = mkdtempSync(join(tmpdir(), "hiregraph-built-"));
  readonly #children = new Set<ChildProcess>();

  build(): void {
    copyFileSync(join(ROOT, "package.json"), join(this.folder, "package.json"));
    symlinkSync(join(ROOT, "node_modules"), join(this.folder, "node_modules"), "dir");
    const { stdout } = spawnSync("npx", ["tsc", "-p", "tsconfig.build.json", "--outDir", join(this.folder, "dist")], {
      cwd: ROOT,
      encoding: "utf8",
    });
    if (!existsSync(join(this.folder, "dist/main.js"))) throw new Error(`The server could not be built: ${stdout}`);
  }

  launch(env: Record<string, string>): ChildProcess {
    const child = spawn(process.execPath, ["dist/main.js"], {
      cwd: this.folder,
      env: { PATH: process.env.PATH, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.#children.add(child);
    child.once("exit", () => this.#children.delete(child));
    return child;
  }

  /** Launches one on a free port and a database of its own folder, and reads its address from its log. */
  async start({ database, ...env }: Record<string, string> & { database: string }): Promise<BuiltServer> {
    const child = this.launch({ PORT: "0", CODE_SWEEP: "off", DATABASE_URL: `file:${join(this.folder, database)}`, ...env });
    const said: string[] = [];
    child.stderr?.on("data", (chunk: Buffer) => said.push(chunk.toString()));
    if (child.stdout === null) throw new Error("The server has no output");
    const url = await new Promise<string | undefined>((resolve) => {
      const lines = createInterface(child.stdout as NodeJS.ReadableStream);
      lines.on("line", (line) => {
        said.push(`${line}\n`);
        const found = /"url":"(http:[^"]+)"/.exec(line)?.[1];
        if (found !== undefined) resolve(found);
      });
      lines.once("close", () => resolve(undefined));
    });
    if (url === undefined) throw new Error(`The server did not start: ${said.join("")}`);
    return { child, url, said: () => said.join("") };
  }

  kill(): void {
    for (const child of this.#children) child.kill("SIGKILL");
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

export async function ended(child: ChildProcess): Promise<{ code: number | null; signal: string | null }> {
  if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
  return { code: child.exitCode, signal: child.signalCode };
}
