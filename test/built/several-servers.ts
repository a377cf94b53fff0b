import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { connect, createServer as createTcpServer, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { testDatabases } from "../support/databases.js";
import { type BuiltServer, BuiltServers } from "./built-server.js";

/** Whether there is what these suites need: PostgreSQL, and a redis-server to start and to kill. */
export const canRunSeveral =
  testDatabases.some(({ name }) => name === "PostgreSQL") && spawnSync("redis-server", ["--version"]).status === 0;

export async function freePort(): Promise<number> {
  const server = createTcpServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, "close");
  return port;
}

/** A Redis of its own, which keeps nothing: it comes back empty. */
export class OwnRedis {
  readonly port: number;
  readonly #folder = mkdtempSync(join(tmpdir(), "hiregraph-redis-"));
  #process: ChildProcess | undefined;

  private constructor(port: number) {
    this.port = port;
  }

  static async start(): Promise<OwnRedis> {
    const redis = new OwnRedis(await freePort());
    await redis.start();
    return redis;
  }

  async start(): Promise<void> {
    const settings = ["--port", String(this.port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", this.#folder];
    this.#process = spawn("redis-server", settings, { stdio: ["ignore", "pipe", "ignore"] });
    const lines = createInterface(this.#process.stdout as NodeJS.ReadableStream);
    for await (const line of lines) if (line.includes("Ready to accept connections")) break;
  }

  async kill(): Promise<void> {
    const running = this.#process;
    this.#process = undefined;
    if (running === undefined || running.exitCode !== null || running.signalCode !== null) return;
    running.kill("SIGKILL");
    await once(running, "exit");
  }

  async remove(): Promise<void> {
    await this.kill();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** The way to a port, which can be slow, or cut. */
export class Way {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #isCut = false;

  private constructor(to: number, delayMs: number) {
    this.#server = createTcpServer((near) => {
      if (this.#isCut) {
        near.destroy();
        return;
      }
      const far = connect(to, "127.0.0.1");
      for (const [from, into] of [
        [near, far],
        [far, near],
      ] as const) {
        this.#sockets.add(from);
        from.on("data", (chunk) => void sleep(delayMs / 2).then(() => into.destroyed || into.write(chunk)));
        from.on("close", () => {
          this.#sockets.delete(from);
          into.destroy();
        });
        from.on("error", () => into.destroy());
      }
    });
  }

  static async to(port: number, delayMs = 0): Promise<Way> {
    const way = new Way(port, delayMs);
    way.#server.listen(0, "127.0.0.1");
    await once(way.#server, "listening");
    return way;
  }

  get port(): number {
    return (this.#server.address() as { port: number }).port;
  }

  cut(): void {
    this.#isCut = true;
    for (const socket of this.#sockets) socket.destroy();
  }

  mend(): void {
    this.#isCut = false;
  }

  close(): void {
    this.cut();
    this.#server.close();
  }
}

const VENDOR = `
  import { createHeadHunterStandIn } from "./dist/sandbox/headhunter/index.js";
  import { startStandIn } from "./dist/sandbox/kit/stand-in.js";
  const { handle } = createHeadHunterStandIn({ knobs: { rateLimit: null } });
  console.log((await startStandIn({ handle })).origin);
`;

/** HeadHunter's stand-in in a process of its own, which counts when each request arrives and refuses none. */
export class VendorProcess {
  readonly origin: string;
  readonly #process: ChildProcess;

  private constructor(origin: string, running: ChildProcess) {
    this.origin = origin;
    this.#process = running;
  }

  static async start(): Promise<VendorProcess> {
    const running = spawn(process.execPath, ["--input-type=module", "--eval", VENDOR], {
      cwd: process.env.TEST_BUILD,
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [line] = (await once(createInterface(running.stdout as NodeJS.ReadableStream), "line")) as [string];
    return new VendorProcess(line, running);
  }

  /** The moments at which requests for vacancies arrived. */
  async arrivals(): Promise<number[]> {
    const requests = (await (await fetch(`${this.origin}/__sandbox/requests`)).json()) as { at: number; path: string }[];
    return requests.filter(({ path }) => path.startsWith("/vacancies/")).map(({ at }) => at);
  }

  kill(): void {
    this.#process.kill("SIGKILL");
  }
}

/** The most requests in any span of so many milliseconds. */
export function mostWithin(moments: readonly number[], windowMs: number): number {
  const sorted = [...moments].sort((a, b) => a - b);
  let most = 0;
  for (let first = 0, last = 0; last < sorted.length; last += 1) {
    while ((sorted[last] ?? 0) - (sorted[first] ?? 0) >= windowMs) first += 1;
    most = Math.max(most, last - first + 1);
  }
  return most;
}

export const SUBJECTS = Array.from({ length: 10 }, (_, index) => `subject-${index}`);

/** Servers on one PostgreSQL, one vendor and one Redis. */
export class SeveralServers {
  readonly built = new BuiltServers();
  readonly #environment: Record<string, string>;
  #vacancies = 0;

  constructor(environment: { database: string; vendor: VendorProcess }) {
    this.#environment = {
      DATABASE_URL: environment.database,
      HEADHUNTER_ACCESS_TOKEN: "sandbox-access-token",
      HEADHUNTER_USER_AGENT: "Test/1.0 (test@example.com)",
      HEADHUNTER_BASE_URL: environment.vendor.origin,
      STATS_RECORDING: "off",
      REQUEST_DEADLINE_MS: "120000",
      UPSTREAM_TIMEOUT_MS: "1000",
      AUTH_TOKENS: SUBJECTS.map((name) => `${name}:${createHash("sha256").update(name).digest("hex")}:read+write`).join(),
    };
  }

  start(redisPort: number | undefined, more: Record<string, string> = {}): Promise<BuiltServer> {
    const redis: Record<string, string> = redisPort === undefined ? {} : { REDIS_URL: `redis://127.0.0.1:${redisPort}` };
    return this.built.start({ database: "unused", ...this.#environment, ...redis, ...more });
  }

  /** Asks for a vacancy that nobody has asked for; undefined where the server was killed meanwhile. */
  async ask({ url }: BuiltServer, subject: string): Promise<{ subject: string; ms: number; failure?: string } | undefined> {
    this.#vacancies += 1;
    const begunAt = Date.now();
    try {
      const { data, errors } = await this.query<{ vacancy: unknown }>(
        { url },
        subject,
        `{ vacancy(id: "headhunter:vacancy:${this.#vacancies}") { id } }`,
      );
      const failure = errors?.[0]?.extensions?.code ?? (data === undefined ? "NO_DATA" : undefined);
      return { subject, ms: Date.now() - begunAt, failure };
    } catch {
      return undefined;
    }
  }

  async query<Data>({ url }: Pick<BuiltServer, "url">, subject: string, query: string, headers: Record<string, string> = {}) {
    const response = await fetch(`${url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${subject}`, ...headers },
      body: JSON.stringify({ query }),
    });
    return (await response.json()) as { data?: Data; errors?: { extensions?: { code?: string } }[] };
  }

  /** `count` requests at once, in turn at the servers and on behalf of the subjects. */
  burst(servers: readonly BuiltServer[], count: number) {
    return Promise.all(
      Array.from({ length: count }, (_, index) =>
        this.ask(servers[index % servers.length] as BuiltServer, SUBJECTS[Math.floor(index / servers.length) % SUBJECTS.length] as string),
      ),
    );
  }

  /** The budget as this server shows it, and what it says of its sharing. */
  async budget(server: BuiltServer): Promise<{ notice: string | null; limit: number; remaining: number }> {
    const { data } = await this.query<{
      vendors: { vendor: string; notice: string | null; budgets: { limit: number; remaining: number }[] }[];
    }>(server, "subject-0", "{ vendors { vendor notice budgets { limit remaining } } }");
    const status = data?.vendors.find(({ vendor }) => vendor === "HEADHUNTER");
    return { notice: status?.notice ?? null, limit: status?.budgets[0]?.limit ?? 0, remaining: status?.budgets[0]?.remaining ?? 0 };
  }
}
