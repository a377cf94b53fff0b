import { once } from "node:events";
import { setImmediate as turn } from "node:timers/promises";
import type { TypedDocumentNode } from "@graphql-typed-document-node/core";
import { print } from "graphql";
import { createGreenhouseStandIn, type GreenhouseStandIn } from "../../src/sandbox/greenhouse/index.js";
import { type RunningStandIn, startStandIn } from "../../src/sandbox/kit/stand-in.js";
import { CloseOpeningDocument, OperationsDocument } from "../generated/graphql.js";
import { type BuiltServer, BuiltServers, ended } from "./built-server.js";

const TOKEN = "token-of-the-built-server";

const servers = new BuiltServers();
let standIn: GreenhouseStandIn;
let running: RunningStandIn;

beforeEach(async () => {
  standIn = createGreenhouseStandIn({ token: TOKEN });
  running = await startStandIn({ handle: standIn.handle });
});

afterEach(async () => {
  servers.kill();
  await running.close();
});

afterAll(() => servers.remove());

/** One in front of the stand-in. */
function start(database: string): Promise<BuiltServer> {
  return servers.start({
    database,
    GREENHOUSE_API_TOKEN: TOKEN,
    GREENHOUSE_ON_BEHALF_OF: "4000000000",
    GREENHOUSE_BASE_URL: running.origin,
  });
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

const patches = () => running.requests.filter(({ method }) => method === "PATCH");

/** An opening that can be closed: its record at the vendor, and its id in the graph. */
function openOpening() {
  const job = standIn.state.jobs.find(({ openings }) => openings.some(({ status }) => status === "open"));
  const opening = job?.openings.find(({ status }) => status === "open");
  if (job === undefined || opening === undefined) throw new Error("The sample has no open opening");
  return { opening, id: `greenhouse:opening:${job.id}.${opening.id}` };
}

describe("The built server", () => {
  it("sends a PATCH once whose connection is cut after it was applied, reports it as applied, then drains with code 0", async () => {
    const server = await start("dropped.db");
    const { opening, id } = openOpening();
    running.faults.arm({ kind: "drop-after", method: "PATCH" });
    const { closeOpening } = await ask(server, CloseOpeningDocument, { input: { id } });
    expect(closeOpening).toMatchObject({ operation: { outcome: "APPLIED" }, opening: { id, status: "CLOSED" }, userErrors: [] });
    expect(opening.status).toBe("closed");
    expect(patches()).toHaveLength(1);
    server.child.kill("SIGTERM");
    expect(await ended(server.child)).toEqual({ code: 0, signal: null });
  });

  it("settles a change by a look after it was killed between intent and outcome, and never sends it twice", async () => {
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
  });

  it("ends with code 78 on a wrong configuration and lists all faults without repeating a value", async () => {
    const child = servers.launch({
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
  });
});
