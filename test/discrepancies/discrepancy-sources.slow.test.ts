import { type Page, RequisitionWorld } from "./requisition-world.js";

describe("Discrepancies, where a source does not answer", () => {
  let world: RequisitionWorld;
  beforeEach(async () => {
    world = await RequisitionWorld.start();
    world.job("AFTER", "closed", { closed: 1 });
    world.ad("AFTER");
    world.job("BARE", "open");
    world.ad("TWICE");
    world.ad("TWICE");
    world.hireJob("APART", false);
    world.job("APART", "open");
    world.ad("APART");
    await world.learn();
  });
  afterEach(() => world.stop());

  const states = (page: { sources: { vendor: string; state: string }[] }) =>
    Object.fromEntries(page.sources.map(({ vendor, state }) => [vendor, state]));

  it("are told with how each source answered; profiles take no part", async () => {
    const page = await world.page();
    expect(page.nodes).toHaveLength(4);
    expect(states(page)).toEqual({ FEISHU_HIRE: "FRESH", GREENHOUSE: "FRESH", HEADHUNTER: "FRESH", LINKEDIN: "FRESH" });
  });

  it("are not told where they involve it, or rest on what it does not show", async () => {
    world.company.headhunter.running.faults.arm({ kind: "status", status: 503 });
    const page = await world.page();
    expect(page.nodes.map(({ kind }) => kind)).toEqual(["JOBS_DISAGREE"]);
    expect(states(page)).toMatchObject({ HEADHUNTER: "FAILED", GREENHOUSE: "FRESH" });
  });

  it("are told that involve the others alone", async () => {
    world.company.feishu.running.faults.arm({ kind: "status", status: 503, path: "hire" });
    const page = await world.page();
    // That all jobs are closed is not known without it.
    expect(page.nodes.map(({ kind, code }) => `${kind} ${code}`).sort()).toEqual(["ADVERTISED_TWICE TWICE", "OPEN_WITHOUT_ADVERT BARE"]);
    expect(states(page)).toMatchObject({ FEISHU_HIRE: "FAILED" });
  });

  it("tell by node that nobody can say, and not that it has ended", async () => {
    world.company.headhunter.running.faults.arm({ kind: "status", status: 503 });
    const { data, errors } = await world.ask('{ node(id: "hiregraph:discrepancy:ADVERTISED_TWICE.TWICE") { id } }');
    expect(data).toEqual({ node: null });
    expect(errors?.[0]?.extensions.code).toBe("UNAVAILABLE");
  });

  it("do not rest on the absence of what a board may show that keeps failing, though none of its records is asked for", async () => {
    world.company.headhunter.running.faults.arm({ kind: "status", status: 503 });
    const bare = () => world.page("kinds: [OPEN_WITHOUT_ADVERT]");
    for (let waited = 0; waited < 30 && (await bare()).nodes.length > 0; waited += 1) await world.pass(10);
    const page = await bare();
    expect(page.nodes).toEqual([]);
    expect(states(page)).toMatchObject({ HEADHUNTER: "FAILED" });
  });

  it("do not rest on the absence of what a record that cannot be read may be", async () => {
    world.company.headhunter.spoil = (request, json: { area?: unknown }) =>
      /^\/vacancies\/\d+$/.test(request.path) ? { ...json, area: "nowhere" } : undefined;
    const page = await world.page();
    expect(page.nodes.map(({ kind }) => kind)).toEqual(["JOBS_DISAGREE"]);
    expect(states(page)).toMatchObject({ HEADHUNTER: "INCOMPLETE" });
  });

  it("do not rest on absence while the sources are still being learnt", async () => {
    await world.stop();
    world = await RequisitionWorld.start();
    world.company.headhunter.running.faults.arm({ kind: "status", status: 503 });
    world.job("BARE", "open");
    world.hireJob("APART", false);
    world.job("APART", "open");
    await world.pass(120);
    const page = await world.page();
    expect(page.nodes.map(({ kind }) => kind)).toEqual(["JOBS_DISAGREE"]);
    await world.untilTold("JOBS_DISAGREE APART");
    expect(states(page)).toMatchObject({ LINKEDIN: "FRESH" });
    expect(states(page).HEADHUNTER).not.toBe("FRESH");
  });

  it("are found from answers as old as the request allows, and say how old those are", async () => {
    const first = await world.page("", undefined, { "cache-control": "max-age=600" });
    await world.pass(2);
    // The sweep asks meanwhile, too: only what this answer cost counts.
    const query = "{ discrepancies { nodes { id checkedAt records { id } } } }";
    const { data, extensions } = await world.ask<{ discrepancies: Page }>(query, {}, { "cache-control": "max-age=600", "x-upstream": "1" });
    const again = (data as { discrepancies: Page }).discrepancies;
    const costs = extensions?.upstream as { requests: number }[];
    expect(again.nodes.map(({ id, checkedAt }) => [id, checkedAt])).toEqual(first.nodes.map(({ id, checkedAt }) => [id, checkedAt]));
    expect(costs.reduce((sum, { requests }) => sum + requests, 0)).toBe(0);
    const anew = await world.page();
    expect(Date.parse(anew.nodes[0]?.checkedAt ?? "")).toBeGreaterThan(Date.parse(first.nodes[0]?.checkedAt ?? ""));
  });
});

