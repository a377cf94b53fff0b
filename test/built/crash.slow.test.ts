import { once } from "node:events";
import { setImmediate as turn } from "node:timers/promises";
import type { TypedDocumentNode } from "@graphql-typed-document-node/core";
import { print } from "graphql";
import { createGreenhouseStandIn, type GreenhouseStandIn } from "../../src/sandbox/greenhouse/index.js";
import { createGreenhouseV3StandIn } from "../../src/sandbox/greenhouse-v3/index.js";
import { type RunningStandIn, startStandIn } from "../../src/sandbox/kit/stand-in.js";
import { CloseOpeningDocument, CreateOpeningsDocument, OperationsDocument } from "../generated/graphql.js";
import { type BuiltServer, BuiltServers, ended } from "./built-server.js";

const TOKEN = "token-of-the-built-server";

/** The records are the same in both stand-ins. */
interface Api {
  name: string;
  create(): Pick<GreenhouseStandIn, "handle" | "state">;
  credentials(origin: string): Record<string, string>;
}

const APIS: Api[] = [
  {
    name: "v1",
    create: () => createGreenhouseStandIn({ token: TOKEN }),
    credentials: () => ({ GREENHOUSE_API_TOKEN: TOKEN, GREENHOUSE_ON_BEHALF_OF: "4000000000" }),
  },
  {
    name: "v3",
    create: () => createGreenhouseV3StandIn({ clientSecret: TOKEN }) as Pick<GreenhouseStandIn, "handle" | "state">,
    credentials: (origin) => ({
      GREENHOUSE_CLIENT_ID: "sandbox-client-4000000102",
      GREENHOUSE_CLIENT_SECRET: TOKEN,
      GREENHOUSE_TOKEN_URL: `${origin}/token`,
      GREENHOUSE_USER_ID: "4000000000",
    }),
  },
];

const servers = new BuiltServers();
let running: RunningStandIn | undefined;

afterEach(async () => {
  servers.kill();
  await running?.close();
  running = undefined;
});

afterAll(() => servers.remove());

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

describe.each(APIS)("The built server before Harvest $name", (api) => {
  let standIn: Pick<GreenhouseStandIn, "handle" | "state">;
  let vendor: RunningStandIn;
  beforeEach(async () => {
    standIn = api.create();
    vendor = await startStandIn({ handle: standIn.handle });
    running = vendor;
  });

  const start = (database: string, env: Record<string, string> = {}) =>
    servers.start({ database: `${api.name}-${database}`, ...api.credentials(vendor.origin), GREENHOUSE_BASE_URL: vendor.origin, ...env });

  const sent = (method: string) => vendor.requests.filter((request) => request.method === method && request.path !== "/token");

  /** An opening that can be closed: its record at the vendor, and its id in the graph. */
  function openOpening() {
    const job = standIn.state.jobs.find(({ openings }) => openings.some(({ status }) => status === "open"));
    const opening = job?.openings.find(({ status }) => status === "open");
    if (job === undefined || opening === undefined) throw new Error("The sample has no open opening");
    return { job, opening, id: `greenhouse:opening:${job.id}.${opening.id}` };
  }

  /** The one operation of the server, once it is settled. */
  async function settled(server: BuiltServer) {
    for (;;) {
      const { operations } = await ask(server, OperationsDocument, {});
      expect(operations.nodes).toHaveLength(1);
      const [operation] = operations.nodes;
      if (operation !== undefined && operation.outcome !== "UNCERTAIN") return operation;
    }
  }

  it("sends a PATCH once whose connection is cut after it was applied, reports it as applied, then drains with code 0", async () => {
    const server = await start("dropped.db");
    const { opening, id } = openOpening();
    vendor.faults.arm({ kind: "drop-after", method: "PATCH" });
    const { closeOpening } = await ask(server, CloseOpeningDocument, { input: { id } });
    expect(closeOpening).toMatchObject({ operation: { outcome: "APPLIED" }, opening: { id, status: "CLOSED" }, userErrors: [] });
    expect(opening.status).toBe("closed");
    expect(sent("PATCH")).toHaveLength(1);
    server.child.kill("SIGTERM");
    expect(await ended(server.child)).toEqual({ code: 0, signal: null });
  });

  it("settles a change by a look after it was killed between intent and outcome, and never sends it twice", async () => {
    const first = await start("killed.db");
    const { opening, id } = openOpening();
    vendor.faults.arm({ kind: "hang-after", method: "PATCH" });
    const lost = ask(first, CloseOpeningDocument, { input: { id, idempotencyKey: "once" } }).catch(() => "lost");
    while (sent("PATCH").length === 0) await turn();
    first.child.kill("SIGKILL");
    expect(await ended(first.child)).toEqual({ code: null, signal: "SIGKILL" });
    expect(await lost).toBe("lost");
    expect(opening.status).toBe("closed");

    vendor.faults.clear();
    const second = await start("killed.db");
    expect(await settled(second)).toMatchObject({ outcome: "APPLIED", targetId: id });

    // The caller who never had an answer asks again under the same key, and has it.
    const { closeOpening } = await ask(second, CloseOpeningDocument, { input: { id, idempotencyKey: "once" } });
    expect(closeOpening).toMatchObject({
      operation: { outcome: "APPLIED", replayed: true },
      opening: { id, status: "CLOSED" },
      userErrors: [],
    });
    expect(sent("PATCH")).toHaveLength(1);
    second.child.kill("SIGTERM");
    expect((await ended(second.child)).code).toBe(0);
  });

  it("that is killed while it makes three openings settles what was made, each opening once, and sends none of them again", async () => {
    // A part that was made proves nothing of the rest while a request may still be under way: until the deadline.
    const limits = { REQUEST_DEADLINE_MS: "5000", UPSTREAM_TIMEOUT_MS: "3000" };
    const first = await start("creating.db", limits);
    const { job } = openOpening();
    const held = job.openings.map(({ id }) => id);
    // v1 makes all three by one request; v3 makes them one by one, and dies at the second.
    const nth = api.name === "v3" ? 2 : 1;
    vendor.faults.arm({ kind: "hang-after", method: "POST", path: "/openings$", skip: nth - 1 });
    const openings = ["k-1", "k-2", "k-3"].map((openingId) => ({ openingId }));
    const input = { jobId: `greenhouse:job:${job.id}`, openings, idempotencyKey: "three" };
    const lost = ask(first, CreateOpeningsDocument, { input }).catch(() => "lost");
    while (sent("POST").length < nth) await turn();
    first.child.kill("SIGKILL");
    await ended(first.child);
    expect(await lost).toBe("lost");

    vendor.faults.clear();
    const second = await start("creating.db", limits);
    expect(await settled(second)).toMatchObject({ outcome: "APPLIED" });
    const made = job.openings.filter(({ id }) => !held.includes(id));
    expect(made.map(({ opening_id }) => opening_id)).toEqual(api.name === "v3" ? ["k-1", "k-2"] : ["k-1", "k-2", "k-3"]);
    const { createOpenings } = await ask(second, CreateOpeningsDocument, { input });
    expect(createOpenings).toMatchObject({
      operation: { outcome: "APPLIED", replayed: true },
      openings: made.map(({ id }) => ({ id: `greenhouse:opening:${job.id}.${id}` })),
      userErrors: api.name === "v3" ? [{ field: ["openings", "2"], retryable: true }] : [],
    });
    expect(sent("POST")).toHaveLength(nth);
  });
});

describe("The built server", () => {
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
