import { PostingRepository } from "../../../src/datasources/linkedin/store/linkedin.posting.repository.js";
import { startStandIn } from "../../../src/sandbox/kit/stand-in.js";
import { createLinkedInStandIn } from "../../../src/sandbox/linkedin/index.js";
import { ManualClock } from "../../support/clock.js";
import { startGraph, type TestGraph } from "../../support/graph.js";
import { DESCRIPTION, MINUTE, TASKS, vacancyId, WRITE } from "./support.js";

const PUBLISH = `mutation ($input: PublishVacancyInput!) {
  publishVacancy(input: $input) {
    operation { id outcome vendorTaskId }
    vacancy { id status code name prolongation { allowed } can { close { allowed code } } }
    userErrors { code field }
  }
}`;
const CLOSE_ALL = `mutation ($ids: [ID!]!) {
  closeVacancies(input: { ids: $ids }) { operation { outcome } vacancy { id status } userErrors { code field } }
}`;
const OPERATION = "query ($id: ID!) { operation(id: $id) { outcome userErrors { code } } }";
const LIST =
  "{ vacancies(vendors: [LINKEDIN], first: 200) { totalCount nodes { id status url } sources { vendor state failure { code } } } }";

interface Payload {
  operation: { id: string; outcome: string } | null;
  vacancy: { id: string; status: string } | null;
  userErrors: { code: string; field: string[] | null }[];
}

