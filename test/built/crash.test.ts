import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, existsSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setImmediate as turn } from "node:timers/promises";
import type { TypedDocumentNode } from "@graphql-typed-document-node/core";
import { print } from "graphql";
import { createGreenhouseStandIn, type GreenhouseStandIn } from "../../src/sandbox/greenhouse/index.js";
import { type RunningStandIn, startStandIn } from "../../src/sandbox/kit/stand-in.js";
import { CloseOpeningDocument, OperationsDocument } from "../generated/graphql.js";

const ROOT = join(__dirname, "../..");
const TOKEN = "token-of-the-built-server";

/** A folder with the server as it is shipped, so that this suite and a build of somebody else do not meet. */
const folder = mkdtempSync(join(tmpdir(), "hiregraph-built-"));
const children = new Set<ChildProcess>();
let standIn: GreenhouseStandIn;
let running: RunningStandIn;

beforeAll(() => {
  copyFileSync(join(ROOT, "package.json"), join(folder, "package.json"));
  symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"), "dir");
  const { stdout } = spawnSync("npx", ["tsc", "-p", "tsconfig.build.json", "--outDir", join(folder, "dist")], {
    cwd: ROOT,
    encoding: "utf8",
  });
  if (!existsSync(join(folder, "dist/main.js"))) throw new Error(`The server could not be built: ${stdout}`);
}, 120_000);

beforeEach(async () => {
  standIn = createGreenhouseStandIn({ token: TOKEN });
  running = await startStandIn({ handle: standIn.handle });
});

