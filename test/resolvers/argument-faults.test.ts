import { startGraph, type TestGraph } from "../support/graph.js";

describe("A fault in an argument names", () => {
  let graph: TestGraph;
  beforeAll(async () => {
    graph = await startGraph();
  });
  afterAll(() => graph.stop());

  it.each<[string, string, string]>([
    ["the one that is missing beside another", '{ vacancyPublicationTypes(areaId: "1") { name } }', "professionalRoleId"],
    ["the one that is missing beside several", '{ vacancyPublicationTypes(managerId: "2", areaId: "1") { name } }', "professionalRoleId"],
    ["the one that is given", '{ vacancyPublicationTypes(managerId: " ") { name } }', "managerId"],
    ["a field of an input by the way to it", 'mutation { closeJob(input: { id: " " }) { userErrors { code } } }', "input.id"],
  ])("%s", async (_what, query, place) => {
    const { errors } = await graph.ask(query);
    expect(errors).toMatchObject([{ extensions: { code: "BAD_USER_INPUT", fields: [{ path: place.split(".") }] } }]);
    expect(errors?.[0]?.message).toContain(`The input is not valid: ${place} `);
  });
});
