import { type Company, startCompany } from "../support/company.js";

const TODAY = "2026-11-22";

/** CoreHR reads jobs by their present version alone; what was, and what will be, only the timeline tells. */
describe("A CoreHR job without a version in force", () => {
  let company: Company;

  beforeAll(async () => {
    company = await startCompany();
  });
  afterAll(() => company.stop());

  async function ask<Data>(query: string, variables: object): Promise<Data> {
    const answer = await company.while(company.graph.ask<Data, object>(query, variables));
    expect(answer.errors).toBeUndefined();
    return answer.data as Data;
  }

  function ended() {
    const jobs = [...company.feishu.standIn.state.coreJobs.values()];
    const found = jobs.find(({ versions }) => versions.every(({ expirationDate }) => expirationDate <= TODAY));
    if (found === undefined) throw new Error("The sample has no such job");
    return found;
  }

  const timelineRequests = () => company.feishu.running.requests.filter(({ path }) => path.endsWith("query_multi_timeline")).length;

  it("is in a timeline with its last version, beside its versions and the records with its code", async () => {
    const { id, versions } = ended();
    const query = `query Past($ids: [ID!]) {
      jobTimeline(start: "2000-01-01", end: "2030-01-01", jobIds: $ids) { job { id code status } versions { code } vacancies { id } }
    }`;
    const globalId = `feishu-corehr:job:${id}`;
    const { jobTimeline } = await ask<{ jobTimeline: { job: object; versions: object[] }[] }>(query, { ids: [globalId] });
    expect(jobTimeline).toMatchObject([{ job: { id: globalId, code: versions.at(-1)?.code, status: "CLOSED" } }]);
    expect(jobTimeline[0]?.versions).toHaveLength(versions.length);
  });

  it("is the job of its versions", async () => {
    const { id, versions } = ended();
    const globalId = `feishu-corehr:job-version:${id}.${versions[0]?.versionId}`;
    const { node } = await ask<{ node: object }>(
      'query Version($id: ID!) { node(id: $id) { ... on JobVersion { job { id name(lang: "zh-CN") } } } }',
      { id: globalId },
    );
    expect(node).toMatchObject({ job: { id: `feishu-corehr:job:${id}` } });
  });

  it("is null by its id, since the vendor does not show it by itself", async () => {
    const before = timelineRequests();
    const { job } = await ask<{ job: null }>("query Now($id: ID!) { job(id: $id) { id } }", { id: `feishu-corehr:job:${ended().id}` });
    expect(job).toBeNull();
    expect(timelineRequests()).toBe(before);
  });
});
