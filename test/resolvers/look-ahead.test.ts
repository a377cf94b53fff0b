import { jobId, openingId, openOf, startWorld, V1, V3, type World } from "../datasources/greenhouse/world.js";
import { until } from "../support/until.js";

const RANGE = 'start: "2020-01-01", end: "2030-01-01"';
const OPENINGS = "openings { nodes { id } }";

/** A job with openings, and an opening of another job. */
interface Asked {
  job: string;
  opening: string;
}

let world: World;
let asked: Asked;
let first: number;
let second: number;

async function start(options: Parameters<typeof startWorld>[0]): Promise<void> {
  world = await startWorld(options);
  const [job, other] = world.standIn.state.jobs.filter((one) => openOf(one).length > 1);
  if (job === undefined || other === undefined) throw new Error("The sample has no such jobs");
  [first, second] = [job.id, other.id];
  asked = { job: jobId(job), opening: openingId(other, openOf(other)[0] as { id: number }) };
}
describe("What ids tell of the fields below, where jobs and openings are read apart", () => {
  beforeAll(() => start({ api: V3 }));
  afterAll(() => world.stop());
  beforeEach(async () => {
    await world.reset();
    // Names are at hand from here on.
    await world.graph.ask("{ jobs(first: 1) { nodes { id } } closeReasons { id } }");
    world.requests();
  });

  /** The requests that reach Greenhouse before it has answered any, and those that come after. */
  async function rounds(query: string, count: number, variables: object = {}) {
    world.running.faults.arm({ kind: "latency", ms: 1_000 });
    const answering = world.graph.ask<Record<string, unknown>, object>(query, variables);
    await until(() => world.running.requests.filter(({ status }) => status === undefined).length === count, `${count} requests at once`);
    const together = world.requests().map(({ method, path, query: sent }) => {
      const filters = new URLSearchParams(sent);
      filters.delete("per_page");
      return `${method} ${path} ${decodeURIComponent(filters.toString())}`.trim();
    });
    world.running.faults.clear();
    await world.clock.advance(1_000);
    const answer = await answering;
    return { answer, together: together.sort(), later: world.asked() };
  }

  const read = {
    job: () => `GET /v3/jobs ids=${first}`,
    openings: (open = "") => `GET /v3/openings job_ids=${first}${open}`,
    opening: () => `GET /v3/openings ids=${asked.opening.split(".")[1]}`,
    jobOfOpening: () => `GET /v3/jobs ids=${second}`,
    openingsOfJobOfOpening: () => `GET /v3/openings job_ids=${second}`,
  };

  it.each<[string, (asked: Asked) => string, (() => string)[]]>([
    ["a job's openings, beside the job", ({ job }) => `{ job(id: "${job}") { name ${OPENINGS} } }`, [read.job, read.openings]],
    [
      "those of a node, through fragments on its type and its interfaces, under any name",
      ({ job }) => `{ node(id: "${job}") { ...F } } fragment F on VendorRecord { ... on Job { ... { seats: ${OPENINGS} } } }`,
      [read.job, read.openings],
    ],
    [
      "an opening's job, beside the opening",
      ({ opening }) => `{ opening(id: "${opening}") { id job { name } } }`,
      [read.opening, read.jobOfOpening],
    ],
    [
      "the other openings of an opening's job",
      ({ opening }) => `{ opening(id: "${opening}") { id job { ${OPENINGS} } } }`,
      [read.opening, read.jobOfOpening, read.openingsOfJobOfOpening],
    ],
    [
      "both, of nodes of both kinds, each as its own type is asked for",
      ({ job, opening }) => `{ nodes(ids: ["${job}", "${opening}"]) { ... on Job { ${OPENINGS} } ... on Opening { id openingId } } }`,
      [read.job, read.openings, read.opening],
    ],
    [
      "a timeline's openings, beside its job",
      ({ job }) => `{ jobTimeline(${RANGE}, jobIds: ["${job}"]) { job { name } openings { id } } }`,
      [read.job, read.openings],
    ],
    [
      "the openings of a job's timeline, beside the job",
      ({ job }) => `{ job(id: "${job}") { timeline(${RANGE}) { openings { id } job { timeline(${RANGE}) { openings { id } } } } } }`,
      [read.job, read.openings],
    ],
    [
      "the openings below a timeline's job",
      ({ job }) => `{ jobTimeline(${RANGE}, jobIds: ["${job}"]) { job { ${OPENINGS} } } }`,
      [read.job, read.openings],
    ],
  ])("is asked for at once: %s", async (_, query, expected) => {
    const { answer, together, later } = await rounds(query(asked), expected.length);
    expect(answer.errors).toBeUndefined();
    expect(together).toEqual(expected.map((one) => one()).sort());
    expect(later).toEqual([]);
  });

  it("is asked for as the arguments say with their variables and defaults, in one request for all that ask alike", async () => {
    const query = `query ($id: ID!, $status: OpeningStatus = CLOSED, $first: Int) {
      job(id: $id) { openings(status: $status, first: $first) { nodes { status } } more: openings(status: $status) { nodes { id } } }
    }`;
    for (const [variables, open] of [
      [{ status: "OPEN" }, "&open=true"],
      [{}, "&open=false"],
      [{ status: null }, ""],
    ] as const) {
      const { answer, together, later } = await rounds(query, 2, { id: asked.job, ...variables });
      expect(answer.errors).toBeUndefined();
      expect([...together, ...later]).toEqual([read.job(), read.openings(open)]);
    }
  });

  it.each<[string, string]>([
    ["a field that is skipped", "openings @skip(if: $yes) { nodes { id } }"],
    ["a fragment that is not included", `... @include(if: $no) { ${OPENINGS} }`],
    ["an argument that is refused", "openings(first: 0) { nodes { id } }"],
    ["a timeline whose range is refused", 'timeline(start: "2030-01-01", end: "2020-01-01") { openings { id } }'],
  ])("is not asked for: %s", async (_, below) => {
    const query = `query ($id: ID!, $yes: Boolean = true, $no: Boolean = false) {
      job(id: $id) { id ${below} } always: __typename @skip(if: $no) @include(if: $yes)
    }`;
    await world.graph.ask(query, { id: asked.job });
    expect(world.asked()).toEqual(["GET /v3/jobs"]);
  });

  it("is not asked for by a fragment on another type", async () => {
    await world.graph.ask(`{ nodes(ids: ["${asked.job}"]) { id ... on Opening { job { ${OPENINGS} } } } }`);
    expect(world.asked()).toEqual(["GET /v3/jobs"]);
  });

  it("is one request for fifty jobs, and one for their openings", async () => {
    const ids = world.standIn.state.jobs.slice(0, 50).map(jobId);
    const { together, later } = await rounds(`query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Job { ${OPENINGS} } } }`, 2, { ids });
    expect(together.map((request) => request.split(" ")[1])).toEqual(["/v3/jobs", "/v3/openings"]);
    expect(later).toEqual([]);
  });

  it("is asked for beside what a change's payload shows, in a round after the change", async () => {
    const query = `mutation { updateOpening(input: { id: "${asked.opening}", openingId: "new" }) { opening { id } job { ${OPENINGS} } } }`;
    world.running.faults.arm({ kind: "latency", method: "GET", path: "^/v3/jobs$", ms: 1_000 });
    const answering = world.graph.ask(query);
    await until(() => world.running.requests.some(({ query: sent }) => sent.startsWith("job_ids=")), "the openings of the job");
    expect(world.running.requests.find(({ query: sent }) => sent === `ids=${second}&per_page=500`)?.status).toBeUndefined();
    await world.clock.advance(1_000);
    expect((await answering).errors).toBeUndefined();
    expect(world.asked()).toHaveLength(5);
  });

  it.each(["latency", "status"] as const)("is dropped without a word where the record is not there (%s)", async (kind) => {
    world.running.faults.arm({ kind, path: "^/v3/openings$", ms: 1_000, status: 403, json: { message: "Forbidden" } });
    expect(await world.graph.ask(`{ job(id: "greenhouse:job:17") { id ${OPENINGS} } }`)).toEqual({ data: { job: null } });
    await world.clock.advance(1_000);
    expect(world.asked().filter((route) => route !== "GET /v3/users")).toEqual(["GET /v3/jobs", "GET /v3/openings"]);
  });

  it("is dropped where the record cannot be read, which is told once, at the record's own path", async () => {
    world.running.faults.arm({ kind: "status", status: 403, json: { message: "Forbidden" } });
    const answer = await world.graph.ask(`{ job(id: "${asked.job}") { id ${OPENINGS} } }`);
    expect(answer.data).toEqual({ job: null });
    expect(answer.errors).toMatchObject([{ path: ["job"], extensions: { code: "ACCESS_DENIED" } }]);
  });

  it("fails where it is shown, as before: the record stands", async () => {
    world.running.faults.arm({ kind: "status", path: "^/v3/openings$", status: 403, json: { message: "Forbidden" } });
    const answer = await world.graph.ask(`{ job(id: "${asked.job}") { id openings { sources { state failure { code } } } } }`);
    const sources = [{ state: "FAILED", failure: { code: "ACCESS_DENIED" } }];
    expect(answer).toEqual({ data: { job: { id: asked.job, openings: { sources } } } });
  });

  it("is not asked for by an id that is none, which costs nothing", async () => {
    const { errors } = await world.graph.ask(
      `{ nodes(ids: ["greenhouse:opening:${first}.x", "nothing"]) { ... on Opening { job { id } } } }`,
    );
    expect(errors?.map(({ extensions }) => extensions.code)).toEqual(["BAD_USER_INPUT", "BAD_USER_INPUT"]);
    expect(world.asked()).toEqual([]);
  });
});

