import { APIS, type JobState, jobId, openingId, openOf, startWorld, V3, type World } from "../datasources/greenhouse/world.js";

const RANGE = 'start: "2000-01-01", end: "2040-01-01"';

interface Timelines {
  jobTimeline: { openings: { id: string; job?: { id: string } }[] }[];
}

/** Greenhouse shows openings of confidential jobs to who may not see these. `Opening.job` may not be null, and lists may not hold null. */
describe.each(APIS)("An opening whose job Harvest $name does not show", (api) => {
  let world: World;
  let hidden: JobState;
  let shown: JobState;

  beforeAll(async () => {
    world = await startWorld({ api });
  });
  afterAll(() => world.stop());
  beforeEach(async () => {
    await world.reset();
    const isOfTeam = ({ hiringTeam }: JobState) =>
      Object.values(hiringTeam).some((members) => members.some(({ userId }) => userId === 4000000000));
    hidden = world.job((job) => job.confidential && openOf(job).length > 0 && !isOfTeam(job));
    shown = world.job((job) => !job.confidential && openOf(job).length > 1);
    if (api === V3) world.turn({ confidentialJobs: "job-hidden" });
    else world.running.faults.arm({ kind: "status", method: "GET", path: `^/v1/jobs/${hidden.id}$`, ...api.nothing });
  });

  const notFound = (...path: (string | number)[]) => ({
    path,
    extensions: { code: "NOT_FOUND" },
    message: expect.stringContaining(jobId(hidden)),
  });
  const first = (job: JobState) => openingId(job, openOf(job)[0] as { id: number });
  const ask = <Data>(query: string) => world.graph.ask<Data, object>(query);

  it("is left out of a timeline that selects the job, with one error at the list's path, and the other timelines stand", async () => {
    const jobIds = JSON.stringify([jobId(hidden), jobId(shown)]);
    const { data, errors } = await ask<Timelines>(`{ jobTimeline(${RANGE}, jobIds: ${jobIds}) { openings { id job { id } } } }`);
    expect(errors).toMatchObject([notFound("jobTimeline", 0, "openings")]);
    expect(data?.jobTimeline[0]?.openings).toEqual([]);
    expect(data?.jobTimeline[1]?.openings.length).toBeGreaterThan(1);
    for (const opening of data?.jobTimeline[1]?.openings ?? []) expect(opening.job).toEqual({ id: jobId(shown) });
  });

  it("is in a timeline that does not select the job, without an error", async () => {
    const { data, errors } = await ask<Timelines>(`{ jobTimeline(${RANGE}, jobIds: ["${jobId(hidden)}"]) { openings { id } } }`);
    expect(errors).toBeUndefined();
    expect(data?.jobTimeline[0]?.openings.map(({ id }) => id)).toContain(first(hidden));
  });

  it("goes with its job's timeline where that selects the job itself", async () => {
    const jobIds = JSON.stringify([jobId(hidden), jobId(shown)]);
    const query = `{ jobTimeline(${RANGE}, jobIds: ${jobIds}) { job { id } openings { job { id } } } }`;
    const { data, errors } = await ask<{ jobTimeline: { job: object }[] }>(query);
    expect(errors).toMatchObject([notFound("jobTimeline")]);
    expect(data?.jobTimeline.map(({ job }) => job)).toEqual([{ id: jobId(shown) }]);
  });

  it("is null where one opening is asked for, with the error at the job's path, and its neighbours stand", async () => {
    const [gone, stands] = [first(hidden), first(shown)];
    const query = `{ gone: opening(id: "${gone}") { job { id } } stands: opening(id: "${stands}") { job { id } }
      nodes(ids: ["${stands}", "${gone}"]) { id ... on Opening { job { id } } } }`;
    const { data, errors } = await ask(query);
    const job = { id: jobId(shown) };
    expect(data).toEqual({ gone: null, stands: { job }, nodes: [{ id: stands, job }, null] });
    const told = [...(errors ?? [])].sort((one, other) => (one.path?.length ?? 0) - (other.path?.length ?? 0));
    expect(told).toMatchObject([notFound("gone", "job"), notFound("nodes", 1, "job")]);
  });

  it("costs nothing in lists of jobs and by their codes, where jobs that are not shown have no place", async () => {
    const code = shown.requisition_id;
    const { data, errors } = await ask<{
      jobs: { nodes: { openings: { nodes: { job: { id: string } }[] } }[] };
      requisition: { openings: object[] };
    }>(
      `{ jobs(first: 200) { nodes { id openings { nodes { job { id } } } } } requisition(code: "${code}") { openings { job { code } } } }`,
    );
    expect(errors).toBeUndefined();
    expect(data?.jobs.nodes.flatMap(({ openings }) => openings.nodes).length).toBeGreaterThan(10);
    expect(data?.requisition.openings[0]).toEqual({ job: { code } });
  });

  /** The job can be changed, and is hidden as soon as it was read so many times. */
  function hideAfter(reads: number): void {
    world.turn({ confidentialJobs: "shown" });
    world.running.faults.clear();
    const path = api === V3 ? "^/v3/jobs$" : `^/v1/jobs/${hidden.id}$`;
    world.running.faults.arm({ kind: "status", method: "GET", path, skip: reads, ...api.nothing });
  }

  it("does not hide the operation of a change that shows the opening with its job", async () => {
    hideAfter(0);
    const query = `mutation { updateOpening(input: { id: "${first(hidden)}", openingId: "new" }) {
      opening { id job { id } } job { id } operation { outcome } userErrors { code } } }`;
    const { data, errors } = await ask(query);
    expect(data).toEqual({ updateOpening: { opening: null, job: null, operation: { outcome: "APPLIED" }, userErrors: [] } });
    expect(errors).toMatchObject([notFound("updateOpening", "opening", "job")]);
  });

  it("does not hide the operation of a creation, where the job is hidden after it was made", async () => {
    // The check reads the job.
    hideAfter(1);
    const query = `mutation { createOpenings(input: { jobId: "${jobId(hidden)}", openings: [{ openingId: "A" }] }) {
      openings { id job { id } } operation { outcome } userErrors { code } } }`;
    const { data, errors, extensions } = await ask(query);
    expect(data).toEqual({ createOpenings: { openings: [], operation: { outcome: "APPLIED" }, userErrors: [] } });
    expect(errors).toMatchObject([notFound("createOpenings", "openings")]);
    // Greenhouse has answered.
    expect(extensions).toBeUndefined();
  });
});
