import type { GraphQLSchema } from "graphql";
import { type GraphQLQuestion, plainAnswer, valid } from "../../support/plain-graphql.js";
import { RandomDocuments } from "../../support/random-documents.js";
import { type Running, runServer, stopServers } from "../run-server.js";
import { sampleSchema } from "../sample-schema.js";

/** Cases in which engines of GraphQL have been seen to differ. */
const QUESTIONS: { title: string; query: string; variables?: Record<string, unknown>[] }[] = [
  {
    title: "plain fields, aliases and lists",
    query: '{ a: job(id: 1) { id name status } jobs(first: 3) { id } none: job(id: "none") { id } }',
  },
  { title: "a field that is called like an object's prototype", query: "{ __proto__: job(id: 1) { __proto__: id constructor: name } }" },
  {
    title: "__typename and fragments on an interface",
    query: "{ nodes { __typename id ... on Job { name } ...O } } fragment O on Opening { seats }",
  },
  {
    title: "@skip and @include on fields and fragments",
    query: `query ($yes: Boolean!, $no: Boolean = false) {
      job(id: 1) { id @skip(if: $yes) name @include(if: $yes) ...S @include(if: $no) ... @skip(if: $no) { inline: id } ...T }
      jobs(first: 2) { ...S @skip(if: $no) id }
    }
    fragment S on Job { spread: status }
    fragment T on Job { id @include(if: $no) twice: name @skip(if: $yes) @include(if: $yes) }`,
    variables: [{ yes: true }, { yes: false }, { yes: true, no: true }, { yes: false, no: true }],
  },
  {
    title: "a fragment spread twice under different conditions",
    query:
      "query ($a: Boolean!) { x: job(id: 1) { ...F @include(if: $a) } y: job(id: 2) { ...F @skip(if: $a) } z: job(id: 3) { ...F } } fragment F on Job { id }",
    variables: [{ a: true }, { a: false }],
  },
  {
    title: "one fragment twice in one selection, once under a condition",
    query:
      "query ($a: Boolean!) { x: job(id: 1) { ...F @include(if: $a) ...F @skip(if: $a) } y: job(id: 1) { ...F @include(if: $a) ...F } } fragment F on Job { id }",
    variables: [{ a: true }, { a: false }],
  },
  {
    title: "one field twice with a fragment, once under a condition",
    query: "query ($a: Boolean!) { job(id: 1) @include(if: $a) { ...F } job(id: 1) { name ...F } } fragment F on Job { id }",
    variables: [{ a: true }, { a: false }],
  },
  {
    title: "a field and a conditional fragment that hold the same field",
    query:
      "query ($a: Boolean!) { job(id: 1) { ...F @include(if: $a) ... @skip(if: $a) { id } name @include(if: $a) name @skip(if: $a) } } fragment F on Job { id status }",
    variables: [{ a: true }, { a: false }],
  },
  {
    title: "one field twice with different selections, once under a condition",
    query: "query ($a: Boolean!) { job(id: 1) @include(if: $a) { id } job(id: 1) { name } }",
    variables: [{ a: true }, { a: false }],
  },
  {
    title: "a condition on a field with a selection",
    query:
      "query ($a: Boolean!) { job(id: 1) @include(if: $a) { id openings @skip(if: $a) { id } } jobs(first: 1) @skip(if: $a) { id ...F } } fragment F on Job { o: openings @include(if: $a) { id } }",
    variables: [{ a: true }, { a: false }],
  },
  {
    title: "conditions inside fragments inside conditional fragments",
    query:
      "query ($a: Boolean!, $b: Boolean!) { job(id: 1) { ...F @include(if: $a) ...G @include(if: $b) } } fragment F on Job { id ...G } fragment G on Job { name @skip(if: $a) ... on Job @include(if: $a) { status } }",
    variables: [
      { a: true, b: true },
      { a: false, b: true },
      { a: true, b: false },
      { a: false, b: false },
    ],
  },
  {
    title: "variables that fit, and variables that do not",
    query: "query ($input: JobInput!) { echo(input: $input) }",
    variables: [
      { input: { id: "a1" } },
      { input: { id: 12, limit: null, status: "OPEN", seats: [{ count: 2 }] } },
      { input: { id: "a1", seats: { count: 2 } } },
      { input: { id: true } },
      { input: {} },
      { input: null },
      { input: [] },
      { input: "text" },
      { input: { id: "a1", unavailableBecause: 1 } },
      { input: { id: "a1", limit: "7" } },
      { input: { id: "a1", limit: 7.5 } },
      { input: { id: "a1", limit: 2 ** 31 } },
      { input: { id: "a1", status: "open" } },
      { input: { id: "a1", seats: [{ count: "x" }, { wrong: 1 }] } },
      { input: { id: "a1", seats: [null] } },
      {},
    ],
  },
  {
    title: "variables with defaults",
    query: "query ($id: ID! = 4, $first: Int = 2) { job(id: $id) { id } jobs(first: $first) { id } }",
    variables: [{}, { id: "5", first: 1 }, { id: null }, { first: null }, { id: 6.5 }, { unused: 1 }],
  },
  {
    title: "a scalar that parses into something else, as variable, literal and default",
    query:
      'query ($day: Day, $other: Day = "2026-02-28") { a: nextDay(day: $day) b: nextDay(day: $other) c: nextDay(day: "2026-12-31") d: nextDay }',
    variables: [{}, { day: "2026-01-31" }, { day: "January" }, { day: 5 }, { day: null, other: "2026-03-01" }],
  },
  {
    title: "an argument that is required, from a variable that is not",
    query: "query ($first: Int = 1, $d: Day) { jobs(first: 1) { openings(first: $first) { id } } nextDay(day: $d) }",
    variables: [{}, { first: null }, { first: 2 }],
  },
  { title: "a failure of a nullable field", query: "{ jobs(first: 3) { id flaky } }" },
  {
    title: "a failure with an alias, asked in two places",
    query: "{ jobs(first: 2) { id f: flaky ...F } }\nfragment F on Job {\n  f: flaky\n}",
  },
  { title: "a failure that nulls its parent", query: "{ job(id: 1) { id strictToo } other: job(id: 0) { strictToo } }" },
  { title: "two failures below one parent", query: "{ job(id: 1) { id strictToo again: strictToo } }" },
  { title: "failures that null two items of a list", query: "{ jobs(first: 3) { id } again: jobs(first: 3) { strict } }" },
  { title: "a failure that nulls everything", query: "{ jobs(first: 2) { id strictToo } }" },
  { title: "an internal error", query: "{ job(id: 1) { strict } }" },
  { title: "a thrown text and a returned error", query: "{ job(id: 1) { id thrownText returnedError } }" },
  { title: "a null where none may be", query: "{ brokenJob { id name } brokenJobs { id name } }" },
  { title: "a value its enum does not know", query: "{ brokenJob { id status } }" },
  { title: "a value its number does not take", query: "{ job(id: 1) { openings(first: 3) { id seats } numbers } }" },
  { title: "a field one may not ask for", query: "{ secretLog }" },
  { title: "a nested field one may not ask for", query: "{ job(id: 1) { id vendorData } }" },
  {
    title: "input that class-validator refuses",
    query: 'query { echo(input: { id: "far-too-long-id", seats: [{ count: 1 }, { count: 0 }] }) }',
  },
  { title: "arguments that class-validator refuses", query: "{ jobs(first: 0) { id } }" },
];