describe("The limit of an operation's requests", () => {
  beforeAll(() => start({ api: V3, env: { MAX_VENDOR_REQUESTS: "1" } }));
  afterAll(() => world.stop());

  it("is spent on a record before it is spent on what lies below", async () => {
    const answer = await world.graph.ask(`{ job(id: "${asked.job}") { id openings { nodes { id } sources { state failure { code } } } } }`);
    expect(answer.data).toEqual({ job: { id: asked.job, openings: { nodes: [], sources: [{ state: "FAILED", failure: null }] } } });
    expect(answer.errors).toMatchObject([{ path: ["job", "openings"], extensions: { code: "BAD_USER_INPUT" } }]);
    expect(world.asked()).toEqual(["GET /v3/jobs"]);
  });
});

describe("Where a job brings its openings along", () => {
  beforeAll(() => start({ api: V1 }));
  afterAll(() => world.stop());

  it.each<[string, (asked: Asked) => string, string[]]>([
    ["a job with its openings", ({ job }) => `{ job(id: "${job}") { id ${OPENINGS} } }`, ["GET /v1/jobs/{id}"]],
    ["a job that is not there", () => `{ job(id: "greenhouse:job:4999999999") { id ${OPENINGS} } }`, ["GET /v1/jobs/{id}"]],
    [
      "an opening with its job and the openings of that",
      ({ opening }) => `{ opening(id: "${opening}") { id job { id ${OPENINGS} } } }`,
      ["GET /v1/jobs/{id}"],
    ],
    [
      "openings of one job with their job, among nodes",
      ({ opening }) => `{ nodes(ids: ["${opening}", "${opening}"]) { ... on Opening { status job { name } } } }`,
      ["GET /v1/jobs/{id}"],
    ],
    ["an opening alone", ({ opening }) => `{ opening(id: "${opening}") { id } }`, ["GET /v1/jobs/{id}/openings/{id}"]],
    [
      "what openings in jobs lack, beside the job",
      ({ opening }) => `{ opening(id: "${opening}") { customFields { key } job { name } } }`,
      ["GET /v1/jobs/{id}", "GET /v1/jobs/{id}/openings/{id}"],
    ],
    [
      "an opening as the vendor has it, which its job may not show whole, and the job after it",
      ({ opening }) => `{ opening(id: "${opening}") { vendorData job { name } } }`,
      ["GET /v1/jobs/{id}/openings/{id}", "GET /v1/jobs/{id}"],
    ],
    [
      "the same of a timeline's openings",
      ({ job }) => `{ jobTimeline(${RANGE}, jobIds: ["${job}"]) { openings { vendorData job { name } } } }`,
      ["GET /v1/jobs/{id}/openings", "GET /v1/jobs/{id}"],
    ],
    [
      "a timeline's openings with their job",
      ({ job }) => `{ jobTimeline(${RANGE}, jobIds: ["${job}"]) { openings { id job { name } } } }`,
      ["GET /v1/jobs/{id}"],
    ],
    [
      "a timeline with its job",
      ({ job }) => `{ jobTimeline(${RANGE}, jobIds: ["${job}"]) { job { id } openings { id } } }`,
      ["GET /v1/jobs/{id}"],
    ],
    [
      "a timeline's openings beside its vacancies, which have the job's code",
      ({ job }) => `{ jobTimeline(${RANGE}, jobIds: ["${job}"]) { vacancies { id } openings { id } } }`,
      ["GET /v1/jobs/{id}"],
    ],
    [
      "the same in the other order",
      ({ job }) => `{ jobTimeline(${RANGE}, jobIds: ["${job}"]) { openings { id } vacancies { id } } }`,
      ["GET /v1/jobs/{id}"],
    ],
  ])("openings are found in the job: %s", async (_, query, expected) => {
    expect((await world.graph.ask(query(asked))).errors).toBeUndefined();
    expect(world.asked()).toEqual(expected);
  });
});