describe("A page of 50 discrepancies", () => {
  const COST = { "x-upstream": "1" };
  const RECORDS = "id records { id }";
  let world: RequisitionWorld;
  beforeAll(async () => {
    world = await RequisitionWorld.start();
    for (let number = 10; number < 30; number += 1) {
      world.job(`AFTER-${number}`, "closed", { closed: 2 });
      world.ad(`AFTER-${number}`);
      world.ad(`AFTER-${number}`, { isLive: false });
    }
    for (let number = 10; number < 35; number += 1) {
      world.job(`BARE-${number}`, "open", { open: 2 });
      world.job(`BARE-${number}`, "draft");
      world.ad(`BARE-${number}`, { isLive: false });
    }
    for (let number = 10; number < 15; number += 1) {
      world.hireJob(`APART-${number}`, false);
      world.job(`APART-${number}`, "open");
      world.ad(`APART-${number}`);
    }
    await world.learn();
  });
  afterAll(() => world.stop());

  type Upstream = { vendor: string; requests: number }[];
  const requestsIn = (upstream: Upstream) => upstream.reduce((sum, { requests }) => sum + requests, 0);

  it("costs no more requests than reading its records by the best bulk calls", async () => {
    const query = `{ discrepancies(first: 50) { nodes { ${RECORDS} } pageInfo { hasNextPage } } }`;
    const { data, extensions } = await world.ask<{ discrepancies: { nodes: { records: { id: string }[] }[] } }>(query, {}, COST);
    const ids = (data?.discrepancies.nodes ?? []).flatMap(({ records }) => records.map(({ id }) => id));
    expect(data?.discrepancies.nodes).toHaveLength(50);
    const records =
      "query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Job { code status openings(first: 1) { nodes { id } } } ... on Vacancy { code } } }";
    const read = await world.ask(records, { ids: [...new Set(ids)] }, COST);
    const [cost, least] = [extensions?.upstream as Upstream, read.extensions?.upstream as Upstream];
    expect(requestsIn(cost)).toBeLessThanOrEqual(requestsIn(least));
    expect(requestsIn(cost)).toBeGreaterThan(0);
  });

  interface Walked {
    nodes: { code: string }[];
    pageInfo: { hasNextPage: boolean; endCursor: string | null };
    /** Of the first error beside them. */
    code: unknown;
  }

  async function walk(after: string | null): Promise<Walked> {
    const query =
      "query ($after: String) { discrepancies(first: 50, after: $after) { nodes { code } pageInfo { hasNextPage endCursor } } }";
    const { data, errors } = await world.ask<{ discrepancies: Walked }>(query, { after });
    if (!data) throw new Error(JSON.stringify(errors));
    return { ...data.discrepancies, code: errors?.[0]?.extensions.code };
  }

  it("stops where the operation may send no more, and goes on from there", async () => {
    await world.stop();
    world = await RequisitionWorld.start({ MAX_VENDOR_REQUESTS: "4" });
    for (let number = 10; number < 20; number += 1) {
      world.ad(`TWICE-${number}`);
      world.ad(`TWICE-${number}`);
    }
    await world.learn();
    const found: string[] = [];
    for (let after: string | null = null, pages = 0; pages < 20; pages += 1) {
      const { nodes, pageInfo, code }: Walked = await walk(after);
      found.push(...nodes.map((node) => node.code));
      after = pageInfo.endCursor;
      if (!pageInfo.hasNextPage) break;
      expect(code).toBe("BAD_USER_INPUT");
    }
    expect(found).toEqual(Array.from({ length: 10 }, (_, index) => `TWICE-${index + 10}`));
  });
});
