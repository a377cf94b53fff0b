import { OneJobDocument, VendorsDocument } from "../../generated/graphql.js";
import { APIS, answered, jobId, startWorld, V1, V3, type World, type WorldOptions } from "./world.js";

const worlds: World[] = [];
async function fresh(options?: WorldOptions): Promise<World> {
  const world = await startWorld(options);
  worlds.push(world);
  return world;
}
afterEach(async () => {
  await Promise.all(worlds.splice(0).map((world) => world.stop()));
});

const JOB = "greenhouse:job:4000000000";

describe.each(APIS)("Too many requests for Harvest $name:", (api) => {
  const windowMs = api === V3 ? 30_000 : 10_000;
  const reads = (world: World) => world.running.requests.filter(({ path }) => new RegExp(api.job).test(path));

  /** The moment of the reset is in whole seconds, and a window of v3 begins at each multiple of 30 s: this is seven seconds into one. */
  const toTheSecond = (world: World) => world.clock.advance(37_000 - (world.clock.now() % 30_000));

  it("a 429 is told with when to come back, and the budget stands at nothing until then", async () => {
    const world = await fresh({ api, rateLimit: 50, env: { REQUEST_DEADLINE_MS: "2000" } });
    const headers = { "Retry-After": "7", "X-RateLimit-Limit": "50" };
    world.running.faults.arm({ kind: "status", status: 429, headers, path: api.job });
    const answer = await world.graph.ask(OneJobDocument, { id: JOB });
    expect(answer.errors?.[0]).toMatchObject({ path: ["job"], extensions: { code: "RATE_LIMITED", retryable: true } });
    expect(answer.errors?.[0]?.extensions.retryAfterMs).toBeGreaterThan(6_000);
    world.running.faults.clear();
    const second = await world.graph.ask(OneJobDocument, { id: JOB });
    expect(second.errors?.[0]?.extensions.code).toBe("RATE_LIMITED");
    expect(reads(world)).toHaveLength(1);
    const { vendors } = await world.graph.data(VendorsDocument);
    const budgets = vendors.find(({ vendor }) => vendor === "GREENHOUSE")?.budgets;
    expect(budgets?.[0]).toMatchObject({ name: "requests", limit: 50, remaining: 0, windowMs });
  });

  it.each([
    ["Retry-After alone", { "Retry-After": "2" }, 2_000],
    ["X-RateLimit-Reset alone", { "X-RateLimit-Reset": "+3" }, 3_000],
    ["Retry-After in seconds before the moment of the reset", { "Retry-After": "2", "X-RateLimit-Reset": "+4" }, 2_000],
    ["the reset where Retry-After is no number of seconds", { "Retry-After": "1795000000", "X-RateLimit-Reset": "+4" }, 4_000],
    ["a whole window where it names none", {}, windowMs],
  ])("a read goes out again when the 429 says so, and not much later: %s", async (_, named, waitMs) => {
    const world = await fresh({ api });
    await toTheSecond(world);
    const reset = (text: string) => String(world.clock.now() / 1_000 + Number(text));
    const headers = Object.fromEntries(Object.entries(named).map(([name, text]) => [name, text.startsWith("+") ? reset(text) : text]));
    world.running.faults.arm({ kind: "status", status: 429, headers, path: api.job, times: 1 });
    const answer = await answered(world, world.graph.ask(OneJobDocument, { id: JOB }), 50);
    expect(answer.errors).toBeUndefined();
    const [refused = 0, served = 0] = reads(world).map(({ at }) => at);
    expect(served - refused).toBeGreaterThanOrEqual(waitMs);
    expect(served - refused).toBeLessThan(waitMs + 500);
  });

  it.each([-1, 1])("the moment of the reset is by Greenhouse's clock, which is %i h off: the wait is as long", async (hours) => {
    const world = await fresh({ api });
    await toTheSecond(world);
    const there = world.clock.now() + hours * 3_600_000;
    const headers = { date: new Date(there).toUTCString(), "X-RateLimit-Reset": String(there / 1_000 + 3) };
    world.running.faults.arm({ kind: "status", status: 429, headers, path: api.job, times: 1 });
    const answer = await answered(world, world.graph.ask(OneJobDocument, { id: JOB }), 50);
    expect(answer.errors).toBeUndefined();
    const [refused = 0, served = 0] = reads(world).map(({ at }) => at);
    expect(served - refused).toBeGreaterThanOrEqual(3_000);
    expect(served - refused).toBeLessThan(3_500);
  });
});

// v3 reads twelve jobs by one request; its window, which ends by the clock, has a test in v3.slow.test.ts.
it("The ceiling of Harvest v1 is the vendor's: a key that gets 5 is never asked a sixth time within the window", async () => {
  const world = await fresh({ api: V1, rateLimit: 5 });
  const ids = world.standIn.state.jobs.slice(0, 12).map(jobId);
  const answer = await answered(world, world.graph.ask(`{ nodes(ids: ${JSON.stringify(ids)}) { id } }`), 500);
  expect(answer.errors).toBeUndefined();
  // Those sent before the first answer told of the ceiling may be refused; afterwards none is.
  const accepted = world.running.requests.filter(({ status }) => status === 200).map(({ at }) => at);
  expect(accepted).toHaveLength(12);
  for (const [index, at] of accepted.entries()) if (index >= 5) expect(at - (accepted[index - 5] ?? 0)).toBeGreaterThanOrEqual(10_000);
});
