import { REQUISITIONS } from "../../src/sandbox/world.js";
import { type Company, HARVESTS, startCompany } from "../support/company.js";

interface Report {
  vendor: string;
  state: string;
  fetchedAt: string | null;
  failure: { code: string } | null;
}

interface ListAnswer {
  nodes: { id: string; code?: string | null }[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
  totalCount?: number | null;
  sources: Report[];
}

const SOURCES = "sources { vendor state fetchedAt failure { code } }";
const PAGE = `nodes { id } pageInfo { hasNextPage endCursor } ${SOURCES}`;

const CODE = "REQ-1001";
/** LinkedIn holds a posting under the code already, which somebody else published. */
const POSTING_ID = "HG-1001";
const TODAY = "2026-11-22";
const REQUISITION = `query Whole($code: String!) {
  requisition(code: $code) { code jobs { id vendor } openings { id } vacancies { id vendor } ${SOURCES} }
}`;

const POSTING = {
  name: "Software Engineer",
  code: CODE,
  description: `<p>${"We look for someone who writes software that others like to read. ".repeat(3)}</p>`,
  linkedin: { location: "Berlin, Germany", applyUrl: "https://example.com/apply", externalJobPostingId: POSTING_ID },
};

/** Every row holds through both APIs of Greenhouse. */
describe.each(HARVESTS)("One graph over five vendors, Greenhouse through Harvest %s", (harvest) => {
  let company: Company;

  beforeEach(async () => {
    company = await startCompany({}, undefined, harvest);
  });
  afterEach(() => company.stop());

  async function ask<Data>(query: string, variables: Record<string, unknown> = {}) {
    return company.while(company.graph.ask<Data, Record<string, unknown>>(query, variables));
  }

  async function data<Data>(query: string, variables: Record<string, unknown> = {}): Promise<Data> {
    const answer = await ask<Data>(query, variables);
    expect(answer.errors).toBeUndefined();
    return answer.data as Data;
  }

  async function walk(list: string, first: number): Promise<string[]> {
    const ids: string[] = [];
    let after: string | null = null;
    for (let page = 0; page < 200; page += 1) {
      const answer: Record<string, ListAnswer> = await data(`query Walk($first: Int, $after: String) { ${list} { ${PAGE} } }`, {
        first,
        after,
      });
      const [found] = Object.values(answer) as [ListAnswer];
      ids.push(...found.nodes.map(({ id }) => id));
      if (!found.pageInfo.hasNextPage) return ids;
      after = found.pageInfo.endCursor;
    }
    throw new Error("The list has no end");
  }

  /** Lets time pass until LinkedIn has decided, and the server knows it. */
  async function published(): Promise<void> {
    for (let round = 0; round < 100; round += 1) {
      const { operations } = await data<{ operations: { nodes: { outcome: string }[] } }>("{ operations(first: 1) { nodes { outcome } } }");
      if (operations.nodes[0]?.outcome === "APPLIED") return;
      await company.clock.advance(60_000);
    }
    throw new Error("The posting is not published");
  }

  /** Every job the stand-ins hold, as global ids. */
  function heldJobs(): string[] {
    return [
      // CoreHR lists what has a version in force today, and leaves out what has ended.
      ...[...company.feishu.standIn.state.coreJobs.values()]
        .filter(({ versions }) => versions.some(({ effectiveDate, expirationDate }) => effectiveDate <= TODAY && TODAY < expirationDate))
        .map(({ id }) => `feishu-corehr:job:${id}`),
      ...[...company.feishu.standIn.state.hireJobs.keys()].map((id) => `feishu-hire:job:${id}`),
      ...company.greenhouse.standIn.state.jobs.map(({ id }) => `greenhouse:job:${id}`),
    ];
  }

  test.each([7, 50, 200])("shows every vendor's jobs once over all pages of %i", async (first) => {
    const ids = await walk("jobs(first: $first, after: $after)", first);
    expect(new Set(ids).size).toBe(ids.length);
    expect([...ids].sort()).toEqual(heldJobs().sort());
  });

  test("orders jobs the same for every page size", async () => {
    const small = await walk("jobs(first: $first, after: $after)", 9);
    const large = await walk("jobs(first: $first, after: $after)", 200);
    expect(small).toEqual(large);
  });

  test("asks each vendor once for its share of a page", async () => {
    await data(`{ jobs(first: 3) { ${PAGE} } }`);
    const before = company.requestCount();
    await data(`{ jobs(first: 6) { ${PAGE} } }`);
    expect(company.requestCount() - before).toBe(3);
  });

  test("loses only the jobs of a vendor that is down, and says so", async () => {
    await company.greenhouse.running.close();
    const { jobs } = await data<{ jobs: ListAnswer }>(`{ jobs(first: 200) { ${PAGE} } }`);
    expect(jobs.nodes).toHaveLength(heldJobs().filter((id) => !id.startsWith("greenhouse:")).length);
    const states = Object.fromEntries(jobs.sources.map(({ vendor, state }) => [vendor, state]));
    expect(states).toEqual({ FEISHU_COREHR: "FRESH", FEISHU_HIRE: "FRESH", GREENHOUSE: "FAILED" });
    expect(jobs.sources.find(({ vendor }) => vendor === "GREENHOUSE")?.failure?.code).toBe("UNAVAILABLE");
  });

  test("shows a list read before as stale while its vendor is down", async () => {
    const fresh = await data<{ jobs: ListAnswer }>(`{ jobs(first: 30) { ${PAGE} } }`);
    await company.greenhouse.running.close();
    const stale = await data<{ jobs: ListAnswer }>(`{ jobs(first: 30) { ${PAGE} } }`);
    expect(stale.jobs.nodes).toEqual(fresh.jobs.nodes);
    expect(stale.jobs.sources.find(({ vendor }) => vendor === "GREENHOUSE")).toMatchObject({
      state: "STALE",
      fetchedAt: fresh.jobs.sources.find(({ vendor }) => vendor === "GREENHOUSE")?.fetchedAt,
      failure: { code: "UNAVAILABLE" },
    });
  });

  test("reports a job of a vendor that is down at its path, and answers the rest of the query", async () => {
    const down = `greenhouse:job:${company.greenhouse.standIn.state.jobs[0]?.id}`;
    const up = `feishu-hire:job:${[...company.feishu.standIn.state.hireJobs.keys()][0]}`;
    await company.greenhouse.running.close();
    const answer = await ask<{ down: null; up: { id: string } }>(
      `query Two($down: ID!, $up: ID!) { down: job(id: $down) { id } up: job(id: $up) { id } }`,
      { down, up },
    );
    expect(answer.data).toEqual({ down: null, up: { id: up } });
    expect(answer.errors).toEqual([
      expect.objectContaining({ path: ["down"], extensions: expect.objectContaining({ code: "UNAVAILABLE", vendor: "GREENHOUSE" }) }),
    ]);
  });

  test("reports a named vendor without jobs as such, beside the others' jobs", async () => {
    const { jobs } = await data<{ jobs: ListAnswer }>(`{ jobs(vendors: [GREENHOUSE, HEADHUNTER], first: 5) { ${PAGE} } }`);
    expect(jobs.nodes).toHaveLength(5);
    expect(jobs.sources.find(({ vendor }) => vendor === "HEADHUNTER")).toMatchObject({ state: "FAILED", failure: { code: "UNSUPPORTED" } });
  });

  describe("A requisition", () => {
    /** HeadHunter and Feishu Hire cannot be asked for a code: their records are passed through once. */
    async function learnCodes(): Promise<void> {
      const id = [...company.headhunter.standIn.state.vacancies.values()].find(({ fields }) => fields.code === CODE)?.id;
      await data("query Learn($id: ID!) { vacancy(id: $id) { code } }", { id: `headhunter:vacancy:${id}` });
      await data("{ jobs(vendors: [FEISHU_HIRE], first: 200) { nodes { code } } }");
      const published = await data<{ publishVacancy: { userErrors: unknown[] } }>(
        "mutation Publish($input: PublishVacancyInput!) { publishVacancy(input: $input) { userErrors { code message field } } }",
        { input: POSTING },
      );
      expect(published.publishVacancy.userErrors).toEqual([]);
    }

    interface Whole {
      requisition: {
        code: string;
        jobs: { id: string; vendor: string }[];
        openings: unknown[];
        vacancies: { id: string; vendor: string }[];
        sources: Report[];
      } | null;
    }

    test("joins the records of five vendors under its code", async () => {
      await learnCodes();
      const { requisition } = await data<Whole>(REQUISITION, { code: CODE });
      expect(requisition?.jobs.map(({ vendor }) => vendor).sort()).toEqual(["FEISHU_COREHR", "FEISHU_HIRE", "GREENHOUSE"]);
      expect(requisition?.vacancies.map(({ vendor }) => vendor).sort()).toEqual(["HEADHUNTER", "LINKEDIN"]);
      expect(requisition?.openings).toHaveLength(
        company.greenhouse.standIn.state.jobs.find(({ requisition_id }) => requisition_id === CODE)?.openings.length ?? -1,
      );
      // Nothing sweeps here: Feishu Hire and HeadHunter, which cannot be asked for a code, may hold more.
      expect(Object.fromEntries(requisition?.sources.map(({ vendor, state }) => [vendor, state]) ?? [])).toEqual({
        FEISHU_COREHR: "FRESH",
        FEISHU_HIRE: "INCOMPLETE",
        GREENHOUSE: "FRESH",
        HEADHUNTER: "INCOMPLETE",
        LINKEDIN: "FRESH",
      });
    });

    test("is answered without the vendor that is killed while it is being read", async () => {
      await learnCodes();
      // The vendor dies with the question in its hands, and again at every try.
      company.headhunter.running.faults.arm({ kind: "drop-before" });
      const { requisition } = await data<Whole>(REQUISITION, { code: CODE });
      expect(requisition?.jobs).toHaveLength(3);
      expect(requisition?.vacancies.map(({ vendor }) => vendor)).toEqual(["LINKEDIN"]);
      expect(requisition?.sources.find(({ vendor }) => vendor === "HEADHUNTER")).toMatchObject({
        state: "FAILED",
        failure: { code: "UNAVAILABLE" },
      });
      expect(requisition?.sources.map(({ state }) => state).sort()).toEqual(["FAILED", "FRESH", "FRESH", "FRESH", "INCOMPLETE"]);
    });

    test("is not null where no vendor has the code so far and not everything has been read", async () => {
      const { requisition } = await data<Whole>(REQUISITION, { code: "NOBODY-HAS-THIS" });
      expect(requisition).toMatchObject({ jobs: [], openings: [], vacancies: [] });
      expect(requisition?.sources.filter(({ state }) => state === "INCOMPLETE")).toHaveLength(2);
    });

    test("shows no record whose code has changed since it was indexed", async () => {
      await learnCodes();
      const vacancy = [...company.headhunter.standIn.state.vacancies.values()].find(({ fields }) => fields.code === CODE);
      if (vacancy === undefined) throw new Error("The sample lacks the vacancy");
      vacancy.fields.code = "ANOTHER";
      const { requisition } = await data<Whole>(REQUISITION, { code: CODE });
      expect(requisition?.vacancies.map(({ vendor }) => vendor)).toEqual(["LINKEDIN"]);
    });

    test("links a job to its vacancies and a vacancy to its jobs", async () => {
      await learnCodes();
      const job = company.greenhouse.standIn.state.jobs.find(({ requisition_id }) => requisition_id === CODE);
      const { job: found } = await data<{ job: { vacancies: { vendor: string; jobs: { vendor: string }[] }[] } }>(
        "query Ties($id: ID!) { job(id: $id) { vacancies { vendor jobs { vendor } } } }",
        { id: `greenhouse:job:${job?.id}` },
      );
      expect(found.vacancies.map(({ vendor }) => vendor).sort()).toEqual(["HEADHUNTER", "LINKEDIN"]);
      for (const { jobs } of found.vacancies)
        expect(jobs.map(({ vendor }) => vendor).sort()).toEqual(["FEISHU_COREHR", "FEISHU_HIRE", "GREENHOUSE"]);
    });

    test("names the vendor missing from a list without sources, at its path and in extensions", async () => {
      await learnCodes();
      await company.headhunter.running.close();
      const job = company.greenhouse.standIn.state.jobs.find(({ requisition_id }) => requisition_id === CODE);
      const answer = await ask<{ job: { vacancies: { vendor: string }[] } }>(
        "query Ties($id: ID!) { job(id: $id) { vacancies { vendor } } }",
        { id: `greenhouse:job:${job?.id}` },
      );
      expect(answer.errors).toEqual([
        expect.objectContaining({
          path: ["job", "vacancies"],
          extensions: expect.objectContaining({ code: "UNAVAILABLE", vendor: "HEADHUNTER", retryable: true }),
        }),
      ]);
      expect(answer.data?.job.vacancies.map(({ vendor }) => vendor)).toEqual(["LINKEDIN"]);
      expect(answer).toMatchObject({ extensions: { sources: [{ vendor: "HEADHUNTER", state: "FAILED" }] } });
    });
  });

  test("answers a timeline without ids for the first jobs of all vendors", async () => {
    const { jobTimeline } = await data<{
      jobTimeline: {
        job: { id: string; vendor: string };
        versions: { effectiveDate: string; expirationDate: string | null }[];
        openings: { openedAt: string | null; closedAt: string | null }[];
      }[];
    }>(
      `{ jobTimeline(start: "2025-01-01", end: "2026-01-01", first: 30) { job { id vendor } versions { effectiveDate expirationDate } openings { openedAt closedAt } } }`,
    );
    expect(new Set(jobTimeline.map(({ job }) => job.vendor))).toEqual(new Set(["FEISHU_COREHR", "FEISHU_HIRE", "GREENHOUSE"]));
    expect(jobTimeline.flatMap(({ versions }) => versions).length).toBeGreaterThan(0);
    expect(jobTimeline.flatMap(({ openings }) => openings).length).toBeGreaterThan(0);
    for (const { versions, openings } of jobTimeline) {
      for (const { effectiveDate, expirationDate } of versions) {
        expect(effectiveDate < "2026-01-01" && (expirationDate ?? "9999") > "2025-01-01").toBe(true);
      }
      // Harvest v3 does not say when a draft's openings were opened: they count from the beginning.
      for (const { openedAt, closedAt } of openings)
        expect((openedAt ?? "0000") < "2026-01-01" && (closedAt ?? "9999") > "2025-01-01").toBe(true);
    }
  });

  test("lists the vacancies of all boards in one list", async () => {
    await data("mutation Publish($input: PublishVacancyInput!) { publishVacancy(input: $input) { userErrors { code } } }", {
      input: POSTING,
    });
    await published();
    const ids = await walk("vacancies(first: $first, after: $after)", 20);
    const held = [...company.headhunter.standIn.state.vacancies.values()];
    expect(ids).toContain(`linkedin:vacancy:${POSTING_ID}`);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => id.startsWith("headhunter:")).length).toBeGreaterThan(20);
    for (const id of ids.filter((id) => id.startsWith("headhunter:")))
      expect(held.some((vacancy) => id.endsWith(`:${vacancy.id}`))).toBe(true);
  });

