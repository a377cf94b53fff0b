import { type JobState, jobId, openingId, startWorld, V3, type World } from "../world.js";

/** Names that Harvest v3 keeps in lists of their own: departments, offices, close reasons. */
let world: World;
beforeEach(async () => {
  world = await startWorld({ api: V3, env: { FEDERATION: "on" } });
});
afterEach(() => world.stop());

const RANGE = 'start: "2020-01-01", end: "2030-01-01"';
const DENIED = { kind: "status", status: 422, json: { errors: ["No."] } } as const;
const KEPT_MS = 300_000;
const RESTS_MS = 30_000;

const lists = () =>
  world
    .asked()
    .filter((route) => /departments|offices|close_reasons/.test(route))
    .map((route) => route.replace("GET /v3/", ""))
    .sort();
const isNamed = ({ departmentId, officeIds, openings }: JobState) =>
  departmentId !== null && officeIds.length > 0 && openings.some(({ close_reason_id }) => close_reason_id !== null);
const named = () => world.job(isNamed);
const closedOpening = () => {
  const job = named();
  return openingId(job, job.openings.find(({ close_reason_id }) => close_reason_id !== null) as { id: number });
};
const departmentOf = ({ departmentId }: JobState) => world.standIn.state.departments.find(({ id }) => id === departmentId)?.name;
const ask = (query: string, variables: object = {}) => world.graph.ask<Record<string, never>, object>(query, variables);

describe("The list of names", () => {
  it.each<[string, string[], string]>([
    ["jobs without names", [], "{ jobs(first: 50) { nodes { id name status customFields { key } vendorData } } }"],
    ["departments", ["departments"], "{ jobs(first: 50) { nodes { departments } } }"],
    ["places", ["offices"], "{ jobs(first: 50) { edges { node { ...F } } } } fragment F on Job { where: locations }"],
    ["both", ["departments", "offices"], "{ jobs(first: 50) { nodes { departments locations } } }"],
    ["what is skipped", [], "{ jobs(first: 50) { nodes { id departments @skip(if: true) ... @include(if: false) { locations } } } }"],
    ["close reasons by name", ["close_reasons"], "{ jobs(first: 50) { nodes { openings { nodes { closeReason { name } } } } } }"],
    ["close reasons by id", [], "{ jobs(first: 50) { nodes { openings { nodes { closeReason { id } } } } } }"],
    [
      "open openings, which have no reason",
      [],
      "{ jobs(first: 50) { nodes { openings(status: OPEN) { nodes { closeReason { name } } } } } }",
    ],
  ])("is read where a name is shown, once, and not else: %s", async (_, expected, query) => {
    expect((await ask(query)).errors).toBeUndefined();
    expect(lists()).toEqual(expected);
  });

  it.each<[string, string[], () => string]>([
    ["one job", ["departments"], () => `{ job(id: "${jobId(named())}") { departments openings { nodes { id } } } }`],
    ["a node", ["offices"], () => `{ node(id: "${jobId(named())}") { ... on Job { locations } } }`],
    [
      "a router's question",
      ["departments"],
      () => `{ _entities(representations: [{ __typename: "Job", id: "${jobId(named())}" }]) { ... on Job { departments } } }`,
    ],
    [
      "a timeline",
      ["close_reasons"],
      () => `{ jobTimeline(${RANGE}, jobIds: ["${jobId(named())}"]) { openings { closeReason { name } } } }`,
    ],
    ["an opening", ["close_reasons"], () => `{ opening(id: "${closedOpening()}") { closeReason { name } job { name } } }`],
    ["an opening's job", ["departments"], () => `{ opening(id: "${closedOpening()}") { closeReason { id } job { departments } } }`],
    ["a code", [], () => `{ requisition(code: "${named().requisition_id}") { jobs { id } openings { id } } }`],
  ])("is read wherever a name is shown: %s", async (_, expected, query) => {
    const { data, errors } = await ask(query());
    expect(errors).toBeUndefined();
    expect(lists()).toEqual(expected);
    if (expected.includes("departments")) expect(JSON.stringify(data)).toContain(JSON.stringify([departmentOf(named())]));
    if (expected.includes("close_reasons")) expect(JSON.stringify(data)).toMatch(/"closeReason":{"name":"[^"]*[a-z][^"]*"}/);
  });

  it("is not read for jobs that have no department and no office", async () => {
    for (const job of world.standIn.state.jobs) Object.assign(job, { departmentId: null, officeIds: [] });
    const { data } = await ask("{ jobs(first: 3) { nodes { departments locations } } }");
    expect(data).toEqual({ jobs: { nodes: Array(3).fill({ departments: [], locations: [] }) } });
    expect(lists()).toEqual([]);
  });

  it("is not read by a change that shows no name", async () => {
    const query = `mutation { reopenOpening(input: { id: "${closedOpening()}" }) { job { name status } operation { outcome } } }`;
    expect(await ask(query)).toMatchObject({ data: { reopenOpening: { operation: { outcome: "APPLIED" } } } });
    expect(lists()).toEqual([]);
  });

  it("is one request for callers who ask at the same time", async () => {
    await Promise.all([1, 2, 3].map(() => ask("{ jobs(first: 50) { nodes { departments } } }")));
    expect(lists()).toEqual(["departments"]);
  });

  it("is one read for all the jobs of a question, not one a job that another shares", async () => {
    const { extensions } = await world.graph.ask("{ jobs(first: 50) { nodes { departments } } }", {}, { "x-upstream": "1" });
    expect(extensions?.upstream).toMatchObject([{ requests: 2, coalesced: 0 }]);
  });

  it("is kept for five minutes, and read again then: a new name of a department is shown", async () => {
    const job = named();
    const show = async () => (await ask(`{ job(id: "${jobId(job)}") { departments } }`)).data;
    const before = departmentOf(job);
    expect(await show()).toEqual({ job: { departments: [before] } });
    Object.assign(world.standIn.state.departments.find(({ id }) => id === job.departmentId) ?? {}, { name: "Renamed" });
    await world.clock.advance(KEPT_MS - 1);
    expect(await show()).toEqual({ job: { departments: [before] } });
    expect(lists()).toEqual(["departments"]);
    await world.clock.advance(1);
    expect(await show()).toEqual({ job: { departments: ["Renamed"] } });
    expect(lists()).toEqual(["departments"]);
  });

  it("is a read of the operation that shows the names: where it may send no more, the names alone are missing", async () => {
    const bounded = await world.another({ MAX_VENDOR_REQUESTS: "1" });
    const answer = await bounded.ask<never, object>(`{ job(id: "${jobId(named())}") { name departments } }`);
    expect(answer.data).toEqual({ job: { name: named().name, departments: [] } });
    expect(answer.errors).toMatchObject([{ path: ["job", "departments"], extensions: { code: "BAD_USER_INPUT" } }]);
  });
});

