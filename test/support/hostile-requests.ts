/** A request whose text is small beside what it asks for, or is large and wrong. */
export interface HostileRequest {
  name: string;
  /** JSON, or what is sent in its place. */
  body: string;
}

/** How large each family is made. */
const STEPS = Array.from({ length: 10 }, (_, index) => index + 1);

const many = (times: number, text: (index: number) => string, separator = " ") =>
  Array.from({ length: times }, (_, index) => text(index)).join(separator);
const nested = (times: number, open: string, inside: string, close: string) => open.repeat(times) + inside + close.repeat(times);
const text = (length: number) => "x".repeat(length);
const unheld = (count: number) => Array.from({ length: count }, (_, index) => `greenhouse:job:${900_000_000 + index}`);

/** Fragments of which each spreads the next one twice. */
const doubling = (length: number, on: string, spread: (name: string) => string, last: string) =>
  `${many(length, (index) => `fragment F${index} on ${on} { ${spread(`...F${index + 1}`)} }`)} fragment F${length} on ${on} { ${last} }`;

const ask = (query: string, variables?: unknown) => JSON.stringify({ query, variables });
/** With parts that are JSON already: deeper than JSON.stringify can write. */
const raw = (query: string, rest: string) => `{"query":${JSON.stringify(query)},${rest}}`;
const update = (more: string) => `updateOpening(input: { id: "greenhouse:opening:1.1", dryRun: true, ${more} }) { userErrors { message } }`;

