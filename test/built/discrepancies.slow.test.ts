import { once } from "node:events";
import { createGreenhouseStandIn } from "../../src/sandbox/greenhouse/index.js";
import { createHeadHunterStandIn } from "../../src/sandbox/headhunter/index.js";
import { type RunningStandIn, startStandIn } from "../../src/sandbox/kit/stand-in.js";
import { type BuiltServer, BuiltServers } from "./built-server.js";

const TOKEN = "token-of-the-built-server";
const CODES = 6;
const KILLS = 10;

interface Told {
  id: string;
  kind: string;
  discrepancyId: string;
}

const servers = new BuiltServers();
const greenhouse = createGreenhouseStandIn({ token: TOKEN });
const headhunter = createHeadHunterStandIn();
let vendors: RunningStandIn[];
beforeAll(async () => {
  const { jobs } = greenhouse.state;
  const { vacancies } = headhunter.state;
  const like = jobs.find(({ status }) => status === "open");
  const adLike = [...vacancies.values()].find(({ managerId, archivedAt }) => managerId === "321" && archivedAt === null);
  if (like === undefined || adLike === undefined) throw new Error("The sample lacks a record to copy");
  vacancies.clear();
  const made = Array.from({ length: CODES }, (_, index) => ({
    ...like,
    id: 6_000_000_000 + index,
    requisition_id: `R-${index}`,
    openings: [],
  }));
  jobs.splice(0, jobs.length, ...made);
  for (let index = 0; index < CODES; index += 1) {
    const id = String(9_200_000 + index);
    const expiresAt = Date.now() + 20 * 86_400_000;
    vacancies.set(id, { ...adLike, id, expiresAt, fields: { ...adLike.fields, name: `Ad ${index}`, code: `R-${index}` } });
  }
  vendors = [await startStandIn({ handle: greenhouse.handle }), await startStandIn({ handle: headhunter.handle })];
});
afterEach(() => servers.kill());
afterAll(async () => {
  servers.remove();
  await Promise.all(vendors.map((vendor) => vendor.close()));
});

async function told({ url }: BuiltServer): Promise<Told[]> {
  const query = "{ events(first: 200, kinds: [DISCREPANCY_FOUND, DISCREPANCY_ENDED]) { nodes { id kind discrepancyId } } }";
  const headers = { "content-type": "application/json" };
  const response = await fetch(`${url}/graphql`, { method: "POST", headers, body: JSON.stringify({ query }) });
  const { data, errors } = (await response.json()) as { data?: { events: { nodes: Told[] } }; errors?: unknown };
  if (errors !== undefined || data === undefined) throw new Error(JSON.stringify(errors));
  return data.events.nodes;
}

const start = () =>
  servers.start({
    ...{ database: "killed.db", GREENHOUSE_API_TOKEN: TOKEN, GREENHOUSE_ON_BEHALF_OF: "4000000000" },
    ...{ GREENHOUSE_BASE_URL: vendors[0]?.origin ?? "", HEADHUNTER_BASE_URL: vendors[1]?.origin ?? "" },
    ...{ HEADHUNTER_ACCESS_TOKEN: "sandbox-access-token", HEADHUNTER_USER_AGENT: "Hiregraph/test (test@example.com)" },
    ...{ HEADHUNTER_MANAGER_ID: "321", CODE_SWEEP: "on", SWEEP_MINUTES: "0.02" },
  });

const pause = (ms: number) => once(AbortSignal.timeout(ms), "abort");

/** What is there by the events, which tell each once. */
function thereBy(events: readonly Told[]): string[] {
  const there = new Set<string>();
  for (const { kind, discrepancyId } of events) {
    expect(there.has(discrepancyId)).toBe(kind === "DISCREPANCY_ENDED");
    if (kind === "DISCREPANCY_FOUND") there.add(discrepancyId);
    else there.delete(discrepancyId);
  }
  return [...there].sort();
}

describe("Discrepancies at the built server", () => {
  test("are told to come and to end once each, although it is killed again and again", async () => {
    let server = await start();
    for (let kill = 0; kill < KILLS; kill += 1) {
      for (const [index, job] of greenhouse.state.jobs.entries()) {
        if ((index + kill) % 3 !== 0) continue;
        job.status = job.status === "open" ? "closed" : "open";
        job.updated_at = new Date().toISOString();
      }
      // At any moment: before it has learnt, before it has looked, while it tells.
      await pause(100 + ((kill * 1_370) % 6_000));
      thereBy(await told(server));
      server.child.kill("SIGKILL");
      await once(server.child, "exit");
      server = await start();
    }
    const expected = greenhouse.state.jobs
      .filter(({ status }) => status === "closed")
      .map(({ requisition_id }) => `hiregraph:discrepancy:ADVERTISED_AFTER_CLOSE.${requisition_id}`);
    let there: string[] = [];
    for (let tries = 0; tries < 600 && there.join() !== expected.join(); tries += 1) {
      await pause(100);
      there = thereBy(await told(server));
    }
    expect(there).toEqual(expected);
    expect((await told(server)).length).toBeGreaterThan(CODES / 2);
  }, 180_000);
});
