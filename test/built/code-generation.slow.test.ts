import type { ChildProcess, StdioOptions } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { getIntrospectionQuery } from "graphql";
import { block, ROOT } from "../readme/readme.js";
import { BuiltServers, ended } from "./built-server.js";

const EXAMPLES = join(ROOT, "examples");

/** Texts that leave a literal, a template or a property name, where somebody writes them into source. */
const HOSTILE = [
  '"); globalThis.ran = true; ("',
  "'); globalThis.ran = true; ('",
  "`$" + "{globalThis.ran = true}`",
  "\\u0022); globalThis.ran = true; //",
  "__graphql-jit-literal__ globalThis.ran = true",
  "\u2028globalThis.ran = true\u2028",
  "*/ globalThis.ran = true /*",
  "__proto__",
  "constructor",
];

/** Values for the variables of examples/, by name; whether they fit does not matter here. */
const VARIABLES = {
  id: "headhunter:vacancy:8331228",
  ids: ["headhunter:vacancy:8331228", "linkedin:vacancy:HG-1001"],
  jobIds: ["greenhouse:job:4000000000"],
  code: "REQ-1001",
  first: 10,
  start: "2026-01-01",
  end: "2026-04-01",
  dryRun: true,
  idempotencyKey: "a key",
};

describe("The built server", () => {
  const servers = new BuiltServers();
  let server: ChildProcess;
  let url: string;

  beforeAll(async () => {
    const preload = pathToFileURL(join(__dirname, "code-generation.preload.js")).href;
    const options = { nodeOptions: ["--import", preload], stdio: ["ignore", "pipe", "ignore", "ipc"] as StdioOptions };
    ({ child: server, url } = await servers.start({ database: "test.db", CODE_SWEEP: "on" }, options));
  });
  afterAll(async () => {
    servers.kill();
    await ended(server);
    servers.remove();
  });

  /** Of the preloaded module, in the server's process. */
  async function tell<Answer>(question: string): Promise<Answer> {
    const answered = once(server, "message");
    server.send(question);
    return (await answered)[0] as Answer;
  }

  async function post(body: object): Promise<Record<string, unknown>> {
    const response = await fetch(`${url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    return (await response.json()) as Record<string, unknown>;
  }

  it("compiles functions from text at its start for its own routes, and for nothing else", async () => {
    const made = await tell<string[][]>("made");
    expect(made.length).toBeGreaterThan(0);
    expect(made.map(([maker]) => maker ?? "").filter((maker) => !/\/node_modules\/find-my-way\//.test(maker))).toEqual([]);
  });

  it("compiles no text that arrives, whatever it is asked", async () => {
    // Often enough for what compiles a document that comes again.
    for (let time = 0; time < 5; time += 1) {
      const { data } = (await post({ query: block("first query") })) as { data: { requisition: { jobs: { id: string }[] } } };
      expect(data.requisition.jobs.map(({ id }) => id)).toContain("greenhouse:job:4000000000");
      for (const file of readdirSync(EXAMPLES).filter((name) => name.endsWith(".graphql"))) {
        await post({ query: readFileSync(join(EXAMPLES, file), "utf8"), variables: VARIABLES });
      }
      for (const text of HOSTILE) {
        const literal = JSON.stringify(text);
        await post({ query: `{ requisition(code: ${literal}) { code jobs { id } } jobs(first: 1, after: ${literal}) { nodes { id } } }` });
        await post({
          query: "query ($code: String!, $id: ID!) { requisition(code: $code) { code } node(id: $id) { id } }",
          variables: { code: text, id: text },
        });
        await post({
          query: `query ($${text}: ID!) { __typename }`,
          operationName: text,
          variables: { [text]: text },
          extensions: { [text]: text },
        });
        await post({
          query: `mutation { closeOpening(input: { id: ${literal}, note: ${literal}, dryRun: true }) { userErrors { message } } }`,
        });
        await fetch(`${url}/${encodeURIComponent(text)}?${encodeURIComponent(text)}=1`, {
          headers: { "accept-language": encodeURIComponent(text) },
        });
      }
      await post({ query: "{ __proto__: __typename constructor: __typename vendors { __proto__: vendor constructor: mode } }" });
      await post({ query: block("closing an opening").replace("dryRun: true", `dryRun: ${time === 0}`) });
      await post({ query: getIntrospectionQuery() });
      for (const path of ["/", "/graphiql", "/web/graphiql.js", "/healthz", "/readyz", "/metrics"]) await fetch(`${url}${path}`);
    }
    expect(await tell("made")).toEqual([]);
  });

  it("reports text that is compiled, so that the tests above can fail", async () => {
    expect(await tell("vm")).toBe(2);
    expect(await tell("made")).toEqual([expect.arrayContaining(["runInThisContext in node:vm"])]);
  });

  it("refuses every way to compile text", async () => {
    const attempts = await tell<[string, string][]>("attempts");
    expect(attempts.length).toBeGreaterThan(9);
    expect(attempts.filter(([, outcome]) => outcome !== "EvalError")).toEqual([]);
    expect(await tell("made")).toEqual([]);
  });

  it("leaves functions as they are", async () => {
    expect(await tell("kinds")).toEqual([
      [true, "Function"],
      [true, "AsyncFunction"],
      [true, "GeneratorFunction"],
      [true, "AsyncGeneratorFunction"],
    ]);
  });
});
