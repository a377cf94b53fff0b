import { execute, getOperationAST, getVariableValues, parse, validate } from "graphql";
import { type AnswerSize, answerSize } from "../../../src/server/limits/answer-size.js";
import { fragmentsOf } from "../../../src/server/limits/collected-fields.js";
import { RandomDocuments } from "../../support/random-documents.js";
import { answering, type Lists } from "./lists-schema.js";

const lists: Lists = new Map();
const schema = answering(lists);

function sizeOf(query: string, variables: Record<string, unknown> = {}): AnswerSize {
  const document = parse(query);
  expect(validate(schema, document)).toEqual([]);
  const operation = getOperationAST(document);
  if (!operation) throw new Error("The document has not one operation.");
  const { coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], variables);
  if (coerced === undefined) throw new Error("The variables do not fit.");
  return answerSize({ schema, operation, fragments: fragmentsOf(document.definitions), variables: coerced });
}

const nodes = (query: string, variables?: Record<string, unknown>) => sizeOf(query, variables).nodes;

describe("The nodes of an operation", () => {
  it.each<[string, string, number]>([
    ["first of a list", "{ jobs(first: 7) { nodes { id } } }", 7],
    ["the default of first where it is left out", "{ jobs { nodes { id } } }", 2],
    ["fifty where first is null", "{ jobs(first: null) { nodes { id } } }", 50],
    ["the product along a path", "{ jobs(first: 7) { nodes { openings(first: 5) { nodes { id } } } } }", 35],
    ["the product through edges", "{ jobs(first: 7) { edges { node { openings(first: 5) { nodes { id } } } } } }", 35],
    [
      "the sum of lists side by side",
      "{ jobs(first: 7) { nodes { a: openings(first: 5) { nodes { id } } b: openings(first: 1) { nodes { id } } } } }",
      42,
    ],
    ["the sum of aliases", "{ a: jobs(first: 7) { nodes { id } } b: jobs(first: 3) { nodes { id } } }", 10],
    ["ids of a list", '{ nodes(ids: ["a", "b", "c"]) { id } }', 3],
    [
      "ids rather than first where both are there",
      '{ timelines(first: 9, jobIds: ["a", "b"]) { job { openings(first: 4) { nodes { id } } } } }',
      8,
    ],
    ["first where the ids of a list are left out", "{ timelines(first: 9) { job { id } } }", 9],
    ["first of a page, whatever ids narrow it", '{ jobs(first: 4, areaIds: ["1", "2", "3"]) { nodes { id } } }', 4],
    [
      "the ids of a change, wherever in its input",
      'mutation { closeAll(input: { ids: ["a", "b"], more: [{ ids: ["c"] }, { ids: ["d", "e"] }] }) { job { openings(first: 10) { nodes { id } } } } }',
      50,
    ],
    [
      "nothing for single records, lists without paging and the schema itself",
      '{ job(id: "a") { vacancies { jobs { id tags } } } __schema { types { fields { name } } } }',
      0,
    ],
    ["one field once that is selected twice", "{ jobs(first: 7) { nodes { id } } jobs(first: 7) { nodes { name } } }", 7],
    ["nothing for an empty list of ids", "{ nodes(ids: []) { id ... on Job { openings(first: 9) { nodes { id } } } } }", 0],
    [
      "a fragment wherever it is spread",
      "{ a: jobs(first: 2) { ...P } b: jobs(first: 3) { ...P } } fragment P on JobPage { nodes { openings(first: 10) { nodes { id } } } }",
      50,
    ],
    [
      "the fields of all types that a record may be of",
      '{ nodes(ids: ["a", "b"]) { ... on Job { openings(first: 3) { nodes { id } } } ... on Vacancy { jobs { openings(first: 4) { nodes { id } } } } } }',
      14,
    ],
  ])("are %s", (_, query, expected) => {
    expect(nodes(query)).toBe(expected);
  });

  it("are those of the variables", () => {
    const query = "query ($first: Int = 4, $ids: [ID!]!) { jobs(first: $first) { nodes { id } } nodes(ids: $ids) { id } }";
    expect(nodes(query, { ids: ["a"] })).toBe(5);
    expect(nodes(query, { first: 100, ids: ["a", "b"] })).toBe(102);
    // A list of one may be written without brackets.
    expect(nodes(query, { first: 1, ids: "a" })).toBe(2);
  });

  it("are those that @skip and @include leave", () => {
    const query = `query ($on: Boolean!) {
      jobs(first: 7) @include(if: $on) { nodes { id } }
      ... @skip(if: $on) { other: jobs(first: 3) { nodes { id } } }
      ...F @include(if: $on)
    } fragment F on Query { lines(first: 5) { text } }`;
    expect([nodes(query, { on: true }), nodes(query, { on: false })]).toEqual([12, 3]);
  });

  it("are none where an argument is invalid, since execution stops at it", () => {
    expect(nodes('query ($x: ID = "a") { nodes(ids: ["b", $x]) { id } jobs(first: 3) { nodes { id } } }', { x: null })).toBe(3);
  });

  it("are as many as execution finds, for random documents", async () => {
    // Of a node of several types execution finds the fields of one.
    const documents = new RandomDocuments(schema, 21, { maxDepth: 6, without: ["Query.nodes", "Query.lines"] });
    const seen = new Set<number>();
    for (let count = 0; count < 200; ) {
      const { query, variables } = documents.next();
      const document = parse(query);
      if (validate(schema, document).length > 0) continue;
      count += 1;
      lists.clear();
      const { data, errors } = await execute({ schema, document, variableValues: variables });
      if (errors !== undefined) throw new Error(errors.join());
      const size = sizeOf(query, variables);
      expect({ query, nodes: size.nodes }).toEqual({ query, nodes: innermostRecords() });
      expect(size.fields).toBeGreaterThanOrEqual(fieldsIn(data));
      seen.add(size.nodes);
    }
    expect(seen.size).toBeGreaterThan(20);
  });
});