describe("A list of names that cannot be read", () => {
  const ALL = "{ jobs(first: 5) { nodes { name departments locations openings { nodes { id } } } sources { state } } }";

  it.each([
    ["departments", "departments", "locations"],
    ["offices", "locations", "departments"],
  ])("(%s) costs the field that shows it, which says so for each job, and nothing else", async (table, field, other) => {
    const whole = (await ask(ALL)).data as unknown as { jobs: { nodes: Record<string, string[]>[]; sources: unknown } };
    const server = await world.another();
    world.running.faults.arm({ ...DENIED, path: `^/v3/${table}$` });
    const { data, errors = [] } = await server.ask<typeof whole, object>(ALL);
    expect(data?.jobs).toEqual({ ...whole.jobs, nodes: whole.jobs.nodes.map((job) => ({ ...job, [field]: [] })) });
    expect(whole.jobs.nodes.some((job) => job[other]?.length)).toBe(true);
    const lacking = [...whole.jobs.nodes.keys()].filter((index) => whole.jobs.nodes[index]?.[field]?.length);
    expect(lacking.length).toBeGreaterThan(1);
    expect(errors.map(({ path, extensions }) => [path, extensions.code])).toEqual(
      lacking.map((index) => [["jobs", "nodes", index, field], "REJECTED"]),
    );
  });

  it("costs the close reasons whose names are shown; their ids are shown without it", async () => {
    world.running.faults.arm({ ...DENIED, path: "^/v3/close_reasons$" });
    const answer = await ask(`{ opening(id: "${closedOpening()}") { status closeReason { id name } } }`);
    expect(answer.data).toEqual({ opening: { status: "CLOSED", closeReason: null } });
    expect(answer.errors).toMatchObject([{ path: ["opening", "closeReason"], extensions: { code: "REJECTED" } }]);
    expect(await ask(`{ opening(id: "${closedOpening()}") { closeReason { id } } }`)).toEqual({
      data: { opening: { closeReason: { id: expect.stringMatching(/^\d+$/) } } },
    });
  });

  it("costs jobs whose names nobody knows; others are named as before", async () => {
    const query = "{ jobs(first: 20) { nodes { id departments } } }";
    const before = (await ask(query)).data as unknown as { jobs: { nodes: { id: string; departments: string[] }[] } };
    expect(lists()).toEqual(["departments"]);
    const index = before.jobs.nodes.findIndex(({ departments }) => departments.length > 0);
    const id = before.jobs.nodes[index]?.id;
    world.job((job) => jobId(job) === id).departmentId = 4_499_999_002;
    await world.clock.advance(RESTS_MS);
    world.running.faults.arm({ ...DENIED, path: "^/v3/departments$" });
    for (const _ of ["the list is kept still", "the list is old"]) {
      const { data, errors } = await ask(query);
      const expected = before.jobs.nodes.map((job) => (job.id === id ? { ...job, departments: [] } : job));
      expect(data).toEqual({ jobs: { nodes: expected } });
      expect(errors).toMatchObject([{ path: ["jobs", "nodes", index, "departments"], extensions: { code: "REJECTED" } }]);
      expect(lists()).toEqual(["departments"]);
      await world.clock.advance(KEPT_MS);
    }
  });
});