const FAMILIES: Record<string, (step: number) => string> = {
  "fragments that double, below a field that looks at its selection": (step) =>
    ask(`{ node(id: "greenhouse:job:1") { ...F0 } } ${doubling(step * 4, "Node", (spread) => `${spread} ${spread}`, "id")}`),
  "fragments that double, below the schema": (step) =>
    ask(`{ __schema { ...F0 } } ${doubling(step * 4, "__Schema", (spread) => `${spread} ... { ${spread} }`, "description")}`),
  "fragments that double, through aliases": (step) =>
    ask(
      `{ job(id: "greenhouse:job:1") { ...F0 } } ${doubling(step, "Job", (spread) => `vacancies { jobs { ${spread} } } other: vacancies { jobs { ${spread} } }`, "id")}`,
    ),
  "a fragment that spreads itself": (step) =>
    ask(`{ ...F0 } ${many(step * 100, (index) => `fragment F${index} on Query { ...F${(index + 1) % (step * 100)} vendors { mode } }`)}`),
  "types of types": (step) => ask(`{ __schema { queryType { ${nested(step * 90, "ofType {", "name", "}")} } } }`),
  "the schema under aliases": (step) =>
    ask(`{ ${many(step * 20, (index) => `a${index}: __schema { types { name fields { name args { name type { name } } } } }`)} }`),
  "types of fields of types": (step) => ask(`{ __schema { types { ${nested(step, "fields { type {", "name", "} }")} } } }`),
  "wrong values in a variable": (step) =>
    ask("query ($ids: [ID!]!) { nodes(ids: $ids) { id } }", { ids: Array.from({ length: step * 10_000 }, () => null) }),
  "fields that an input does not have": (step) =>
    ask("mutation ($input: CloseJobInput!) { closeJob(input: $input) { userErrors { message } } }", {
      input: Object.fromEntries(Array.from({ length: step * 6_000 }, (_, index) => [`k${index}`, 1])),
    }),
  "ids under aliases": (step) =>
    ask(`query ($ids: [ID!]!) { ${many(80, (index) => `a${index}: nodes(ids: $ids) { id }`)} }`, { ids: unheld(step * 100) }),
  "ids that nobody holds": (step) => ask("query ($ids: [ID!]!) { nodes(ids: $ids) { id } }", { ids: unheld(step * 20) }),
  "openings of jobs of openings": (step) =>
    ask(`{ jobs(first: 200) { nodes { ${nested(step, "openings(first: 200) { nodes { job {", "id", "} } }")} } } }`),
  "vacancies of jobs of vacancies": (step) => ask(`{ jobs(first: 200) { nodes { ${nested(step, "vacancies { jobs {", "id", "} }")} } } }`),
  "versions of jobs of versions": (step) =>
    ask(`{ jobs(first: 200) { nodes { ${nested(step, 'versions(start: "2020-01-01", end: "2026-01-01") { job {', "id", "} }")} } } }`),
  "lists under aliases": (step) =>
    ask(`{ ${many(step * 20, (index) => `a${index}: jobs(first: 200) { nodes { openings(first: 200) { nodes { id } } } }`)} }`),
  "a large document": (step) => ask(`query Q${step} { ${many(190, (index) => `a${index}: node(id: "${text(step * 400)}") { id }`)} }`),
  "the same field again and again": (step) => ask(`{ ${"vendors { mode } ".repeat(step * 350)} }`),
  "a fragment that nobody spreads": (step) => ask(`{ __typename } fragment F on Job { ${"id ".repeat(step * 1_400)} }`),
  "operations that share a fragment": (step) =>
    ask(
      `${many(step * 60, (index) => `query Q${index}($a: ID!) { ...F }`)} fragment F on Query { nodes(ids: [${"$a ".repeat(4_000)}]) { id } }`,
    ),
  "fragments in a chain": (step) => ask(`{ ...F0 } ${doubling(step * 180, "Query", (spread) => spread, "__typename")}`),
  "brackets in a selection": (step) => ask(`{ ${nested(step * 700, "... {", "__typename", "}")} }`),
  "brackets in a literal": (step) => ask(`{ nodes(ids: ${nested(step * 700, "[", '"a"', "]")}) { id } }`),
  "brackets in a type": (step) => ask(`query ($ids: ${nested(step * 700, "[", "ID", "]")}) { nodes(ids: $ids) { id } }`),
  "brackets in a variable": (step) =>
    raw(
      `mutation ($value: JSON) { ${update('customFields: [{ id: "1", value: $value }]')} }`,
      `"variables":{"value":${nested(step * 10_000, "[", "1", "]")}}`,
    ),
  "brackets beside the query": (step) =>
    raw(
      "{ vendors { mode } }",
      `"extensions":{"a":${nested(step * 10_000, '{"a":', "1", "}")}},"other":${nested(step * 10_000, "[", "1", "]")}`,
    ),
  "long texts": (step) => {
    const long = text(step * 90_000);
    const questions = [
      "query ($long: String!) { requisition(code: $long) { code } }",
      "query ($long: ID!) { node(id: $long) { id } }",
      "query ($long: String) { jobs(after: $long) { nodes { id } } }",
      "query ($long: String) { jobs(first: 200, vendors: [GREENHOUSE]) { nodes { name(lang: $long) } } }",
      `mutation ($long: JSON) { ${update('customFields: [{ id: "1", value: $long }]')} }`,
    ];
    return ask(questions[step % questions.length] ?? "", { long });
  },
  "long names": (step) =>
    ask(`${many(100, (index) => `query Q${index} { ...F }`)} fragment F on Query { node(id: $${text(step * 50_000)}) { id } }`),
  "a null in a list of ids": (step) => {
    const ids = [...unheld(step), null, ...unheld(step)];
    if (step % 2 === 0) return ask("query ($ids: [ID!]!) { nodes(ids: $ids) { id } }", { ids });
    return ask(`query ($id: ID = "a") { nodes(ids: [${ids.map((id) => (id === null ? "$id" : JSON.stringify(id))).join()}]) { id } }`, {
      id: null,
    });
  },
  "entries of a change that are all wrong": (step) =>
    ask("mutation ($input: CreateOpeningsInput!) { createOpenings(input: $input) { userErrors { message } } }", {
      input: {
        jobId: "greenhouse:job:1",
        dryRun: true,
        openings: Array.from({ length: step * 10 }, () => ({ customFields: Array.from({ length: 40 }, () => ({ id: " " })) })),
      },
    }),
  "what is no request": (step) =>
    [
      "",
      "{",
      "null",
      "[]",
      '"a"',
      '{"query":1}',
      '{"query":"{"}',
      `[${many(500, () => ask("{ vendors { mode } }"), ",")}]`,
      '{"query":"{a}","variables":[]}',
      "\u0000",
    ][step - 1] ?? "",
};

/** Three hundred of them, the same ones every time. */
export const hostileRequests: readonly HostileRequest[] = Object.entries(FAMILIES).flatMap(([family, body]) =>
  STEPS.map((step) => ({ name: `${family}, ${step}`, body: body(step) })),
);