afterEach(async () => {
  for (const child of children) child.kill("SIGKILL");
  await running.close();
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface BuiltServer {
  child: ChildProcess;
  url: string;
}

function launch(env: Record<string, string>): ChildProcess {
  const child = spawn(process.execPath, ["dist/main.js"], {
    cwd: folder,
    env: { PATH: process.env.PATH, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  children.add(child);
  child.once("exit", () => children.delete(child));
  return child;
}

/** Starts the server before the stand-in and reads its address from its log. */
async function start(database: string): Promise<BuiltServer> {
  const child = launch({
    PORT: "0",
    LOG_LEVEL: "info",
    CODE_SWEEP: "off",
    DATABASE_URL: `file:${join(folder, database)}`,
    GREENHOUSE_API_TOKEN: TOKEN,
    GREENHOUSE_ON_BEHALF_OF: "4000000000",
    GREENHOUSE_BASE_URL: running.origin,
  });
  const said: string[] = [];
  child.stderr?.on("data", (chunk: Buffer) => said.push(chunk.toString()));
  if (child.stdout === null) throw new Error("The server has no output");
  for await (const line of createInterface(child.stdout)) {
    said.push(line);
    const url = /"url":"(http:[^"]+)"/.exec(line)?.[1];
    if (url !== undefined) {
      child.stdout.resume();
      return { child, url };
    }
  }
  throw new Error(`The server did not start: ${said.join("\n")}`);
}

async function ask<Data, Variables>(
  { url }: BuiltServer,
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
): Promise<Data> {
  const response = await fetch(`${url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ query: print(document), variables }),
  });
  const { data, errors } = (await response.json()) as { data?: Data; errors?: unknown };
  if (errors !== undefined || data === undefined) throw new Error(JSON.stringify(errors));
  return data;
}

async function ended(child: ChildProcess): Promise<{ code: number | null; signal: string | null }> {
  if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
  return { code: child.exitCode, signal: child.signalCode };
}

const patches = () => running.requests.filter(({ method }) => method === "PATCH");

/** An opening that can be closed: its record at the vendor, and its id in the graph. */
function openOpening() {
  const job = standIn.state.jobs.find(({ openings }) => openings.some(({ status }) => status === "open"));
  const opening = job?.openings.find(({ status }) => status === "open");
  if (job === undefined || opening === undefined) throw new Error("The sample has no open opening");
  return { opening, id: `greenhouse:opening:${job.id}.${opening.id}` };
}

describe("the built server", () => {
  it("whose connection is cut after a PATCH was applied sends it once and tells that it was applied, then drains with code 0", async () => {
    const server = await start("dropped.db");
    const { opening, id } = openOpening();
    running.faults.arm({ kind: "drop-after", method: "PATCH" });
    const { closeOpening } = await ask(server, CloseOpeningDocument, { input: { id } });
    expect(closeOpening).toMatchObject({ operation: { outcome: "APPLIED" }, opening: { id, status: "CLOSED" }, userErrors: [] });
    expect(opening.status).toBe("closed");
    expect(patches()).toHaveLength(1);
    server.child.kill("SIGTERM");
    expect(await ended(server.child)).toEqual({ code: 0, signal: null });
  }, 30_000);

  it("killed between intent and outcome settles the change by looking it up when it starts again, and never sends it twice", async () => {
    const first = await start("killed.db");
    const { opening, id } = openOpening();
    running.faults.arm({ kind: "hang-after", method: "PATCH" });
    const lost = ask(first, CloseOpeningDocument, { input: { id, idempotencyKey: "once" } }).catch(() => "lost");
    while (patches().length === 0) await turn();
    first.child.kill("SIGKILL");
    expect(await ended(first.child)).toEqual({ code: null, signal: "SIGKILL" });
    expect(await lost).toBe("lost");
    expect(opening.status).toBe("closed");

    running.faults.clear();
    const second = await start("killed.db");
    let settled: { outcome: string; targetId?: string | null } | undefined;
    while (settled?.outcome !== "APPLIED") {
      const { operations } = await ask(second, OperationsDocument, {});
      expect(operations.nodes).toHaveLength(1);
      [settled] = operations.nodes;
      expect(["UNCERTAIN", "APPLIED"]).toContain(settled?.outcome);
    }
    expect(settled.targetId).toBe(id);

    // The caller who never had an answer asks again under the same key, and has it.
    const { closeOpening } = await ask(second, CloseOpeningDocument, { input: { id, idempotencyKey: "once" } });
    expect(closeOpening).toMatchObject({
      operation: { outcome: "APPLIED", replayed: true },
      opening: { id, status: "CLOSED" },
      userErrors: [],
    });
    expect(patches()).toHaveLength(1);
    second.child.kill("SIGTERM");
    expect((await ended(second.child)).code).toBe(0);
  }, 30_000);

  it("with a wrong configuration ends with code 78 and lists all that is wrong, without repeating it", async () => {
    const child = launch({
      PORT: "no-port",
      HOST: "0.0.0.0",
      UPSTREAM_TIMEOUT_MS: "0",
      LOG_LEVEL: "chatty",
      GREENHOUSE_API_TOKEN: TOKEN,
      GREENHOUSE_ON_BEHALF_OF: "somebody@example.com",
      GREENHOUSE_BASE_URL: "ftp://user:pass@example.com",
      SANDBOX_VENDORS: "workday",
    });
    let said = "";
    child.stderr?.on("data", (chunk: Buffer) => {
      said += chunk.toString();
    });
    child.stdout?.resume();
    const [code] = (await once(child, "close")) as [number | null];
    expect(code).toBe(78);
    for (const variable of [
      "PORT",
      "HOST",
      "UPSTREAM_TIMEOUT_MS",
      "LOG_LEVEL",
      "GREENHOUSE_ON_BEHALF_OF",
      "GREENHOUSE_BASE_URL",
      "SANDBOX_VENDORS",
    ]) {
      expect(said).toMatch(new RegExp(`^  ${variable}: `, "m"));
    }
    expect(said).toMatch(/^The configuration has 7 faults:$/m);
    for (const value of [TOKEN, "no-port", "chatty", "somebody@example.com", "user:pass", "workday"]) expect(said).not.toContain(value);
  }, 30_000);
});
