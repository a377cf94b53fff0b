import { ApolloServer } from "@apollo/server";
import { isInterfaceType } from "graphql";
import type { Scope } from "../../src/access/viewer.js";
import { CompiledQueries } from "../../src/server/compiled-queries.js";
import { formatError } from "../../src/server/error-format.js";
import { ErrorReport } from "../../src/server/error-report.js";
import type { RequestContext } from "../../src/server/request-context.js";
import { createLogger } from "../../src/telemetry/logger.js";
import { ask, type GraphQLAnswer, type Running, runServer, stopServers } from "./run-server.js";
import { sampleSchema } from "./sample-schema.js";

/** One suite, asked of both engines: each question must be answered the same, to the letter. */
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
      { input: { id: "a1", unheard: 1 } },
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

const READER = { tokens: [{ name: "reader", sha256: "0".repeat(64), scopes: ["read"] as const }], allowAnonymous: true };

describe("a query that comes often", () => {
  let compiled: Running;
  let interpreted: Running;
  beforeAll(async () => {
    // A host that is not loopback by name, with anonymous reading: the viewer has no scope but `read`.
    const config = { host: "0.0.0.0", auth: { ...READER, tokens: [] } };
    compiled = await runServer(config, { compileAfter: 1 });
    interpreted = await runServer(config, { compileAfter: Number.POSITIVE_INFINITY });
  });
  afterAll(stopServers);

  for (const { title, query, variables = [{}] } of QUESTIONS) {
    for (const values of variables) {
      it(`is answered by both engines alike: ${title} ${JSON.stringify(values)}`, async () => {
        const expected = comparable(await ask(local(interpreted.url), query, { variables: values }));
        // The first goes through Apollo, the second past it.
        for (let time = 1; time <= 2; time += 1) {
          expect(comparable(await ask(local(compiled.url), query, { variables: values }))).toEqual(expected);
        }
      });
    }
  }
});

function local(url: string): string {
  return url.replace("0.0.0.0", "127.0.0.1");
}

/** Without what differs by nature; the specification leaves the order of errors open. */
function comparable(answer: GraphQLAnswer | undefined): unknown {
  const { headers: _, errors, ...rest } = answer ?? { headers: undefined };
  const sorted = errors?.toSorted((one, other) => JSON.stringify(one).localeCompare(JSON.stringify(other)));
  // As text: the order of fields is part of an answer.
  return JSON.stringify({ ...rest, errors: sorted }, (key, value) => (key === "requestId" ? "an id" : value), 1);
}

describe("the choice of the engine", () => {
  afterEach(stopServers);

  async function engines({ metrics }: Running): Promise<Record<string, number>> {
    const { values } = await metrics.graphqlExecutions.get();
    return Object.fromEntries(values.map(({ labels, value }) => [labels.engine, value]));
  }

  it("compiles a query when it comes for the third time, and each operation of a document by itself", async () => {
    const server = await runServer();
    for (let time = 1; time <= 4; time += 1)
      await ask(server.url, "query A { job(id: 1) { id } } query B { job(id: 2) { id } }", { operationName: "A" });
    expect(await engines(server)).toEqual({ interpreted: 2, compiled: 2 });
    const other = await ask(server.url, "query A { job(id: 1) { id } } query B { job(id: 2) { id } }", { operationName: "B" });
    expect(other.data).toEqual({ job: { id: "2" } });
    expect(await engines(server)).toEqual({ interpreted: 3, compiled: 2 });
  });

  it("never compiles a change", async () => {
    const server = await runServer({}, { compileAfter: 1 });
    for (let time = 1; time <= 3; time += 1)
      expect((await ask(server.url, "mutation { closeJob(id: 1) }")).data).toEqual({ closeJob: "closed 1" });
    expect(await engines(server)).toEqual({ interpreted: 3 });
  });

  it("leaves to graphql-js what graphql-jit answers differently", async () => {
    const server = await runServer({}, { compileAfter: 1 });
    await ask(server.url, "query ($a: Boolean!) { job(id: 1) { ...F @include(if: $a) ...F } } fragment F on Job { id }", {
      variables: { a: false },
    });
    await ask(server.url, 'query ($d: Day = "2026-01-01") { nextDay(day: $d) }');
    expect(await engines(server)).toEqual({ interpreted: 2 });
    await ask(server.url, "query ($a: Boolean = true) { job(id: 1) { ...F @include(if: $a) } } fragment F on Job { id }");
    expect(await engines(server)).toEqual({ interpreted: 2, compiled: 1 });
  });

  it("runs each resolver once, also where some of them fail", async () => {
    const server = await runServer({}, { compileAfter: 1 });
    const answer = await ask(server.url, "{ jobs(first: 3) { flaky } }");
    expect(answer.errors).toHaveLength(2);
    expect(server.contexts[0]?.calls.get("flaky")).toBe(3);
    expect(await engines(server)).toEqual({ compiled: 1 });
  });

  it("forgets the documents that came longest ago, beyond its bound", async () => {
    const seen: string[] = [];
    const schema = await sampleSchema();
    const report = new ErrorReport(createLogger({ level: "silent", pretty: false }));
    const compiled = new CompiledQueries({
      schema,
      formatError,
      report,
      onExecution: (engine) => seen.push(engine),
      compileAfter: 2,
      maxDocuments: 2,
    });
    const apollo = new ApolloServer<RequestContext>({ schema, plugins: [compiled.plugin()] });
    const viewer = { subject: "anonymous", scopes: new Set<Scope>() };
    const run = (id: number) =>
      apollo.executeOperation({ query: `{ job(id: ${id}) { id } }` }, { contextValue: { viewer, requestId: "r" } });
    for (const id of [1, 1, 2, 3, 1, 1]) await run(id);
    await apollo.stop();
    expect(seen).toEqual(["interpreted", "compiled", "interpreted", "interpreted", "interpreted", "compiled"]);
  });

  it("refuses a schema whose types are told apart by a promise, at the start and by name", async () => {
    const schema = await sampleSchema();
    const node = schema.getType("Node");
    if (!isInterfaceType(node)) throw new Error("The sample has an interface.");
    node.resolveType = async () => "Job";
    await expect(runServer({}, { schema })).rejects.toThrow("resolveType of Node is asynchronous");
  });
});
