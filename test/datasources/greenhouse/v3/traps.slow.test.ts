import {
  CloseReasonsDocument,
  CreateOpeningsDocument,
  JobsPageDocument,
  OneJobDocument,
  OneOpeningDocument,
  UpdateOpeningDocument,
} from "../../../generated/graphql.js";
import { APIS, answered, closedOf, jobId, openingId, openOf, startWorld, V3, type World } from "../world.js";

/** Where an adapter that knows v1, or trusts the reference alone, goes wrong with Harvest v3. */
let world: World;
beforeEach(async () => {
  world = await startWorld({ api: V3 });
});
afterEach(() => world.stop());

const withOpenings = () => world.job(({ openings }) => openings.length > 0);

describe("What is not there", () => {
  it("is an empty list and no 404: a job is null, and so is an opening under a job that is not its own", async () => {
    const { job } = await world.graph.data(OneJobDocument, { id: "greenhouse:job:17" });
    expect(job).toBeNull();
    const [opening] = withOpenings().openings;
    const other = world.job(({ openings }) => !openings.includes(opening as (typeof openings)[number]));
    for (const id of ["greenhouse:opening:17.18", openingId(other, opening as { id: number })]) {
      expect(await world.graph.data(OneOpeningDocument, { id })).toEqual({ opening: null });
    }
    expect(new Set(world.requests().map(({ status }) => status))).toEqual(new Set([200]));
  });
});

describe("The openings of a job that is not there", () => {
  const TIMELINE = '{ jobTimeline(start: "2020-01-01", end: "2030-01-01", jobIds: ["greenhouse:job:17"]) { openings { id } } }';

  it.each(APIS)("are an error of v1, which was asked for the job, and an empty list of v3, which is not: Harvest $name", async (api) => {
    const other = await startWorld({ api });
    const { data, errors = [] } = await other.graph.ask(TIMELINE);
    const asked = other.asked();
    await other.stop();
    expect(data).toEqual({ jobTimeline: [{ openings: [] }] });
    if (api === V3) expect([errors, asked]).toEqual([[], expect.not.arrayContaining(["GET /v3/jobs"])]);
    else expect(errors).toMatchObject([{ path: ["jobTimeline", 0, "openings"], extensions: { code: "NOT_FOUND" } }]);
  });
});

describe("Pages", () => {
  const walk = async () => {
    const ids: string[] = [];
    for (let after: string | undefined, more = true; more; ) {
      const { jobs } = await world.graph.data(JobsPageDocument, { vendors: ["GREENHOUSE"], first: 50, after });
      ids.push(...jobs.edges.map(({ node }) => node.id));
      after = jobs.pageInfo.endCursor ?? undefined;
      more = jobs.pageInfo.hasNextPage;
    }
    return ids;
  };
  const all = () => world.standIn.state.jobs.map(jobId).reverse();

  it.each(["empty", "missing"] as const)("end with a Link header that is %s", async (lastPageLink) => {
    world.turn({ lastPageLink });
    expect(await walk()).toEqual(all());
  });

  it("go on at the configured address alone, whatever host the Link header names", async () => {
    const [first] = [...world.standIn.state.jobs].reverse();
    const cursor = Buffer.from(JSON.stringify({ query: "", per_page: 50, id: first?.id })).toString("base64url");
    const link = `<https://elsewhere.invalid/v3/jobs?cursor=${cursor}>; rel="next"`;
    world.running.faults.arm({ kind: "status", status: 200, json: [], headers: { link }, path: V3.jobs, times: 1 });
    const { jobs } = await world.graph.data(JobsPageDocument, { vendors: ["GREENHOUSE"], first: 20 });
    expect(jobs.sources).toMatchObject([{ state: "FRESH" }]);
    expect(jobs.edges.map(({ node }) => node.id)).toEqual(all().slice(1, 21));
    expect(world.requests().filter(({ path }) => path === "/v3/jobs")).toHaveLength(2);
  });

  it("of a small table are all read: five hundred reasons and more are all there", async () => {
    for (let id = 4_600_000_002; id < 4_600_000_602; id += 1) world.standIn.state.closeReasons.push({ id, name: `Reason ${id}` });
    const { closeReasons } = await world.graph.data(CloseReasonsDocument);
    expect(closeReasons.map(({ id }) => id)).toEqual(world.standIn.state.closeReasons.map(({ id }) => String(id)));
    expect(world.asked()).toEqual(["GET /v3/close_reasons", "GET /v3/close_reasons"]);
  });
});

