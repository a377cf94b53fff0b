import { readFileSync } from "node:fs";
import {
  buildSchema as buildFromText,
  findBreakingChanges,
  type GraphQLSchema,
  getOperationAST,
  isObjectType,
  lexicographicSortSchema,
  parse,
  printSchema,
  validate,
} from "graphql";
import { buildSchema, emitSchema } from "../../src/build-schema.js";
import { subgraphOf } from "../../src/federation/subgraph.js";
import { answerSize } from "../../src/server/limits/answer-size.js";
import { startGraph } from "../support/graph.js";

const committed = readFileSync("schema.graphql", "utf8");

async function sdlOf(env: Record<string, string>): Promise<{ sdl?: string; errors?: { message: string }[]; served: string }> {
  const graph = await startGraph({ env: { SANDBOX_VENDORS: "none", ...env } });
  const { data, errors } = await graph.ask<{ _service: { sdl: string } }, object>("{ _service { sdl } }", {});
  const served = await (await fetch(`${graph.url}/schema.graphql`)).text();
  await graph.stop();
  return { sdl: data?._service.sdl, errors, served };
}

describe("Without FEDERATION", () => {
  it("the schema is schema.graphql to the letter, and has nothing of a subgraph", async () => {
    const { errors, served } = await sdlOf({});
    expect(`${served}\n`).toBe(committed);
    expect(errors).toMatchObject([{ message: expect.stringMatching(/Cannot query field "_service"/) }]);
  });
});

describe("With FEDERATION=on", () => {
  let schema: GraphQLSchema;
  let sdl: string;
  let served: string;
  beforeAll(async () => {
    schema = await buildSchema();
    const answer = await sdlOf({ FEDERATION: "on" });
    ({ served } = answer);
    sdl = answer.sdl ?? "";
  });

  it("the schema that others share stays as it is", async () => {
    subgraphOf(schema);
    expect(emitSchema(await buildSchema())).toBe(committed);
  });

  it("the server answers all that it answered before, and `_entities` and `_service` besides", () => {
    const after = buildFromText(served);
    const added = (of: (one: GraphQLSchema) => object) => Object.keys(of(after)).filter((name) => !(name in of(schema)));
    expect(added((one) => one.getTypeMap())).toEqual(["_Any", "_Entity", "_Service"]);
    expect(added((one) => one.getQueryType()?.getFields() ?? {})).toEqual(["_entities", "_service"]);
    expect(findBreakingChanges(buildFromText(committed), after)).toEqual([]);
  });

  it("its text links Federation 2 and gives every type with a global id the key `id`", () => {
    expect(sdl.split("\n")[0]).toBe('extend schema @link(url: "https://specs.apollo.dev/federation/v2.0", import: ["@key", "@shareable"])');
    const keyed = [...sdl.matchAll(/^type (\w+) implements .*@key\(fields: "id"\) \{$/gm)].map(([, name]) => name);
    const nodes = Object.values(schema.getTypeMap()).filter(
      (type) => isObjectType(type) && type.getInterfaces().some(({ name }) => name === "Node"),
    );
    expect(keyed).toEqual(nodes.map(({ name }) => name).toSorted());
    expect(keyed.length).toBeGreaterThan(7);
    expect(sdl.match(/@key/g)).toHaveLength(keyed.length + 1);
    expect([...sdl.matchAll(/^type (\w+).*@shareable \{$/gm)].map(([, name]) => name)).toEqual(["PageInfo"]);
  });

  it("its text is the schema besides, descriptions and @specifiedBy too, without `node` and `nodes`", () => {
    const plain = sdl.slice(sdl.indexOf("\n")).replaceAll(' @key(fields: "id")', "").replaceAll(" @shareable", "");
    const read = (text: string) => printSchema(lexicographicSortSchema(buildFromText(text)));
    const whole = read(committed);
    const [before, after] = whole.split(
      / {2}"""Any record with a global id; null where its vendor does not hold it."""[\s\S]+? {2}\): \[Node\]!\n\n/,
    );
    expect(read(plain)).toBe(`${before}${after}`);
    expect(plain.match(/@specifiedBy/g)?.length).toBe(committed.match(/@specifiedBy/g)?.length);
  });

  it("`_entities` of so many records weighs what `nodes` of as many ids weighs", () => {
    const subgraph = subgraphOf(schema);
    const selection = `{ ... on Job { id name vendorData openings(first: 20) { nodes { id status } } } }`;
    const sizeOf = (query: string, variables: Record<string, unknown>) => {
      const document = parse(query);
      expect(validate(subgraph, document)).toEqual([]);
      const operation = getOperationAST(document);
      if (!operation) throw new Error("No operation");
      const { values, ...size } = answerSize({ schema: subgraph, operation, fragments: new Map(), variables });
      return size;
    };
    const ids = Array.from({ length: 70 }, (_, at) => `greenhouse:job:${at}`);
    const byIds = sizeOf(`query($ids: [ID!]!) { nodes(ids: $ids) ${selection} }`, { ids });
    const byReferences = sizeOf(`query($asked: [_Any!]!) { _entities(representations: $asked) ${selection} }`, {
      asked: ids.map((id) => ({ __typename: "Job", id })),
    });
    expect(byReferences).toEqual(byIds);
    expect(byIds).toMatchObject({ nodes: 70 * 20, ids: 70 });
  });
});
