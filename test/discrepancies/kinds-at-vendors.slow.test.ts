import { RequisitionWorld } from "./requisition-world.js";

describe.each(["v1", "v3"] as const)("The query discrepancies, Greenhouse through Harvest %s", (harvest) => {
  let world: RequisitionWorld;
  const ids: Record<string, string[]> = {};
  beforeAll(async () => {
    world = await RequisitionWorld.start({}, harvest);
    ids.AFTER = [world.job("AFTER", "closed", { closed: 1 }), world.ad("AFTER")];
    ids.FILLED = [world.job("FILLED", "open", { open: 0, closed: 2 }), world.ad("FILLED"), world.ad("FILLED", { area: "2" })];
    ids.EMPTY = [world.job("EMPTY", "open", { open: 0 }), world.ad("EMPTY")];
    ids.BARE = [world.hireJob("BARE", true)];
    ids.TWICE = [world.ad("TWICE"), world.ad("TWICE")];
    ids.SOON = [world.hireJob("SOON", true), world.job("SOON", "open"), world.ad("SOON", { days: 3 })];
    ids.LATER = [world.job("LATER", "open"), world.ad("LATER", { days: 9 })];
    ids.APART = [world.hireJob("APART", false), world.job("APART", "open"), world.ad("APART")];
    world.job("FINE", "open");
    world.ad("FINE");
    world.job("n/a", "closed", { closed: 1 });
    world.ad("N/A");
    world.ad("n/a");
    await world.learn();
  });
  afterAll(() => world.stop());

  it("tells where the vendors contradict one another, and nothing else", async () => {
    expect(await world.told()).toEqual([
      "ADVERTISED_AFTER_CLOSE AFTER",
      "ADVERTISED_AFTER_CLOSE FILLED",
      "ADVERTISED_TWICE TWICE",
      "ADVERT_ENDS_SOON SOON",
      "JOBS_DISAGREE APART",
      "OPEN_WITHOUT_ADVERT BARE",
    ]);
  });

  it("names the records, jobs first, and what is wrong in a sentence", async () => {
    for (const [kind, code] of [
      ["ADVERTISED_AFTER_CLOSE", "FILLED"],
      ["ADVERT_ENDS_SOON", "SOON"],
      ["JOBS_DISAGREE", "APART"],
      ["ADVERTISED_TWICE", "TWICE"],
    ] as const) {
      const { records, message, id } = await world.one(kind, code);
      const expected = (ids[code] ?? []).filter((one) => kind !== "JOBS_DISAGREE" || !one.includes("vacancy"));
      expect(records.map((record) => record.id)).toEqual(expected);
      expect(message).toContain(code);
      expect(id).toBe(`hiregraph:discrepancy:${kind}.${code}`);
    }
  });

  it("counts more days as soon where more are asked for, at that kind alone", async () => {
    expect(await world.told("within: 9, kinds: [ADVERT_ENDS_SOON]")).toEqual(["ADVERT_ENDS_SOON LATER", "ADVERT_ENDS_SOON SOON"]);
    expect(await world.told("within: 2, kinds: [ADVERT_ENDS_SOON, ADVERTISED_TWICE]")).toEqual(["ADVERTISED_TWICE TWICE"]);
  });

  it.each(["within: -1", "within: 366", "within: null", "first: 0", "first: 201", 'after: "x"', 'codes: [""]'])(
    "refuses %s",
    async (args) => {
      const { errors } = await world.ask(`{ discrepancies(${args}) { nodes { id } } }`);
      expect(errors?.[0]?.extensions.code).toBe("BAD_USER_INPUT");
    },
  );

  it("filters by kinds and codes", async () => {
    expect(await world.told('codes: ["SOON", "BARE", "nothing"]')).toEqual(["ADVERT_ENDS_SOON SOON", "OPEN_WITHOUT_ADVERT BARE"]);
    expect(await world.told("kinds: []")).toEqual([]);
  });

  it("pages by cursors that hold while others end", async () => {
    const first = await world.page("first: 2");
    expect(first.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
    const codes = first.nodes.map(({ code }) => code);
    world.vacancy(ids.AFTER?.[1] ?? "").archivedAt = world.now;
    for (let { pageInfo } = first; pageInfo.hasNextPage; ) {
      const next = await world.page(`first: 2, after: "${pageInfo.endCursor}"`);
      codes.push(...next.nodes.map(({ code }) => code));
      pageInfo = next.pageInfo;
    }
    expect(codes).toEqual(["AFTER", "APART", "BARE", "FILLED", "SOON", "TWICE"]);
    world.vacancy(ids.AFTER?.[1] ?? "").archivedAt = null;
    const { errors } = await world.ask(
      `{ discrepancies(first: 2, kinds: [JOBS_DISAGREE], after: "${first.pageInfo.endCursor}") { nodes { id } } }`,
    );
    expect(errors?.[0]?.extensions.code).toBe("BAD_USER_INPUT");
  });

  it("reads the records anew: what has mended itself since is not told, and comes back with a new since", async () => {
    const before = await world.one("ADVERTISED_TWICE", "TWICE");
    const ad = world.vacancy(ids.TWICE?.[0] ?? "");
    ad.archivedAt = world.now;
    expect(await world.told('codes: ["TWICE"]')).toEqual([]);
    await world.pass(5);
    ad.archivedAt = null;
    await world.learn();
    const after = await world.one("ADVERTISED_TWICE", "TWICE");
    expect(after.id).toBe(before.id);
    expect(Date.parse(after.since)).toBeGreaterThan(Date.parse(before.since));
  });

  it("says when it was seen first, and when its records were read", async () => {
    const before = await world.one("JOBS_DISAGREE", "APART");
    await world.pass(10);
    const asked = world.now;
    const after = await world.one("JOBS_DISAGREE", "APART");
    expect(after.since).toBe(before.since);
    expect(Date.parse(after.checkedAt)).toBeGreaterThanOrEqual(asked);
    expect(Date.parse(before.checkedAt)).toBeLessThan(asked);
  });

  it("is a node, under its id, as long as it lasts", async () => {
    const id = "hiregraph:discrepancy:JOBS_DISAGREE.APART";
    const query = "query ($id: ID!) { node(id: $id) { __typename id ... on Discrepancy { code records { id } } } }";
    const { node } = await world.data<{ node: object }>(query, { id });
    expect(node).toMatchObject({ __typename: "Discrepancy", id, code: "APART" });
    expect(await world.data(query, { id: "hiregraph:discrepancy:JOBS_DISAGREE.FINE" })).toEqual({ node: null });
    expect(await world.data(query, { id: "hiregraph:discrepancy:ADVERT_ENDS_SOON.LATER" })).toEqual({ node: null });
    const { errors } = await world.ask(query, { id: "hiregraph:discrepancy:NO_KIND.FINE" });
    expect(errors?.[0]?.extensions.code).toBe("BAD_USER_INPUT");
  });

  it("ties nothing together by codes that people write where they have none", async () => {
    expect(await world.told('codes: ["n/a", "N/A"]')).toEqual([]);
    const { jobs } = await world.data<{ jobs: { nodes: { code: string; vacancies: unknown[] }[] } }>(
      '{ jobs(vendors: [GREENHOUSE], code: "n/a") { nodes { code vacancies { id } } } }',
    );
    expect(jobs.nodes).toEqual([{ code: "n/a", vacancies: [] }]);
    expect(await world.data('{ requisition(code: " N/a") { code } }')).toEqual({ requisition: null });
  });
});