describe("A token that was revoked", () => {
  it("is renewed once, however many requests it fails", async () => {
    await world.graph.data(JobsPageDocument, { vendors: ["GREENHOUSE"] });
    world.revokeTokens();
    const tokens = () => world.running.requests.filter(({ path }) => path === "/token").length;
    const before = tokens();
    const ids = world.standIn.state.jobs.slice(0, 8).map(jobId);
    const answers = await Promise.all(ids.map((id) => world.graph.data(OneJobDocument, { id })));
    expect(answers.map(({ job }) => job?.id)).toEqual(ids);
    expect(tokens() - before).toBe(1);
  });
});

describe("A refusal of the input", () => {
  it.each([
    ["texts", ["Opening ID is taken"]],
    ["an object whose key is the field", [{ opening_id: "Opening ID is taken" }]],
    ["an object of lists", [{ opening_id: ["Opening ID is taken"] }]],
    ["v1's pairs", [{ message: "Opening ID is taken", field: "opening_id" }]],
  ])("tells what is wrong in whatever form it comes, with and without a message: %s", async (form, errors) => {
    for (const message of [undefined, "Unprocessable Content"]) {
      world.running.faults.arm({ kind: "status", method: "PATCH", status: 422, json: { errors, message }, times: 1 });
      const job = withOpenings();
      const input = { id: openingId(job, job.openings[0] as { id: number }), openingId: "taken" };
      const { updateOpening } = await world.graph.data(UpdateOpeningDocument, { input });
      expect(updateOpening.operation?.outcome).toBe("NOT_APPLIED");
      const field = form === "texts" ? null : ["openingId"];
      expect(updateOpening.userErrors).toMatchObject([{ code: "INVALID_INPUT", field, message: "Greenhouse: Opening ID is taken" }]);
    }
  });
});

describe("A record", () => {
  it("of an opening on a draft has no moment of opening, and is open all the same", async () => {
    const job = world.job(({ status }) => status === "draft");
    const input = { jobId: jobId(job), openings: [{ openingId: "draft" }] };
    const { createOpenings } = await answered(world, world.graph.data(CreateOpeningsDocument, { input }));
    Object.assign(job.openings.at(-1) as object, { opened_at: null });
    const { opening } = await world.graph.data(OneOpeningDocument, { id: createOpenings.openings[0]?.id ?? "" });
    expect(opening).toMatchObject({ status: "OPEN", openedAt: null, closedAt: null });
  });

  it("of a job says where its offices are, and the office's name where it has no place; an office that nobody names is left out", async () => {
    const job = world.job(({ officeIds }) => officeIds.length === 1);
    const office = world.standIn.state.offices.find(({ id }) => id === job.officeIds[0]);
    const places = async () => {
      // The table of offices is kept for five minutes.
      await world.clock.advance(301_000);
      return (await world.graph.data(OneJobDocument, { id: jobId(job) })).job?.locations;
    };
    expect(await places()).toEqual([office?.location.name]);
    Object.assign(office as object, { location: { name: null } });
    expect(await places()).toEqual([office?.name]);
    job.officeIds = [17, ...job.officeIds];
    expect(await places()).toEqual([office?.name]);
  });

  it("of an opening that was closed without a reason has none", async () => {
    const job = world.job((one) => closedOf(one).length > 0);
    const [closed] = closedOf(job);
    Object.assign(closed as object, { close_reason_id: null });
    const { opening } = await world.graph.data(OneOpeningDocument, { id: openingId(job, closed as { id: number }) });
    expect(opening).toMatchObject({ status: "CLOSED", closeReason: null });
  });
});

describe("Two edits of one opening at once", () => {
  it("lose neither's custom field, although each writes all of them back", async () => {
    const job = world.job((one) => openOf(one).length > 0);
    const [opening] = openOf(job);
    const id = openingId(job, opening as { id: number });
    const edit = (key: string, value: unknown) =>
      world.graph.data(UpdateOpeningDocument, { input: { id, customFields: [{ key, value }] } as never });
    const answers = await answered(world, Promise.all([edit("level", 5), edit("budget", "$77k"), edit("backfill", true)]));
    expect(answers.map(({ updateOpening }) => updateOpening.operation?.outcome)).toEqual(["APPLIED", "APPLIED", "APPLIED"]);
    const { opening: after } = await world.graph.data(OneOpeningDocument, { id });
    const values = Object.fromEntries((after?.customFields ?? []).map(({ key, value }) => [key, value]));
    expect(values).toMatchObject({ level: 5, budget: "$77k", backfill: true });
  });
});
