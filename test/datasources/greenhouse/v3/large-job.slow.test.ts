import { manyJobs } from "../../../../src/sandbox/greenhouse-v3/sample.js";
import { sealCursor } from "../../../../src/schema/common/cursor.js";
import { startWorld, V3, type World } from "../world.js";

interface Answer {
  job: { openings: { nodes: { id: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string } } };
}

const OPENINGS = 2_200;
const PAGE = 100;

let world: World;
beforeEach(async () => {
  world = await startWorld({ api: V3 });
  Object.assign(world.standIn.state, { jobs: manyJobs(2, OPENINGS) });
});
afterEach(() => world.stop());

const job = () => world.standIn.state.jobs[0] as (typeof world.standIn.state.jobs)[number];
const idOf = ({ id }: { id: number }) => `greenhouse:opening:${job().id}.${id}`;
const readsOfOpenings = () => world.asked().filter((route) => route === "GET /v3/openings").length;

/** All openings in pages, `between` which the company goes on. */
async function walk(filter = "", between: (page: number) => void = () => undefined): Promise<string[]> {
  const query = `query Walk($id: ID!, $after: String) {
    job(id: $id) { openings(first: ${PAGE}, after: $after ${filter}) { nodes { id } pageInfo { hasNextPage endCursor } } }
  }`;
  const met: string[] = [];
  for (let after: string | undefined, more = true, page = 0; more; page += 1) {
    const { data, errors } = await world.graph.ask<Answer, object>(query, { id: `greenhouse:job:${job().id}`, after });
    expect(errors).toBeUndefined();
    const { nodes, pageInfo } = data?.job.openings ?? { nodes: [], pageInfo: { hasNextPage: false, endCursor: "" } };
    met.push(...nodes.map(({ id }) => id));
    after = pageInfo.endCursor;
    more = pageInfo.hasNextPage;
    between(page);
  }
  return met;
}

it("a walk over the openings of a large job reads them all once, and then a part for each page", async () => {
  expect(await walk()).toEqual(job().openings.map(idOf));
  const [parts, pages] = [Math.ceil(OPENINGS / 500), OPENINGS / PAGE];
  // All parts for the first page; then the part of each page, and two where a page lies in two.
  expect(readsOfOpenings()).toBeLessThanOrEqual(parts + (pages - 1) + (parts - 1));
});

it("the same of those with a status", async () => {
  for (const [index, opening] of job().openings.entries()) if (index % 3 === 0) opening.status = "closed";
  expect(await walk("status: OPEN")).toEqual(
    job()
      .openings.filter(({ status }) => status === "open")
      .map(idOf),
  );
});

it("shows what stays, each once and in order, whatever comes and goes meanwhile", async () => {
  const stays = new Set(job().openings.map(idOf));
  const met = await walk("", (page) => {
    const { openings } = job();
    for (let time = 0; time < 40; time += 1) {
      const [gone] = openings.splice((page * 409 + time * 53) % openings.length, 1);
      if (gone !== undefined) stays.delete(idOf(gone));
    }
    const last = openings.at(-1) as (typeof openings)[number];
    openings.push({ ...last, id: last.id + 1 });
  });
  expect(met.filter((id) => stays.has(id))).toEqual([...stays]);
  expect(new Set(met).size).toBe(met.length);
});

it("refuses a cursor whose part is another list's", async () => {
  const id = `greenhouse:job:${job().id}`;
  const parts = [{ token: `job_ids=${world.standIn.state.jobs[1]?.id}&per_page=500`, from: "1", isLast: true }];
  const after = sealCursor(["openings", id, null], { id: "1", parts });
  const query = "query ($id: ID!, $after: String) { job(id: $id) { openings(after: $after) { nodes { id } } } }";
  const { errors } = await world.graph.ask<Answer, object>(query, { id, after });
  expect(errors?.map(({ extensions }) => extensions.code)).toEqual(["BAD_USER_INPUT"]);
  expect(world.asked().filter((route) => route === "GET /v3/openings")).toEqual([]);
});