describe("LinkedIn through the graph", () => {
  const clock = new ManualClock();
  const linkedIn = createLinkedInStandIn({ clock });
  let running: Awaited<ReturnType<typeof startStandIn>>;
  let graph: TestGraph;

  beforeAll(async () => {
    running = await startStandIn({ handle: linkedIn.handle, clock });
    graph = await startGraph({
      clock,
      env: {
        LINKEDIN_CLIENT_ID: "sandbox-client",
        LINKEDIN_CLIENT_SECRET: "sandbox-secret",
        LINKEDIN_ORGANIZATION_ID: "2414183",
        LINKEDIN_BASE_URL: running.origin,
        LINKEDIN_TOKEN_URL: `${running.origin}/oauth/v2/accessToken`,
      },
    });
  });
  afterAll(async () => {
    await graph.stop();
    await running.close();
  });

  async function ask<Data>(query: string, variables: object = {}): Promise<Data> {
    const answer = await graph.ask<Data, object>(query, variables);
    if (!answer.data || answer.errors) throw new Error(JSON.stringify(answer.errors));
    return answer.data;
  }

  const asked = () => running.requests.splice(0).map(({ method, path }) => `${method} ${path}`);
  const input = (id: string) => ({
    name: `Storekeeper ${id}`,
    description: DESCRIPTION,
    code: id,
    linkedin: { location: "Berlin, Germany", applyUrl: "https://jobs.example.com/1" },
  });

  it("publishes in one request, and reads the task with the next query of the operation", async () => {
    const { publishVacancy } = await ask<{ publishVacancy: Payload }>(PUBLISH, { input: input("NEW.1") });
    expect(publishVacancy).toMatchObject({
      operation: { outcome: "PENDING" },
      vacancy: {
        id: vacancyId("NEW.1"),
        status: "PENDING",
        code: "NEW.1",
        prolongation: { allowed: false },
        can: { close: { code: "CONFLICT" } },
      },
      userErrors: [],
    });
    expect(asked()).toEqual(["POST /oauth/v2/accessToken", WRITE]);
    await clock.advance(3 * MINUTE);
    const { operation } = await ask<{ operation: object }>(OPERATION, { id: publishVacancy.operation?.id });
    expect(operation).toEqual({ outcome: "APPLIED", userErrors: [] });
    expect(asked()).toEqual([TASKS]);
  });

  it("lists stored postings as STALE, with the reason, where LinkedIn does not answer", async () => {
    const sources = async () => (await ask<{ vacancies: { totalCount: number; sources: object[] } }>(LIST)).vacancies;
    running.faults.arm({ kind: "status", path: "jobPostingStatus", status: 401, json: { status: 401, message: "no" } });
    expect(await sources()).toMatchObject({
      totalCount: 1,
      sources: [{ vendor: "LINKEDIN", state: "STALE", failure: { code: "CREDENTIALS_REJECTED" } }],
    });
    running.faults.clear();
    await clock.advance(2_000);
    expect(await sources()).toMatchObject({ totalCount: 1, sources: [{ vendor: "LINKEDIN", state: "FRESH", failure: null }] });
    asked();
  });

  it("shows a posting from the store where LinkedIn does not answer, and reports it in every field", async () => {
    const id = vacancyId("NEW.1");
    await clock.advance(2_000);
    running.faults.arm({ kind: "key-errors", path: "jobPostingStatus", status: 503 });
    const stale = { vendor: "LINKEDIN", state: "STALE", failure: { code: "UNAVAILABLE", message: expect.stringContaining("NEW.1") } };
    const list = await graph.ask(LIST);
    expect(list).toMatchObject({ data: { vacancies: { nodes: [{ id, status: "ACTIVE" }], sources: [{ state: "STALE" }] } } });
    expect(list.extensions?.sources).toBeUndefined();
    for (const read of ["one: vacancy(id: $id) { id status }", "one: node(id: $id) { id ... on Vacancy { status } }"]) {
      const answer = await graph.ask(`query ($id: ID!) { ${read} }`, { id });
      expect(answer).toMatchObject({ data: { one: { id, status: "ACTIVE" } }, extensions: { sources: [stale] } });
    }
    expect((await graph.ask("query ($id: ID!) { nodes(ids: [$id, $id]) { id } }", { id })).extensions?.sources).toMatchObject([stale]);
    const found = await graph.ask('{ requisition(code: "NEW.1") { vacancies { id } sources { vendor state failure { code message } } } }');
    expect(found).toMatchObject({ data: { requisition: { vacancies: [{ id }], sources: [stale] } } });
    running.faults.clear();
    await clock.advance(2_000);
    expect((await graph.ask("query ($id: ID!) { vacancy(id: $id) { id } }", { id })).extensions?.sources).toBeUndefined();
    asked();
  });

  it("closes 150 postings and an unknown one in two writes, each with its answer in its place", async () => {
    const ids = Array.from({ length: 150 }, (_, index) => `MANY-${index}`);
    for (const id of ids) await ask(PUBLISH, { input: input(id) });
    await clock.advance(5 * MINUTE);
    for (let turn = 0; turn < 200; turn += 1) {
      const { vacancies } = await ask<{ vacancies: { totalCount: number } }>(LIST);
      if (vacancies.totalCount >= 151) break;
      await clock.advance(2_000);
    }
    asked();
    const { closeVacancies } = await ask<{ closeVacancies: Payload[] }>(CLOSE_ALL, { ids: [...ids, "NOBODY"].map(vacancyId) });
    expect(
      closeVacancies.slice(0, 150).every(({ operation, userErrors }) => operation?.outcome === "PENDING" && userErrors.length === 0),
    ).toBe(true);
    expect(closeVacancies[3]?.vacancy?.id).toBe(vacancyId("MANY-3"));
    expect(closeVacancies[150]).toMatchObject({ operation: { outcome: "NOT_APPLIED" }, vacancy: null });
    expect(closeVacancies[150]?.userErrors[0]).toEqual({ code: "INVALID_INPUT", field: ["ids", "150"] });
    expect(asked()).toEqual([WRITE, WRITE]);
  });

  it("reports in its place what was not sent, and only logs the server's own faults", async () => {
    await ask(PUBLISH, { input: input("LAST-1") });
    jest.spyOn(PostingRepository.prototype, "byIds").mockRejectedValueOnce(new Error("no such table: postings"));
    const notSent =
      "mutation ($ids: [ID!]!) { closeVacancies(input: { ids: $ids }) { operation { id } userErrors { code message field retryable } } }";
    const { closeVacancies } = await ask<{ closeVacancies: Payload[] }>(notSent, { ids: [vacancyId("LAST-1"), "headhunter:vacancy:1"] });
    expect(closeVacancies).toMatchObject([
      { operation: null, userErrors: [{ code: "REJECTED_BY_VENDOR", field: ["ids", "0"], retryable: true }] },
      { operation: null, userErrors: [{ code: "UNSUPPORTED_BY_VENDOR", field: ["ids", "1"], retryable: false }] },
    ]);
    expect(JSON.stringify(closeVacancies)).not.toContain("postings");
  });
});
