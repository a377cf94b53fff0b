import {
  JobsPageDocument,
  NodesDocument,
  OneJobDocument,
  OneNodeDocument,
  OneOpeningDocument,
  UpdateOpeningDocument,
} from "../../generated/graphql.js";
import { APIS, jobId, openingId, startWorld, type World } from "./world.js";

/** On a stand-in of its own: openings that are read ahead for a job which is not there may arrive after the answer. */
describe.each(APIS)("Through Harvest $name, what is no id:", (api) => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld({ api });
  });
  afterAll(() => world.stop());

  it.each([
    "",
    " ",
    "17",
    "greenhouse:job:",
    "greenhouse:seat:1",
    "workday:job:1",
    "greenhouse:job:abc",
    "greenhouse:job:007",
    "greenhouse:job:-1",
    "greenhouse:job:1.2",
    "greenhouse:job:%2E%2E",
    "greenhouse:job:1%2Fopenings",
    "greenhouse:opening:1.2",
  ])("job(id: %j) is bad input, and nothing is asked", async (id) => {
    const answer = await world.graph.ask(OneJobDocument, { id });
    expect(answer.data).toEqual({ job: null });
    expect(answer.errors?.[0]).toMatchObject({ path: ["job"], extensions: { code: "BAD_USER_INPUT" } });
    expect(world.asked()).toEqual([]);
  });

  it.each([
    "greenhouse:opening:1",
    "greenhouse:opening:1.2.3",
    "greenhouse:opening:1.x",
    "greenhouse:opening:x.1",
    "greenhouse:opening:01.1",
    "greenhouse:job:1",
  ])("opening(id: %j) is bad input, and nothing is asked", async (id) => {
    const answer = await world.graph.ask(OneOpeningDocument, { id });
    expect(answer.errors?.[0]).toMatchObject({ path: ["opening"], extensions: { code: "BAD_USER_INPUT" } });
    const change = await world.graph.ask(UpdateOpeningDocument, { input: { id, openingId: "x" } });
    expect(change.errors?.[0]).toMatchObject({ path: ["updateOpening"], extensions: { code: "BAD_USER_INPUT" } });
    expect(world.asked()).toEqual([]);
  });
});

describe.each(APIS)("Through Harvest $name", (api) => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld({ api });
  });
  afterAll(() => world.stop());
  beforeEach(() => void world.requests());

  describe("ids", () => {
    it("an unknown job, opening and node are null", async () => {
      const job = world.job(({ openings }) => openings.length > 0);
      expect(await world.graph.data(OneJobDocument, { id: "greenhouse:job:17" })).toEqual({ job: null });
      for (const id of ["greenhouse:opening:17.18", `greenhouse:opening:${job.id}.18`]) {
        expect(await world.graph.data(OneOpeningDocument, { id })).toEqual({ opening: null });
        expect(await world.graph.data(OneNodeDocument, { id })).toEqual({ node: null });
      }
    });

    it("an opening is not found under a job that is not its own", async () => {
      const [one, other] = world.standIn.state.jobs.filter(({ openings }) => openings.length > 0);
      const id = `greenhouse:opening:${one?.id}.${other?.openings[0]?.id}`;
      expect(await world.graph.data(OneOpeningDocument, { id })).toEqual({ opening: null });
    });

    it("an id beyond 2^53 is asked for as it is, and no other is answered", async () => {
      const id = "greenhouse:job:9007199254740993";
      expect(await world.graph.data(OneJobDocument, { id })).toEqual({ job: null });
      const asked = world.requests().filter(({ path }) => /jobs/.test(path));
      const names = asked.map(({ path, query }) => (api.name === "v1" ? path : new URLSearchParams(query).get("ids")));
      expect(names).toEqual([api.name === "v1" ? "/v1/jobs/9007199254740993" : "9007199254740993"]);
    });

    it("nodes keep their order, with null and an error in the place of what is no id", async () => {
      const job = world.job(({ openings }) => openings.length > 0);
      const [opening] = job.openings;
      const ids = [openingId(job, opening as { id: number }), "greenhouse:job:17", "nonsense", jobId(job), jobId(job)];
      const answer = await world.graph.ask(NodesDocument, { ids });
      expect(answer.data?.nodes).toEqual([
        { __typename: "Opening", id: ids[0] },
        null,
        null,
        { __typename: "Job", id: jobId(job) },
        { __typename: "Job", id: jobId(job) },
      ]);
      expect(answer.errors).toMatchObject([{ path: ["nodes", 2], extensions: { code: "BAD_USER_INPUT" } }]);
    });

    it("a vendor that is off costs its own records alone, in lists and among nodes", async () => {
      const list = await world.graph.ask(JobsPageDocument, { vendors: ["GREENHOUSE", "HEADHUNTER"], first: 3 });
      expect(list.data?.jobs.edges).toHaveLength(3);
      expect(list.data?.jobs.sources.map(({ vendor, state, failure }) => [vendor, state, failure?.code])).toEqual([
        ["GREENHOUSE", "FRESH", undefined],
        ["HEADHUNTER", "FAILED", "UNSUPPORTED"],
      ]);
      const job = jobId(world.job(() => true));
      for (const kind of ["job", "opening", "vacancy"]) {
        const nodes = await world.graph.ask(NodesDocument, { ids: [`headhunter:${kind}:1`, job] });
        expect(nodes.data?.nodes).toEqual([null, { __typename: "Job", id: job }]);
        expect(nodes.errors).toMatchObject([{ path: ["nodes", 0], extensions: { code: "UNSUPPORTED" } }]);
      }
    });
  });
});
