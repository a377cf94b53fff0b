import type { VendorErrorCode } from "../../../src/http/vendor-error.js";
import type { Fault } from "../../../src/sandbox/kit/faults.js";
import {
  JobsBesideOthersDocument,
  JobsPageDocument,
  OneJobBesideOthersDocument,
  OneJobDocument,
  VendorsDocument,
} from "../../generated/graphql.js";
import { answered, jobId, startWorld, TOKEN, V3, type World, type WorldOptions } from "./world.js";

const worlds: World[] = [];
async function fresh(options?: WorldOptions): Promise<World> {
  const world = await startWorld(options);
  worlds.push(world);
  return world;
}
afterEach(async () => {
  await Promise.all(worlds.splice(0).map((world) => world.stop()));
});

const everything = (answer: unknown) => JSON.stringify(answer);
const secrets = [TOKEN, Buffer.from(`${TOKEN}:`).toString("base64")];
function expectNoSecret(answer: unknown, world: World): void {
  for (const secret of [...secrets, world.running.origin]) expect(everything(answer)).not.toContain(secret);
}

describe("a failure is told at its path with its code, and the other fields stand", () => {
  const cases: [string, Omit<Fault, "method">, VendorErrorCode, { retryable: boolean; requests: number; message?: RegExp }][] = [
    [
      "401",
      { kind: "status", status: 401, json: { message: "Invalid Basic Auth credentials" } },
      "CREDENTIALS_REJECTED",
      { retryable: false, requests: 1 },
    ],
    [
      "403",
      { kind: "status", status: 403, json: { message: "This API Key does not have permission" } },
      "ACCESS_DENIED",
      { retryable: false, requests: 1, message: /does not have permission.*API key/ },
    ],
    [
      "422",
      { kind: "status", status: 422, json: { errors: [{ message: "Invalid", field: "page" }] } },
      "REJECTED",
      { retryable: false, requests: 1, message: /page: Invalid/ },
    ],
    ["500", { kind: "status", status: 500, text: "<html>sandbox-token</html>" }, "UNAVAILABLE", { retryable: true, requests: 3 }],
    ["503", { kind: "status", status: 503 }, "UNAVAILABLE", { retryable: true, requests: 3 }],
    ["a cut connection", { kind: "drop-before" }, "UNAVAILABLE", { retryable: true, requests: 3 }],
    ["half an answer", { kind: "malformed" }, "BAD_RESPONSE", { retryable: true, requests: 3 }],
    [
      "a page that is no JSON",
      { kind: "status", status: 200, text: "<html>" },
      "UNAVAILABLE",
      { retryable: true, requests: 3, message: /not JSON/ },
    ],
    [
      "a job without an id",
      { kind: "status", status: 200, json: { name: "x", status: "open" } },
      "BAD_RESPONSE",
      { retryable: false, requests: 1, message: /The job 4000000000 cannot be read.*: id \(/ },
    ],
    [
      "another job",
      { kind: "status", status: 200, json: { id: 5, name: "x", status: "open" } },
      "BAD_RESPONSE",
      { retryable: false, requests: 1, message: /The job 4000000000 cannot be read.*: id \(It is another one's\)/ },
    ],
    [
      "an id that a number cannot hold",
      {
        kind: "status",
        status: 200,
        text: '{"id":9007199254740993,"name":"x","status":"open"}',
        headers: { "content-type": "application/json" },
      },
      "BAD_RESPONSE",
      { retryable: false, requests: 1, message: /\bid\b/ },
    ],
  ];

  it.each(cases)("%s, through Harvest v1", async (_, fault, code, expected) => {
    const world = await fresh();
    world.running.faults.arm({ ...fault, method: "GET" });
    const answer = await answered(world, world.graph.ask(OneJobBesideOthersDocument, { id: "greenhouse:job:4000000000" }));
    expect(answer.data).toEqual({ job: null, operations: { nodes: [] } });
    expect(answer.errors).toHaveLength(1);
    expect(answer.errors?.[0]).toMatchObject({ path: ["job"], extensions: { code, vendor: "GREENHOUSE", retryable: expected.retryable } });
    if (expected.message) expect(answer.errors?.[0]?.message).toMatch(expected.message);
    expect(world.running.requests).toHaveLength(expected.requests);
    expectNoSecret(answer, world);
  });

  /** A job is a list of one there; whose answer is another's is not among them. */
  const casesOfV3 = cases.filter(([what]) => !["401", "403", "another job"].includes(what));

  it.each(casesOfV3)("%s, through Harvest v3", async (_, fault, code, expected) => {
    const world = await fresh({ api: V3 });
    const body = { json: fault.json && fault.status === 200 ? [fault.json] : fault.json, text: fault.text?.replace(/^{.*}$/, "[$&]") };
    world.running.faults.arm({ ...fault, ...body, method: "GET", path: "^/v3/jobs$" });
    const answer = await answered(world, world.graph.ask(OneJobBesideOthersDocument, { id: "greenhouse:job:4000000000" }));
    expect(answer.data).toEqual({ job: null, operations: { nodes: [] } });
    expect(answer.errors).toHaveLength(1);
    expect(answer.errors?.[0]).toMatchObject({ path: ["job"], extensions: { code, vendor: "GREENHOUSE", retryable: expected.retryable } });
    expect(world.requests().filter(({ path }) => path === "/v3/jobs")).toHaveLength(expected.requests);
    expectNoSecret(answer, world);
  });

  it("a Link header that cannot be read is a BAD_RESPONSE of the list, not half of it", async () => {
    for (const link of ["garbage", '<http://[>; rel="next"']) {
      const world = await fresh();
      world.running.faults.arm({ kind: "status", status: 200, json: [], headers: { link } });
      const answer = await world.graph.ask(JobsPageDocument, { vendors: ["GREENHOUSE"] });
      expect(answer.data?.jobs).toMatchObject({ edges: [], sources: [{ state: "FAILED", failure: { code: "BAD_RESPONSE" } }] });
    }
  });

  it("a wrong token is told as CREDENTIALS_REJECTED without the token, for lists too", async () => {
    const world = await fresh({ token: "another" });
    const answer = await world.graph.ask(JobsPageDocument, { vendors: ["GREENHOUSE"] });
    expect(answer.data?.jobs.sources).toMatchObject([{ state: "FAILED", failure: { code: "CREDENTIALS_REJECTED", retryable: false } }]);
    expectNoSecret(answer, world);
    const { vendors } = await world.graph.data(VendorsDocument);
    expect(vendors.find(({ vendor }) => vendor === "GREENHOUSE")?.lastFailure?.code).toBe("CREDENTIALS_REJECTED");
    expectNoSecret(vendors, world);
  });
});

describe("too many requests", () => {
  it("a 429 is told with when to come back, and the budget stands at nothing until then", async () => {
    const world = await fresh({ env: { REQUEST_DEADLINE_MS: "2000" } });
    world.running.faults.arm({ kind: "status", status: 429, headers: { "Retry-After": "7", "X-RateLimit-Limit": "50" } });
    const answer = await world.graph.ask(OneJobDocument, { id: "greenhouse:job:4000000000" });
    expect(answer.errors?.[0]).toMatchObject({ path: ["job"], extensions: { code: "RATE_LIMITED", retryable: true } });
    expect(answer.errors?.[0]?.extensions.retryAfterMs).toBeGreaterThan(6_000);
    world.running.faults.clear();
    const second = await world.graph.ask(OneJobDocument, { id: "greenhouse:job:4000000000" });
    expect(second.errors?.[0]?.extensions.code).toBe("RATE_LIMITED");
    expect(world.running.requests).toHaveLength(1);
    const { vendors } = await world.graph.data(VendorsDocument);
    const budgets = () => vendors.find(({ vendor }) => vendor === "GREENHOUSE")?.budgets;
    expect(budgets()).toMatchObject([{ name: "requests", limit: 50, remaining: 0, windowMs: 10_000 }]);
  });

  it.each([
    ["Retry-After alone", { "Retry-After": "2" }, 2_000],
    ["X-RateLimit-Reset alone", { "X-RateLimit-Reset": "+3" }, 3_000],
    ["Retry-After in seconds before the moment of the reset", { "Retry-After": "2", "X-RateLimit-Reset": "+4" }, 2_000],
    ["the reset where Retry-After is no number of seconds", { "Retry-After": "1795000000", "X-RateLimit-Reset": "+4" }, 4_000],
    ["a whole window where it names none", {}, 10_000],
  ])("a read goes out again when the 429 says so, and not much later: %s", async (_, named, waitMs) => {
    const world = await fresh();
    // Reset is a moment in whole seconds: start on one.
    await world.clock.advance(1_000 - (world.clock.now() % 1_000));
    const reset = (text: string) => String(world.clock.now() / 1_000 + Number(text));
    const headers = Object.fromEntries(Object.entries(named).map(([name, text]) => [name, text.startsWith("+") ? reset(text) : text]));
    world.running.faults.arm({ kind: "status", status: 429, headers, times: 1 });
    const answer = await answered(world, world.graph.ask(OneJobDocument, { id: "greenhouse:job:4000000000" }), 50);
    expect(answer.errors).toBeUndefined();
    const [refused = 0, served = 0] = world.running.requests.map(({ at }) => at);
    expect(served - refused).toBeGreaterThanOrEqual(waitMs);
    expect(served - refused).toBeLessThan(waitMs + 500);
  });

  it.each([-1, 1])("the moment of the reset is by Greenhouse's clock, which is %i h off: the wait is as long", async (hours) => {
    const world = await fresh();
    await world.clock.advance(1_000 - (world.clock.now() % 1_000));
    const there = world.clock.now() + hours * 3_600_000;
    const headers = { date: new Date(there).toUTCString(), "X-RateLimit-Reset": String(there / 1_000 + 3) };
    world.running.faults.arm({ kind: "status", status: 429, headers, times: 1 });
    const answer = await answered(world, world.graph.ask(OneJobDocument, { id: "greenhouse:job:4000000000" }), 50);
    expect(answer.errors).toBeUndefined();
    const [refused = 0, served = 0] = world.running.requests.map(({ at }) => at);
    expect(served - refused).toBeGreaterThanOrEqual(3_000);
    expect(served - refused).toBeLessThan(3_500);
  });

  it("the ceiling is the vendor's: a key that gets 5 is never asked a sixth time within the window", async () => {
    const world = await fresh({ rateLimit: 5 });
    const ids = world.standIn.state.jobs.slice(0, 12).map(jobId);
    const asking = world.graph.ask(`{ nodes(ids: ${JSON.stringify(ids)}) { id } }`);
    const answer = await answered(world, asking, 500);
    expect(answer.errors).toBeUndefined();
    // Those sent before the first answer told of the ceiling may be refused; afterwards none is.
    const accepted = world.running.requests.filter(({ status }) => status === 200).map(({ at }) => at);
    expect(accepted).toHaveLength(12);
    for (const [index, at] of accepted.entries()) if (index >= 5) expect(at - (accepted[index - 5] ?? 0)).toBeGreaterThanOrEqual(10_000);
  });
});

describe("a vendor that does not answer", () => {
  it("costs no longer than an attempt may take, each time it is tried, and the deadline at most", async () => {
    const world = await fresh({ env: { UPSTREAM_TIMEOUT_MS: "4000", REQUEST_DEADLINE_MS: "9000" } });
    world.running.faults.arm({ kind: "hang" });
    const began = world.clock.now();
    const answer = await answered(world, world.graph.ask(OneJobDocument, { id: "greenhouse:job:4000000000" }), 250);
    expect(answer.errors?.[0]?.extensions).toMatchObject({ code: "TIMEOUT", retryable: true });
    expect(world.running.requests.length).toBeGreaterThanOrEqual(2);
    expect(world.clock.now() - began).toBeLessThanOrEqual(10_000);
  });

  it("a list that was read before answers STALE, its openings with it; one that was not FAILED", async () => {
    const world = await fresh();
    const before = await world.graph.data(JobsBesideOthersDocument);
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
    expect(new Set(world.asked())).toEqual(new Set(["GET /v1/jobs"]));
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
  ])("%s in the answer's place is tried again, and then answered for like an outage", async (_, page) => {
    const world = await fresh();
    await world.graph.data(JobsPageDocument, { vendors: ["GREENHOUSE"] });
    world.running.faults.arm({ kind: "status", ...page });
    world.requests();
    const answer = await answered(world, world.graph.ask(JobsPageDocument, { vendors: ["GREENHOUSE"] }));
    expect(answer.data?.jobs.edges.length).toBeGreaterThan(0);
    expect(answer.data?.jobs.sources).toMatchObject([{ state: "STALE", failure: { code: "UNAVAILABLE", retryable: true } }]);
    expect(world.asked()).toHaveLength(3);
    world.running.faults.clear();
    world.running.faults.arm({ kind: "status", ...page, times: 1 });
    const mended = await answered(world, world.graph.ask(JobsPageDocument, { vendors: ["GREENHOUSE"] }));
    expect(mended.data?.jobs.sources).toMatchObject([{ state: "FRESH", failure: null }]);
  });

  it("a refusal is not answered for: what was read before is not shown to a key that lost its right", async () => {
    const world = await fresh();
    await world.graph.data(JobsPageDocument, { vendors: ["GREENHOUSE"] });
    world.standIn.knobs.deniedEndpoints = ["jobs:list"];
    const answer = await world.graph.ask(JobsPageDocument, { vendors: ["GREENHOUSE"] });
    expect(answer.data?.jobs).toMatchObject({ edges: [], sources: [{ state: "FAILED", failure: { code: "ACCESS_DENIED" } }] });
  });

  it("once it is back the list is FRESH again", async () => {
    const world = await fresh();
    await world.graph.data(JobsPageDocument, { vendors: ["GREENHOUSE"] });
    world.running.faults.arm({ kind: "drop-before" });
    await answered(world, world.graph.ask(JobsPageDocument, { vendors: ["GREENHOUSE"] }));
    world.running.faults.clear();
    await world.clock.advance(60_000);
    const { jobs } = await world.graph.data(JobsPageDocument, { vendors: ["GREENHOUSE"] });
    expect(jobs.sources).toMatchObject([{ state: "FRESH", failure: null, fetchedAt: new Date(world.clock.now()).toISOString() }]);
  });
});
