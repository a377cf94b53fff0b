import { type Accounts, startAccounts } from "../support/accounts.js";
import { startGraph, type TestGraph } from "../support/graph.js";

interface Listed {
  jobs: {
    nodes: { id: string; vendor: string; account: string }[];
    pageInfo: { endCursor: string };
    sources: { vendor: string; account: string; state: string }[];
  };
}

const JOBS = `query ($accounts: [String!], $after: String) {
  jobs(vendors: [GREENHOUSE, FEISHU_HIRE], accounts: $accounts, first: 4, after: $after) {
    nodes { id vendor account } pageInfo { endCursor } sources { vendor account state }
  }
}`;

describe("Several accounts of one vendor", () => {
  let accounts: Accounts;
  let graph: TestGraph;

  beforeAll(async () => {
    accounts = await startAccounts();
    graph = await startGraph({ env: accounts.env });
  });
  afterAll(async () => {
    await graph.stop();
    await accounts.close();
  });

  const codesOf = ({ errors = [] }: { errors?: { message: string; extensions: Record<string, unknown> }[] }) =>
    errors.map(({ message, extensions }) => [extensions.code, message]);

  it("are an entry of `vendors` each, and a vendor that is not configured has one", async () => {
    const { data } = await graph.ask<{ vendors: { id: string; mode: string }[] }, never>("{ vendors { id account mode coverage } }");
    expect(data?.vendors.map(({ id, mode }) => `${id.slice("hiregraph:source:".length)} ${mode}`)).toEqual([
      "feishu-corehr LIVE",
      "feishu-corehr~lark LIVE",
      "feishu-hire LIVE",
      "feishu-hire~lark LIVE",
      "greenhouse LIVE",
      "greenhouse~emea LIVE",
      "headhunter~moscow LIVE",
      "headhunter~minsk LIVE",
      "linkedin OFF",
    ]);
  });

  it("take turns in one list, whose cursor goes on at each of them", async () => {
    const first = await graph.ask<Listed, object>(JOBS, {});
    expect(first.data?.jobs.nodes.map(({ vendor, account }) => `${vendor} ${account}`)).toEqual([
      "FEISHU_HIRE default",
      "FEISHU_HIRE lark",
      "GREENHOUSE default",
      "GREENHOUSE emea",
    ]);
    const next = await graph.ask<Listed, object>(JOBS, { after: first.data?.jobs.pageInfo.endCursor });
    const ids = [first, next].flatMap(({ data }) => data?.jobs.nodes.map(({ id }) => id));
    expect(new Set(ids).size).toBe(8);
  });

  it("are chosen by their names", async () => {
    const { data } = await graph.ask<Listed, object>(JOBS, { accounts: ["emea"] });
    expect(data?.jobs.sources).toEqual([{ vendor: "GREENHOUSE", account: "emea", state: "FRESH" }]);
    expect(data?.jobs.nodes.every(({ id }) => id.startsWith("greenhouse~emea:job:"))).toBe(true);
    // It exists, but at none of the vendors asked.
    expect((await graph.ask<Listed, object>(JOBS, { accounts: ["moscow"] })).data?.jobs.nodes).toEqual([]);
    expect(codesOf(await graph.ask(JOBS, { accounts: ["apac"] }))).toEqual([["BAD_USER_INPUT", expect.stringContaining('"apac"')]]);
  });

  it("are told apart by ids, and an id of an account that there is not is told so in its place", async () => {
    const [id] = (await graph.ask<Listed, object>(JOBS, { accounts: ["emea"] })).data?.jobs.nodes.map((node) => node.id) ?? [];
    const answer = await graph.ask<{ nodes: unknown[] }, object>("query ($ids: [ID!]!) { nodes(ids: $ids) { id } }", {
      ids: [id, "greenhouse~apac:job:1"],
    });
    expect(answer.data?.nodes).toEqual([{ id }, null]);
    expect(codesOf(answer)).toEqual([["BAD_USER_INPUT", expect.stringContaining('"apac"')]]);
  });

  it("must be named where there is no default one", async () => {
    expect(codesOf(await graph.ask("{ vacancyFieldRules { path } }"))).toEqual([
      ["BAD_USER_INPUT", expect.stringContaining("moscow, minsk")],
    ]);
    const { data } = await graph.ask<{ vacancyFieldRules: unknown[] }, never>('{ vacancyFieldRules(account: "minsk") { path } }');
    expect(data?.vacancyFieldRules).not.toHaveLength(0);
  });

  it("must be ones that exist where a vacancy is published", async () => {
    const { errors } = await graph.ask<never, never>(
      'mutation { publishVacancy(input: { account: "kazan", name: "Courier", description: "Carries.", headhunter: {} }) { userErrors { code } } }',
    );
    expect(errors?.map(({ extensions }) => extensions)).toMatchObject([
      { code: "BAD_USER_INPUT", fields: [{ path: ["input", "account"] }] },
    ]);
  });

  it("leave their operations readable where they have been taken away", async () => {
    // The log knows no such operation: the account, which does not exist, is no fault of the id.
    const answer = await graph.ask(
      '{ node(id: "greenhouse~apac:operation:1") { id } operation(id: "greenhouse~apac:operation:1") { id } }',
    );
    expect(answer).toEqual({ data: { node: null, operation: null } });
  });

  it("cost their own records alone where one is down", async () => {
    await accounts.emea.close();
    const board = await graph.ask<{ vacancies: { nodes: { jobs: { id: string }[] }[] } }, never>(
      "{ vacancies(vendors: [HEADHUNTER], first: 1) { nodes { jobs { id } } } }",
    );
    expect(board.data?.vacancies.nodes[0]?.jobs.map(({ id }) => id.split(":")[0])).toContain("greenhouse");
    // Job lists without `sources` of their own tell it in `errors`.
    expect(board.errors?.map(({ extensions: { vendor, account } }) => [vendor, account])).toEqual([["GREENHOUSE", "emea"]]);
    const { data } = await graph.ask<Listed, object>(JOBS.replace("first: 4", "first: 3"), {});
    expect(data?.jobs.nodes.map(({ vendor, account }) => `${vendor} ${account}`)).not.toContain("GREENHOUSE emea");
    const all = await graph.ask<Listed, object>(JOBS.replace("first: 4", "first: 5"), {});
    expect(all.data?.jobs.sources.filter(({ state }) => state !== "FRESH").map(({ account }) => account)).toEqual(["emea"]);
  });
});
