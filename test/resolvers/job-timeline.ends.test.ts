import { sampleVacancyId } from "../../src/sandbox/headhunter/index.js";
import { type Company, startCompany } from "../support/company.js";

const CODE = "REQ-1001";

/** Greenhouse's openings and HeadHunter's vacancies of one job, as they would be told by vendors that spell moments in their own way. */
describe("A closed record in a timeline", () => {
  let company: Company;
  let job: { id: number };

  beforeEach(async () => {
    company = await startCompany();
    const found = company.greenhouse.standIn.state.jobs.find(({ requisition_id }) => requisition_id === CODE);
    if (found === undefined) throw new Error("The sample has no such job");
    job = found;
  });
  afterEach(() => company.stop());

  /** One opening and no other. */
  function told(opening: object): void {
    company.greenhouse.spoil = ({ path }) => (path.endsWith("/openings") ? [{ id: 7, status: "closed", ...opening }] : undefined);
  }

  async function openings(start: string, end: string): Promise<number> {
    const query = `{ jobTimeline(jobIds: ["greenhouse:job:${job.id}"], start: "${start}", end: "${end}") { openings { id } } }`;
    const answer = await company.while(company.graph.ask<{ jobTimeline: { openings: unknown[] }[] }, object>(query));
    return answer.data?.jobTimeline[0]?.openings.length ?? Number.NaN;
  }

  it.each(["2015-12-14 19:53:32 UTC", "2015-12-14 19:53:32 +0000", "2015-12-14T22:53:32.000+0300", "2015-12-14T19:53:32Z"])(
    "has ended with %s",
    async (closed_at) => {
      told({ opened_at: "2015-11-19T19:53:32.565Z", closed_at });
      expect(await openings("2015-12-14", "2015-12-15")).toBe(1);
      expect(await openings("2015-12-15", "2100-01-01")).toBe(0);
    },
  );

  it.each([null, "last winter", 20151214, "2015-12-14 19:53:32", {}])(
    "counts only on the day it was opened where it is closed since %j",
    async (closed_at) => {
      told({ opened_at: "2015-11-19T19:53:32.565Z", closed_at });
      expect(await openings("2015-11-19", "2015-11-20")).toBe(1);
      expect(await openings("2015-11-20", "2100-01-01")).toBe(0);
      expect(await openings("2000-01-01", "2015-11-19")).toBe(0);
    },
  );

  it("is in no range where none of its moments can be read", async () => {
    told({ opened_at: null, closed_at: null });
    expect(await openings("1970-01-01", "2100-01-01")).toBe(0);
  });

  it("is open where its status says so, whatever its end", async () => {
    told({ status: "open", opened_at: "2015-11-19T19:53:32.565Z", closed_at: "2015-12-14T19:53:32Z" });
    expect(await openings("2026-01-01", "2026-01-02")).toBe(1);
  });

  describe("a vacancy taken down at an unknown moment", () => {
    async function vacancies(start: string, end: string): Promise<string[]> {
      const query = `{ jobTimeline(jobIds: ["greenhouse:job:${job.id}"], start: "${start}", end: "${end}") { vacancies { id } } }`;
      interface Answer {
        jobTimeline: { vacancies: { id: string }[] }[];
      }
      const answer = await company.while(company.graph.ask<Answer, object>(query));
      return answer.data?.jobTimeline[0]?.vacancies.map(({ id }) => id) ?? [];
    }

    async function archived(times: object): Promise<string> {
      const id = sampleVacancyId(0);
      company.headhunter.spoil = (_, json: { id?: string }) =>
        json.id === id ? { ...json, code: CODE, archived: true, hidden: false, ...times } : undefined;
      await company.while(company.graph.ask(`{ vacancy(id: "headhunter:vacancy:${id}") { code } }`));
      return `headhunter:vacancy:${id}`;
    }

    it("counts until its expiry, where that has passed", async () => {
      const id = await archived({
        published_at: "2026-01-10T12:00:00+0300",
        expires_at: "2026-02-10T12:00:00+0300",
        archived_at: "in February",
      });
      expect(await vacancies("2026-02-10", "2026-02-11")).toContain(id);
      expect(await vacancies("2026-02-11", "2100-01-01")).not.toContain(id);
    });

    it("counts on the day it was published, where its expiry is ahead", async () => {
      const id = await archived({ published_at: "2026-11-10T12:00:00+0300", expires_at: "2026-12-10T12:00:00+0300", archived_at: null });
      expect(await vacancies("2026-11-10", "2026-11-11")).toContain(id);
      expect(await vacancies("2026-11-11", "2100-01-01")).not.toContain(id);
    });
  });
});
