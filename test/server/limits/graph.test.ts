import { readdirSync, readFileSync } from "node:fs";
import { type GraphQLSchema, getIntrospectionQuery, getOperationAST, getVariableValues, parse, validate } from "graphql";
import { buildSchema } from "../../../src/build-schema.js";
import { MAX_IDS } from "../../../src/schema/common/input/rules.js";
import { type AnswerSize, answerSize } from "../../../src/server/limits/answer-size.js";
import { fragmentsOf } from "../../../src/server/limits/collected-fields.js";
import { DocumentGate } from "../../../src/server/limits/document-gate.js";
import { queryLimits } from "../../../src/server/limits/limits.js";

const limits = queryLimits();
let schema: GraphQLSchema;
beforeAll(async () => {
  schema = await buildSchema();
});

function sizeOf(query: string, variables: Record<string, unknown> = {}): AnswerSize {
  new DocumentGate(limits).admit(query);
  const document = parse(query);
  expect({ query, errors: validate(schema, document) }).toEqual({ query, errors: [] });
  const operation = getOperationAST(document);
  if (!operation) throw new Error("The document has not one operation.");
  const { coerced = {} } = getVariableValues(schema, operation.variableDefinitions ?? [], variables);
  return answerSize({ schema, operation, fragments: fragmentsOf(document.definitions), variables: coerced });
}

const examples = readdirSync("examples").filter((name) => name.endsWith(".graphql"));

describe("Within the limits of a request lies", () => {
  it.each(examples)("examples/%s, twice over", (name) => {
    const { nodes, fields } = sizeOf(readFileSync(`examples/${name}`, "utf8"));
    expect(nodes * 2).toBeLessThanOrEqual(limits.maxNodes);
    expect(fields * 2).toBeLessThanOrEqual(limits.maxFields);
  });

  it("the introspection of graphql-js, as deep as it goes by itself", () => {
    const query = getIntrospectionQuery({ inputValueDeprecation: true, schemaDescription: true, oneOf: true });
    const { nodes, fields } = sizeOf(query);
    expect(nodes).toBe(0);
    expect(fields).toBeLessThan(limits.maxFields);
    expect(sizeOf('{ __type(name: "Job") { fields { name args { name type { name } } } } }').nodes).toBe(0);
  });

  it("a list of a thousand ids, each with its openings", () => {
    const ids = Array.from({ length: MAX_IDS }, (_, index) => `greenhouse:job:${index}`);
    const query = "query ($ids: [ID!]!) { nodes(ids: $ids) { id ... on Job { name openings(first: 20) { nodes { id status } } } } }";
    const size = sizeOf(query, { ids });
    expect(size).toMatchObject({ nodes: 20_000, ids: limits.maxIds });
    expect(size.fields).toBeLessThan(limits.maxFields);
  });

  it("two hundred jobs with a hundred openings each, with all their fields", () => {
    const query = `{ jobs(first: 200) { sources { vendor state } pageInfo { hasNextPage endCursor } nodes {
      id name code status vacancies { id name status url salary { from to currency } }
      openings(first: 100) { nodes {
        id openingId status openedAt closedAt applicationId closeReason { id name } customFields { key name type value }
        can { close { allowed reason } reopen { allowed reason } delete { allowed reason } } job { id name status departments locations }
      } }
    } } }`;
    const { nodes, fields } = sizeOf(query);
    expect(nodes).toBe(200 * 100);
    expect(fields).toBeLessThan(limits.maxFields);
  });
});

describe("Beyond the limits of a request lies", () => {
  it("openings of jobs of openings, which multiply without a request", () => {
    const query =
      "{ jobs(first: 200) { nodes { openings(first: 200) { nodes { job { openings(first: 200) { nodes { job { openings(first: 200) { nodes { id } } } } } } } } } } }";
    expect(sizeOf(query).nodes).toBe(200 ** 4);
  });

  it.each([
    ["vacancies of jobs of vacancies", "vacancies { jobs { vacancies { jobs { vacancies { id } } } } }"],
    ["versions of jobs of versions", `${'versions(start: "2026-01-01", end: "2026-02-01") { job { '.repeat(5)} id ${"} }".repeat(5)}`],
  ])("%s, which do so too", (_, selection) => {
    expect(sizeOf(`{ jobs(first: 200) { nodes { ${selection} } } }`).fields).toBeGreaterThan(limits.maxFields);
  });

  it("the schema under two hundred aliases", () => {
    const aliases = Array.from({ length: 200 }, (_, index) => `a${index}: __schema { types { fields { name args { name } } } }`);
    expect(sizeOf(`{ ${aliases.join(" ")} }`).fields).toBeGreaterThan(limits.maxFields);
  });
});
