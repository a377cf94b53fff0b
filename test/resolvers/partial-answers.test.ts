import { type Company, startCompany } from "../support/company.js";

const SOURCES = "sources { vendor state failure { code } }";
const RANGE = 'start: "2026-01-01", end: "2026-02-01"';
const POSTING = {
  name: "Software Engineer",
  code: "REQ-1001",
  description: `<p>${"We look for someone who writes software that others like to read. ".repeat(3)}</p>`,
  linkedin: { location: "Berlin, Germany", applyUrl: "https://example.com/apply", externalJobPostingId: "HG-1001" },
};

interface Told {
  path: (string | number)[];
  code: unknown;
}

/**
 * Fields that may not be null lie below lists of several vendors' records: an error that is thrown there takes the whole list with it.
 */
describe("A vendor that fails during a query", () => {
  let company: Company;

  beforeEach(async () => {
    company = await startCompany();
  });
  afterEach(() => company.stop());

  async function ask<Data>(query: string, variables: object = {}): Promise<{ data: Data; told: Told[]; extensions?: unknown }> {
    const answer = await company.while(company.graph.ask<Data, object>(query, variables));
    const told = (answer.errors ?? []).map(({ path, extensions }) => ({ path: path ?? [], code: extensions.code }));
    const { extensions } = answer as { extensions?: unknown };
    return { data: answer.data as Data, told, extensions };
  }

  const corehr = () => `feishu-corehr:job:${[...company.feishu.standIn.state.coreJobs.keys()][0]}`;
  const greenhouse = () => `greenhouse:job:${company.greenhouse.standIn.state.jobs[0]?.id}`;

  it("costs the versions of its own jobs, and is reported at their paths", async () => {
    company.feishu.running.faults.arm({ kind: "status", status: 500, path: "query_multi_timeline" });
    const query = `{ jobs(first: 4) { nodes { vendor versions(${RANGE}) { id } } ${SOURCES} } }`;
    for (let time = 0; time < 2; time += 1) {
      const { data, told } = await ask<{ jobs: { nodes: { vendor: string; versions: unknown[] }[] } }>(query);
      expect(data.jobs.nodes.map(({ vendor }) => vendor)).toEqual(["FEISHU_COREHR", "FEISHU_HIRE", "GREENHOUSE", "FEISHU_COREHR"]);
      expect(data.jobs.nodes.every(({ versions }) => versions.length === 0)).toBe(true);
      expect(told).toEqual([
        { path: ["jobs", "nodes", 0, "versions"], code: "UNAVAILABLE" },
        { path: ["jobs", "nodes", 3, "versions"], code: "UNAVAILABLE" },
      ]);
    }
  });

  it("costs its own jobs' timelines", async () => {
    company.greenhouse.running.faults.arm({ kind: "status", status: 500 });
    const query = `query Some($ids: [ID!]) { jobTimeline(${RANGE}, jobIds: $ids) { job { id } versions { id } openings { id } } }`;
    const { data, told, extensions } = await ask<{ jobTimeline: { job: { id: string }; versions: unknown[] }[] }>(query, {
      ids: [greenhouse(), corehr(), "feishu-corehr:job:1"],
    });
    expect(data.jobTimeline.map(({ job }) => job.id)).toEqual([corehr()]);
    expect(data.jobTimeline[0]?.versions).not.toEqual([]);
    expect(told).toEqual([
      { path: ["jobTimeline"], code: "UNAVAILABLE" },
      { path: ["jobTimeline"], code: "NOT_FOUND" },
    ]);
    // CoreHR has answered that it does not have one of them.
    expect(extensions).toMatchObject({ sources: [{ vendor: "GREENHOUSE", state: "FAILED", failure: { code: "UNAVAILABLE" } }] });
    expect((extensions as { sources: unknown[] }).sources).toHaveLength(1);
  });

  it("is in the extensions where it refuses what fields of a timeline ask for", async () => {
    const json = { code: 99991672, msg: "Access denied." };
    company.feishu.running.faults.arm({ kind: "status", status: 400, path: "query_multi_timeline", json });
    const query = `query Some($ids: [ID!]) { jobTimeline(${RANGE}, jobIds: $ids) { versions { id } } }`;
    const { data, told, extensions } = await ask(query, { ids: [corehr()] });
    expect(data).toEqual({ jobTimeline: [{ versions: [] }] });
    expect(told).toEqual([{ path: ["jobTimeline", 0, "versions"], code: "ACCESS_DENIED" }]);
    expect(extensions).toMatchObject({ sources: [{ vendor: "FEISHU_COREHR", state: "FAILED", failure: { code: "ACCESS_DENIED" } }] });
  });

  it("is reported in errors beside a timeline without ids, which has no sources", async () => {
    await company.greenhouse.running.close();
    const query = `{ jobTimeline(${RANGE}, first: 4) { job { vendor } } }`;
    const { data, told, extensions } = await ask<{ jobTimeline: { job: { vendor: string } }[] }>(query);
    expect(new Set(data.jobTimeline.map(({ job }) => job.vendor))).toEqual(new Set(["FEISHU_COREHR", "FEISHU_HIRE"]));
    expect(told).toEqual([{ path: ["jobTimeline"], code: "UNAVAILABLE" }]);
    expect(extensions).toMatchObject({ sources: [{ vendor: "GREENHOUSE", state: "FAILED", failure: { code: "UNAVAILABLE" } }] });
    await company.feishu.running.close();
    const before = await ask<{ jobTimeline: unknown[] }>(query);
    expect(before.data.jobTimeline).toEqual(data.jobTimeline);
    const stale = { state: "STALE", failure: { code: "UNAVAILABLE" } };
    expect(before.extensions).toMatchObject({
      sources: [{ vendor: "FEISHU_COREHR", ...stale }, { vendor: "FEISHU_HIRE", ...stale }, { vendor: "GREENHOUSE" }],
    });
  });

  it("leaves a timeline without ids empty where no other vendor answers, beside the records of those that do", async () => {
    await company.greenhouse.running.close();
    await company.feishu.running.close();
    const { data, told, extensions } = await ask<{ jobTimeline: unknown[]; vacancies: { nodes: unknown[] } }>(
      `{ jobTimeline(${RANGE}, first: 4) { job { vendor } } vacancies(first: 2) { nodes { id } } }`,
    );
    expect(data.jobTimeline).toEqual([]);
    expect(data.vacancies.nodes).toHaveLength(2);
    expect(told).toEqual(Array.from({ length: 3 }, () => ({ path: ["jobTimeline"], code: "UNAVAILABLE" })));
    const failed = { state: "FAILED", failure: { code: "UNAVAILABLE" } };
    expect(extensions).toMatchObject({
      sources: [
        { vendor: "FEISHU_COREHR", ...failed },
        { vendor: "FEISHU_HIRE", ...failed },
        { vendor: "GREENHOUSE", ...failed },
      ],
    });
  });

  it("leaves its statistics without ids empty, beside the records of the others", async () => {
    company.headhunter.running.faults.arm({ kind: "status", status: 503, path: "^/(me|employers)" });
    const { data, told, extensions } = await ask<{ vacancyStats: unknown[]; jobs: { nodes: unknown[] } }>(
      "{ vacancyStats(first: 3) { coveredDays } jobs(first: 1) { nodes { id } } }",
    );
    expect(data.vacancyStats).toEqual([]);
    expect(data.jobs.nodes).toHaveLength(1);
    expect(told).toEqual([{ path: ["vacancyStats"], code: "UNAVAILABLE" }]);
    expect(extensions).toMatchObject({ sources: [{ vendor: "HEADHUNTER", state: "FAILED", failure: { code: "UNAVAILABLE" } }] });
  });

  it("is stale in the extensions where statistics that were read earlier are shown, since their oldest reading", async () => {
    interface Counted {
      vacancyStats: { coveredDays: number }[];
    }
    const [one, other] = [...company.headhunter.standIn.state.vacancies.values()].filter(({ archivedAt }) => archivedAt == null);
    const ids = [one, other].map((vacancy) => `headhunter:vacancy:${vacancy?.id}`);
    const query = "query Of($ids: [ID!]) { vacancyStats(vacancyIds: $ids) { coveredDays } }";
    const before = await ask<Counted>(query, { ids: [ids[1]] });
    expect(before.extensions).toBeUndefined();
    await company.clock.advance(60_000);
    const { data: fresh } = await ask<Counted>(query, { ids: [ids[0]] });
    company.headhunter.running.faults.arm({ kind: "status", status: 500, path: "/stats$" });
    const both = [...fresh.vacancyStats, ...before.data.vacancyStats];
    for (const [asked, known] of [
      [ids, both],
      [[...ids].reverse(), [...both].reverse()],
    ]) {
      const after = await ask<Counted>(query, { ids: asked });
      expect(after.data.vacancyStats).toEqual(known);
      expect(after.told).toEqual([]);
      const { sources } = after.extensions as { sources: { fetchedAt: string }[] };
      expect(sources).toMatchObject([{ vendor: "HEADHUNTER", state: "STALE", failure: { code: "UNAVAILABLE" } }]);
      expect(sources[0]?.fetchedAt).toMatch(/^2026-11-22T12:00:/);
    }
    const below = await ask<object>("query One($id: ID!) { vacancy(id: $id) { stats { coveredDays } } }", { id: ids[0] });
    expect(below.told).toEqual([]);
    expect(below.extensions).toMatchObject({ sources: [{ vendor: "HEADHUNTER", state: "STALE" }] });
  });

  it("leaves its close reasons and kinds of publication empty, beside the records of the others", async () => {
    await company.greenhouse.running.close();
    await company.headhunter.running.close();
    const { data, told, extensions } = await ask<{ jobs: { nodes: unknown[] } }>(
      "{ closeReasons { id } vacancyPublicationTypes { name } jobs(first: 1, vendors: [FEISHU_HIRE]) { nodes { id } } }",
    );
    expect(data).toMatchObject({ closeReasons: [], vacancyPublicationTypes: [] });
    expect(data.jobs.nodes).toHaveLength(1);
    expect(told).toHaveLength(2);
    for (const field of ["closeReasons", "vacancyPublicationTypes"]) expect(told).toContainEqual({ path: [field], code: "UNAVAILABLE" });
    const { sources } = extensions as { sources: { vendor: string; state: string }[] };
    expect(sources.map(({ vendor, state }) => `${vendor} ${state}`).sort()).toEqual(["GREENHOUSE FAILED", "HEADHUNTER FAILED"]);
  });

  it("fails a question for its rules of fields, since a form without rules would ask for nothing", async () => {
    await company.headhunter.running.close();
    const answer = await ask("{ vacancyFieldRules { path } }");
    expect(answer).toMatchObject({ data: null, told: [{ path: ["vacancyFieldRules"], code: "UNAVAILABLE" }] });
  });

  it.each([
    ["closeReasons", "HEADHUNTER"],
    ["vacancyPublicationTypes", "LINKEDIN"],
  ])("is not meant by a question for %s of a vendor without them, which fails", async (field, vendor) => {
    const answer = await ask(`{ ${field}(vendor: ${vendor}) { name } }`);
    expect(answer).toMatchObject({ data: null, told: [{ path: [field], code: "UNSUPPORTED" }] });
  });

  it("is shown by stale records where it is asked for alone", async () => {
    interface Jobs {
      jobs: { nodes: { id: string }[]; sources: object[] };
    }
    const { data: fresh } = await ask<Jobs>(`{ jobs(first: 6) { nodes { id } ${SOURCES} } }`);
    await company.greenhouse.running.close();
    const { data: alone } = await ask<Jobs>(`{ jobs(first: 2, vendors: [GREENHOUSE]) { nodes { id } ${SOURCES} } }`);
    expect(alone.jobs.nodes).toEqual(fresh.jobs.nodes.filter(({ id }) => id.startsWith("greenhouse:")));
    expect(alone.jobs.sources).toMatchObject([{ vendor: "GREENHOUSE", state: "STALE" }]);
  });

  it("costs the custom fields of its own openings", async () => {
    const query = `{ jobs(first: 60) { nodes { vendor openings { nodes { id customFields { key } } ${SOURCES} } } } }`;
    company.greenhouse.running.faults.arm({ kind: "status", status: 500, path: "/openings" });
    const { data, told } = await ask<{ jobs: { nodes: { vendor: string; openings: { nodes: { customFields: unknown[] }[] } }[] } }>(query);
    const openings = data.jobs.nodes.flatMap((job) => job.openings.nodes);
    expect(data.jobs.nodes).toHaveLength(60);
    expect(openings.length).toBeGreaterThan(0);
    expect(told.length).toBeGreaterThan(0);
    for (const { path, code } of told) expect([path.at(-1), code]).toEqual(["customFields", "UNAVAILABLE"]);
  });

  it("costs its own openings, as their own sources say", async () => {
    const { faults } = company.greenhouse.running;
    // Greenhouse may leave the openings out of a job; then they are a request of their own.
    const bare = {
      id: 4_000_000_000,
      name: "Bare",
      status: "open",
      created_at: "2025-01-03T09:00:00Z",
      updated_at: "2025-01-03T09:00:00Z",
    };
    faults.arm({ kind: "status", status: 200, path: `/v1/jobs/${bare.id}$`, json: { ...bare, departments: [], offices: [] } });
    faults.arm({ kind: "status", status: 500, path: "/openings$" });
    const { data, told } = await ask(`{ job(id: "greenhouse:job:${bare.id}") { name openings { nodes { id } ${SOURCES} } } }`);
    const sources = [{ vendor: "GREENHOUSE", state: "FAILED", failure: { code: "UNAVAILABLE" } }];
    expect(data).toEqual({ job: { name: "Bare", openings: { nodes: [], sources } } });
    expect(told).toEqual([]);
  });

  it("costs only its own part of a requisition", async () => {
    const vacancy = [...company.headhunter.standIn.state.vacancies.values()].find(({ fields }) => fields.code === "REQ-1001");
    await ask("query Learn($id: ID!) { vacancy(id: $id) { code } }", { id: `headhunter:vacancy:${vacancy?.id}` });
    company.headhunter.running.faults.arm({ kind: "drop-before", path: "/(stats|prolongate)$" });
    const { data, told } = await ask<{ requisition: { jobs: unknown[]; vacancies: object[] } }>(
      `{ requisition(code: "REQ-1001") { jobs { id } openings { id } vacancies { id
           stats(${RANGE}) { views coveredDays days { views } } prolongation { allowed }
           can { prolongate { allowed code } close { allowed } } } } }`,
    );
    expect(data.requisition.jobs).toHaveLength(2);
    expect(data.requisition.vacancies).toMatchObject([
      {
        stats: { views: 0, coveredDays: 0, days: Array.from({ length: 31 }, () => ({ views: null })) },
        prolongation: { allowed: false },
        can: { prolongate: { allowed: false, code: "UNCERTAIN" }, close: { allowed: true } },
      },
    ]);
    const of = (field: string) => ({ path: ["requisition", "vacancies", 0, field], code: "UNAVAILABLE" });
    expect(told).toHaveLength(3);
    expect(told).toEqual(expect.arrayContaining([of("stats"), of("prolongation"), of("can")]));
  });

  it("costs the statistics of its own vacancies, and a board that counts nothing has none", async () => {
    await ask("mutation Publish($input: PublishVacancyInput!) { publishVacancy(input: $input) { userErrors { code } } }", {
      input: POSTING,
    });
    const ids = [...company.headhunter.standIn.state.vacancies.keys()].slice(0, 2).map((id) => `headhunter:vacancy:${id}`);
    company.headhunter.running.faults.arm({ kind: "status", status: 500, path: `/vacancies/${ids[0]?.split(":").at(-1)}/stats` });
    const { data, told, extensions } = await ask<{ vacancyStats: { vacancy: { id: string } }[] }>(
      "query Of($ids: [ID!]) { vacancyStats(vacancyIds: $ids) { vacancy { id } } }",
      { ids: [...ids, "linkedin:vacancy:HG-1001"] },
    );
    expect(data.vacancyStats.map(({ vacancy }) => vacancy.id)).toEqual([ids[1]]);
    expect(told).toEqual([
      { path: ["vacancyStats"], code: "UNAVAILABLE" },
      { path: ["vacancyStats"], code: "UNSUPPORTED" },
    ]);
    expect(extensions).toMatchObject({
      sources: [
        { vendor: "HEADHUNTER", state: "FAILED", failure: { code: "UNAVAILABLE" } },
        { vendor: "LINKEDIN", state: "FAILED", failure: { code: "UNSUPPORTED" } },
      ],
    });
    const one = await ask('{ vacancy(id: "linkedin:vacancy:HG-1001") { stats { start end views coveredDays days { date } } } }');
    expect(one.data).toEqual({ vacancy: { stats: { start: "2026-11-22", end: "2026-11-22", views: 0, coveredDays: 0, days: [] } } });
    expect(one.told).toEqual([{ path: ["vacancy", "stats"], code: "UNSUPPORTED" }]);
  });
});

