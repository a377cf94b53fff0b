import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Company, startCompany } from "../support/company.js";
import type { GraphAnswer } from "../support/graph.js";

interface Answer {
  requisition: { sources: { vendor: string; state: string; fetchedAt: string | null; failure: object | null }[] } | null;
}

const SWEPT = ["FEISHU_HIRE", "HEADHUNTER"];
const WHOLE = "query Whole($code: String!) { requisition(code: $code) { sources { vendor state fetchedAt failure { code } } } }";
const TIES = "query Ties($id: ID!) { job(id: $id) { vacancies { id } } }";

describe("A search by code, at vendors whose codes are indexed,", () => {
  let folder: string;
  let company: Company;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "hiregraph-"));
  });
  afterEach(async () => {
    await company.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  async function start(env: Record<string, string>): Promise<void> {
    company = await startCompany({ DATABASE_URL: `file:${join(folder, "x.db")}`, ...env });
  }

  const ask = <Data>(query: string, variables: object): Promise<GraphAnswer<Data>> => company.while(company.graph.ask(query, variables));

  async function sources(code = "REQ-1001") {
    const { data } = await ask<Answer>(WHOLE, { code });
    return data?.requisition?.sources ?? [];
  }

  async function states(): Promise<Record<string, string>> {
    return Object.fromEntries((await sources()).map(({ vendor, state }) => [vendor, state]));
  }

  const aJob = () =>
    `greenhouse:job:${company.greenhouse.standIn.state.jobs.find(({ requisition_id }) => requisition_id === "REQ-1001")?.id}`;

  const otherJob = () => {
    const other = company.greenhouse.standIn.state.jobs.find(({ requisition_id }) => requisition_id === "REQ-1002");
    return `greenhouse:job:${other?.id}`;
  };

  /** The lists that are swept are out of reach, single records are not. */
  function keepSweepsOff(): void {
    company.feishu.running.faults.arm({ kind: "drop-before", path: "/hire/v1/jobs$" });
    company.headhunter.running.faults.arm({ kind: "drop-before", path: "/employers/" });
  }

  it("is INCOMPLETE until the first sweep has ended, then FRESH, also after a restart", async () => {
    await start({ CODE_SWEEP: "on" });
    expect((await sources()).filter(({ state }) => state === "INCOMPLETE")).toEqual(
      SWEPT.map((vendor) => ({ vendor, state: "INCOMPLETE", fetchedAt: null, failure: null })),
    );
    await ask(TIES, { id: aJob() });
    for (let round = 0; round < 300 && Object.values(await states()).includes("INCOMPLETE"); round += 1) await company.clock.advance(5_000);
    const swept = await sources();
    expect(swept.map(({ state }) => state)).toEqual(Array(5).fill("FRESH"));
    expect((await ask(WHOLE, { code: "NOBODY-HAS-THIS" })).data).toEqual({ requisition: null });
    const ended = swept.filter(({ vendor }) => SWEPT.includes(vendor));
    await company.stop();

    await start({ CODE_SWEEP: "on" });
    keepSweepsOff();
    expect((await sources()).filter(({ vendor }) => SWEPT.includes(vendor))).toEqual(ended);
  });

  it("stays INCOMPLETE while a vacancy answers 502, names it, and is FRESH when it can be read", async () => {
    await start({ CODE_SWEEP: "on" });
    const vacancy = [...company.headhunter.standIn.state.vacancies.values()].find(({ fields }) => fields.code === "REQ-1001");
    company.headhunter.running.faults.arm({
      kind: "status",
      status: 502,
      text: "<html>Bad Gateway</html>",
      path: `/vacancies/${vacancy?.id}$`,
    });
    const of = async () => (await sources()).find(({ vendor }) => vendor === "HEADHUNTER");
    for (let round = 0; round < 300 && (await of())?.fetchedAt === null; round += 1) await company.clock.advance(5_000);
    expect(await of()).toMatchObject({ state: "INCOMPLETE", fetchedAt: expect.any(String), failure: { code: "UNAVAILABLE" } });
    expect((await sources("REQ-1002")).find(({ vendor }) => vendor === "HEADHUNTER")).toMatchObject({ state: "INCOMPLETE" });
    // It may have nothing to do with this job: it stands beside the answer, and among its errors it would make the client drop it.
    const ties = await ask<{ job: { vacancies: object[] } }>(TIES, { id: otherJob() });
    expect(ties.errors).toBeUndefined();
    expect(ties.extensions).toMatchObject({ sources: [{ vendor: "HEADHUNTER", state: "INCOMPLETE", failure: { code: "UNAVAILABLE" } }] });
    const asked = company.headhunter.running.requests.filter(({ path }) => path === `/vacancies/${vacancy?.id}`).length;
    // Three attempts, and three more after a minute: bounded, whatever time passes.
    expect(asked).toBeLessThanOrEqual(12);
    company.headhunter.running.faults.clear();
    for (let round = 0; round < 300 && (await of())?.state === "INCOMPLETE"; round += 1) await company.clock.advance(60_000);
    expect(await of()).toMatchObject({ state: "FRESH", failure: null });
  });

  it("stays INCOMPLETE where no sweep runs, whatever an earlier sweep had met", async () => {
    await start({ CODE_SWEEP: "on" });
    for (let round = 0; round < 300 && Object.values(await states()).includes("INCOMPLETE"); round += 1) await company.clock.advance(5_000);
    await company.stop();
    await start({ CODE_SWEEP: "off" });
    expect(await states()).toMatchObject({ FEISHU_HIRE: "INCOMPLETE", GREENHOUSE: "FRESH", HEADHUNTER: "INCOMPLETE", LINKEDIN: "FRESH" });
  });

  it("is FAILED rather than INCOMPLETE where a vendor does not show a record known to have the code", async () => {
    await start({ CODE_SWEEP: "off" });
    const vacancy = [...company.headhunter.standIn.state.vacancies.values()].find(({ fields }) => fields.code === "REQ-1001");
    await ask("query Learn($id: ID!) { vacancy(id: $id) { code } }", { id: `headhunter:vacancy:${vacancy?.id}` });
    expect(await states()).toMatchObject({ HEADHUNTER: "INCOMPLETE" });
    await company.headhunter.running.close();
    expect(await states()).toMatchObject({ HEADHUNTER: "FAILED" });
  });

  it("is reported in extensions, not in errors, for a list without sources, with the worst of a vendor's states", async () => {
    await start({ CODE_SWEEP: "off" });
    const incomplete = await ask(TIES, { id: aJob() });
    expect(incomplete.errors).toBeUndefined();
    expect(incomplete.extensions).toMatchObject({ sources: [{ vendor: "HEADHUNTER", state: "INCOMPLETE", failure: null }] });
    const vacancy = [...company.headhunter.standIn.state.vacancies.values()].find(({ fields }) => fields.code === "REQ-1001");
    await ask("query Learn($id: ID!) { vacancy(id: $id) { code } }", { id: `headhunter:vacancy:${vacancy?.id}` });
    await company.headhunter.running.close();
    const both = await ask<Record<string, { vacancies: object[] }>>(
      "query Both($id: ID!, $other: ID!) { known: job(id: $id) { vacancies { id } } other: job(id: $other) { vacancies { id } } }",
      { id: aJob(), other: otherJob() },
    );
    expect(both.errors).toMatchObject([{ path: ["known", "vacancies"], extensions: { code: "UNAVAILABLE", vendor: "HEADHUNTER" } }]);
    expect(both.extensions).toMatchObject({ sources: [{ vendor: "HEADHUNTER", state: "FAILED" }] });
  });

  it("is reported only in the sources of a requisition, which has its own", async () => {
    await start({ CODE_SWEEP: "off" });
    const answer = await ask(WHOLE, { code: "REQ-1001" });
    expect(answer.extensions).toBeUndefined();
  });
});
