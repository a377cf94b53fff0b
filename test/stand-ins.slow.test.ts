import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ConfigError } from "../src/config/config.js";
import { createGreenhouseStandIn } from "../src/sandbox/greenhouse/index.js";
import { type RunningStandIn, startStandIn } from "../src/sandbox/kit/stand-in.js";
import { createLinkedInStandIn } from "../src/sandbox/linkedin/index.js";
import { startGraph, type TestGraph } from "./support/graph.js";

/** An opening of the stand-in's sample, open as long as nobody closes it. */
const OPENING = "greenhouse:opening:4000000000.4100000000";
const CLOSE = `mutation {
  closeOpening(input: { id: "${OPENING}", idempotencyKey: "once" }) { opening { status } operation { outcome replayed } userErrors { code } }
}`;
const PUBLISH = `mutation {
  publishVacancy(input: {
    name: "Storekeeper", description: "<p>${"Keeps the store in order. ".repeat(8)}</p>", code: "NEW-1"
    linkedin: { location: "Berlin, Germany", applyUrl: "https://jobs.example.com/1" }
  }) { operation { outcome } userErrors { code } }
}`;
const LOOK = `{
  operations { nodes { vendor outcome } }
  opening(id: "${OPENING}") { status }
  vacancy(id: "linkedin:vacancy:NEW-1") { status }
}`;
const APPLIED = { opening: { status: "CLOSED" }, operation: { outcome: "APPLIED", replayed: false }, userErrors: [] };

let folder: string;
let graph: TestGraph | undefined;
let running: RunningStandIn[];
let log: Record<string, unknown>[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "hiregraph-"));
  running = [];
  log = [];
});
afterEach(async () => {
  await graph?.stop();
  graph = undefined;
  await Promise.all(running.map((standIn) => standIn.close()));
  rmSync(folder, { recursive: true, force: true });
});

const inAFile = () => ({ DATABASE_URL: `file:${join(folder, "kept.db")}` });

/** The server stops, where one runs, and starts. */
async function start(env: Record<string, string>): Promise<void> {
  await graph?.stop();
  graph = undefined;
  graph = await startGraph({ env: { LOG_LEVEL: "info", ...env }, log });
}

async function ask(query: string): Promise<Record<string, unknown>> {
  const answer = await graph?.ask<Record<string, unknown>, object>(query);
  if (!answer?.data || answer.errors) throw new Error(JSON.stringify(answer));
  return answer.data;
}

/** A vendor that goes on while the server stops and starts. */
async function liveGreenhouse(): Promise<Record<string, string>> {
  const standIn = await startStandIn({ handle: createGreenhouseStandIn({ token: "t" }).handle });
  running.push(standIn);
  return { GREENHOUSE_API_TOKEN: "t", GREENHOUSE_ON_BEHALF_OF: "4000000000", GREENHOUSE_BASE_URL: standIn.origin };
}

async function liveLinkedIn(): Promise<Record<string, string>> {
  const standIn = await startStandIn({ handle: createLinkedInStandIn().handle });
  running.push(standIn);
  return {
    LINKEDIN_CLIENT_ID: "sandbox-client",
    LINKEDIN_CLIENT_SECRET: "sandbox-secret",
    LINKEDIN_ORGANIZATION_ID: "2414183",
    LINKEDIN_BASE_URL: standIn.origin,
    LINKEDIN_TOKEN_URL: `${standIn.origin}/oauth/v2/accessToken`,
  };
}

const told = () =>
  log.filter(({ msg }) => String(msg).includes("tand-ins")).map(({ level, msg, forgotten }) => ({ level, msg, forgotten }));

