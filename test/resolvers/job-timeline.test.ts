import { sampleVacancyId, type Vacancy } from "../../src/sandbox/headhunter/index.js";
import { type Company, startCompany } from "../support/company.js";

const CODE = "REQ-1001";
/** Of every nine six are published, two in the archive and one in the bin. */
const INDEXES = [0, 1, 5, 6, 7, 8, 15, 16, 17, 24, 25, 26, 33, 34, 35];
const DAY_MS = 86_400_000;

interface Timeline {
  vacancies: { id: string }[];
}

describe("The vacancies in a timeline", () => {
  let company: Company;
  let shared: Vacancy[];

  beforeAll(async () => {
    company = await startCompany();
    const { vacancies } = company.headhunter.standIn.state;
    shared = INDEXES.map((index) => vacancies.get(sampleVacancyId(index))).filter((vacancy) => vacancy !== undefined);
    expect(shared).toHaveLength(INDEXES.length);
    for (const vacancy of shared) vacancy.fields.code = CODE;
    // One was published and another taken down at a midnight in UTC, which is three in the morning in HeadHunter's own texts.
    const [first, , , closed] = shared;
    if (first === undefined || closed === undefined || closed.archivedAt === null) throw new Error("The sample lacks what the test needs");
    first.publishedAt = Date.parse("2026-11-10T00:00:00Z");
    closed.archivedAt = Date.parse("2026-11-12T00:00:00Z");
    // HeadHunter cannot be asked for a code: the records are passed through once.
    const pass = "query Pass($id: ID!) { vacancy(id: $id) { code } }";
    for (const { id } of shared) await ask(pass, { id: `headhunter:vacancy:${id}` });
  });
  afterAll(() => company.stop());

  async function ask<Data>(query: string, variables: object): Promise<Data> {
    const answer = await company.while(company.graph.ask<Data, object>(query, variables));
    expect(answer.errors).toBeUndefined();
    return answer.data as Data;
  }

  /** Day by day: some moment of a day in [start, end) at which it was on the board. */
  function publishedIn({ publishedAt, archivedAt }: Vacancy, start: string, end: string): boolean {
    for (let day = Date.parse(start); day < Date.parse(end); day += DAY_MS) {
      const begins = Math.max(day, publishedAt);
      const ends = Math.min(day + DAY_MS, archivedAt ?? Number.POSITIVE_INFINITY);
      if (begins < ends) return true;
    }
    return false;
  }

  it.each([
    ["the day before one was published", "2026-11-09", "2026-11-10"],
    ["the day of a publication at midnight", "2026-11-10", "2026-11-11"],
    ["the day that ends as one is taken down", "2026-11-11", "2026-11-12"],
    ["the day that begins as one is taken down", "2026-11-12", "2026-11-13"],
    ["a month", "2026-10-01", "2026-11-01"],
    ["the quarter", "2026-10-01", "2027-01-01"],
    ["the days ahead, in which only live ones are", "2026-11-23", "2026-12-01"],
    ["a day after every live one would have expired", "2027-06-01", "2027-06-02"],
    ["a day before all of them", "2025-01-01", "2025-01-02"],
    ["no day", "2026-11-15", "2026-11-15"],
  ])("are those that were published at some time of %s", async (_, start, end) => {
    const job = company.greenhouse.standIn.state.jobs.find(({ requisition_id }) => requisition_id === CODE);
    const id = `greenhouse:job:${job?.id}`;
    const { jobTimeline, job: found } = await ask<{ jobTimeline: Timeline[]; job: { timeline: Timeline } }>(
      `query Window($id: ID!, $start: LocalDate!, $end: LocalDate!) {
        jobTimeline(jobIds: [$id], start: $start, end: $end) { vacancies { id } }
        job(id: $id) { timeline(start: $start, end: $end) { vacancies { id } } }
      }`,
      { id, start, end },
    );
    const expected = shared.filter((vacancy) => publishedIn(vacancy, start, end)).map((vacancy) => `headhunter:vacancy:${vacancy.id}`);
    expect(jobTimeline.map(({ vacancies }) => vacancies.map((vacancy) => vacancy.id).sort())).toEqual([expected.sort()]);
    expect(found.timeline).toEqual(jobTimeline[0]);
  });

  it("differ from window to window in this sample", () => {
    const live = shared.filter((vacancy) => publishedIn(vacancy, "2026-11-23", "2026-12-01"));
    const quarter = shared.filter((vacancy) => publishedIn(vacancy, "2026-10-01", "2027-01-01"));
    const october = shared.filter((vacancy) => publishedIn(vacancy, "2026-10-01", "2026-11-01"));
    expect(live.length).toBeGreaterThan(0);
    expect(quarter.length).toBeGreaterThan(live.length);
    expect(october.length).toBeGreaterThan(0);
    expect(october.length).toBeLessThan(quarter.length);
  });

  it("lack a posting that the board has not decided about, on any day", async () => {
    const text = `<p>${"We look for someone who writes software that others like to read. ".repeat(3)}</p>`;
    const linkedin = { location: "Berlin, Germany", applyUrl: "https://example.com/apply", externalJobPostingId: "HG-1" };
    const publish = "mutation Publish($input: PublishVacancyInput!) { publishVacancy(input: $input) { vacancy { status publishedAt } } }";
    const published = await ask(publish, { input: { name: "Software Engineer", code: CODE, description: text, linkedin } });
    expect(published).toEqual({ publishVacancy: { vacancy: { status: "PENDING", publishedAt: null } } });
    const query = `query Of($id: ID!) { job(id: $id) { vacancies { vendor }
      timeline(start: "2000-01-01", end: "2100-01-01") { vacancies { vendor } } } }`;
    const job = company.greenhouse.standIn.state.jobs.find(({ requisition_id }) => requisition_id === CODE);
    interface Vendors {
      vacancies: { vendor: string }[];
    }
    const answer = await ask<{ job: Vendors & { timeline: Vendors } }>(query, { id: `greenhouse:job:${job?.id}` });
    const vendors = ({ vacancies }: Vendors) => [...new Set(vacancies.map(({ vendor }) => vendor))];
    expect(vendors(answer.job)).toEqual(["HEADHUNTER", "LINKEDIN"]);
    expect(vendors(answer.job.timeline)).toEqual(["HEADHUNTER"]);
  });
});