describe("A vendor that fails for openings alone", () => {
  it("is in the extensions beside timelines of jobs named by their ids, and of the first jobs", async () => {
    const company = await startCompany({}, undefined, "v3");
    company.greenhouse.running.faults.arm({ kind: "status", status: 503, path: "^/v3/openings$" });
    const job = company.greenhouse.standIn.state.jobs[0]?.id;
    const timelines = await company.while(
      Promise.all(
        [`jobIds: ["greenhouse:job:${job}"]`, "first: 3"].map((which) =>
          company.graph.ask<{ jobTimeline: object[] }, object>(`{ jobTimeline(${RANGE}, ${which}) { job { vendor } openings { id } } }`),
        ),
      ),
    );
    await company.stop();
    for (const { data, errors, extensions } of timelines) {
      const place = data?.jobTimeline.findIndex((timeline) => JSON.stringify(timeline).includes("GREENHOUSE"));
      expect(data?.jobTimeline[place ?? -1]).toEqual({ job: { vendor: "GREENHOUSE" }, openings: [] });
      expect(errors).toMatchObject([{ path: ["jobTimeline", place, "openings"], extensions: { code: "UNAVAILABLE" } }]);
      expect(extensions).toMatchObject({ sources: [{ vendor: "GREENHOUSE", state: "FAILED", failure: { code: "UNAVAILABLE" } }] });
    }
  });
});

interface Counted {
  vacancies: { nodes: unknown[]; totalCount: number; pageInfo: { endCursor: string } };
}

describe("What a list over vendors counts", () => {
  it("does not depend on the page", async () => {
    const company = await startCompany();
    const page = async (first: number, after: string | null) => {
      const query =
        "query Page($first: Int, $after: String) { vacancies(first: $first, after: $after) { nodes { id } totalCount pageInfo { endCursor } } }";
      const { data } = await company.while(company.graph.ask<Counted, object>(query, { first, after }));
      if (!data) throw new Error("No page");
      return data.vacancies;
    };
    const whole = await page(200, null);
    const one = await page(1, null);
    const next = await page(2, one.pageInfo.endCursor);
    await company.stop();
    expect([whole, one, next].map(({ totalCount }) => totalCount)).toEqual([0, 1, 2].map(() => whole.nodes.length));
  });
});
