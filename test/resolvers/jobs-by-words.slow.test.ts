import { type Company, HARVESTS, startCompany } from "../support/company.js";

interface Found {
  id: string;
  vendor: string;
  code: string | null;
  status: string;
  updatedAt: string | null;
  names: { value: string }[];
}

interface Jobs {
  jobs: {
    nodes: Found[];
    pageInfo: { hasNextPage: boolean; endCursor: string | null };
    sources: { vendor: string; state: string; failure: { code: string } | null }[];
  };
}

const JOBS = `query Jobs($text: String, $since: DateTime, $vendors: [Vendor!], $status: JobStatus, $code: String, $first: Int, $after: String) {
  jobs(text: $text, updatedSince: $since, vendors: $vendors, status: $status, code: $code, first: $first, after: $after) {
    nodes { id vendor code status updatedAt names { value } } pageInfo { hasNextPage endCursor } sources { vendor state failure { code } }
  }
}`;
const HOUR_MS = 3_600_000;

describe.each(HARVESTS)("Jobs, Greenhouse through Harvest %s,", (harvest) => {
  let company: Company;

  beforeAll(async () => {
    company = await startCompany({ CODE_SWEEP: "on" }, undefined, harvest);
    for (let round = 0; round < 400 && !(await isSwept()); round += 1) await company.clock.advance(5_000);
  });
  afterAll(() => company.stop());

  const ask = (variables: object) => company.while(company.graph.ask<Jobs, object>(JOBS, variables));

  async function page(variables: object): Promise<Jobs["jobs"]> {
    const { data, errors } = await ask(variables);
    expect(errors).toBeUndefined();
    return (data as Jobs).jobs;
  }

  async function walk(variables: object): Promise<Found[]> {
    const met: Found[] = [];
    for (let after: string | null | undefined, read = 0; read < 100; read += 1) {
      const { nodes, pageInfo }: Jobs["jobs"] = await page({ ...variables, ...(after !== undefined && { after }) });
      met.push(...nodes);
      if (!pageInfo.hasNextPage) return met;
      after = pageInfo.endCursor;
    }
    throw new Error("The list has no end");
  }

  async function isSwept(): Promise<boolean> {
    return (await page({ text: "nobody", first: 1 })).sources.every(({ state }) => state === "FRESH");
  }

  const sorted = (jobs: readonly Found[]) => jobs.map(({ id }) => id).sort();

  describe("by words", () => {
    const holds = ({ code, names }: Found, ...words: string[]) =>
      words.every((word) => [code, ...names.map(({ value }) => value)].join(" ").toLowerCase().includes(word));

    it.each([7, 200])("are those whose names or code hold all of them, each once over pages of %i", async (first) => {
      const all = await walk({ first: 200 });
      for (const words of [["engineer"], ["site", "engineer"], ["工程师"], ["req-10"]]) {
        const found = await walk({ text: words.join(" ").toUpperCase(), first });
        expect(found.map(({ id }) => id)).toEqual(sorted(all.filter((job) => holds(job, ...words))));
      }
    });

    it("keep to the other filters too", async () => {
      const all = (await walk({ first: 200 })).filter((job) => holds(job, "engineer"));
      const [one] = all;
      expect(sorted(await walk({ text: "engineer", vendors: ["FEISHU_HIRE"] }))).toEqual(
        sorted(all.filter(({ vendor }) => vendor === "FEISHU_HIRE")),
      );
      expect(sorted(await walk({ text: "engineer", status: "CLOSED" }))).toEqual(sorted(all.filter(({ status }) => status === "CLOSED")));
      expect(sorted(await walk({ text: "engineer", code: one?.code }))).toEqual(sorted(all.filter(({ code }) => code === one?.code)));
      const since = new Date(company.clock.now() - 5_000 * HOUR_MS).toISOString();
      expect(sorted(await walk({ text: "engineer", since }))).toEqual(
        sorted(all.filter(({ updatedAt }) => updatedAt !== null && Date.parse(updatedAt) >= Date.parse(since))),
      );
    });

    it("leave out one that its vendor has renamed meanwhile, and fill the page with the next", async () => {
      const before = await page({ text: "engineer", vendors: ["GREENHOUSE"], first: 3 });
      const [first] = before.nodes;
      const job = company.greenhouse.standIn.state.jobs.find(({ id }) => `greenhouse:job:${id}` === first?.id) as { name: string };
      const { name } = job;
      job.name = "Gardener";
      const { nodes } = await page({ text: "engineer", vendors: ["GREENHOUSE"], first: 3 });
      job.name = name;
      expect(nodes).toHaveLength(3);
      expect(nodes.map(({ id }) => id)).not.toContain(first?.id);
    });

    it("go on behind jobs that are no longer so, though a page shows none of them", async () => {
      const before = await walk({ text: "engineer", vendors: ["GREENHOUSE"] });
      const renamed = before.slice(0, 5).map(({ id }) => id);
      const jobs = company.greenhouse.standIn.state.jobs.filter(({ id }) => renamed.includes(`greenhouse:job:${id}`));
      const names = jobs.map(({ name }) => name);
      for (const job of jobs) job.name = "Gardener";
      const empty = await page({ text: "engineer", vendors: ["GREENHOUSE"], first: 1 });
      const rest = await walk({ text: "engineer", vendors: ["GREENHOUSE"], first: 1, after: empty.pageInfo.endCursor });
      for (const [index, job] of jobs.entries()) job.name = names[index] as string;
      expect(empty).toMatchObject({ nodes: [], pageInfo: { hasNextPage: true, endCursor: expect.any(String) } });
      expect(rest.map(({ id }) => id)).toEqual(before.slice(5).map(({ id }) => id));
    });

    it.each([1, 200])("and changed since a moment are those of the changed ones that hold the words, over pages of %i", async (first) => {
      const since = new Date(company.clock.now() - 5_000 * HOUR_MS).toISOString();
      const vendors = ["FEISHU_HIRE", "GREENHOUSE"];
      const changed = await walk({ since, vendors, first: 200 });
      expect(sorted(await walk({ text: "ENGINEER", since, vendors, first }))).toEqual(
        sorted(changed.filter((job) => holds(job, "engineer"))),
      );
      expect(await walk({ text: "engineer", since: "2999-01-01T00:00:00Z", vendors, first })).toEqual([]);
    });

    it("and changed since a moment show how far back each vendor tells that", async () => {
      const { sources } = await page({ text: "engineer", since: "2020-01-01T00:00:00Z", vendors: ["FEISHU_COREHR"] });
      expect(sources).toEqual([{ vendor: "FEISHU_COREHR", state: "FAILED", failure: { code: "UNSUPPORTED" } }]);
    });

    it("of a vendor without jobs are none, and it says so", async () => {
      const { nodes, sources } = await page({ text: "engineer", vendors: ["HEADHUNTER"] });
      expect({ nodes, sources }).toEqual({
        nodes: [],
        sources: [{ vendor: "HEADHUNTER", state: "FAILED", failure: { code: "UNSUPPORTED" } }],
      });
    });

    it("refuse a cursor of the list without words", async () => {
      const { pageInfo } = await page({ first: 3 });
      const { errors } = await ask({ text: "engineer", first: 3, after: pageInfo.endCursor });
      expect(errors?.[0]).toMatchObject({ extensions: { code: "BAD_USER_INPUT" } });
    });
  });

  describe("changed since a moment", () => {
    const isSince = (since: string) => (job: Found) => job.updatedAt !== null && Date.parse(job.updatedAt) >= Date.parse(since);

    it.each([3, 200])("are those whose vendors say so, each once over pages of %i", async (first) => {
      const all = (await walk({ first: 200 })).filter(({ vendor }) => vendor !== "FEISHU_COREHR");
      const dates = all.flatMap(({ updatedAt }) => updatedAt ?? []).sort();
      for (const since of [dates.at(-5), dates.at(Math.floor(dates.length / 2))] as string[]) {
        const found = await walk({ since, vendors: ["FEISHU_HIRE", "GREENHOUSE"], first });
        expect(sorted(found)).toEqual(sorted(all.filter(isSince(since))));
        expect(new Set(found.map(({ id }) => id)).size).toBe(found.length);
      }
    });

    it("show what somebody changes at the vendor, and keep to the other filters", async () => {
      await company.clock.advance(HOUR_MS);
      const since = new Date(company.clock.now()).toISOString();
      await company.clock.advance(60_000);
      const job = company.greenhouse.standIn.state.jobs[3] as { id: number; name: string; updated_at: string };
      Object.assign(job, { name: "Gardener", updated_at: new Date(company.clock.now()).toISOString() });
      expect((await walk({ since })).map(({ id }) => id)).toEqual([`greenhouse:job:${job.id}`]);
      expect(await walk({ since, status: "CLOSED" })).toEqual([]);
    });

    it("are none of a moment ahead", async () => {
      expect(await walk({ since: "2999-01-01T00:00:00Z", vendors: ["FEISHU_HIRE", "GREENHOUSE"] })).toEqual([]);
    });

    it("are FAILED with UNSUPPORTED where the vendor does not tell so far back", async () => {
      const { sources } = await page({ since: "2020-01-01T00:00:00Z", vendors: ["FEISHU_COREHR"] });
      expect(sources).toEqual([{ vendor: "FEISHU_COREHR", state: "FAILED", failure: { code: "UNSUPPORTED" } }]);
    });
  });
});
