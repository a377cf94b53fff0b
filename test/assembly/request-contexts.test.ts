import { createHash } from "node:crypto";
import { AnswersUnderWay } from "../../src/server/graphql/answers-under-way.js";
import { startCompany } from "../support/company.js";
import { until } from "../support/until.js";

const tokenOf = (name: string) => `${name}:${createHash("sha256").update(name).digest("hex")}:read`;

describe("A query that several callers wait for", () => {
  const began = jest.spyOn(AnswersUnderWay.prototype, "add");
  const joined = jest.spyOn(AnswersUnderWay.prototype, "join");
  afterAll(() => jest.restoreAllMocks());

  it("has its request sent at the first turn of any of them: who asks for little does not wait behind who asks for much", async () => {
    const company = await startCompany({ AUTH_TOKENS: ["much", "little"].map(tokenOf).join(",") });
    const { graph, clock } = company;
    const { requests } = company.greenhouse.running;
    const ask = (caller: string, id: number) =>
      graph.ask<{ job: unknown }, { id: string }>(
        "query OneJob($id: ID!) { job(id: $id) { id } }",
        { id: `greenhouse:job:${id}` },
        { authorization: `Bearer ${caller}` },
      );
    // From now on the document is known.
    await ask("much", 1);
    // Fifty requests fill a window of ten seconds, and sixty wait for the next one.
    const many = Array.from({ length: 109 }, (_, index) => ask("much", 100 + index));
    await until(() => requests.length === 50 && began.mock.calls.length >= 109);
    const wanted = [ask("much", 7)];
    await until(() => began.mock.calls.some(([question]) => question.includes("greenhouse:job:7")));
    wanted.push(ask("little", 7));
    await until(() => joined.mock.results.some(({ value }) => value !== undefined));
    await clock.advance(10_001);
    await until(() => requests.length === 100);
    const paths = requests.map(({ path }) => path);
    expect(paths).toContain("/v1/jobs/7");
    expect(await Promise.all(wanted)).toEqual([{ data: { job: null } }, { data: { job: null } }]);
    await company.while(Promise.all(many));
    expect(requests.filter(({ path }) => path === "/v1/jobs/7")).toHaveLength(1);
    await company.stop();
  });
});