describe("A page of jobs that is shown again while Greenhouse does not answer", () => {
  const PAGE = "{ jobs(first: 3) { nodes { id } sources { state } } }";
  const SHOWN = `query ($names: Boolean = true) {
    jobs(first: 3) { nodes { id ... @include(if: $names) { departments openings { nodes { closeReason { name } } } } } sources { state } }
  }`;
  const down = () => world.running.faults.arm({ kind: "status", status: 503 });
  const told = async (query: string, variables?: object) => {
    const asking = ask(query, variables);
    let over = false;
    void asking.finally(() => {
      over = true;
    });
    while (!over) {
      for (let turn = 0; turn < 50 && !over; turn += 1) await new Promise((resolve) => setImmediate(resolve));
      if (!over) await world.clock.advance(250);
    }
    return asking;
  };

  it("has the names that were known, although nobody had asked for them with that page", async () => {
    const { data } = await ask(SHOWN);
    await world.clock.advance(KEPT_MS);
    await ask(SHOWN, { names: false });
    await ask("{ jobs(first: 3) { nodes { openings { nodes { id } } } } }");
    down();
    const stale = await told(SHOWN);
    expect(stale.errors).toBeUndefined();
    expect(stale.data).toEqual({ jobs: { ...(data?.jobs as object | undefined), sources: [{ state: "STALE" }] } });
  });

  it("has no openings that are older than it, although its jobs arrived in the same bytes since", async () => {
    const WITH_OPENINGS = "{ jobs(first: 3) { nodes { id openings { nodes { status } } } sources { state fetchedAt } } }";
    // As often as it takes until a body with the same bytes is not read again.
    for (const query of [PAGE, PAGE, PAGE, WITH_OPENINGS]) expect((await ask(query)).errors).toBeUndefined();
    for (const job of world.standIn.state.jobs) for (const opening of job.openings) opening.status = "closed";
    await world.clock.advance(600_000);
    expect((await ask(PAGE)).errors).toBeUndefined();
    const readAt = new Date(world.clock.now()).toISOString();
    down();
    const { data } = await told(WITH_OPENINGS);
    expect(data).toMatchObject({ jobs: { sources: [{ state: "STALE", fetchedAt: readAt }] } });
    const nodes = (data as unknown as { jobs: { nodes: { openings: { nodes: object[] } }[] } }).jobs.nodes;
    expect(nodes.flatMap(({ openings }) => openings?.nodes ?? [])).toEqual([]);
    expect(nodes).toHaveLength(3);
  });

  it("says of names that were never read that they are missing", async () => {
    await ask(PAGE);
    down();
    const { data, errors = [] } = await told("{ jobs(first: 3) { nodes { id departments } sources { state } } }");
    const held = [...world.standIn.state.jobs].reverse().slice(0, 3);
    expect(held.some(({ departmentId }) => departmentId !== null)).toBe(true);
    expect(data).toMatchObject({
      jobs: { nodes: held.map((job) => ({ id: jobId(job), departments: [] })), sources: [{ state: "STALE" }] },
    });
    expect(errors.map(({ path }) => path)).toEqual(
      [...held.keys()].filter((index) => held[index]?.departmentId !== null).map((index) => ["jobs", "nodes", index, "departments"]),
    );
  });
});
