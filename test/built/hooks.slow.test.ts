import { createHash, createHmac } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { createGreenhouseStandIn, type GreenhouseStandIn } from "../../src/sandbox/greenhouse/index.js";
import { type RunningStandIn, startStandIn } from "../../src/sandbox/kit/stand-in.js";
import { describePostgres } from "../support/databases.js";
import { until } from "../support/until.js";
import { type BuiltServer, BuiltServers, ended } from "./built-server.js";

const JOB = "greenhouse:job:4000000000";
const SECRET = "a-secret-of-the-path";
const WEBHOOK_SECRET = "secret-of-greenhouse";
const sign = (body: string) => `sha256 ${createHmac("sha256", WEBHOOK_SECRET).update(body).digest("hex")}`;
/** A lease lasts half a minute, and others look at it every ten seconds. */
const TAKEN_OVER_WITHIN_MS = 60_000;

describe("What a webhook told", () => {
  const servers = new BuiltServers();
  let standIn: GreenhouseStandIn;
  let vendor: RunningStandIn;
  beforeEach(async () => {
    standIn = createGreenhouseStandIn();
    vendor = await startStandIn({ handle: standIn.handle });
  });
  afterEach(async () => {
    servers.kill();
    await vendor.close();
  });
  afterAll(() => servers.remove());

  const start = (env: Record<string, string>) =>
    servers.start({
      database: "webhooks.db",
      GREENHOUSE_API_TOKEN: "sandbox-token",
      GREENHOUSE_BASE_URL: vendor.origin,
      GREENHOUSE_WEBHOOK_SECRET: WEBHOOK_SECRET,
      PUBLIC_URL: "https://recruiting.example.com",
      HOOKS_SECRET: SECRET,
      AUTH_TOKENS: `ann:${createHash("sha256").update("ann-token").digest("hex")}:read`,
      LOG_LEVEL: "debug",
      ...env,
    });
  const ask = async <Data>({ url }: BuiltServer, query: string): Promise<Data> => {
    const headers = { authorization: "Bearer ann-token", "content-type": "application/json" };
    const response = await fetch(`${url}/graphql`, { method: "POST", headers, body: JSON.stringify({ query }) });
    return ((await response.json()) as { data: Data }).data;
  };
  const deliver = async ({ url }: BuiltServer, id: string) => {
    const body = JSON.stringify({ action: "job_updated", payload: { job: { id: 4_000_000_000 } } });
    const headers = { "greenhouse-event-id": id, signature: sign(body) };
    return (await fetch(`${url}/hooks/greenhouse/${SECRET}`, { method: "POST", body, headers })).status;
  };
  const rename = (name: string) => {
    const job = standIn.state.jobs.find(({ id }) => id === 4_000_000_000);
    Object.assign(job ?? {}, { name, updated_at: new Date().toISOString() });
  };
  interface Feed {
    events: { nodes: { kind: string; recordId: string; changes: { field: string; after: unknown }[] }[] };
  }
  const told = async (server: BuiltServer) =>
    (await ask<Feed>(server, "{ events { nodes { kind recordId changes { field after } } } }")).events.nodes;
  const untilTold = async (server: BuiltServer, count: number) => {
    const startedAt = performance.now();
    while ((await told(server)).length < count && performance.now() - startedAt < TAKEN_OVER_WITHIN_MS) await sleep(250);
    return told(server);
  };
  /** Somebody reads the job again, and gets no answer. */
  const untilRead = async (before: number) => until(() => vendor.requests.length > before, "the reading of what was told");
  const CHANGED = { kind: "CHANGED", recordId: JOB, changes: [{ field: "name", after: "Renamed" }] };

  it("is read after a kill -9 between inbox and index, and told once, also where it is delivered again", async () => {
    const first = await start({});
    await ask(first, `{ job(id: "${JOB}") { id name } }`);
    rename("Renamed");
    vendor.faults.arm({ kind: "hang" });
    const before = vendor.requests.length;
    expect(await deliver(first, "d-1")).toBe(200);
    await untilRead(before);
    first.child.kill("SIGKILL");
    await ended(first.child);
    vendor.faults.clear();
    const second = await start({});
    expect(await deliver(second, "d-1")).toBe(200);
    expect(await untilTold(second, 1)).toEqual([CHANGED]);
    expect(await deliver(second, "d-2")).toBe(200);
    await sleep(3_000);
    expect(await told(second)).toEqual([CHANGED]);
    const said = first.said() + second.said();
    for (const word of [SECRET, WEBHOOK_SECRET]) expect(said).not.toContain(word);
    expect(said).toContain('"path":"/hooks"');
  });

  describePostgres("on several servers", (open) => {
    it("is taken in by each of them, read by one, and by another once that one was killed", async () => {
      const opened = await open();
      const env = { DATABASE_URL: opened.url };
      const first = await start(env);
      const second = await start(env);
      await ask(second, `{ job(id: "${JOB}") { id name } }`);
      rename("Renamed");
      vendor.faults.arm({ kind: "hang" });
      const before = vendor.requests.length;
      const answers = await Promise.all([deliver(first, "d-1"), deliver(second, "d-1"), deliver(second, "d-2")]);
      expect(answers).toEqual([200, 200, 200]);
      await untilRead(before);
      first.child.kill("SIGKILL");
      await ended(first.child);
      vendor.faults.clear();
      expect(await untilTold(second, 1)).toEqual([CHANGED]);
      const rows = await opened.database.selectFrom("records").select(["record_id", "read_by"]).execute();
      expect(rows).toEqual([{ record_id: JOB, read_by: "WEBHOOK" }]);
      servers.kill();
      await ended(second.child);
      await opened.close();
    });
  });
});
