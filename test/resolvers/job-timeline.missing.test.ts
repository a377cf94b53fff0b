import { CORE_JOBS, HIRE_JOBS } from "../datasources/feishu/support.js";
import { startWorld, type World } from "../datasources/feishu/world.js";

const QUERY = '{ jobTimeline(start: "2024-01-01", end: "2025-01-01", first: 4) { job { id } } }';

interface Answer {
  jobTimeline: { job: { id: string } }[];
}

describe("A timeline of the first jobs of all vendors", () => {
  let world: World;
  beforeEach(async () => {
    world = await startWorld();
  });
  afterEach(() => world.stop());

  const refuse = (path: string) =>
    world.running.faults.arm({ kind: "status", status: 400, path: `^${path}$`, json: { code: 99991672, msg: "Access denied." } });

  it("names the vendor whose jobs are missing", async () => {
    refuse(CORE_JOBS);
    const answer = (await world.ask<Answer>(QUERY)) as Awaited<ReturnType<World["ask"]>> & { extensions?: unknown };
    expect(answer.errors).toMatchObject([{ path: ["jobTimeline"], extensions: { code: "ACCESS_DENIED", vendor: "FEISHU_COREHR" } }]);
    expect((answer.data as Answer).jobTimeline.map(({ job }) => job.id.split(":")[0])).toEqual(
      Array.from({ length: 4 }, () => "feishu-hire"),
    );
    expect(answer.extensions).toMatchObject({
      sources: [{ vendor: "FEISHU_COREHR", state: "FAILED", failure: { code: "ACCESS_DENIED", vendorCode: "99991672" } }],
    });
  });

  it("is empty and names every vendor where no vendor's jobs can be shown", async () => {
    refuse(CORE_JOBS);
    refuse(HIRE_JOBS);
    const answer = await world.ask<Answer>(QUERY);
    expect(answer.data).toEqual({ jobTimeline: [] });
    expect(answer.errors).toMatchObject(
      ["FEISHU_COREHR", "FEISHU_HIRE"].map((vendor) => ({ path: ["jobTimeline"], extensions: { code: "ACCESS_DENIED", vendor } })),
    );
  });

  it("reports nothing where all have answered", async () => {
    const answer = (await world.ask<Answer>(QUERY)) as { data: Answer; extensions?: unknown };
    expect(answer.data.jobTimeline).toHaveLength(4);
    expect(answer.extensions).toBeUndefined();
  });
});