describe("A restart of a server whose vendors are stand-ins", () => {
  it.each([
    ["in memory, where DATABASE_URL is left out", () => ({ DATABASE_URL: "" })],
    ["in a file of its own", inAFile],
  ])("resets them together with the database (%s): records and operations agree", async (_where, database) => {
    await start(database());
    expect(await ask(CLOSE)).toEqual({ closeOpening: APPLIED });
    expect(await ask(PUBLISH)).toEqual({ publishVacancy: { operation: { outcome: "PENDING" }, userErrors: [] } });
    const both = [
      { vendor: "LINKEDIN", outcome: "PENDING" },
      { vendor: "GREENHOUSE", outcome: "APPLIED" },
    ];
    expect(await ask(LOOK)).toEqual({ operations: { nodes: both }, opening: { status: "CLOSED" }, vacancy: { status: "PENDING" } });
    await start(database());
    expect(await ask(LOOK)).toEqual({ operations: { nodes: [] }, opening: { status: "OPEN" }, vacancy: null });
    // The key stood for a change of stand-ins that are gone.
    expect(await ask(CLOSE)).toEqual({ closeOpening: APPLIED });
  });

  it("logs it in one line, with the number of rows deleted", async () => {
    const file = join(process.cwd(), "data/hiregraph.db");
    const before = existsSync(file);
    await start({ DATABASE_URL: "" });
    expect(existsSync(file)).toBe(before);
    expect(told()).toEqual([{ level: "info", msg: expect.stringContaining("in memory") }]);
    log.length = 0;
    await start(inAFile());
    await ask(CLOSE);
    await start(inAFile());
    const msg = expect.stringContaining("begin anew");
    expect(told()).toEqual([
      { level: "info", msg, forgotten: 0 },
      { level: "info", msg, forgotten: expect.any(Number) },
    ]);
    expect(Number(told()[1]?.forgotten)).toBeGreaterThan(0);
  });
});

describe("A restart of a server with live vendors and stand-ins", () => {
  it("keeps the rows of live vendors, and deletes those of stand-ins", async () => {
    const env = { ...(await liveGreenhouse()), ...inAFile(), SANDBOX_VENDORS: "linkedin" };
    await start(env);
    expect(await ask(CLOSE)).toEqual({ closeOpening: APPLIED });
    await ask(PUBLISH);
    await start(env);
    const nodes = [{ vendor: "GREENHOUSE", outcome: "APPLIED" }];
    expect(await ask(LOOK)).toEqual({ operations: { nodes }, opening: { status: "CLOSED" }, vacancy: null });
    expect(await ask(CLOSE)).toEqual({ closeOpening: { ...APPLIED, operation: { outcome: "APPLIED", replayed: true } } });
  });

  it("that turns a stand-in live deletes its rows, and asks the vendor for none of its changes", async () => {
    await start({ ...inAFile(), SANDBOX_VENDORS: "linkedin" });
    await ask(PUBLISH);
    await start({ ...inAFile(), ...(await liveLinkedIn()) });
    expect(await ask('{ operations { nodes { id } } vacancy(id: "linkedin:vacancy:NEW-1") { id } }')).toEqual({
      operations: { nodes: [] },
      vacancy: null,
    });
    expect(running.flatMap(({ requests }) => requests)).toEqual([]);
    expect(told().at(-1)).toMatchObject({ level: "info", forgotten: 2 });
  });

  it("that turns a live vendor into a stand-in fails, and loses nothing", async () => {
    const live = { ...(await liveGreenhouse()), ...inAFile() };
    await start(live);
    await ask(CLOSE);
    const failed = await start(inAFile()).catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(ConfigError);
    expect(failed).toMatchObject({ exitCode: 78, faults: [{ variable: "DATABASE_URL", message: expect.stringContaining("GREENHOUSE") }] });
    await start({ ...live, SANDBOX_VENDORS: "linkedin" });
    expect(await ask("{ operations { nodes { vendor outcome } } }")).toEqual({
      operations: { nodes: [{ vendor: "GREENHOUSE", outcome: "APPLIED" }] },
    });
  });

  it("logs nothing of stand-ins where there are and were none", async () => {
    await start({ ...(await liveGreenhouse()), ...inAFile() });
    expect(told()).toEqual([]);
  });
});
