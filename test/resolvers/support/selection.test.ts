import { buildSchema, type GraphQLResolveInfo, graphql } from "graphql";
import { argumentsOf, selectedFields, selectionsOf } from "../../../src/resolvers/support/selection.js";

const schema = buildSchema(
  `type Query { job: Job node: Node } interface Node { id: ID } type Other implements Node { id: ID openings: Openings }
   type Job implements Node { id: ID name: String openings(first: Int = 50, of: Status): Openings } enum Status { OPEN CLOSED }
   type Openings { nodes: [Job] count: Int }`,
);

async function infoOf(query: string, variables?: Record<string, unknown>): Promise<GraphQLResolveInfo> {
  let info: GraphQLResolveInfo | undefined;
  const resolve = (_args: unknown, _context: unknown, given: GraphQLResolveInfo) => {
    info = given;
    return { __typename: "Job" };
  };
  const rootValue = { job: resolve, node: resolve };
  const { errors } = await graphql({ schema, source: query, rootValue, variableValues: variables });
  expect(errors).toBeUndefined();
  if (info === undefined) throw new Error("The field was not resolved");
  return info;
}

async function look(query: string, variables?: Record<string, unknown>): Promise<string[]> {
  return [...selectedFields(await infoOf(query, variables))].sort();
}

describe("selectedFields", () => {
  it.each<[string, string, string[]]>([
    ["plain fields", "{ job { id openings { count } } }", ["id", "openings"]],
    ["their own names, not their aliases", "{ job { key: id a: openings { n: count } } }", ["id", "openings"]],
    [
      "fragments, inline and named",
      "{ job { ... { id } ...F } } fragment F on Job { openings { ...G } } fragment G on Openings { nodes { id } }",
      ["id", "openings"],
    ],
    ["the same field selected twice", "{ job { openings { count } openings { nodes { id } } } }", ["openings"]],
    ["the same parent selected twice", "{ job { id } job { name } }", ["id", "name"]],
  ])("names fields through %s", async (_, query, fields) => {
    expect(await look(query)).toEqual(fields);
  });

  it.each<[string, boolean, string[]]>([
    ["@include", true, ["id", "name"]],
    ["@include", false, ["id"]],
    ["@skip", false, ["id", "name"]],
    ["@skip", true, ["id"]],
  ])("leaves out what %s(if: %s) leaves out, on fields and on fragments", async (directive, on, expected) => {
    const onField = await look(`query ($on: Boolean!) { job { id name ${directive}(if: $on) } }`, { on });
    const onFragment = await look(`query ($on: Boolean!) { job { id ... ${directive}(if: $on) { name } } }`, { on });
    expect(onField).toEqual(expected);
    expect(onFragment).toEqual(expected);
  });

  it("reads a fragment once, so that fragments spread twice in one another take no longer", async () => {
    const chain = Array.from({ length: 60 }, (_, index) => `fragment F${index} on Job { ...F${index + 1} ... { ...F${index + 1} } }`);
    expect(await look(`{ job { ...F0 } } ${chain.join(" ")} fragment F60 on Job { id }`)).toEqual(["id"]);
  });

  it.each([true, false])("reads a fragment where it is included, although it was left out before: %s", async (on) => {
    const query = "query ($on: Boolean!) { job { ...F @include(if: $on) ...F @skip(if: $on) } } fragment F on Job { name }";
    expect(await look(query, { on })).toEqual(["name"]);
  });
});

describe("selectionsOf and argumentsOf", () => {
  async function asked(query: string, variables?: Record<string, unknown>) {
    const info = await infoOf(query, variables);
    return selectionsOf(info, "Job", "openings").map((node) => argumentsOf(info, "Job", node));
  }

  it("find a field under every name, through fragments on the record's type and its interfaces, and not through others", async () => {
    const query = `{ node { ...On ... on Other { openings { count } } ... on Node { ... on Job { b: openings(first: 2) { count } } } } }
      fragment On on Node { ... on Job { a: openings(first: 1) { count } } ...Not } fragment Not on Other { openings { count } }`;
    expect(await asked(query)).toEqual([{ first: 1 }, { first: 2 }]);
  });

  it("have the values of variables, and defaults where the client gave none", async () => {
    const query = "query ($first: Int, $of: Status = OPEN) { job { openings(first: $first, of: $of) { count } } }";
    expect(await asked(query)).toEqual([{ first: 50, of: "OPEN" }]);
    expect(await asked(query, { first: 7, of: null })).toEqual([{ first: 7, of: null }]);
  });

  it("have no arguments of a field that the type lacks", async () => {
    const info = await infoOf("{ job { name } }");
    const [name] = selectionsOf(info, "Job", "name");
    expect(name && argumentsOf(info, "Openings", name)).toBeUndefined();
  });
});
