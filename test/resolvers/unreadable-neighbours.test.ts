import { sampleVacancyId } from "../../src/sandbox/headhunter/index.js";
import { type Company, startCompany } from "../support/company.js";

type Json = Record<string, unknown>;
interface Report {
  vendor: string;
  state: string;
  failure: { code: string } | null;
}

const SOURCES = "sources { vendor state failure { code message } }";

describe("Beside a record that cannot be read", () => {
  let company: Company;
  beforeEach(async () => {
    company = await startCompany();
  });
  afterEach(() => company.stop());

  async function ask<Data>(query: string) {
    const { data, errors = [], extensions } = await company.while(company.graph.ask<Data, object>(query));
    const told = errors.map(({ path, extensions: more, message }) => ({ path: path ?? [], code: more.code, message }));
    return { data: data as Data, told, extensions };
  }
  /** Changes records wherever they are shown. */
  const spoil = (vendor: "greenhouse" | "feishu" | "headhunter", change: (record: Json) => void) => {
    const visit = (json: unknown): void => {
      if (typeof json !== "object" || json === null) return;
      if (!Array.isArray(json)) change(json as Json);
      for (const part of Object.values(json)) visit(part);
    };
    company[vendor].spoil = (_, json) => {
      visit(json);
      return json;
    };
  };
  const asked = (vendor: "greenhouse" | "feishu" | "headhunter", path: RegExp) =>
    company[vendor].running.requests.filter((request) => path.test(request.path));

  it("a record that a list has told of is told of no more where it is met again", async () => {
    const [job] = company.greenhouse.standIn.state.jobs;
    spoil("greenhouse", (record) => {
      if (record.id === job?.id) record.closed_at = "soon";
    });
    interface Answer {
      jobs: { nodes: { openings: { nodes: { job: object }[] } }[]; sources: Report[] };
    }
    const { data, told } = await ask<Answer>(
      `{ jobs(vendors: [GREENHOUSE], first: 2) { nodes { openings { nodes { job { id } } } } ${SOURCES} } }`,
    );
    expect(data.jobs.nodes[0]?.openings.nodes[0]?.job).toEqual({ id: `greenhouse:job:${job?.id}` });
    expect(data.jobs.sources).toMatchObject([{ state: "INCOMPLETE" }]);
    expect(told).toEqual([]);
  });

  it("a list that lacks it says so wherever it stands; what is missing of one that is shown is told once", async () => {
    const job = company.greenhouse.standIn.state.jobs.find(({ openings }) => openings.length > 2);
    const [gone, part] = job?.openings ?? [];
    spoil("greenhouse", (record) => {
      if (record.id === gone?.id) record.status = "on_hold";
      if (record.id === part?.id) record.opening_id = { text: "x" };
    });
    const openings = 'timeline(start: "2000-01-01", end: "2100-01-01") { openings { id } }';
    const { told } = await ask(`{ job(id: "greenhouse:job:${job?.id}") { one: ${openings} two: ${openings} } }`);
    expect(told.map(({ path }) => path)).toEqual([
      ["job", "one", "openings"],
      ["job", "two", "openings"],
    ]);
    expect(told.map(({ message }) => [message.includes(`${gone?.id}`), message.includes(`${part?.id}`)])).toEqual([
      [true, true],
      [true, false],
    ]);
  });

  it("whoever runs the server reads in the log which it was, once for each answer", async () => {
    const log: Record<string, unknown>[] = [];
    const logged = await startCompany({ LOG_LEVEL: "warn" }, log);
    const [job] = logged.greenhouse.standIn.state.jobs;
    logged.greenhouse.spoil = ({ path }, json: Json[]) =>
      path === "/v1/jobs" ? json.map((one) => (one.id === job?.id ? { ...one, closed_at: "soon" } : one)) : undefined;
    const query = `{ one: jobs(vendors: [GREENHOUSE], first: 2) { ${SOURCES} } two: jobs(vendors: [GREENHOUSE], first: 2) { ${SOURCES} } }`;
    await logged.while(logged.graph.ask(query));
    await logged.stop();
    expect(log).toMatchObject([{ level: "warn", msg: "records cannot be read", vendor: "GREENHOUSE", records: 1 }]);
    expect(JSON.stringify(log)).toContain(`The job ${job?.id} is shown without what cannot be read of it: closed_at`);
  });

  it("what was read of a list before stands in as it could be read then", async () => {
    const [job] = company.greenhouse.standIn.state.jobs;
    spoil("greenhouse", (record) => {
      if (record.id === job?.id && "openings" in record) record.openings = "none";
    });
    const query = `{ jobs(vendors: [GREENHOUSE], first: 2) { nodes { id openings { nodes { id } ${SOURCES} } } ${SOURCES} } }`;
    interface Answer {
      jobs: { nodes: { openings: { nodes: object[]; sources: Report[] } }[]; sources: Report[] };
    }
    const before = await ask<Answer>(query);
    expect(before.data.jobs.nodes[0]?.openings).toMatchObject({ nodes: [expect.anything()], sources: [{ state: "FRESH" }] });
    company.greenhouse.running.faults.arm({ kind: "status", status: 500 });
    const after = await ask<Answer>(query);
    expect(after.data.jobs.sources).toMatchObject([{ state: "STALE" }]);
    // Its openings had not come with it.
    expect(after.data.jobs.nodes[0]?.openings).toMatchObject({
      nodes: [],
      sources: [{ state: "FAILED", failure: { code: "UNAVAILABLE" } }],
    });
    expect(after.data.jobs.nodes[1]?.openings.nodes).toEqual(before.data.jobs.nodes[1]?.openings.nodes);
  });

  it("an id that is not among the others may be its own, so the vendor does not hold back null", async () => {
    const [first, second] = [...company.feishu.standIn.state.coreJobs.keys()];
    spoil("feishu", (record) => {
      if (record.id === first) record.id = "constructor";
    });
    const { data, told } = await ask(
      `{ gone: job(id: "feishu-corehr:job:${first}") { id } held: job(id: "feishu-corehr:job:${second}") { code } }`,
    );
    expect(data).toMatchObject({ gone: null, held: { code: expect.any(String) } });
    expect(told).toMatchObject([{ path: ["gone"], code: "BAD_RESPONSE" }]);
  });

  it("other jobs' versions are told as complete, and a job that only it tells of is not called unknown", async () => {
    const [one, other] = [...company.feishu.standIn.state.coreJobs.values()].filter(({ versions }) => versions.length > 1);
    const bad = one?.versions[0]?.versionId;
    spoil("feishu", (record) => {
      if (record.job_version_id === bad) record.effective_date = "soon";
    });
    const ids = [one, other].map((job) => `"feishu-corehr:job:${job?.id}"`).join(", ");
    const both = await ask(`{ jobTimeline(jobIds: [${ids}], start: "1900-01-01", end: "9999-12-31") { versions { id } } }`);
    expect(both.told).toMatchObject([{ path: ["jobTimeline", 0, "versions"], code: "BAD_RESPONSE" }]);
    spoil("feishu", (record) => {
      if (record.job_id === one?.id) record.effective_date = "soon";
      if (record.id === one?.id) record.id = "9";
    });
    const ended = await ask(
      `{ jobTimeline(jobIds: ["feishu-corehr:job:${one?.id}"], start: "2020-01-01", end: "2021-01-01") { job { id } } }`,
    );
    expect(ended.told).toMatchObject([{ path: ["jobTimeline"], code: "BAD_RESPONSE", message: expect.stringContaining("effective_date") }]);
  });

  it("the other vacancies of a code are shown, and the board is INCOMPLETE, in sources and, where there are none, among the errors", async () => {
    const { vacancies } = company.headhunter.standIn.state;
    const [bad, good] = [0, 1].map((index) => vacancies.get(sampleVacancyId(index)));
    for (const vacancy of [bad, good]) {
      if (vacancy !== undefined) vacancy.fields.code = "REQ-1001";
      await ask(`{ vacancy(id: "headhunter:vacancy:${vacancy?.id}") { code } }`);
    }
    spoil("headhunter", (record) => {
      if (record.id === bad?.id) record.archived = 1;
    });
    interface Answer {
      requisition: { vacancies: { id: string }[]; jobs: { vacancies: object[] }[]; sources: Report[] };
    }
    const { data, told, extensions } = await ask<Answer>(
      `{ requisition(code: "REQ-1001") { vacancies { id } jobs { vacancies { id } } ${SOURCES} } }`,
    );
    expect(data.requisition.vacancies).toEqual([{ id: `headhunter:vacancy:${good?.id}` }]);
    expect(data.requisition.sources.find(({ vendor }) => vendor === "HEADHUNTER")).toMatchObject({
      state: "INCOMPLETE",
      failure: { code: "BAD_RESPONSE" },
    });
    expect(told.map(({ path, code }) => [...path, code])).toEqual(
      data.requisition.jobs.map((_, index) => ["requisition", "jobs", index, "vacancies", "BAD_RESPONSE"]),
    );
    expect(extensions).toMatchObject({ sources: [{ vendor: "HEADHUNTER", state: "INCOMPLETE" }] });
  });

  it("the rest of a list is had in few requests, however small the page and however many cannot be read", async () => {
    const hire = await ask<{ jobs: { nodes: { vendorId: string }[] } }>(
      "{ jobs(first: 15, vendors: [FEISHU_HIRE]) { nodes { vendorId } } }",
    );
    const head = {
      hire: new Set(hire.data.jobs.nodes.map(({ vendorId }) => vendorId)),
      greenhouse: new Set(company.greenhouse.standIn.state.jobs.slice(0, 15).map(({ id }) => id)),
    };
    spoil("feishu", (record) => {
      if (head.hire.has(String(record.id))) record.id = null;
    });
    spoil("greenhouse", (record) => {
      if (head.greenhouse.has(record.id as number)) record.id = null;
    });
    const board = await ask<{ vacancies: { nodes: { vendorId: string }[] } }>(
      "{ vacancies(first: 15, vendors: [HEADHUNTER]) { nodes { vendorId } } }",
    );
    const onBoard = new Set(board.data.vacancies.nodes.map(({ vendorId }) => vendorId));
    spoil("headhunter", (record) => {
      if (onBoard.has(String(record.id))) record.id = null;
    });
    const one = (list: string) => `${list}(first: 1, vendors: [V]) { nodes { id } ${SOURCES} }`;
    const { data } = await ask<Record<string, { nodes: object[]; sources: Report[] }>>(
      `{ h: ${one("jobs").replace("V", "FEISHU_HIRE")} g: ${one("jobs").replace("V", "GREENHOUSE")} v: ${one("vacancies").replace("V", "HEADHUNTER")} }`,
    );
    for (const { nodes, sources } of Object.values(data)) {
      expect(nodes).toHaveLength(1);
      expect(sources).toMatchObject([{ state: "INCOMPLETE", failure: { code: "BAD_RESPONSE" } }]);
    }
    // One each of these two is of before.
    expect(asked("feishu", /hire\/v1\/jobs$/)).toHaveLength(1 + 2);
    expect(asked("greenhouse", /\/v1\/jobs$/)).toHaveLength(1);
    expect(asked("headhunter", /\/active$/)).toHaveLength(1 + 2);
  });

  it("a list of which nothing can be read has failed, after one look at twenty of them", async () => {
    spoil("greenhouse", (record) => {
      if ("requisition_id" in record) record.id = null;
    });
    const { data } = await ask<{ jobs: { nodes: object[]; sources: Report[] } }>(
      `{ jobs(first: 1, vendors: [GREENHOUSE]) { nodes { id } ${SOURCES} } }`,
    );
    expect(data.jobs).toMatchObject({ nodes: [], sources: [{ state: "FAILED", failure: { code: "BAD_RESPONSE" } }] });
    expect(asked("greenhouse", /\/v1\/jobs$/)).toHaveLength(1);
  });

  it("several areas are one list, in which it is told on the first page alone", async () => {
    const { vacancies } = company.headhunter.standIn.state;
    const active = [...vacancies.values()].filter(({ archivedAt, managerId }) => archivedAt === null && managerId === "321").slice(0, 6);
    for (const [index, vacancy] of active.entries()) vacancy.areaId = index % 2 === 0 ? "1" : "2";
    spoil("headhunter", (record) => {
      if (record.id === active[2]?.id) record.id = null;
    });
    const page = async (after: string | null) => {
      const query = `{ vacancies(areaIds: ["1", "2"], vendors: [HEADHUNTER], first: 2, after: ${JSON.stringify(after)}) {
        nodes { id } totalCount pageInfo { hasNextPage endCursor } ${SOURCES} } }`;
      interface Answer {
        vacancies: {
          nodes: { id: string }[];
          totalCount: number;
          pageInfo: { hasNextPage: boolean; endCursor: string };
          sources: Report[];
        };
      }
      return (await ask<Answer>(query)).data.vacancies;
    };
    const states: string[] = [];
    const ids: string[] = [];
    const totals = new Set<number>();
    for (let after: string | null = null, more = true; more; ) {
      const { nodes, totalCount, pageInfo, sources } = await page(after);
      ids.push(...nodes.map(({ id }) => id));
      states.push(sources[0]?.state ?? "none");
      totals.add(totalCount);
      [after, more] = [pageInfo.endCursor, pageInfo.hasNextPage];
    }
    expect(states[0]).toBe("INCOMPLETE");
    expect(new Set(states.slice(1))).toEqual(new Set(["FRESH"]));
    expect(new Set(ids).size).toBe(ids.length);
    expect([...totals]).toEqual([ids.length + 1]);
  });

  it("an address that a browser would run as code is none", async () => {
    const id = sampleVacancyId(0);
    spoil("headhunter", (record) => {
      if (record.id === id) record.alternate_url = "javascript:alert(1)";
    });
    const { data, told } = await ask(`{ vacancy(id: "headhunter:vacancy:${id}") { url name } }`);
    expect(data).toMatchObject({ vacancy: { url: null, name: expect.any(String) } });
    expect(told).toMatchObject([{ path: ["vacancy"], code: "BAD_RESPONSE", message: expect.stringContaining("alternate_url") }]);
  });
});
