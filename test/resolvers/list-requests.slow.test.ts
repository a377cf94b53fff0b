import { type Company, HARVESTS, type Harvest, startCompany } from "../support/company.js";

interface JobsPage {
  jobs: { nodes: { id: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string | null }; sources: { state: string }[] };
}

const PAGE =
  "query Jobs($first: Int!, $after: String) { jobs(first: $first, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } sources { state } } }";

describe.each(HARVESTS)("Requests that a list over all vendors costs, with Greenhouse through Harvest %s", (harvest: Harvest) => {
  let company: Company;
  let seen: Record<string, number>;
  beforeEach(async () => {
    company = await startCompany({ MAX_VENDOR_REQUESTS: "1000" }, undefined, harvest);
    seen = {};
  });
  afterEach(() => company.stop());

  /** Each stand-in's lists with so many jobs. */
  function keep(sizes: { greenhouse: number; hire: number; core: number }): void {
    const { hireJobs, coreJobs } = company.feishu.standIn.state;
    for (const [jobs, size] of [
      [hireJobs, sizes.hire],
      [coreJobs, sizes.core],
    ] as const)
      for (const id of [...jobs.keys()].slice(size)) jobs.delete(id);
    const { jobs } = company.greenhouse.standIn.state;
    const sample = jobs.splice(0);
    for (let index = 0; index < sizes.greenhouse; index += 1) {
      const job = sample[index % sample.length] as (typeof jobs)[number];
      jobs.push({ ...job, id: 5_000_000_000 + index, openings: [] });
    }
  }
  /** Requests for pages of jobs since the last call. */
  function requests(): { greenhouse: number; hire: number; core: number } {
    const all = {
      greenhouse: company.greenhouse.running.requests.filter(({ path }) => /^\/v[13]\/jobs$/.test(path)).length,
      hire: company.feishu.running.requests.filter(({ path }) => path.endsWith("/hire/v1/jobs")).length,
      core: company.feishu.running.requests.filter(({ path }) => path.endsWith("/corehr/v2/jobs")).length,
    };
    const fresh = Object.fromEntries(Object.entries(all).map(([name, count]) => [name, count - (seen[name] ?? 0)])) as typeof all;
    seen = all;
    return fresh;
  }
  async function page(first: number, after: string | null = null): Promise<JobsPage["jobs"]> {
    const answer = await company.while(company.graph.ask<JobsPage, object>(PAGE, { first, after }));
    if (!answer.data) throw new Error(JSON.stringify(answer.errors));
    return answer.data.jobs;
  }
  async function walk(first: number): Promise<{ ids: string[]; pages: number }> {
    const ids: string[] = [];
    let after: string | null = null;
    for (let pages = 1; ; pages += 1) {
      const { nodes, pageInfo }: JobsPage["jobs"] = await page(first, after);
      ids.push(...nodes.map(({ id }) => id));
      if (!pageInfo.hasNextPage) return { ids, pages };
      after = pageInfo.endCursor;
    }
  }

  it("is one to each for a first page, although some are short and the others fill it", async () => {
    keep({ greenhouse: 100, hire: 5, core: 3 });
    expect((await page(50)).nodes).toHaveLength(50);
    expect(requests()).toEqual({ greenhouse: 1, hire: 1, core: 1 });
    expect((await page(100)).nodes).toHaveLength(100);
    expect(requests()).toEqual({ greenhouse: 1, hire: 1, core: 1 });
  });

  it("is one a page to the vendor that has most of the jobs, and one more for each 200 of them", async () => {
    keep({ greenhouse: 1_000, hire: 11, core: 9 });
    const { ids, pages } = await walk(50);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => id.startsWith("greenhouse:"))).toHaveLength(1_000);
    const { greenhouse, ...others } = requests();
    expect(others).toEqual({ hire: 1, core: 1 });
    expect(greenhouse).toBeLessThanOrEqual(pages + 1_000 / 200);
  });

  it("is one a page to each where all have many, and to Hire as many as its pages of twenty take", async () => {
    keep({ greenhouse: 60, hire: 60, core: 60 });
    const { ids, pages } = await walk(30);
    expect(new Set(ids).size).toBe(ids.length);
    expect(requests()).toEqual({ greenhouse: pages, hire: pages, core: expect.any(Number) });
  });

  it("brings no large page for a small one", async () => {
    keep({ greenhouse: 600, hire: 20, core: 20 });
    await page(4);
    const sizes = [...company.greenhouse.running.requests, ...company.feishu.running.requests].flatMap(({ path, query }) =>
      path.endsWith("/jobs") ? [Number(new URLSearchParams(query).get("per_page") ?? new URLSearchParams(query).get("page_size"))] : [],
    );
    expect(sizes.sort((one, other) => one - other)).toEqual([4, 4, 20]);
  });
});
