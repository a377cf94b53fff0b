import { coreJobId, coreVersionId } from "../../../../src/sandbox/feishu/index.js";
import { CORE_JOBS, HIRE_JOBS, keepAllJobs, TIMELINE } from "../support.js";
import { startWorld, type World } from "../world.js";

/** 1 touches 2, 2 overlaps 3; 4 overlaps 5; 6 stands alone; 7 is empty. */
const WINDOWS = [
  ["2019-01-01", "2020-01-01"],
  ["2020-01-01", "2021-06-01"],
  ["2020-06-01", "2022-01-01"],
  ["2023-01-01", "2024-01-01"],
  ["2023-06-01", "2025-01-01"],
  ["2030-01-01", "2031-01-01"],
  ["2024-01-01", "2024-01-01"],
] as const;

interface Asked {
  indexes: number[];
  window: readonly [string, string];
  field: string;
}

/** Fifty aliases of four kinds over sixty jobs; fields and windows differ from one to the next. */
const ASKED: Asked[] = Array.from({ length: 50 }, (_, alias) => ({
  indexes: alias % 4 === 0 ? [0, 1, 2, 3, 4, 5].map((step) => (alias * 7 + step * 11) % 60) : [(alias * 13) % 60],
  window: WINDOWS[alias % WINDOWS.length] as readonly [string, string],
  field: ["name", "code", "active", "expirationDate", "titles { value }"][alias % 5] as string,
}));

function aliasOf({ indexes, window: [start, end], field }: Asked, alias: number): string {
  const ids = indexes.map((index) => `"feishu-corehr:job:${coreJobId(index)}"`);
  const range = `start: "${start}", end: "${end}"`;
  const selection = `{ id effectiveDate ${field} }`;
  if (alias % 4 === 0) return `a${alias}: jobTimeline(${range}, jobIds: [${ids.join(", ")}]) { versions ${selection} }`;
  if (alias % 4 === 1) return `a${alias}: job(id: ${ids[0]}) { versions(${range}) ${selection} }`;
  if (alias % 4 === 2) return `a${alias}: job(id: ${ids[0]}) { name timeline(${range}) { versions ${selection} } }`;
  return `a${alias}: job(id: ${ids[0]}) { one: versions(${range}) ${selection} two: versions(${range}) { active } }`;
}

/** The rule of the contract, told another way: which windows hang together is found by spreading, not by sorting. */
function requestsByTheRule(asked: readonly Asked[]): { apart: number; merged: number } {
  const idsOf = new Map<string, Set<number>>();
  for (const { indexes, window } of asked) {
    if (window[0] === window[1]) continue;
    const ids = idsOf.get(window.join("/")) ?? new Set<number>();
    for (const index of indexes) ids.add(index);
    idsOf.set(window.join("/"), ids);
  }
  const tens = (ids: Set<number>) => Math.ceil(ids.size / 10);
  const left = new Set(idsOf.keys());
  let apart = 0;
  let merged = 0;
  for (const first of left) {
    left.delete(first);
    const together = [first];
    for (const one of together) {
      for (const other of left) {
        const [from = "", to = ""] = one.split("/");
        const [otherFrom = "", otherTo = ""] = other.split("/");
        if (otherFrom > to || from > otherTo) continue;
        left.delete(other);
        together.push(other);
      }
    }
    const alone = together.reduce((sum, key) => sum + tens(idsOf.get(key) ?? new Set()), 0);
    const asOne = tens(new Set(together.flatMap((key) => [...(idsOf.get(key) ?? [])])));
    apart += alone;
    merged += Math.min(alone, asOne);
  }
  return { apart, merged };
}

interface Version {
  id: string;
  effectiveDate: string;
}
interface AliasData {
  versions?: Version[];
  one?: Version[];
  timeline?: { versions: Version[] };
}

