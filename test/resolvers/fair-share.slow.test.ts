import { createHash } from "node:crypto";
import { type Company, startCompany } from "../support/company.js";

const TOKENS = { greedy: "token-of-the-greedy", modest: "token-of-the-modest" };
const WINDOW_MS = 10_000;

/** Greenhouse lets through 50 requests in ten seconds; ids that nobody holds cost one each. */
describe("Callers of one vendor", () => {
  let company: Company;

  beforeEach(async () => {
    const sha = (token: string) => createHash("sha256").update(token).digest("hex");
    const tokens = Object.entries(TOKENS).map(([name, token]) => `${name}:${sha(token)}:read`);
    company = await startCompany({ AUTH_TOKENS: tokens.join(","), REQUEST_DEADLINE_MS: "45000" });
  });
  afterEach(() => company.stop());

  const as = (name: keyof typeof TOKENS) => ({ authorization: `Bearer ${TOKENS[name]}` });

  it("share its queue: a caller of a thousand records waits behind callers of one", async () => {
    // More operations than there are requests in ten seconds: taking turns by operation alone would not be enough.
    const startedAt = company.clock.now();
    const ids = (from: number) => Array.from({ length: 15 }, (_, index) => `greenhouse:job:${from + index}`);
    const query = "query Many($ids: [ID!]!) { nodes(ids: $ids) { id } }";
    const operations = Array.from({ length: 60 }, (_, index) =>
      company.graph.ask<{ nodes: unknown[] }, object>(query, { ids: ids(1_000 + 15 * index) }, as("greedy")),
    );
    // The first of them have spent the first ten seconds' requests before anybody else asks.
    await company.clock.advance(100);
    const job = `greenhouse:job:${company.greenhouse.standIn.state.jobs[0]?.id}`;
    let answeredAt: number | undefined;
    const modest = company.graph
      .ask<{ job: { id: string } | null }, object>("query One($id: ID!) { job(id: $id) { id } }", { id: job }, as("modest"))
      .finally(() => {
        answeredAt = company.clock.now();
      });
    const answers = await company.while(Promise.all(operations));
    expect((await modest).data?.job?.id).toBe(job);
    expect((answeredAt ?? 0) - startedAt).toBeLessThan(WINDOW_MS + 1_000);
    // What could not have its turn in time was refused without a request.
    const refusals = answers.flatMap(({ errors = [] }) => errors);
    expect(refusals.length).toBeGreaterThan(500);
    expect(new Set(refusals.map(({ extensions }) => extensions.code))).toEqual(new Set(["RATE_LIMITED"]));
  });
});