// A host that is not loopback by name, with anonymous reading: the viewer has no scope but `read`.
const ANONYMOUS = { host: "0.0.0.0", auth: { tokens: [], allowAnonymous: true } };
const RANDOM_DOCUMENTS = 6_000;

describe("An answer of the server", () => {
  let running: Running;
  let schema: GraphQLSchema;
  const { stackTraceLimit } = Error;
  beforeAll(async () => {
    // Tens of thousands of errors are compared by what they tell; to write their stacks took a third of the time.
    Error.stackTraceLimit = 0;
    schema = await sampleSchema();
    running = await runServer(ANONYMOUS, { schema });
  });
  afterAll(async () => {
    Error.stackTraceLimit = stackTraceLimit;
    await stopServers();
  });

  async function served({ query, variables }: GraphQLQuestion): Promise<string> {
    const response = await fetch(`${running.url.replace("0.0.0.0", "127.0.0.1")}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ query, variables }),
    });
    return response.text();
  }

  const plain = (question: GraphQLQuestion) => {
    const context = running.contexts.at(-1);
    if (context === undefined) throw new Error("The server has made no context.");
    return plainAnswer(schema, question, context);
  };

  for (const { title, query, variables = [{}] } of QUESTIONS) {
    for (const values of variables) {
      it(`is what graphql-js answers, however often it is asked: ${title} ${JSON.stringify(values)}`, async () => {
        for (let time = 1; time <= 5; time += 1) {
          const answer = await served({ query, variables: values });
          expect(answer).toBe(await plain({ query, variables: values }));
        }
      });
    }
  }

  it(`is what graphql-js answers, byte for byte, for ${RANDOM_DOCUMENTS} documents made by chance`, async () => {
    const documents = new RandomDocuments(schema, 9);
    let partial = 0;
    for (let count = 0; count < RANDOM_DOCUMENTS; ) {
      const question = valid(schema, documents.next());
      if (question === undefined) continue;
      count += 1;
      let answer = "";
      // The second time the document is known, and is executed without Apollo Server.
      for (let time = 1; time <= 2; time += 1) {
        answer = await served(question);
        const expected = await plain(question);
        // Only where they differ: a matcher for each would take longer than the answers.
        const { query, variables } = question;
        if (answer !== expected) expect({ query, variables, answer }).toEqual({ query, variables, answer: expected });
      }
      if (answer.startsWith('{"errors":') && answer.includes('"data":{')) partial += 1;
    }
    // The documents reach what fails, too.
    expect(partial).toBeGreaterThan(RANDOM_DOCUMENTS / 20);
  }, 600_000);

  it("runs each resolver once, also where some of them fail", async () => {
    const answer = JSON.parse(await served({ query: "{ jobs(first: 3) { flaky } }" }));
    expect(answer.errors).toHaveLength(2);
    expect(running.contexts.at(-1)?.calls.get("flaky")).toBe(3);
  });

  it("runs no text of a query as code", async () => {
    const marker = `__DATE__(globalThis.hacked = true)`;
    const texts = [
      marker,
      `${"$"}{globalThis.hacked = true}`,
      '"+(globalThis.hacked=true)+"',
      "`+(globalThis.hacked=true)+`",
      "\\u0022);globalThis.hacked=true;//",
    ];
    for (const text of texts) {
      for (let time = 0; time < 5; time += 1) {
        const query = `{ echo(input: { id: ${JSON.stringify(text)} }) nextDay(day: ${JSON.stringify(text)}) }`;
        expect(await served({ query })).toContain('"errors"');
      }
    }
    expect("hacked" in globalThis).toBe(false);
  });
});