describe("fifty aliases over sixty CoreHR jobs", () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
    keepAllJobs(world.standIn);
  });
  afterAll(() => world.stop());

  it("take as many requests as the plan says, and one for the jobs", async () => {
    const data = await world.data<Record<string, AliasData | AliasData[]>>(`{ ${ASKED.map(aliasOf).join("\n")} }`);
    const rule = requestsByTheRule(ASKED);
    expect(new Set(ASKED.flatMap(({ indexes }) => indexes)).size).toBe(60);
    expect(rule).toEqual({ apart: 11, merged: 10 });
    expect(world.requests(TIMELINE)).toHaveLength(rule.merged);
    expect(world.requests(`${CORE_JOBS}/batch_get`)).toHaveLength(1);
    // The vendor's five a second were kept to: nothing was refused, so nothing was sent twice.
    expect(world.requests().map(({ status }) => status)).toEqual(world.requests().map(() => 200));
    for (const [alias, asked] of ASKED.entries()) {
      const answer = data[`a${alias}`];
      const lists = (Array.isArray(answer) ? answer : [answer]).map((one) => one?.versions ?? one?.one ?? one?.timeline?.versions);
      expect(lists.map((list) => list?.map(({ id }) => id))).toEqual(asked.indexes.map((index) => expectedIds(world, index, asked.window)));
    }
  });

  it("share requests with versions read by id, whichever comes first", async () => {
    world.forget();
    const ids = [0, 1, 2, 3].map((index) => `feishu-corehr:job:${coreJobId(index)}`);
    const version = `feishu-corehr:job-version:${coreJobId(1)}.${coreVersionId(1, 0)}`;
    const range = 'start: "2020-01-01", end: "2021-06-01"';
    const data = await world.data<Record<string, AliasData & { id: string; code: string; title: string }>>(`{
      byId: node(id: "${version}") { id ... on JobVersion { code } }
      range: jobTimeline(jobIds: ["${ids[0]}", "${ids[2]}"], ${range}) { versions { id name } }
      ofJob: job(id: "${ids[3]}") { name versions(${range}) { id active } }
      many: nodes(ids: ["${version}", "feishu-corehr:job-version:${coreJobId(1)}.404"]) { id ... on JobVersion { title } }
    }`);
    expect(data.byId).toEqual({ id: version, code: expect.any(String) });
    expect(data.many).toEqual([{ id: version, title: expect.any(String) }, null]);
    expect(data.ofJob?.versions?.map(({ id }) => id)).toEqual(expectedIds(world, 3, WINDOWS[1]));
    expect(world.requests(TIMELINE).map(({ rawBody }) => JSON.parse(rawBody).job_ids.length)).toEqual([4]);
  });

  it("of lists that arrive one after the other share requests, also with those of jobs read by id", async () => {
    world.forget();
    const range = 'start: "2020-01-01", end: "2021-06-01"';
    const data = await world.data<{
      three: { nodes: AliasData[] };
      five: { nodes: AliasData[] };
      first: AliasData[];
      named: AliasData[];
      requisition: { jobs: AliasData[] };
    }>(`{
      three: jobs(vendors: [FEISHU_COREHR], first: 3) { nodes { versions(${range}) { id } } }
      five: jobs(vendors: [FEISHU_COREHR], status: OPEN, first: 5) { nodes { timeline(${range}) { versions { id } } } }
      first: jobTimeline(${range}, first: 6) { versions { id } }
      named: jobTimeline(${range}, jobIds: ["feishu-corehr:job:${coreJobId(0)}"]) { versions { id } }
      requisition(code: "REQ-1001") { jobs { versions(${range}) { id } } }
    }`);
    expect(data.requisition.jobs.map(({ versions }) => versions?.length ?? 0)).toContain(1);
    expect([data.three.nodes, data.five.nodes, data.first, data.named].map(({ length }) => length)).toEqual([3, 5, 6, 1]);
    expect(world.requests(TIMELINE)).toHaveLength(1);
  });

  it("do not wait for a list that another vendor delays", async () => {
    world.forget();
    world.running.faults.arm({ kind: "latency", ms: 8_000, path: HIRE_JOBS, times: 1 });
    const start = world.clock.now();
    const data = await world.data<{ named: AliasData[] }>(`{
      all: jobs(vendors: [FEISHU_HIRE, FEISHU_COREHR], first: 4) { nodes { id } }
      named: jobTimeline(start: "2020-01-01", end: "2021-06-01", jobIds: ["feishu-corehr:job:${coreJobId(0)}"]) { versions { id } }
    }`);
    expect(data.named[0]?.versions?.length).toBeGreaterThan(0);
    const [sent] = world.requests(TIMELINE);
    expect((sent?.at ?? 0) - start).toBeLessThan(5_000);
    expect(world.clock.now() - start).toBeGreaterThanOrEqual(8_000);
  });

  it("request levels only where levels are selected", async () => {
    world.forget();
    const id = `feishu-corehr:job:${coreJobId(0)}`;
    await world.data(`{ job(id: "${id}") { versions(start: "2019-01-01", end: "2020-01-01") { name vendorData } } }`);
    expect(
      world
        .requests()
        .map(({ rawBody }) => rawBody)
        .join(),
    ).not.toContain("job_level");
    await world.data(`{ job(id: "${id}") { versions(start: "2019-01-01", end: "2020-01-01") { jobLevelIds } } }`);
    expect(world.requests(TIMELINE).at(-1)?.rawBody).toContain("job_level");
  });

  it("find no version by a global id with fewer or more than two native ids, and send nothing", async () => {
    world.forget();
    const whole = `feishu-corehr:job-version:${coreJobId(3)}.${coreVersionId(3, 0)}`;
    const wrong = [`feishu-corehr:job-version:${coreJobId(3)}`, `${whole}.1`];
    expect(await world.data("query ($ids: [ID!]!) { nodes(ids: $ids) { id } }", { ids: wrong })).toEqual({ nodes: [null, null] });
    expect(world.requests()).toEqual([]);
    expect(await world.data("query ($ids: [ID!]!) { nodes(ids: $ids) { id } }", { ids: [whole] })).toEqual({ nodes: [{ id: whole }] });
  });

  it("show a version by its own id, and its job", async () => {
    const id = `feishu-corehr:job:${coreJobId(3)}`;
    const { job } = await world.data<{ job: { versions: Version[] } }>(
      `{ job(id: "${id}") { versions(start: "2019-01-01", end: "2026-01-01") { id effectiveDate } } }`,
    );
    const version = job.versions[1];
    expect(await world.data(`{ node(id: "${version?.id}") { ... on JobVersion { id effectiveDate job { id } } } }`)).toEqual({
      node: { ...version, job: { id } },
    });
  });
});

/** What the stand-in holds, cut by hand. */
function expectedIds(world: World, index: number, [start, end]: readonly [string, string]): string[] {
  const jobId = coreJobId(index);
  return (world.standIn.state.coreJobs.get(jobId)?.versions ?? [])
    .filter(({ effectiveDate, expirationDate }) => start < end && effectiveDate < end && expirationDate > start)
    .sort((one, other) => one.effectiveDate.localeCompare(other.effectiveDate))
    .map(({ versionId }) => `feishu-corehr:job-version:${jobId}.${versionId}`);
}
