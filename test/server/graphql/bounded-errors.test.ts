import { GraphQLError, parse, validate } from "graphql";
import { Secrets } from "../../../src/secrets/secrets.js";
import { formatError } from "../../../src/server/graphql/error-format.js";
import { ErrorReport } from "../../../src/server/graphql/error-report.js";
import { createLogger } from "../../../src/telemetry/logger.js";
import { answering } from "../limits/lists-schema.js";
import { ask, runServer, stopServers } from "../run-server.js";
import { sampleSchema } from "../sample-schema.js";

afterEach(stopServers);

const codes = ({ errors = [] }: { errors?: { extensions: Record<string, unknown> }[] }) =>
  new Set(errors.map(({ extensions }) => extensions.code));

describe("The errors of an answer", () => {
  it("are the first twenty of invalid variables, and one that says there are more", async () => {
    const { url, log } = await runServer({}, { schema: answering() });
    const variables = { ids: Array.from({ length: 5_000 }, () => null) };
    const answer = await ask(url, "query ($ids: [ID!]!) { nodes(ids: $ids) { id } }", { variables });
    expect(answer.errors).toHaveLength(21);
    expect(answer.errors?.[20]?.message).toContain("More values of the variables are at fault");
    expect(answer.errors?.[1]).toMatchObject({ extensions: { fields: [{ path: ["ids", "1"] }] } });
    expect([...codes(answer)]).toEqual(["BAD_USER_INPUT"]);
    expect(log.filter(({ level }) => level === "error")).toEqual([]);
  });

  it("name the first twenty fields of an input, and how many more there are", async () => {
    const { url } = await runServer();
    const variables = { input: { id: "a", seats: Array.from({ length: 50 }, () => ({ count: 0 })) } };
    const { errors } = await ask(url, "query ($input: JobInput!) { echo(input: $input) }", { variables });
    expect(errors?.[0]?.extensions.fields).toHaveLength(20);
    expect(errors?.[0]?.message).toMatch(
      /input\.seats\.19\.count must not be less than 1; and 30 more\. Correct these and send it again\.$/,
    );
  });

  it("are of bounded length, and keep their end, whatever they repeat", async () => {
    const { url } = await runServer();
    const long = "x".repeat(300_000);
    const answers = [
      await ask(url, "query ($input: JobInput!) { echo(input: $input) }", { variables: { input: { id: "a", status: long } } }),
      await ask(url, "query ($input: JobInput!) { echo(input: $input) }", { variables: { input: { id: "a", [long]: 1 } } }),
      await ask(url, `{ job(id: 1) { id(${"a".repeat(200)}: "${long}") } }`),
      await ask(url, `{ jobs(first: "${long}") { id } }`),
    ];
    for (const { errors = [], data } of answers) {
      expect(data).toBeUndefined();
      expect(JSON.stringify(errors).length).toBeLessThan(6_000);
    }
    expect(answers[0]?.errors?.[0]?.message).toMatch(
      /" at "input\.status"; Value "x+ … x+" does not exist in "Status" enum\.$|does not exist in "Status" enum\.$/,
    );
  });

  it("point at the first ten places where there are many", async () => {
    const { url } = await runServer();
    const fields = Array.from({ length: 40 }, () => "flaky").join(" ");
    const { errors } = await ask(url, `{ job(id: 1) { ${fields} } }`);
    expect(errors?.[0]?.locations).toHaveLength(10);
  });

  it("are a thousand where every record of a large answer failed, and one that says how many more", async () => {
    const { url, log } = await runServer({}, { schema: await sampleSchema() });
    const answer = await ask(url, "{ jobs(first: 1500) { flaky } }");
    expect(answer.errors).toHaveLength(1_001);
    expect(answer.errors?.[1_000]).toEqual({
      message: "499 more errors are left out. Ask for less at once to see them.",
      extensions: { code: "RATE_LIMITED" },
    });
    expect(log.filter(({ msg }) => msg === "a vendor failed")).toHaveLength(100);
    expect(log).toContainEqual(expect.objectContaining({ level: "warn", more: 1_399, msg: "more errors of an answer are not logged" }));
  });

  it("are logged once where one failure cost many records, with the first of its places and their number", () => {
    const log: Record<string, unknown>[] = [];
    const report = new ErrorReport(
      createLogger({ level: "debug", secrets: new Secrets() }, { write: (line) => log.push(JSON.parse(line)) }),
    );
    const cause = new Error("one for all");
    const at = (index: number, originalError: Error) => new GraphQLError("told", { path: ["jobs", index], originalError });
    report.log([at(0, cause), at(1, cause), at(2, new Error("another")), at(3, cause)], "r1");
    expect(log).toMatchObject([
      { requestId: "r1", path: ["jobs", 0], times: 3, err: { message: "one for all" } },
      { requestId: "r1", path: ["jobs", 2], err: { message: "another" } },
    ]);
    expect(log[1]).not.toHaveProperty("times");
  });

  it("give the path of a null that only the variables hold", async () => {
    const { url, log } = await runServer({}, { schema: answering() });
    const one = await ask(url, 'query ($x: ID = "a") { nodes(ids: ["b", $x]) { id } }', { variables: { x: null } });
    expect(one.errors?.[0]).toMatchObject({
      message: 'Argument "ids" holds null where none may be: ids.1 ($x).',
      extensions: { code: "BAD_USER_INPUT", fields: [{ path: ["ids", "1"] }] },
    });
    const several = await ask(
      url,
      'mutation ($x: ID = "a", $y: [ID!]) { closeAll(input: { ids: [$x], more: [{ ids: $y }, { ids: ["a"] }] }) { job { id } } }',
      { variables: { x: null } },
    );
    expect(several.errors?.[0]?.message).toBe(
      'Argument "input" holds null where none may be: at one of input.ids.0 ($x), input.more.0.ids ($y).',
    );
    expect(log.filter(({ level }) => level === "error")).toEqual([]);
  });

  it("blame the caller for a document that graphql-js gives up comparing, and say what to do", () => {
    const given = validate(answering(), parse(`{ ${"jobs { nodes { id } } ".repeat(2_000)} }`));
    const told = given.map((error) => formatError({ ...error.toJSON(), extensions: { code: "GRAPHQL_VALIDATION_FAILED" } }, error));
    expect(told).toEqual([
      {
        message: "The document selects the same fields in too many places for them to be compared. Select each field once.",
        extensions: { code: "BAD_USER_INPUT" },
      },
    ]);
  });

  it.each<[string, string, string[]]>([
    ["a null", '{ nodes(ids: ["a", null]) { id } }', ["ids"]],
    ["a number that is too large", "{ jobs(first: 2147483648) { nodes { id } } }", ["first"]],
    ["a text for a number, beside others", '{ jobs(after: "(first: {", areaIds: ["a"], first: "5") { nodes { id } } }', ["first"]],
    [
      "a part of an input",
      "mutation { closeAll(input: { ids: [], more: [{ ids: [] }, { ids: [{}] }] }) { job { id } } }",
      ["input", "more", "ids"],
    ],
    ["an input without a field", "mutation { closeAll(input: { more: [{ ids: [] }] }) { job { id } } }", ["input"]],
    [
      "a variable's default",
      'query ($some: [ID!] = ["a"], $first: Int = 1.5) { nodes(ids: $some) { id } jobs(first: $first) { nodes { id } } }',
      ["first"],
    ],
    ["a directive's argument", "{ jobs @include(if: 1) { nodes { id } } }", ["if"]],
  ])("blame the caller for %s that is written out, and name its place", async (_what, query, path) => {
    const { url } = await runServer({}, { schema: answering() });
    const { errors } = await ask(url, query);
    const [{ message = "" } = {}] = errors ?? [];
    expect(errors).toEqual([
      { message, locations: [expect.any(Object)], extensions: { code: "BAD_USER_INPUT", fields: [{ path, message }] } },
    ]);
  });

  it("leave a fault of the document itself to its author, not to what was written into it", async () => {
    const { url } = await runServer({}, { schema: answering() });
    for (const query of ["{ jobs(first: $first) { nodes { id } } }", "{ jobs(last: 1) { nodes { id } } }", "{ nodes { id } }"])
      expect([...codes(await ask(url, query))]).toEqual(["GRAPHQL_VALIDATION_FAILED"]);
  });
});
