import type { VendorErrorCode } from "../../../src/http/vendor-error.js";
import type { Fault } from "../../../src/sandbox/kit/faults.js";
import {
  JobsBesideOthersDocument,
  JobsPageDocument,
  OneJobBesideOthersDocument,
  OneJobDocument,
  VendorsDocument,
} from "../../generated/graphql.js";
import { APIS, answered, SECRETS, startWorld, V1, V3, type World, type WorldOptions } from "./world.js";

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

function expectNoSecret(answer: unknown, world: World): void {
  for (const secret of [...SECRETS, world.running.origin]) expect(JSON.stringify(answer)).not.toContain(secret);
}

interface Expected {
  code: VendorErrorCode;
  retryable: boolean;
  requests: number;
  message?: RegExp;
}

interface Case {
  what: string;
  fault: Omit<Fault, "method">;
  expected: Expected;
  /** What differs in v3, which reads a job as a list of one, by a token that may be renewed. */
  ofV3?: Partial<Expected> & { json?: unknown };
}

const CASES: Case[] = [
  {
    what: "401",
    fault: { kind: "status", status: 401, json: { message: "Invalid Basic Auth credentials" } },
    expected: { code: "CREDENTIALS_REJECTED", retryable: false, requests: 1 },
    // A token may have been revoked in the middle of its hour: one renewal, one repeat.
    ofV3: { requests: 2, json: { message: "Unauthorized", errors: ["Token could not be decoded."] } },
  },
  {
    what: "403",
    fault: { kind: "status", status: 403, json: { message: "This API Key does not have permission" } },
    expected: { code: "ACCESS_DENIED", retryable: false, requests: 1, message: /does not have permission.*API key/ },
    // There a 403 has other reasons: a scope, or a user who is not Site Admin.
    ofV3: { message: /Forbidden.*GREENHOUSE_USER_ID.* is not a Site Admin/, json: { message: "Forbidden" } },
  },
  {
    what: "422",
    fault: { kind: "status", status: 422, json: { errors: [{ message: "Invalid", field: "page" }] } },
    expected: { code: "REJECTED", retryable: false, requests: 1, message: /page: Invalid/ },
    ofV3: { json: { errors: [{ page: "Invalid" }] } },
  },
  {
    what: "500",
    fault: { kind: "status", status: 500, text: "<html>sandbox-token</html>" },
    expected: { code: "UNAVAILABLE", retryable: true, requests: 3 },
  },
  { what: "503", fault: { kind: "status", status: 503 }, expected: { code: "UNAVAILABLE", retryable: true, requests: 3 } },
  { what: "a cut connection", fault: { kind: "drop-before" }, expected: { code: "UNAVAILABLE", retryable: true, requests: 3 } },
  { what: "half an answer", fault: { kind: "malformed" }, expected: { code: "BAD_RESPONSE", retryable: true, requests: 3 } },
  {
    what: "a page that is no JSON",
    fault: { kind: "status", status: 200, text: "<html>" },
    expected: { code: "UNAVAILABLE", retryable: true, requests: 3, message: /not JSON/ },
  },
  {
    what: "a job without an id",
    fault: { kind: "status", status: 200, json: { name: "x", status: "open" } },
    expected: { code: "BAD_RESPONSE", retryable: false, requests: 1, message: /The job 4000000000 cannot be read.*: id \(/ },
    ofV3: { message: /\bid \(/, json: [{ name: "x", status: "open" }] },
  },
  {
    what: "an id that a number cannot hold",
    fault: {
      kind: "status",
      status: 200,
      text: '{"id":9007199254740993,"name":"x","status":"open"}',
      headers: { "content-type": "application/json" },
    },
    expected: { code: "BAD_RESPONSE", retryable: false, requests: 1, message: /\bid\b/ },
  },
];

describe.each(APIS)("a failure of Harvest $name is told at its path with its code, and the other fields stand:", (api) => {
  it.each(CASES)("$what", async ({ fault, expected, ofV3 = {} }) => {
    const world = await fresh({ api });
    const { json: jsonOfV3, ...differing } = api === V3 ? ofV3 : {};
    const { code, retryable, requests, message } = { ...expected, ...differing };
    const text = api === V3 ? fault.text?.replace(/^{.*}$/, "[$&]") : fault.text;
    world.running.faults.arm({ ...fault, json: jsonOfV3 ?? fault.json, text, method: "GET", path: api.job });
    const answer = await answered(world, world.graph.ask(OneJobBesideOthersDocument, { id: JOB }));
    expect(answer.data).toEqual({ job: null, operations: { nodes: [] } });
    expect(answer.errors).toHaveLength(1);
    expect(answer.errors?.[0]).toMatchObject({ path: ["job"], extensions: { code, vendor: "GREENHOUSE", retryable } });
    if (message) expect(answer.errors?.[0]?.message).toMatch(message);
    expect(world.requests().filter(({ path }) => new RegExp(api.job).test(path))).toHaveLength(requests);
    expectNoSecret(answer, world);
  });

  it("a Link header that cannot be read is a BAD_RESPONSE of the list, not half of it", async () => {
    for (const link of ["garbage", '<http://[>; rel="next"']) {
      const world = await fresh({ api });
      world.running.faults.arm({ kind: "status", status: 200, json: [], headers: { link }, path: api.jobs });
      const answer = await world.graph.ask(JobsPageDocument, { vendors: ["GREENHOUSE"] });
      expect(answer.data?.jobs).toMatchObject({ edges: [], sources: [{ state: "FAILED", failure: { code: "BAD_RESPONSE" } }] });
    }
  });

  it("a wrong credential is CREDENTIALS_REJECTED and told without the credential, for lists too", async () => {
    const world = await fresh({ api, token: "another" });
    const answer = await world.graph.ask(JobsPageDocument, { vendors: ["GREENHOUSE"] });
    expect(answer.data?.jobs.sources).toMatchObject([{ state: "FAILED", failure: { code: "CREDENTIALS_REJECTED", retryable: false } }]);
    expectNoSecret(answer, world);
    const { vendors } = await world.graph.data(VendorsDocument);
    expect(vendors.find(({ vendor }) => vendor === "GREENHOUSE")?.lastFailure?.code).toBe("CREDENTIALS_REJECTED");
    expectNoSecret(vendors, world);
  });
});

describe("another job in a job's place", () => {
  const another = { id: 5, name: "x", status: "open" };

  it("is a BAD_RESPONSE of v1, which was asked for one record", async () => {
    const world = await fresh({ api: V1 });
    world.running.faults.arm({ kind: "status", status: 200, json: another, path: V1.job });
    const answer = await world.graph.ask(OneJobDocument, { id: JOB });
    expect(answer.errors?.[0]).toMatchObject({ path: ["job"], extensions: { code: "BAD_RESPONSE", retryable: false } });
    expect(answer.errors?.[0]?.message).toMatch(/The job 4000000000 cannot be read.*: id \(It is another one's\)/);
  });

  it("is a list of v3 without the one that was asked for", async () => {
    const world = await fresh({ api: V3 });
    world.running.faults.arm({ kind: "status", status: 200, json: [another], path: V3.job });
    const { data, errors } = await world.graph.ask(OneJobDocument, { id: JOB });
    expect({ data, errors }).toEqual({ data: { job: null }, errors: undefined });
  });
});

describe.each(APIS)("Harvest $name that does not answer", (api) => {
  const page = (world: World) => answered(world, world.graph.ask(JobsPageDocument, { vendors: ["GREENHOUSE"] }));
  const pagesAsked = (world: World) => world.requests().filter(({ path }) => new RegExp(api.jobs).test(path)).length;

  it("costs no longer than an attempt may take, each time it is tried, and the deadline at most", async () => {
    const world = await fresh({ api, env: { UPSTREAM_TIMEOUT_MS: "4000", REQUEST_DEADLINE_MS: "9000" } });
    world.running.faults.arm({ kind: "hang", path: api.job });
    const began = world.clock.now();
    const answer = await answered(world, world.graph.ask(OneJobDocument, { id: JOB }), 250);
    expect(answer.errors?.[0]?.extensions).toMatchObject({ code: "TIMEOUT", retryable: true });
    expect(world.requests().filter(({ path }) => new RegExp(api.job).test(path)).length).toBeGreaterThanOrEqual(2);
    expect(world.clock.now() - began).toBeLessThanOrEqual(10_000);
  });

  it("shows a list that was read before as STALE, its openings with it; one that was not is FAILED", async () => {
    const world = await fresh({ api });
    const before = await world.graph.data(JobsBesideOthersDocument);
    expect(before.jobs.nodes.flatMap(({ openings }) => openings.nodes).length).toBeGreaterThan(0);
    const readAt = new Date(world.clock.now()).toISOString();
    world.running.faults.arm({ kind: "drop-before" });
    await world.clock.advance(60_000);
    world.requests();
    const answer = await answered(world, world.graph.ask(JobsBesideOthersDocument));
    expect(answer.errors).toBeUndefined();
    expect(answer.data?.jobs.nodes.map(({ id, openings }) => [id, openings.nodes])).toEqual(
      before.jobs.nodes.map(({ id, openings }) => [id, openings.nodes]),
    );
    expect(answer.data?.jobs.sources).toMatchObject([
      { vendor: "GREENHOUSE", state: "STALE", fetchedAt: readAt, failure: { code: "UNAVAILABLE", retryable: true } },
    ]);
    // What came with the jobs is as old as they are, and nobody was asked for it.
    expect(answer.data?.jobs.nodes[0]?.openings.sources).toMatchObject([{ state: "STALE", fetchedAt: readAt }]);
    expect(new Set(world.asked())).toEqual(new Set([`GET /${api.name}/jobs`]));
    const other = await answered(world, world.graph.ask(JobsPageDocument, { vendors: ["GREENHOUSE"], status: "DRAFT" }));
    expect(other.data?.jobs).toMatchObject({
      edges: [],
      sources: [{ state: "FAILED", fetchedAt: null, failure: { code: "UNAVAILABLE" } }],
    });
    expectNoSecret(answer, world);
  });

  it.each([
    ["a page with 200", { status: 200, text: "<html>" }],
    ["an empty 200", { status: 200, text: "" }],
    ["a 204", { status: 204, text: "" }],
    ["a guard's 403", { status: 403, text: "<html>" }],
    ["an empty 403", { status: 403, text: "" }],
    ["a redirect to a page", { status: 302, text: "", headers: { location: "/login" } }],
  ])("and in whose place %s comes is tried again, and then answered for like an outage", async (_, answer) => {
    const world = await fresh({ api });
    await page(world);
    world.running.faults.arm({ kind: "status", ...answer, path: api.jobs });
    world.requests();
    const { data } = await page(world);
    expect(data?.jobs.edges.length).toBeGreaterThan(0);
    expect(data?.jobs.sources).toMatchObject([{ state: "STALE", failure: { code: "UNAVAILABLE", retryable: true } }]);
    expect(pagesAsked(world)).toBe(3);
    world.running.faults.clear();
    world.running.faults.arm({ kind: "status", ...answer, path: api.jobs, times: 1 });
    expect((await page(world)).data?.jobs.sources).toMatchObject([{ state: "FRESH", failure: null }]);
  });

  it("is not the one that refuses: what was read before is not shown to a credential that lost its right", async () => {
    const world = await fresh({ api });
    await page(world);
    if (api === V1) world.standIn.knobs.deniedEndpoints = ["jobs:list"];
    // A token keeps the scopes that were ticked when it was issued.
    else world.turn({ missingScopes: ["harvest:jobs:list"] });
    world.revokeTokens();
    expect((await page(world)).data?.jobs).toMatchObject({ edges: [], sources: [{ state: "FAILED", failure: { code: "ACCESS_DENIED" } }] });
  });

  it("is FRESH again once it is back", async () => {
    const world = await fresh({ api });
    await page(world);
    world.running.faults.arm({ kind: "drop-before" });
    await page(world);
    world.running.faults.clear();
    await world.clock.advance(60_000);
    const { jobs } = await world.graph.data(JobsPageDocument, { vendors: ["GREENHOUSE"] });
    expect(jobs.sources).toMatchObject([{ state: "FRESH", failure: null, fetchedAt: new Date(world.clock.now()).toISOString() }]);
  });
});