  test("closes vacancies of two boards at their boards, and answers in the order of the ids", async () => {
    await data("mutation Publish($input: PublishVacancyInput!) { publishVacancy(input: $input) { userErrors { code } } }", {
      input: POSTING,
    });
    await published();
    const active = await data<{ vacancies: ListAnswer }>(`{ vacancies(vendors: [HEADHUNTER], first: 2) { ${PAGE} } }`);
    const [one, two] = active.vacancies.nodes.map(({ id }) => id);
    const ids = [one, `linkedin:vacancy:${POSTING_ID}`, two];
    const { closeVacancies } = await data<{
      closeVacancies: { operation: { targetId: string; outcome: string }; userErrors: unknown[] }[];
    }>(
      "mutation Close($ids: [ID!]!) { closeVacancies(input: { ids: $ids }) { operation { targetId outcome } userErrors { code message } } }",
      { ids },
    );
    expect(closeVacancies.map(({ operation }) => [operation.targetId, operation.outcome])).toEqual([
      [one, "APPLIED"],
      [`linkedin:vacancy:${POSTING_ID}`, "PENDING"],
      [two, "APPLIED"],
    ]);
  });

  test("has a sample world whose vendors share codes", () => {
    const codes = new Set(REQUISITIONS.map(({ code }) => code));
    const hire = [...company.feishu.standIn.state.hireJobs.values()].map(({ code }) => code);
    const board = [...company.headhunter.standIn.state.vacancies.values()].flatMap(({ fields }) => (fields.code ? [fields.code] : []));
    expect(hire.filter((code) => codes.has(code)).length).toBeGreaterThan(50);
    expect(board.filter((code) => codes.has(code)).length).toBeGreaterThan(50);
  });
});
