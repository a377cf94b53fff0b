import { type ChildProcess, type ChildProcessByStdio, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { createServer, request as httpRequest, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { promisify } from "node:util";
import { OpenStream } from "../support/event-stream.js";

export const TOOLS = "tools/federation";

/** What a subgraph was asked. */
export interface Asked {
  path: string;
  headers: IncomingHttpHeaders;
  query: string;
  /** Of its answer; undefined until it begins. */
  status?: number;
}

/** Stands between the router and a subgraph, and writes down what is asked. */
export interface Witness {
  url: string;
  asked: Asked[];
  close(): Promise<void>;
}

export async function witness(target: string): Promise<Witness> {
  const asked: Asked[] = [];
  const server = createServer(async (incoming, outgoing) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const path = incoming.url ?? "";
    const one: Asked = { path, headers: incoming.headers, query: body.length === 0 ? "" : (JSON.parse(body.toString()) as Asked).query };
    asked.push(one);
    const passing = httpRequest(target + path, { method: incoming.method, headers: incoming.headers }, (answer) => {
      one.status = answer.statusCode;
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    passing.on("error", () => outgoing.destroy());
    outgoing.on("close", () => passing.destroy());
    passing.end(body);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

const FREE_PORT = { PATH: process.env.PATH, PORT: "0" };
const OUTPUTS: ["ignore", "pipe", "pipe"] = ["ignore", "pipe", "pipe"];

/** Programs of tools/federation, each on a free port. */
export class Programs {
  readonly #folder: string;
  readonly #children: ChildProcess[] = [];

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Starts one, and reads its address from what it says. */
  start(program: string, env: Record<string, string> = {}): Promise<string> {
    return this.#addressOf(program, spawn(process.execPath, [join(TOOLS, program)], { env: { ...FREE_PORT, ...env }, stdio: OUTPUTS }));
  }

  /** As `start`, by a command as a terminal takes it, in the programs' own folder. */
  run(command: string): Promise<string> {
    return this.#addressOf(command, spawn("sh", ["-c", `exec ${command}`], { cwd: this.#folder, env: FREE_PORT, stdio: OUTPUTS }));
  }

  /** Runs a command there that ends by itself. */
  async finish(command: string): Promise<void> {
    await promisify(execFile)("sh", ["-c", command], { cwd: this.#folder, env: FREE_PORT });
  }

  async #addressOf(program: string, child: ChildProcessByStdio<null, Readable, Readable>): Promise<string> {
    this.#children.push(child);
    const said: string[] = [];
    child.stderr.on("data", (chunk: Buffer) => said.push(chunk.toString()));
    const url = await new Promise<string | undefined>((resolve) => {
      const lines = createInterface(child.stdout);
      lines.on("line", (line) => {
        said.push(line);
        const found = /listens? on (http:\S+)\/graphql/.exec(line)?.[1];
        if (found !== undefined) resolve(found);
      });
      lines.once("close", () => resolve(undefined));
    });
    if (url === undefined) throw new Error(`${program} did not start: ${said.join("\n")}`);
    return url;
  }

  /** The path of the supergraph of these subgraphs. */
  async compose(subgraphs: Record<string, string>, env: Record<string, string> = {}): Promise<string> {
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [join(TOOLS, "compose.js"), ...Object.entries(subgraphs).map(([name, url]) => `${name}=${url}/graphql`)],
      { env: { PATH: process.env.PATH, ...env }, maxBuffer: 10_000_000 },
    );
    const path = join(this.#folder, "supergraph.graphql");
    writeFileSync(path, stdout);
    return path;
  }

  async stop(): Promise<void> {
    await Promise.all(
      this.#children.map(async (child) => {
        if (child.exitCode !== null || child.signalCode !== null) return;
        child.kill("SIGKILL");
        await once(child, "exit");
      }),
    );
  }
}

/** A subscription through a router, whose streams have the address of its other answers. */
export function follow(router: string, query: string, headers: Record<string, string> = {}): Promise<OpenStream> {
  return new Promise((resolve, reject) => {
    const asking = httpRequest(`${router}/graphql`, {
      method: "POST",
      agent: false,
      headers: { accept: "text/event-stream", "content-type": "application/json", ...headers },
    });
    asking.once("response", (response) => resolve(new OpenStream(response)));
    asking.once("error", reject);
    asking.end(JSON.stringify({ query }));
  });
}
