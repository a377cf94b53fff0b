import { type Company, startCompany } from "../../support/company.js";

const FIELDS = "id status customFields { key value } closeReason { id }";

describe("Openings inside jobs of a list, whose copies lack fields", () => {
  let company: Company;
  beforeEach(async () => {
    company = await startCompany();
  });
  afterEach(() => company.stop());

  const ask = async <Data>(query: string, variables: object = {}) => {
    company.greenhouse.running.requests.length = 0;
    const { data, errors } = await company.while(company.graph.ask<Data, object>(query, variables));
    expect(errors).toBeUndefined();
    return data;
  };
  const listsOfOpenings = () => company.greenhouse.running.requests.filter(({ path }) => path.includes("/openings"));

  it("are the same as nodes and in edges, by one request for each job", async () => {
    const list = "openings(first: 10)";
    const board = (openings: string) => `{ jobs(first: 5, vendors: [GREENHOUSE]) { nodes { id ${openings} } } }`;
    interface Board<Openings> {
      jobs: { nodes: { openings: Openings }[] };
    }
    const nodes = await ask<Board<{ nodes: { id: string; customFields: unknown[] }[] }>>(board(`${list} { nodes { ${FIELDS} } }`));
    const asked = listsOfOpenings().map(({ path }) => path);
    expect(new Set(asked).size).toBe(asked.length);
    const edges = await ask<Board<{ edges: { node: unknown }[] }>>(board(`${list} { edges { node { ${FIELDS} } } }`));
    expect(edges?.jobs.nodes.map(({ openings }) => openings.edges.map(({ node }) => node))).toEqual(
      nodes?.jobs.nodes.map(({ openings }) => openings.nodes),
    );
    expect(nodes?.jobs.nodes.flatMap(({ openings }) => openings.nodes).some(({ customFields }) => customFields.length > 0)).toBe(true);
    expect(listsOfOpenings()).toHaveLength(asked.length);
  });

  it("are not read where the fields are not included", async () => {
    const query =
      "query Board($with: Boolean!) { jobs(first: 5, vendors: [GREENHOUSE]) { nodes { openings(first: 10) { nodes { id customFields @include(if: $with) { key } } } } } }";
    await ask(query, { with: false });
    expect(listsOfOpenings()).toEqual([]);
    await ask(query, { with: true });
    expect(listsOfOpenings().length).toBeGreaterThan(0);
  });
});
