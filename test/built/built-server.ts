import { type ChildProcess, type StdioOptions, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

export interface BuiltServer {
  child: ChildProcess;
  url: string;
  /** What it has written so far, on both of its outputs. */
  said(): string;
}

interface LaunchOptions {
  /** Options of Node.js itself. */
  nodeOptions?: readonly string[];
  stdio?: StdioOptions;
}

/** Servers as they are shipped (`build.ts`), in a folder of their own, where their databases are. */
export class BuiltServers {
  readonly folder = mkdtempSync(join(tmpdir(), "hiregraph-built-"));
  readonly #children = new Set<ChildProcess>();

  launch(env: Record<string, string>, { nodeOptions = [], stdio = ["ignore", "pipe", "pipe"] }: LaunchOptions = {}): ChildProcess {
    const child = spawn(process.execPath, [...nodeOptions, join(process.env.TEST_BUILD ?? "", "dist/main.js")], {
      cwd: this.folder,
      env: { PATH: process.env.PATH, DRAIN_GRACE_MS: "0", ...env },
      stdio,
    });
    this.#children.add(child);
    child.once("exit", () => this.#children.delete(child));
    return child;
  }

  /** Launches one on a free port and a database of its own folder, and reads its address from its log. */
  async start({ database, ...env }: Record<string, string> & { database: string }, options?: LaunchOptions): Promise<BuiltServer> {
    const child = this.launch({ PORT: "0", CODE_SWEEP: "off", DATABASE_URL: `file:${join(this.folder, database)}`, ...env }, options);
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

/** What a server without sign-in answers. */
export async function ask<Data>({ url }: Pick<BuiltServer, "url">, query: string): Promise<Data> {
  const headers = { "content-type": "application/json" };
  const response = await fetch(`${url}/graphql`, { method: "POST", headers, body: JSON.stringify({ query }) });
  const { data, errors } = (await response.json()) as { data?: Data; errors?: unknown };
  if (errors !== undefined || data === undefined) throw new Error(JSON.stringify(errors));
  return data;
}
