import { CloseOpeningDocument, JobsPageDocument, OneJobDocument, OneOpeningDocument } from "../../../generated/graphql.js";
import { until } from "../../../support/until.js";
import { AUDITOR, answered, jobId, openingId, openOf, startWorld, V3, type World } from "../world.js";

const log: Record<string, unknown>[] = [];
let world: World;
beforeEach(async () => {
  log.length = 0;
  world = await startWorld({ api: V3, log, env: { LOG_LEVEL: "warn" } });
});
afterEach(() => world.stop());

describe("A scope that the token lacks", () => {
  const told = () => log.filter(({ missing }) => missing !== undefined);
  const MISSING = ["harvest:openings:list", "harvest:departments:list", "harvest:openings:destroy", "harvest:users:list"] as const;

  it("is told by name, once in the log, at the first use: those that the graph needs, in one line", async () => {
    world.turn({ missingScopes: [...MISSING] });
    expect(told()).toEqual([]);
    for (let time = 0; time < 3; time += 1) {
      await world.graph.data(JobsPageDocument, { vendors: ["GREENHOUSE"] });
      // An hour later there is another token.
      await world.clock.advance(3_600_000);
    }
    expect(told()).toEqual([
      {
        level: "warn",
        time: expect.any(String),
        vendor: "GREENHOUSE",
        missing: MISSING.slice(0, 3),
        msg: "The credential of GREENHOUSE_CLIENT_ID lacks scopes that the graph needs.",
      },
    ]);
  });

  it("is not told of changes that the server may not make, nor where nothing is missing", async () => {
    await world.graph.data(JobsPageDocument, { vendors: ["GREENHOUSE"] });
    expect(told()).toEqual([]);
    world.turn({ missingScopes: ["harvest:openings:create", "harvest:openings:update", "harvest:openings:destroy"] });
    const reader = await world.another({ GREENHOUSE_USER_ID: "" });
    await reader.data(JobsPageDocument, { vendors: ["GREENHOUSE"] });
    expect(told()).toEqual([]);
  });

  it("is named in the error of the change that needs it, which is not made", async () => {
    world.turn({ missingScopes: ["harvest:openings:update"] });
    const job = world.job((one) => openOf(one).length > 0);
    const id = openingId(job, openOf(job)[0] as { id: number });
    const { closeOpening } = await world.graph.data(CloseOpeningDocument, { input: { id } });
    expect(closeOpening.operation?.outcome).toBe("NOT_APPLIED");
    expect(closeOpening.userErrors).toMatchObject([{ code: "FORBIDDEN", message: expect.stringContaining("harvest:openings:update") }]);
  });

  it("is not told of a token that cannot be read: reads work by it, and the log is silent", async () => {
    world.turn({ tokenForm: "opaque", missingScopes: ["harvest:openings:destroy", "harvest:users:list"] });
    const query = "{ jobs(first: 3) { nodes { id departments openings { nodes { id } sources { state } } } sources { state } } }";
    const answer = await world.graph.ask<{ jobs: { nodes: { openings: { sources: unknown } }[]; sources: unknown } }, object>(query);
    expect(answer.errors).toBeUndefined();
    expect(answer.data?.jobs.nodes.map(({ openings }) => openings.sources)).toEqual(Array(3).fill([{ state: "FRESH" }]));
    expect(log).toEqual([]);
  });

  it("is named in the error of the field that needs it, and the other fields stand", async () => {
    world.turn({ missingScopes: ["harvest:openings:list"] });
    const query = "{ jobs(first: 3) { nodes { id openings { nodes { id } sources { state failure { code message } } } } } }";
    const answer = await world.graph.ask<{ jobs: { nodes: { openings: { sources: unknown[] } }[] } }, object>(query);
    expect(answer.data?.jobs.nodes).toHaveLength(3);
    const failure = { code: "ACCESS_DENIED", message: expect.stringContaining("lacks the scope harvest:openings:list") };
    expect(answer.data?.jobs.nodes[0]?.openings.sources).toEqual([{ state: "FAILED", failure }]);
  });

  it("for departments and offices leaves their names out, and is not asked for again and again", async () => {
    world.turn({ missingScopes: ["harvest:departments:list", "harvest:offices:list"] });
    for (let time = 0; time < 2; time += 1) {
      const { job } = await world.graph.data(OneJobDocument, { id: jobId(world.job(({ departmentId }) => departmentId !== null)) });
      expect(job?.departments).toEqual([]);
    }
    expect(world.asked().filter((route) => route === "GET /v3/departments")).toHaveLength(1);
  });

  it("for close reasons is an error of each reason alone", async () => {
    world.turn({ missingScopes: ["harvest:close_reasons:list"] });
    const job = world.job((one) => one.openings.some(({ close_reason_id }) => close_reason_id !== null));
    const closed = job.openings.find(({ close_reason_id }) => close_reason_id !== null);
    const answer = await world.graph.ask(OneOpeningDocument, { id: openingId(job, closed as { id: number }) });
    expect(answer.data?.opening).toMatchObject({ status: "CLOSED", closeReason: null });
    expect(answer.errors).toMatchObject([{ path: ["opening", "closeReason"], extensions: { code: "ACCESS_DENIED" } }]);
  });

  it("is one of the things that a 403 may mean where the token does not tell its scopes", async () => {
    world.turn({ missingScopes: ["harvest:jobs:list"], tokenForm: "opaque" });
    const { jobs } = await world.graph.data(JobsPageDocument, { vendors: ["GREENHOUSE"] });
    const { code, message } = jobs.sources[0]?.failure ?? {};
    expect(code).toBe("ACCESS_DENIED");
    expect(message).toMatch(/lacks the scope harvest:jobs:list, or the acting user .* is not a Site Admin/);
  });
});

