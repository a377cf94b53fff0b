import {
  CloseOpeningDocument,
  CloseReasonsDocument,
  JobsPageDocument,
  JobsWithCloseReasonsDocument,
  JobsWithCustomFieldsDocument,
  JobsWithOpeningsDocument,
  OneJobDocument,
  OneOpeningDocument,
  TimelineOfJobsDocument,
} from "../../generated/graphql.js";
import { APIS, closedOf, jobId, type OpeningState, openingId, openOf, startWorld, type World } from "./world.js";

/** The two differ in what a question costs: v1's jobs bring their openings along without some parts, v3's are joined by ids, fifty at a time. */
describe.each(APIS)("Through Harvest $name", (api) => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld({ api, env: { MAX_NODES: "40000" } });
    // v3 reads names of departments, offices and reasons from lists that are kept for some minutes.
    await world.graph.ask("{ jobs(first: 50) { nodes { departments locations openings { nodes { closeReason { name } } } } } }");
  });
  afterAll(() => world.stop());
  beforeEach(() => void world.requests());

  const isV1 = api.name === "v1";
  /** v3 tells the newest first, and milliseconds everywhere. */
  const listed = () => (isV1 ? world.standIn.state.jobs : [...world.standIn.state.jobs].reverse());
  const moment = (text: string | null) => (isV1 || text === null ? text : new Date(text).toISOString());
  const byId = (openings: readonly OpeningState[]) => [...openings].sort((a, b) => a.id - b.id);
  /** A list of jobs with their openings. */
  const pageOf = (jobs: number) =>
    isV1 ? ["GET /v1/jobs"] : ["GET /v3/jobs", ...Array.from({ length: Math.ceil(jobs / 50) }, () => "GET /v3/openings")];

  it("jobs with their openings cost a request for the page, and none for each job, and hold every opening the vendor holds", async () => {
    const { jobs } = await world.graph.data(JobsWithOpeningsDocument, { first: 200 });
    expect(world.asked()).toEqual(pageOf(jobs.nodes.length));
    const found = jobs.nodes.map((job) => job.openings.nodes.map(({ id, openingId: text, status }) => ({ id, text, status })));
    const held = listed().map((job) =>
      byId(job.openings).map((one) => ({ id: openingId(job, one), text: one.opening_id, status: one.status.toUpperCase() })),
    );
    expect(found).toEqual(held);
  });

  it("a status of those openings costs nothing more and is pure", async () => {
    const { jobs } = await world.graph.data(JobsWithOpeningsDocument, { first: 200, openingStatus: "CLOSED" });
    expect(world.asked()).toEqual(pageOf(jobs.nodes.length));
    const ids = jobs.nodes.flatMap((job) => job.openings.nodes.map(({ id }) => id));
    expect(ids).toEqual(listed().flatMap((job) => byId(closedOf(job)).map((one) => openingId(job, one))));
  });

  it("close reasons are those the vendor holds; v1 is asked for them job by job, where jobs have closed openings", async () => {
    const { jobs } = await world.graph.data(JobsWithCloseReasonsDocument, { first: 30 });
    const held = listed().slice(0, 30);
    const needed = held.filter((job) => closedOf(job).length > 0);
    const requests = world.requests();
    expect(needed.length).toBeLessThan(30);
    expect(requests).toHaveLength(isV1 ? 1 + needed.length : 2);
    if (isV1) expect(new Set(requests.slice(1).map(({ path }) => path.split("/")[3]))).toEqual(new Set(needed.map(({ id }) => String(id))));
    const names = jobs.nodes.flatMap((job) => job.openings.nodes.map(({ closeReason }) => closeReason?.id ?? null));
    expect(names).toEqual(held.flatMap((job) => byId(job.openings).map((one) => one.close_reason_id?.toString() ?? null)));
  });

  // Only v1 has openings inside jobs.
  if (isV1)
    it("close reasons that come with the nested openings are not fetched again", async () => {
      world.standIn.knobs.nestedCloseReason = true;
      const { jobs } = await world.graph.data(JobsWithCloseReasonsDocument, { first: 30 });
      world.standIn.knobs.nestedCloseReason = false;
      expect(world.asked()).toEqual(["GET /v1/jobs"]);
      expect(jobs.nodes.some((job) => job.openings.nodes.some(({ closeReason }) => closeReason !== null))).toBe(true);
    });

  it("custom fields come with v3's openings; v1 is asked for them job by job, where jobs have openings", async () => {
    const { jobs } = await world.graph.data(JobsWithCustomFieldsDocument, { first: 10 });
    const needed = listed()
      .slice(0, 10)
      .filter((job) => job.openings.length > 0);
    if (isV1) expect(needed.length).toBeLessThan(10);
    expect(world.requests()).toHaveLength(isV1 ? 1 + needed.length : 2);
    expect(jobs.nodes.every((job) => job.openings.nodes.every(({ customFields }) => customFields.length > 0))).toBe(true);
  });

  it("a job with its openings is one request, or one for each of the two in v3, and an opening with its job is two", async () => {
    const job = world.job(({ openings }) => openings.length > 3);
    await world.graph.data(OneJobDocument, { id: jobId(job) });
    expect(world.asked()).toEqual(isV1 ? ["GET /v1/jobs/{id}"] : ["GET /v3/jobs", "GET /v3/openings"]);
    const [opening] = job.openings;
    await world.graph.data(OneOpeningDocument, { id: openingId(job, opening as { id: number }) });
    expect(world.asked().sort()).toEqual(
      isV1 ? ["GET /v1/jobs/{id}", "GET /v1/jobs/{id}/openings/{id}"] : ["GET /v3/jobs", "GET /v3/openings"],
    );
  });

  it.each([
    ["alone", "vendorData"],
    ["with its job", "vendorData job { id }"],
    ["in a fragment of all records, with its job", "... on VendorRecord { vendorData } ... on Opening { job { id } }"],
  ])("an opening %s shows as vendorData all that the vendor has of it", async (_, selection) => {
    const job = world.job((one) => closedOf(one).some(({ close_reason_id }) => close_reason_id !== null));
    const closed = closedOf(job).find(({ close_reason_id }) => close_reason_id !== null) as OpeningState;
    const whole = isV1
      ? { close_reason: { id: closed.close_reason_id }, keyed_custom_fields: expect.any(Object) }
      : { close_reason_id: closed.close_reason_id, custom_fields: expect.any(Object) };
    const query = `query ($id: ID!) { opening(id: $id) { ${selection} } node(id: $id) { ... on Opening { ${selection} } } }`;
    const { data, errors } = await world.graph.ask(query, { id: openingId(job, closed) });
    expect(errors).toBeUndefined();
    expect(data).toMatchObject({ opening: { vendorData: whole }, node: { vendorData: whole } });
  });

  it("openings of a timeline with their job show as vendorData all that the vendor has of them", async () => {
    const job = world.job((one) => closedOf(one).length > 0);
    const query = `{ jobTimeline(start: "2000-01-01", end: "2100-01-01", jobIds: ["${jobId(job)}"]) { openings { vendorData job { id } } } }`;
    const { jobTimeline } = (await world.graph.ask<{ jobTimeline: { openings: { vendorData: object }[] }[] }, object>(query)).data ?? {};
    const shown = jobTimeline?.[0]?.openings.map(({ vendorData }) => Object.keys(vendorData)) ?? [];
    expect(shown.length).toBeGreaterThan(0);
    for (const keys of shown)
      expect(keys).toEqual(expect.arrayContaining(isV1 ? ["close_reason", "keyed_custom_fields"] : ["close_reason_id", "custom_fields"]));
  });

  it("jobTimeline of named jobs asks v1 for each job once, openings included, and v3 once for all jobs and once for all openings", async () => {
    const jobs = world.standIn.state.jobs.slice(0, 3);
    await world.graph.data(TimelineOfJobsDocument, { start: "2020-01-01", end: "2030-01-01", jobIds: jobs.map(jobId) });
    expect(world.asked()).toEqual(isV1 ? jobs.map(() => "GET /v1/jobs/{id}") : ["GET /v3/jobs", "GET /v3/openings"]);
  });

  it("a change costs its check, itself, and what it shows: v1's job brings the opening along", async () => {
    const job = world.job((one) => openOf(one).length > 1);
    const id = openingId(job, openOf(job)[0] as { id: number });
    const answer = await world.graph.ask(
      `mutation { closeOpening(input: { id: "${id}" }) { opening { id status closedAt } job { id status } operation { outcome } } }`,
    );
    expect(answer.data).toMatchObject({ closeOpening: { opening: { status: "CLOSED" }, job: { status: "OPEN" } } });
    expect(world.asked()).toEqual(
      isV1
        ? ["GET /v1/jobs/{id}/openings/{id}", "PATCH /v1/jobs/{id}/openings/{id}", "GET /v1/jobs/{id}"]
        : ["GET /v3/openings", "PATCH /v3/openings/{id}", "GET /v3/openings", "GET /v3/jobs"],
    );
  });

  it("the close reason of what was just closed costs one more in v1, since copies inside a job lack it", async () => {
    const job = world.job((one) => openOf(one).length > 1);
    const [reason] = world.standIn.state.closeReasons;
    const input = { id: openingId(job, openOf(job)[0] as { id: number }), closeReasonId: String(reason?.id) };
    const { closeOpening } = await world.graph.data(CloseOpeningDocument, { input });
    expect(closeOpening.opening?.closeReason).toEqual({ id: String(reason?.id), name: reason?.name });
    const shown = world.asked().slice(2).sort();
    expect(shown).toEqual(isV1 ? ["GET /v1/jobs/{id}", "GET /v1/jobs/{id}/openings/{id}"] : ["GET /v3/jobs", "GET /v3/openings"]);
  });

  it("a job reads as the vendor holds it", async () => {
    const job = world.job(
      ({ status, requisition_id, officeIds, notes }) => status === "closed" && !!requisition_id && officeIds.length > 0 && !!notes,
    );
    const { job: found } = await world.graph.data(OneJobDocument, { id: jobId(job) });
    const { state } = world.standIn;
    expect(found).toMatchObject({
      id: jobId(job),
      name: job.name,
      names: [{ lang: "und", value: job.name }],
      description: job.notes,
      code: job.requisition_id,
      status: "CLOSED",
      vendorStatus: "closed",
      departments: [state.departments.find(({ id }) => id === job.departmentId)?.name],
      createdAt: moment(job.created_at),
      openedAt: moment(job.opened_at),
      closedAt: moment(job.closed_at),
      can: { reopen: { allowed: false, code: "UNSUPPORTED_BY_VENDOR" }, close: { allowed: false, code: "UNSUPPORTED_BY_VENDOR" } },
    });
    expect(found?.customFields.map(({ key }) => key)).toEqual(["job_employment_type", "salary_range", "remote", "ledger_code"]);
  });

  it("ids beyond 2^31 are whole in both directions", async () => {
    const job = world.job(({ openings }) => openings.length > 0);
    const [opening] = job.openings;
    expect(opening?.id).toBeGreaterThan(2 ** 31);
    const { opening: found } = await world.graph.data(OneOpeningDocument, { id: openingId(job, opening as { id: number }) });
    expect(found).toMatchObject({ vendorId: String(opening?.id), job: { id: jobId(job) } });
  });

  it("an empty requisition id and none are both no code", async () => {
    for (const empty of ["", null]) {
      const job = world.job(({ requisition_id }) => requisition_id === empty);
      const { job: found } = await world.graph.data(OneJobDocument, { id: jobId(job) });
      expect(found?.code).toBeNull();
    }
  });

  it("jobs are filtered by status and by code at the vendor", async () => {
    for (const [status, word] of [
      ["DRAFT", "draft"],
      ["OPEN", "open"],
      ["CLOSED", "closed"],
    ] as const) {
      const { jobs } = await world.graph.data(JobsPageDocument, { first: 200, status });
      expect(jobs.edges.map(({ node }) => node.id)).toEqual(
        listed()
          .filter((job) => job.status === word)
          .map(jobId),
      );
    }
    const [coded] = world.standIn.state.jobs;
    const { jobs } = await world.graph.data(JobsPageDocument, { code: coded?.requisition_id ?? "" });
    expect(jobs.edges.map(({ node }) => node.id)).toEqual([jobId(coded as { id: number })]);
  });

  it("a status that Greenhouse has no word for is asked of nobody", async () => {
    const { jobs } = await world.graph.data(JobsPageDocument, { status: "UNKNOWN" });
    expect(jobs.edges).toEqual([]);
    expect(world.asked()).toEqual([]);
  });

  it("an organisation without custom fields on openings has none, and is not asked twice for them", async () => {
    world.standIn.knobs.openingCustomFields = false;
    const job = world.job(({ openings }) => openings.length > 0);
    const { opening } = await world.graph.data(OneOpeningDocument, { id: openingId(job, job.openings[0] as { id: number }) });
    world.standIn.knobs.openingCustomFields = true;
    expect(opening?.customFields).toEqual([]);
    expect(world.asked()).toHaveLength(2);
  });

  it("close reasons are the company's own list, ascending by id as numbers, whatever their order at Greenhouse", async () => {
    const reasons = world.standIn.state.closeReasons;
    const listed = [...reasons];
    // v3 keeps a list for five minutes.
    await world.clock.advance(301_000);
    reasons.splice(0, reasons.length, ...listed.slice(2), { id: 99, name: "Of old" }, ...listed.slice(0, 2));
    const { closeReasons } = await world.graph.data(CloseReasonsDocument);
    const ascending = [{ id: 99, name: "Of old" }, ...listed.sort((one, other) => one.id - other.id)];
    expect(closeReasons).toEqual(ascending.map(({ id, name }) => ({ id: String(id), name })));
  });
});
