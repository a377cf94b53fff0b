import { MorningsListDocument, type MorningsListQuery } from "../generated/graphql.js";
import { type Company, startCompany } from "../support/company.js";

type Told = MorningsListQuery["discrepancies"]["nodes"][number];

/** What is sent of each kind: the sample has dozens of some. */
const MENDED_OF_A_KIND = 4;

describe("13-mornings-list.graphql", () => {
  let company: Company;
  beforeAll(async () => {
    company = await startCompany({ CODE_SWEEP: "on" }, undefined, "v3");
  });
  afterAll(() => company.stop());

  async function list(): Promise<Told[]> {
    const nodes: Told[] = [];
    for (let after: string | null | undefined, more = true; more; ) {
      const { discrepancies }: MorningsListQuery = await company.while(company.graph.data(MorningsListDocument, { after }));
      nodes.push(...discrepancies.nodes);
      after = discrepancies.pageInfo.endCursor;
      more = discrepancies.pageInfo.hasNextPage;
    }
    return nodes;
  }

  async function hasLookedAtAll(): Promise<boolean> {
    const { discrepancies } = await company.while(company.graph.data(MorningsListDocument, { kinds: [], first: 1 }));
    return discrepancies.sources.every(({ state }) => state === "FRESH");
  }

  it("is mended one by one: each remedy, sent as it stands, takes its discrepancy off the list", async () => {
    for (let waited = 0; waited < 600 && !(await hasLookedAtAll()); waited += 1) await company.clock.advance(1_000);
    let open = await list();
    const kinds = new Set(open.map(({ kind }) => kind));
    expect([...kinds].sort()).toEqual(["ADVERTISED_AFTER_CLOSE", "ADVERT_ENDS_SOON", "JOBS_DISAGREE", "OPEN_WITHOUT_ADVERT"]);
    for (const kind of kinds) {
      const mendable = open.filter((one) => one.kind === kind && one.remedies.some(({ permission }) => permission.allowed));
      expect(mendable.length).toBeGreaterThan(0);
      for (const { id, remedies } of mendable.slice(0, MENDED_OF_A_KIND)) {
        const { mutation, input } = remedies.find(({ permission }) => permission.allowed) as Told["remedies"][number];
        const type = `${mutation.slice(0, 1).toUpperCase()}${mutation.slice(1)}Input`;
        const sent = `mutation ($input: ${type}!) { ${mutation}(input: $input) { operation { outcome } userErrors { message } } }`;
        const { data } = await company.while(company.graph.ask<Record<string, object>, object>(sent, { input }));
        expect(data?.[mutation]).toEqual({ operation: { outcome: "APPLIED" }, userErrors: [] });
        expect(await company.while(company.graph.ask("query ($id: ID!) { node(id: $id) { id } }", { id }))).toEqual({
          data: { node: null },
        });
      }
      const before = open;
      open = await list();
      const left = new Set(open.map(({ id }) => id));
      expect(before.filter(({ id }) => !left.has(id)).length).toBeGreaterThanOrEqual(Math.min(MENDED_OF_A_KIND, mendable.length));
    }
  });
});
