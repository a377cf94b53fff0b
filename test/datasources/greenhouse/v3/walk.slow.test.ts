import { manyJobs } from "../../../../src/sandbox/greenhouse-v3/sample.js";
import { startWorld, V3 } from "../world.js";

interface Walk {
  jobs: { nodes: { id: string; openings: { nodes: { id: string }[] } }[]; pageInfo: { hasNextPage: boolean; endCursor: string } };
}

it("a company of 5,000 jobs and 20,000 openings is walked to its end through Harvest v3 in the fewest requests", async () => {
  const world = await startWorld({ api: V3 });
  Object.assign(world.standIn.state, { jobs: manyJobs(5_000, 4) });
  const query = `query Walk($after: String) {
    jobs(first: 200, after: $after) { nodes { id openings { nodes { id } } } pageInfo { hasNextPage endCursor } }
  }`;
  const jobs = new Set<string>();
  const openings = new Set<string>();
  for (let after: string | undefined, more = true; more; ) {
    const { data, errors } = await world.graph.ask<Walk, object>(query, { after });
    expect(errors).toBeUndefined();
    for (const job of data?.jobs.nodes ?? []) {
      jobs.add(job.id);
      for (const { id } of job.openings.nodes) openings.add(id);
    }
    after = data?.jobs.pageInfo.endCursor;
    more = data?.jobs.pageInfo.hasNextPage ?? false;
  }
  const asked = world.asked();
  await world.stop();
  expect([jobs.size, openings.size]).toEqual([5_000, 20_000]);
  const count = (list: string) => asked.filter((route) => route === `GET /v3/${list}`).length;
  // 25 pages, and four groups of fifty jobs each.
  expect(["jobs", "openings"].map(count)).toEqual([25, 100]);
  expect(asked).toHaveLength(125);
});
