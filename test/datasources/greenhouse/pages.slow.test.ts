import fc from "fast-check";
import {
  JobsPageDocument,
  type JobsPageQuery,
  type JobsPageQueryVariables,
  OpeningsPageDocument,
  type OpeningsPageQuery,
} from "../../generated/graphql.js";
import type { TestGraph } from "../../support/graph.js";
import { APIS, jobId, openingId, openOf, startWorld, type World } from "./world.js";

describe.each(APIS)("Through Harvest $name", (api) => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld({ api });
  });
  afterAll(() => world.stop());
  beforeEach(() => void world.requests());

  /** In the vendor's order: v3 tells the newest first. */
  const listed = () => (api.name === "v1" ? world.standIn.state.jobs : [...world.standIn.state.jobs].reverse());

  /** Walks all pages, the n-th with the n-th size, and gives the ids in the order met. */
  async function walkJobs(graph: TestGraph, sizes: readonly number[], filter: JobsPageQueryVariables = {}): Promise<string[]> {
    const ids: string[] = [];
    let after: string | null = null;
    for (let page = 0; ; page += 1) {
      const first = sizes[page % sizes.length] ?? 50;
      const { jobs }: JobsPageQuery = await graph.data(JobsPageDocument, { ...filter, first, after });
      expect(jobs.edges.length).toBeLessThanOrEqual(first);
      ids.push(...jobs.edges.map(({ node }) => node.id));
      if (!jobs.pageInfo.hasNextPage) return ids;
      after = jobs.pageInfo.endCursor ?? null;
    }
  }

  /** A cursor with one character replaced, as a careless copy leaves it. */
  function spoilt(cursor: string, at: number): string {
    const place = at % cursor.length;
    return `${cursor.slice(0, place)}${cursor[place] === "A" ? "B" : "A"}${cursor.slice(place + 1)}`;
  }

  describe("pages of jobs", () => {
    it.each([1, 7, 50, 200])("walking in pages of %i meets every job once, in the vendor's order", async (size) => {
      const jobs = listed().map(jobId);
      const filter = size === 1 ? { status: "DRAFT" as const } : {};
      const expected =
        size === 1
          ? listed()
              .filter(({ status }) => status === "draft")
              .map(jobId)
          : jobs;
      expect(await walkJobs(world.graph, [size], filter)).toEqual(expected);
    });

    it("walking in pages of changing sizes skips and repeats nothing", async () => {
      const jobs = listed().map(jobId);
      await fc.assert(
        fc.asyncProperty(fc.array(fc.integer({ min: 9, max: 120 }), { minLength: 1, maxLength: 5 }), async (sizes) => {
          expect(await walkJobs(world.graph, sizes)).toEqual(jobs);
        }),
        { seed: 20261122, numRuns: 12 },
      );
    });

    it("every edge's cursor goes on right after its edge", async () => {
      const { jobs } = await world.graph.data(JobsPageDocument, { first: 9 });
      for (const [index, { cursor }] of jobs.edges.entries()) {
        const next = await world.graph.data(JobsPageDocument, { first: 1, after: cursor });
        expect(next.jobs.edges[0]?.node.id).toBe(jobId(listed()[index + 1] as { id: number }));
        expect(next.jobs.pageInfo).toMatchObject({ hasPreviousPage: true, startCursor: next.jobs.edges[0]?.cursor });
      }
    });

    it("pages after the first are asked for as the Link header spells them, and the last one is known without another", async () => {
      await walkJobs(world.graph, [50]);
      const [first, second, third, ...rest] = world.requests().filter(({ path }) => path.endsWith("/jobs"));
      if (api.name === "v1") {
        expect([first, second, third].map((request) => request?.query)).toEqual([
          "per_page=50&skip_count=true",
          "per_page=50&skip_count=true&page=2",
          "per_page=50&skip_count=true&page=3",
        ]);
      } else {
        // Beside a cursor no other parameter may stand.
        expect(first?.query).toBe("per_page=50");
        for (const next of [second, third]) expect([...new URLSearchParams(next?.query).keys()]).toEqual(["cursor"]);
      }
      expect(rest).toEqual([]);
    });

    it("a walk that begins with a small page does not go on in small requests", async () => {
      await walkJobs(world.graph, [1, 200]);
      expect(world.requests().length).toBeLessThan(10);
    });

    it("a page without records is passed over where it has a link to the next", async () => {
      const cursor = Buffer.from(JSON.stringify({ query: "per_page=20", per_page: 5, id: listed()[4]?.id })).toString("base64url");
      const link = api.name === "v1" ? '</v1/jobs?per_page=5&page=2>; rel="next"' : `</v3/jobs?cursor=${cursor}>; rel="next"`;
      world.running.faults.arm({ kind: "status", status: 200, json: [], headers: { link }, path: "/jobs$", times: 1 });
      const { jobs } = await world.graph.data(JobsPageDocument, { first: 5 });
      expect(jobs.edges.map(({ node }) => node.id)).toEqual(listed().slice(5, 10).map(jobId));
      expect(jobs.pageInfo.hasNextPage).toBe(true);
    });

    it("links that lead in a circle end as a BAD_RESPONSE, not as the same records for ever", async () => {
      const where = api.name === "v1" ? "/v1/jobs?page" : "/v3/jobs?cursor";
      const link = (page: number) => ({ link: `<${where}=${page}>; rel="next"` });
      for (const page of [2, 3, 2])
        world.running.faults.arm({ kind: "status", status: 200, json: [], headers: link(page), path: "/jobs$", times: 1 });
      const { jobs } = await world.graph.data(JobsPageDocument, { first: 5, code: "circle" });
      expect(jobs.sources).toMatchObject([
        { state: "FAILED", failure: { code: "BAD_RESPONSE", message: expect.stringMatching(/leads back to a page/) } },
      ]);
      expect(world.requests().filter(({ path }) => path.endsWith("/jobs"))).toHaveLength(3);
    });

    it("a cursor is good at another server that never saw its page", async () => {
      const { jobs } = await world.graph.data(JobsPageDocument, { first: 33, status: "OPEN" });
      const other = await world.another();
      const next = await other.data(JobsPageDocument, { first: 33, status: "OPEN", after: jobs.pageInfo.endCursor ?? null });
      const open = listed()
        .filter(({ status }) => status === "open")
        .map(jobId);
      expect(next.jobs.edges.map(({ node }) => node.id)).toEqual(open.slice(33, 66));
    });

    it("a cursor of another filter is bad input, and nothing is asked", async () => {
      const { jobs } = await world.graph.data(JobsPageDocument, { first: 3, status: "OPEN" });
      world.requests();
      for (const filter of [{}, { status: "CLOSED" as const }, { status: "OPEN" as const, code: "X" }]) {
        const answer = await world.graph.ask(JobsPageDocument, { ...filter, first: 3, after: jobs.pageInfo.endCursor ?? null });
        expect(answer.errors?.[0]).toMatchObject({ path: ["jobs"], extensions: { code: "BAD_USER_INPUT", fields: [{ path: ["after"] }] } });
        expect(answer.errors?.[0]?.message).toContain("other arguments");
      }
      expect(world.asked()).toEqual([]);
    });

    it("a cursor that was cut, changed or made up is bad input, and nothing is asked", async () => {
      const { jobs } = await world.graph.data(JobsPageDocument, { first: 3 });
      const cursor = jobs.pageInfo.endCursor ?? "";
      world.requests();
      const tampered = [
        cursor.slice(0, -4),
        spoilt(cursor, 3),
        spoilt(cursor, 15),
        spoilt(cursor, 60),
        "e30",
        "%",
        Buffer.from("[1,2]").toString("base64url"),
      ];
      for (const after of tampered) {
        const answer = await world.graph.ask(JobsPageDocument, { first: 3, after });
        expect(answer.errors?.[0]?.extensions.code).toBe("BAD_USER_INPUT");
      }
      expect(world.asked()).toEqual([]);
    });

    if (api.name === "v3") {
      it("a cursor that v1 issued is bad input to v3, and nothing is asked", async () => {
        const old = await startWorld();
        const { jobs } = await old.graph.data(JobsPageDocument, { first: 3 });
        const later = await old.graph.data(JobsPageDocument, { first: 30, after: jobs.pageInfo.endCursor ?? null });
        await old.stop();
        for (const { pageInfo } of [jobs, later.jobs]) {
          const answer = await world.graph.ask(JobsPageDocument, { first: 3, after: pageInfo.endCursor ?? null });
          expect(answer.errors?.[0]?.extensions.code).toBe("BAD_USER_INPUT");
        }
        expect(world.asked()).toEqual([]);
      });
    }

    it.each([0, -1, 201, null])("first: %s is bad input", async (first) => {
      const answer = await world.graph.ask(JobsPageDocument, { first });
      expect(answer.errors?.[0]?.extensions).toMatchObject({ code: "BAD_USER_INPUT", fields: [{ path: ["first"] }] });
      expect(world.asked()).toEqual([]);
    });
  });

  describe("pages of a job's openings", () => {
    async function walkOpenings(id: string, first: number, status?: "OPEN" | "CLOSED"): Promise<string[]> {
      const ids: string[] = [];
      let after: string | null = null;
      for (;;) {
        const { job }: OpeningsPageQuery = await world.graph.data(OpeningsPageDocument, { id, first, after, status });
        ids.push(...(job?.openings.edges.map(({ node }) => node.id) ?? []));
        if (!job?.openings.pageInfo.hasNextPage) return ids;
        after = job.openings.pageInfo.endCursor ?? null;
      }
    }

    it.each([1, 2, 3, 200])("walking in pages of %i meets every opening once, by id", async (first) => {
      const job = world.job(({ openings }) => openings.length > 6);
      const ids = [...job.openings].sort((a, b) => a.id - b.id).map((one) => openingId(job, one));
      expect(await walkOpenings(jobId(job), first)).toEqual(ids);
      const open = openOf(job).sort((a, b) => a.id - b.id);
      expect(await walkOpenings(jobId(job), first, "OPEN")).toEqual(open.map((one) => openingId(job, one)));
    });

    it("what is deleted between two pages neither skips nor repeats another", async () => {
      const job = world.job(({ openings }) => openings.length > 6);
      const ids = [...job.openings].sort((a, b) => a.id - b.id);
      const page = await world.graph.data(OpeningsPageDocument, { id: jobId(job), first: 3 });
      const kept = job.openings;
      job.openings = kept.filter(({ id }) => id !== ids[2]?.id && id !== ids[0]?.id);
      const next = await world.graph.data(OpeningsPageDocument, { id: jobId(job), first: 2, after: page.job?.openings.pageInfo.endCursor });
      job.openings = kept;
      expect(next.job?.openings.edges.map(({ node }) => node.id)).toEqual(ids.slice(3, 5).map((one) => openingId(job, one)));
    });

    it("a cursor of another job, of another status, or of no openings at all is bad input", async () => {
      const [job, other] = world.standIn.state.jobs.filter(({ openings }) => openings.length > 3);
      const empty = world.job(({ openings }) => openings.length === 0);
      const page = await world.graph.data(OpeningsPageDocument, { id: jobId(job as { id: number }), first: 1 });
      const after = page.job?.openings.pageInfo.endCursor ?? "";
      const wrong = [
        { id: jobId(other as { id: number }), after },
        { id: jobId(job as { id: number }), status: "OPEN" as const, after },
        { id: jobId(job as { id: number }), after: spoilt(after, 20) },
        { id: jobId(empty), after: "nonsense" },
      ];
      for (const variables of wrong) {
        const answer = await world.graph.ask(OpeningsPageDocument, variables);
        expect(answer.errors?.[0]?.extensions.code).toBe("BAD_USER_INPUT");
      }
    });

    it("openings that do not come with their job are read to the last of the pages that the Link header leads to", async () => {
      const job = world.job(({ openings, status }) => status === "open" && openings.length > 0);
      const kept = job.openings;
      const [sample] = openOf(job);
      // 1,100 openings are three pages of 500; only closed ones may be so many.
      job.openings = Array.from({ length: 1_100 }, (_, index) => ({ ...(sample as (typeof kept)[number]), id: 5_000_000_000 + index }));
      // A timeline of named jobs, without the job itself, has nothing nested to take them from.
      const answer = await world.graph.ask<{ jobTimeline: { openings: { id: string }[] }[] }, object>(
        `{ jobTimeline(start: "2020-01-01", end: "2030-01-01", jobIds: ["${jobId(job)}"]) { openings { id } } }`,
      );
      const expected = job.openings.map((one) => openingId(job, one));
      job.openings = kept;
      expect(answer.data?.jobTimeline[0]?.openings.map(({ id }) => id)).toEqual(expected);
      const queries = world
        .requests()
        .filter(({ path }) => path.endsWith("/openings"))
        .map(({ query }) => new URLSearchParams(query));
      expect(queries.map((query) => [query.get("per_page"), query.has("page_token") || query.has("cursor")])).toEqual([
        ["500", false],
        [api.name === "v1" ? "500" : null, true],
        [api.name === "v1" ? "500" : null, true],
      ]);
    });
  });
});