describe("A user who is not a Site Admin", () => {
  it.each(["empty", "forbidden"] as const)(
    "gets ACCESS_DENIED and no empty list, whether Greenhouse says it or not (%s)",
    async (nonAdminLists) => {
      world.turn({ nonAdminLists });
      const graph = await world.another({ GREENHOUSE_USER_ID: AUDITOR });
      const { jobs } = await graph.data(JobsPageDocument, { vendors: ["GREENHOUSE"] });
      expect(jobs).toMatchObject({
        edges: [],
        sources: [{ state: "FAILED", failure: { code: "ACCESS_DENIED", message: expect.stringContaining("Site Admin") } }],
      });
    },
  );

  it("is found out by the look at the user where the token does not tell its scopes, too", async () => {
    world.turn({ nonAdminLists: "empty", nonAdminSeesUsers: true, tokenForm: "opaque" });
    const graph = await world.another({ GREENHOUSE_USER_ID: AUDITOR });
    const { jobs } = await graph.data(JobsPageDocument, { vendors: ["GREENHOUSE"] });
    expect(jobs.sources).toMatchObject([{ state: "FAILED", failure: { code: "ACCESS_DENIED" } }]);
  });

  it.each(["jwt", "opaque"] as const)(
    "is not suspected where the scope for users is missing: an empty list is empty (%s)",
    async (tokenForm) => {
      world.turn({ missingScopes: ["harvest:users:list"], tokenForm });
      const { jobs } = await world.graph.data(JobsPageDocument, { vendors: ["GREENHOUSE"], code: "NOBODY" });
      expect(jobs).toMatchObject({ edges: [], sources: [{ state: "FRESH" }] });
    },
  );

  it("changes nothing, and is told so, not that there is no such opening", async () => {
    world.turn({ nonAdminLists: "empty" });
    const graph = await world.another({ GREENHOUSE_USER_ID: AUDITOR });
    const job = world.job((one) => openOf(one).length > 0);
    const id = openingId(job, openOf(job)[0] as { id: number });
    const answer = await graph.ask(CloseOpeningDocument, { input: { id } });
    expect(JSON.stringify(answer)).toMatch(/Site Admin/);
    expect(JSON.stringify(answer)).not.toMatch(/NOT_FOUND/);
    expect(world.writes()).toEqual([]);
  });

  it("is not looked for where another list of the same request had records, which nobody else sees", async () => {
    const job = world.job(({ openings }) => openings.length === 0);
    for (const query of [
      "{ jobs(first: 1, code: $code) { nodes { openings { nodes { id } sources { state } } } } }",
      "mutation { createOpenings(input: { jobId: $id, openings: [{}] }) { operation { outcome } } }",
    ]) {
      const asked = query.replace("$code", JSON.stringify(job.requisition_id)).replace("$id", JSON.stringify(jobId(job)));
      expect((await world.graph.ask(asked)).errors).toBeUndefined();
      expect(world.asked()).not.toContain("GET /v3/users");
    }
  });

  it("is looked for where the other list is an answer of an earlier time", async () => {
    const job = world.job(({ openings }) => openings.length === 0);
    const filter = `jobs(first: 1, code: ${JSON.stringify(job.requisition_id)})`;
    const old = { "cache-control": "max-age=3600" };
    await world.graph.ask(`{ ${filter} { nodes { id } } }`, {}, old);
    await world.graph.ask(`{ ${filter} { nodes { openings { nodes { id } } } } }`, {}, old);
    expect(world.asked().sort()).toEqual(["GET /v3/jobs", "GET /v3/openings", "GET /v3/users"]);
  });

  it("is looked for by what reads in the background, where one list waits long behind another", async () => {
    const { jobs } = world.standIn.state;
    const seated = world.job((one) => one.status === "open" && openOf(one).length > 0);
    const empty = world.job((one) => one.openings.length === 0);
    jobs.splice(0, jobs.length, seated, Object.assign(empty, { status: "open" }));
    await world.another({ CODE_SWEEP: "on", SWEEP_MINUTES: "1" });
    // After the open openings of both jobs the closed ones of that which has none.
    const hasCounted = () => world.running.requests.some(({ query, status }) => query.includes("open=false") && status === 200);
    while (!hasCounted()) await answered(world, world.graph.ask("{ __typename }"), 1_000);
    await until(() => world.running.requests.some(({ path }) => path === "/v3/users"), "a look at the user");
  });

  it("is not looked for where a Site Admin's list is empty: the look is made once", async () => {
    for (let time = 0; time < 3; time += 1) {
      const { jobs } = await world.graph.data(JobsPageDocument, { vendors: ["GREENHOUSE"], code: "NOBODY" });
      expect(jobs).toMatchObject({ edges: [], sources: [{ state: "FRESH" }] });
    }
    expect(world.asked().filter((route) => route === "GET /v3/users")).toHaveLength(1);
  });
});