/** The records of lists inside which no other list was found. */
function innermostRecords(): number {
  const paths = [...lists.keys()].sort();
  return paths.reduce((sum, path, index) => (paths[index + 1]?.startsWith(path) ? sum : sum + (lists.get(path) ?? 0)), 0);
}

function fieldsIn(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, item) => sum + fieldsIn(item), 0);
  if (typeof value !== "object" || value === null) return 0;
  return Object.values(value).reduce((sum: number, inner) => sum + 1 + fieldsIn(inner), 0);
}

describe("The fields of an operation", () => {
  const fields = (query: string) => sizeOf(query).fields;

  it("are those of every record of a page, under each of their aliases", () => {
    expect(fields("{ lines(first: 10) { text } }")).toBe(11);
    expect(fields("{ lines(first: 10) { a: text b: text c: text } }")).toBe(31);
  });

  it("count a value of JSON as fifteen, since it holds a whole record of a vendor", () => {
    expect(fields("{ lines(first: 10) { text raw } }")).toBe(1 + 10 * 16);
    expect(fields("{ lines(first: 10) { a: raw b: raw } }")).toBe(1 + 10 * 30);
  });

  it("multiply by a list without paging inside another list", () => {
    expect(fields('{ job(id: "a") { vacancies { id } } }')).toBe(3);
    expect(fields('{ job(id: "a") { vacancies { jobs { id } } } }')).toBe(2 + 1 + 10);
    expect(fields('{ job(id: "a") { vacancies { jobs { vacancies { id } } } } }')).toBe(2 + 1 + 10 * (1 + 10));
  });

  it("do not multiply again by the lists of a page, which its first bounds", () => {
    expect(fields('{ job(id: "a") { vacancies { jobs { openings(first: 5) { nodes { id } } } } } }')).toBe(3 + 10 * (1 + 5 * 2));
  });

  it("multiply below the schema itself, where aliases would repeat all of it", () => {
    const types = Object.keys(schema.getTypeMap()).length;
    expect(fields("{ __schema { types { fields { name } } } }")).toBe(2 + types * (1 + 10));
  });
});

describe("The values given to an operation", () => {
  const query = "query ($ids: [ID!]!) { a: nodes(ids: $ids) { id } b: nodes(ids: $ids) { id } jobs(areaIds: $ids) { nodes { id } } }";

  it("are counted wherever a variable is used", () => {
    // With the lists themselves, and the default of first.
    expect(sizeOf(query, { ids: ["a", "b", "c"] })).toMatchObject({ ids: 9, values: 9 + 3 + 1 });
  });

  it("are counted inside inputs", () => {
    const input = { ids: ["a", "b"], more: [{ ids: ["c"] }, {}, { ids: null }], note: "n" };
    const change = "mutation ($input: CloseInput!) { closeAll(input: $input) { job { id } } }";
    expect(sizeOf(change, { input })).toMatchObject({ ids: 3 });
  });
});
