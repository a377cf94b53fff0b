import { type Company, startCompany } from "../support/company.js";
import type { GraphAnswer } from "../support/graph.js";

interface Told {
  path: (string | number)[];
  code: unknown;
  message: string;
}

describe("The limit of an operation's requests to vendors", () => {
  let company: Company;
  const start = async (most: number) => {
    company = await startCompany({ MAX_VENDOR_REQUESTS: String(most) });
  };
  afterEach(() => company.stop());

  async function ask<Data>(query: string, variables: object = {}): Promise<{ data: Data; told: Told[]; answer: GraphAnswer<Data> }> {
    const answer = await company.while(company.graph.ask<Data, object>(query, variables));
    const told = (answer.errors ?? []).map(({ path, message, extensions }) => ({ path: path ?? [], code: extensions.code, message }));
    return { data: answer.data as Data, told, answer };
  }
  const requestsTo = (vendor: "greenhouse" | "headhunter" | "feishu" | "linkedin", path = ""): number =>
    company[vendor].running.requests.filter((request) => request.path.includes(path)).length;

  /** One entry of each kind among the errors, by path without the places in lists. */
  const summary = (told: Told[]) => [
    ...new Set(told.map(({ path, code }) => `${path.filter((step) => typeof step === "string")}: ${code}`)),
  ];
  const FIGURE = /had (\d+) requests to vendors sent or in line, and no more are allowed \(MAX_VENDOR_REQUESTS\)/;

  it("counts all vendors together: fields beyond it are BAD_USER_INPUT at their paths, and the rest is answered", async () => {
    await start(5);
    const greenhouse = company.greenhouse.standIn.state.jobs.slice(0, 4).map(({ id }) => `greenhouse:job:${id}`);
    const hire = [...company.feishu.standIn.state.hireJobs.keys()].slice(0, 4).map((id) => `feishu-hire:job:${id}`);
    const { data, told } = await ask<{ nodes: ({ id: string } | null)[]; vendors: unknown[] }>(
      "query Some($ids: [ID!]!) { nodes(ids: $ids) { id } vendors { vendor } }",
      { ids: [...greenhouse, ...hire] },
    );
    const answered = data.nodes.filter((node) => node !== null);
    expect(answered).toHaveLength(5);
    expect(data.vendors).toHaveLength(5);
    expect(told.map(({ path, code }) => ({ path, code }))).toEqual(
      data.nodes.flatMap((node, place) => (node === null ? [{ path: ["nodes", place], code: "BAD_USER_INPUT" }] : [])),
    );
    for (const { message } of told) expect(FIGURE.exec(message)?.[1]).toBe("5");
    // Feishu's token is none of them.
    expect(requestsTo("feishu", "tenant_access_token")).toBe(1);
    expect(company.requestCount()).toBe(6);
  });

  it("holds for each operation by itself", async () => {
    await start(2);
    const id = `greenhouse:job:${company.greenhouse.standIn.state.jobs[0]?.id}`;
    for (let time = 0; time < 3; time += 1) {
      const { told } = await ask("query One($id: ID!) { job(id: $id) { id } other: vendors { vendor } }", { id });
      expect(told).toEqual([]);
    }
  });

  it("costs a non-null field only itself, not the list around it", async () => {
    await start(4);
    const { data, told } = await ask<{ vacancies: { nodes: { prolongation: { allowed: boolean; reason: string | null } }[] } }>(
      "{ vacancies(first: 6, vendors: [HEADHUNTER]) { nodes { prolongation { allowed reason { id } } } } }",
    );
    expect(data.vacancies.nodes).toHaveLength(6);
    const unknown = told.map(({ path }) => path[2] as number);
    expect(unknown).toHaveLength(4);
    for (const place of unknown) expect(data.vacancies.nodes[place]?.prolongation).toEqual({ allowed: false, reason: null });
    expect(summary(told)).toEqual(["vacancies,nodes,prolongation: BAD_USER_INPUT"]);
  });

  it("leaves the part of a list that it suffices for", async () => {
    await start(2);
    const { data, told } = await ask<{ jobs: { nodes: unknown[]; pageInfo: { hasNextPage: boolean }; sources: unknown[] } }>(
      "{ jobs(first: 100, vendors: [FEISHU_HIRE]) { nodes { id } pageInfo { hasNextPage } sources { vendor state failure { code } } } }",
    );
    // Two pages of twenty, and more of them for the operation that asks on.
    expect(data.jobs).toMatchObject({
      pageInfo: { hasNextPage: true },
      sources: [{ vendor: "FEISHU_HIRE", state: "FAILED", failure: null }],
    });
    expect(data.jobs.nodes).toHaveLength(40);
    expect(told).toMatchObject([{ path: ["jobs"], code: "BAD_USER_INPUT" }]);
  });

  it("leaves a vendor out of a list beyond it, with an error that says why and a report without a failure", async () => {
    await start(1);
    const { data, told } = await ask<{
      jobs: { nodes: { vendor: string }[]; sources: unknown[] };
    }>(
      `{ jobs(first: 3, vendors: [FEISHU_HIRE, GREENHOUSE]) {
           nodes { vendor openings(first: 1) { nodes { id } } }
           sources { vendor state fetchedAt failure { code } }
       } }`,
    );
    const failed = { state: "FAILED", fetchedAt: null, failure: null };
    const asked = data.jobs.nodes[0]?.vendor;
    expect(data.jobs.nodes.every(({ vendor }) => vendor === asked)).toBe(true);
    expect(data.jobs.sources).toContainEqual({ ...failed, vendor: asked === "GREENHOUSE" ? "FEISHU_HIRE" : "GREENHOUSE" });
    expect(told.map(({ path, code }) => ({ path, code }))).toContainEqual({ path: ["jobs"], code: "BAD_USER_INPUT" });
    expect(company.greenhouse.running.requests.length + requestsTo("feishu", "/hire/")).toBe(1);
  });

  it("leaves a board out of the vacancies in the same way", async () => {
    await start(1);
    // The first request tells whose vacancies are to be listed.
    const { data, told } = await ask(
      "{ vacancies(first: 3, vendors: [HEADHUNTER]) { nodes { id } sources { vendor state failure { code } } } }",
    );
    expect(data).toEqual({ vacancies: { nodes: [], sources: [{ vendor: "HEADHUNTER", state: "FAILED", failure: null }] } });
    expect(summary(told)).toEqual(["vacancies: BAD_USER_INPUT"]);
  });

  it("leaves out a list below a record, and reports it at its path", async () => {
    await start(1);
    // A copy of a job that carries no openings: they are asked for by themselves.
    company.greenhouse.spoil = ({ path }, job: { openings?: unknown }) =>
      /^\/v1\/jobs\/\d+$/.test(path) ? { ...job, openings: undefined } : undefined;
    const job = `greenhouse:job:${company.greenhouse.standIn.state.jobs[0]?.id}`;
    const { data, told } = await ask<{ job: { openings: { nodes: unknown[]; sources: unknown[] } } }>(
      "query One($job: ID!) { job(id: $job) { openings { nodes { id } sources { state failure { code } } } } }",
      { job },
    );
    expect(data.job.openings).toEqual({ nodes: [], sources: [{ state: "FAILED", failure: null }] });
    expect(summary(told)).toEqual(["job,openings: BAD_USER_INPUT"]);
  });

  it("leaves out items of a list without nulls, and reports it once", async () => {
    await start(1);
    const ids = [...company.headhunter.standIn.state.vacancies.keys()].slice(0, 4).map((id) => `headhunter:vacancy:${id}`);
    const { data, told } = await ask<{ vacancyStats: unknown[] }>(
      "query Stats($ids: [ID!]) { vacancyStats(vacancyIds: $ids) { days { views } } }",
      { ids },
    );
    expect(data.vacancyStats).toHaveLength(1);
    expect(told.map(({ path, code }) => ({ path, code }))).toEqual([{ path: ["vacancyStats"], code: "BAD_USER_INPUT" }]);
  });

  it("leaves out records of a code, in lists of their own and in requisitions", async () => {
    await start(1);
    const { data, told } = await ask<{ requisition: { jobs: { vendor: string }[]; sources: { vendor: string; state: string }[] } }>(
      '{ requisition(code: "REQ-1001") { jobs { vendor } sources { vendor state failure { code } } } }',
    );
    const unasked = data.requisition.sources.filter(({ state }) => state === "FAILED");
    expect(unasked.length).toBeGreaterThan(0);
    for (const source of unasked) expect(source).toMatchObject({ failure: null });
    expect(summary(told)).toEqual(["requisition: BAD_USER_INPUT"]);
  });

  it("stops no change that has begun: it is checked, sent and verified, and only the record is missing afterwards", async () => {
    await start(1);
    const ids = [...company.headhunter.standIn.state.vacancies.values()]
      .filter(({ archivedAt, hidden }) => archivedAt === null && !hidden)
      .slice(0, 4)
      .map(({ id }) => `headhunter:vacancy:${id}`);
    const { data, told } = await ask<{ closeVacancies: { operation: { outcome: string }; userErrors: unknown[]; vacancy: unknown }[] }>(
      "mutation Close($ids: [ID!]!) { closeVacancies(input: { ids: $ids }) { operation { outcome } userErrors { code } vacancy { id } } }",
      { ids },
    );
    expect(data.closeVacancies.map(({ operation, userErrors }) => ({ outcome: operation.outcome, userErrors }))).toEqual(
      ids.map(() => ({ outcome: "APPLIED", userErrors: [] })),
    );
    expect(data.closeVacancies.filter(({ vacancy }) => vacancy !== null)).toHaveLength(1);
    expect(summary(told)).toEqual(["closeVacancies,vacancy: BAD_USER_INPUT"]);
    expect(requestsTo("headhunter", "archived")).toBeGreaterThanOrEqual(ids.length);
  });

  it("does not keep a change whose answer was lost from being verified", async () => {
    await start(1);
    company.headhunter.running.faults.arm({ kind: "drop-after", method: "PUT", times: 1 });
    const vacancy = [...company.headhunter.standIn.state.vacancies.values()].find(
      ({ archivedAt, hidden }) => archivedAt === null && !hidden,
    );
    const { data, told } = await ask<{ closeVacancy: { operation: { outcome: string } } }>(
      "mutation Close($id: ID!) { closeVacancy(input: { id: $id }) { operation { outcome } vacancy { id } } }",
      { id: `headhunter:vacancy:${vacancy?.id}` },
    );
    expect(data.closeVacancy.operation).toEqual({ outcome: "APPLIED" });
    expect(told).toEqual([]);
  });

  it("does not hide created openings: the operation is shown, and the error beside the empty list says why it is empty", async () => {
    await start(1);
    const job = company.greenhouse.standIn.state.jobs.find(({ status }) => status === "open");
    const mutation = (first: string) => `mutation Open($job: ID!) {
      ${first}: createOpenings(input: { jobId: $job, openings: [{ openingId: "A" }, { openingId: "B" }] }) { operation { outcome } openings { id } }
      again: createOpenings(input: { jobId: $job, openings: [{ openingId: "C" }] }) { operation { outcome } openings { id job { id } } }
    }`;
    const { data, told } = await ask<Record<string, { operation: { outcome: string }; openings: unknown[] }>>(mutation("made"), {
      job: `greenhouse:job:${job?.id}`,
    });
    expect(data.made?.operation.outcome).toBe("APPLIED");
    expect(data.again).toEqual({ operation: { outcome: "APPLIED" }, openings: [] });
    expect(summary(told)).toEqual(["again,openings: BAD_USER_INPUT"]);
  });
});
