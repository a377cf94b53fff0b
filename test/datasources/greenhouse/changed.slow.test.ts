import { APIS, answered, jobId, openOf, startWorld, type World } from "./world.js";

const EVENTS = "{ events { nodes { kind cause recordId changes { field before after } } } }";
const MINUTE = 60_000;

interface Answer {
  events: { nodes: { kind: string; cause: string; recordId: string; changes: { field: string; before: unknown; after: unknown }[] }[] };
}

describe.each(APIS)("What changed in Greenhouse, through Harvest $name", (api) => {
  let world: World;
  beforeEach(async () => {
    world = await startWorld({ api, env: { CODE_SWEEP: "on", SWEEP_MINUTES: "1" } });
    await untilQuiet(3 * MINUTE);
  });
  afterEach(() => world.stop());

  /** Lets time pass, slowly enough that what is asked for is answered. */
  async function untilQuiet(ms: number): Promise<void> {
    for (let passed = 0; passed < ms; passed += 5_000) {
      await world.clock.advance(5_000);
      for (let turn = 0; turn < 100; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    }
  }
  const told = async () => (await answered(world, world.graph.ask<Answer, never>(EVENTS))).data?.events.nodes;
  const now = () => new Date(world.clock.now()).toISOString();
  const queries = () => world.requests().map(({ path, query }) => [path, new URLSearchParams(query)] as const);

  it("is looked for once a round, after one look at everything in the largest pages", async () => {
    const first = queries().filter(
      ([path, query]) => new RegExp(api.jobs).test(path) && !query.has("updated_after") && !query.has("updated_at"),
    );
    expect(first.map(([, query]) => query.get("per_page"))).toEqual(["500"]);
    await untilQuiet(2 * MINUTE);
    const rounds = queries();
    const paths = api.name === "v1" ? ["/v1/jobs"] : ["/v3/jobs", "/v3/openings"];
    expect(new Set(rounds.map(([path]) => path))).toEqual(new Set(paths));
    expect(rounds.every(([, query]) => query.has("updated_after") || query.get("updated_at")?.startsWith("gte|"))).toBe(true);
    expect(rounds.length).toBeLessThanOrEqual(3 * paths.length);
    expect(await told()).toEqual([]);
  });

  it("is told as it was found", async () => {
    const job = world.job(({ status }) => status === "open");
    const before = job.name;
    Object.assign(job, { name: "Renamed", updated_at: now() });
    await untilQuiet(2 * MINUTE);
    expect(await told()).toEqual([
      { kind: "CHANGED", cause: "ELSEWHERE", recordId: jobId(job), changes: [{ field: "name", before, after: "Renamed" }] },
    ]);
  });

  it("is told of seats: of Harvest v1, whose jobs do not change with them, once all jobs are read again", async () => {
    const job = world.job((one) => openOf(one).length > 1);
    const open = openOf(job).length;
    Object.assign(openOf(job)[0] ?? {}, { status: "closed", closed_at: now(), updated_at: now() });
    const expected = [
      { kind: "CHANGED", cause: "ELSEWHERE", recordId: jobId(job), changes: [{ field: "openings", before: open, after: open - 1 }] },
    ];
    await untilQuiet(2 * MINUTE);
    expect(await told()).toEqual(api.name === "v1" ? [] : expected);
    await world.clock.advance(6 * 60 * MINUTE);
    await untilQuiet(2 * MINUTE);
    expect(await told()).toEqual(expected);
  });

  it("appears where it is new, and disappears once it is asked for and is not there", async () => {
    const { jobs } = world.standIn.state;
    const job = world.job(({ status }) => status === "open");
    const added = { ...job, id: 4_900_000_001, requisition_id: "NEW-1", openings: [], updated_at: now(), created_at: now() };
    jobs.push(added);
    await untilQuiet(2 * MINUTE);
    expect(await told()).toEqual([{ kind: "APPEARED", cause: "ELSEWHERE", recordId: jobId(added), changes: [] }]);
    jobs.splice(jobs.indexOf(added), 1);
    await untilQuiet(2 * MINUTE);
    expect(await told()).toHaveLength(1);
    await answered(world, world.graph.ask(`{ job(id: "${jobId(added)}") { id } }`));
    await untilQuiet(5_000);
    expect((await told())?.at(-1)).toEqual({ kind: "DISAPPEARED", cause: "ELSEWHERE", recordId: jobId(added), changes: [] });
  });
});
