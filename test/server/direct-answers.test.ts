import { createHash } from "node:crypto";
import { connect } from "node:net";
import { ApolloServer } from "@apollo/server";
import { GraphQLError } from "graphql";
import { type Running, runServer, stopServers } from "./run-server.js";

afterEach(async () => {
  jest.restoreAllMocks();
  await stopServers();
});

const TOKEN = "s3cret-token";
const READER = {
  tokens: [{ name: "reader", sha256: createHash("sha256").update(TOKEN).digest("hex"), scopes: ["read"] as const }],
  allowAnonymous: false,
};
const JOB = "query ($id: ID!) { job(id: $id) { id flaky strict } }";
const PLAIN = "{ job(id: 0) { id } }";
/** "0" answers whole; "none" is null; others fail in one field and null their parent in the other. */
const FITTING = { query: JOB, variables: { id: "0" } };

interface RawAnswer {
  status: number;
  headers: Record<string, string>;
  text: string;
}

async function send(url: string, body: unknown, headers: Record<string, string> = {}): Promise<RawAnswer> {
  const options = {
    method: "POST",
    headers: { "content-type": "application/json", "x-request-id": "r1", authorization: `Bearer ${TOKEN}`, ...headers },
    body: JSON.stringify(body),
  };
  const response = await fetch(`${url}/graphql`, options);
  const { date: _, ...rest } = Object.fromEntries(response.headers);
  return { status: response.status, headers: rest, text: await response.text() };
}

/** A server that has compiled JOB, and one that never compiles anything. */
async function startBoth(deps: Parameters<typeof runServer>[1] = {}): Promise<{ direct: Running; apollo: Running }> {
  const direct = await runServer({ auth: READER }, { ...deps, compileAfter: 1 });
  const apollo = await runServer({ auth: READER }, { ...deps, compileAfter: Number.POSITIVE_INFINITY });
  for (const { url } of [direct, apollo]) {
    for (const body of [FITTING, { query: PLAIN }]) await send(url, body);
  }
  return { direct, apollo };
}

function countApollo(): () => number {
  const spy = jest.spyOn(ApolloServer.prototype, "executeHTTPGraphQLRequest");
  return () => spy.mock.calls.length;
}

describe("a query that is compiled", () => {
  it.each([
    undefined,
    "*/*",
    "application/json",
    "application/graphql-response+json",
    "application/graphql-response+json, application/json;q=0.9",
    "application/json;q=0.2, application/*;q=0.8",
    "text/html, application/json;q=0.1",
  ])("is answered without Apollo, in the media type that Apollo would choose for accept: %s", async (accept) => {
    const { direct, apollo } = await startBoth();
    const headers: Record<string, string> = accept === undefined ? {} : { accept };
    const byApollo = await send(apollo.url, FITTING, headers);
    const asked = countApollo();
    const answer = await send(direct.url, FITTING, headers);
    expect(asked()).toBe(0);
    expect(answer.headers["content-type"]).toBe(byApollo.headers["content-type"]);
  });

  it.each([
    ["data alone", FITTING, {}],
    ["nothing found", { query: JOB, variables: { id: "none" } }, {}],
    ["errors, of a vendor and of our own", { query: JOB, variables: { id: "7" } }, {}],
    ["variables that do not fit", { query: JOB, variables: { id: [1] } }, {}],
    ["no variables", { query: JOB }, {}],
    ["null for what may be left out", { ...FITTING, operationName: null, extensions: null }, {}],
    ["variables that are a list", { query: PLAIN, variables: [1] }, {}],
    ["variables that are a text", { query: PLAIN, variables: '{"id":"0"}' }, {}],
    ["an operation's name that is none", { ...FITTING, operationName: 1 }, {}],
    ["the name of an operation that is not there", { ...FITTING, operationName: "Other" }, {}],
    ["a persisted query", { ...FITTING, extensions: { persistedQuery: { version: 1, sha256Hash: "0" } } }, {}],
    ["a list of questions", [FITTING], {}],
    ["a media type we do not have", FITTING, { accept: "image/png" }],
    ["a wrong token", FITTING, { authorization: "Bearer wrong" }],
  ])("is answered to the letter as Apollo does: %s", async (_, body, headers: Record<string, string>) => {
    const { direct, apollo } = await startBoth();
    for (let time = 0; time < 2; time += 1) expect(await send(direct.url, body, headers)).toEqual(await send(apollo.url, body, headers));
  });

  it("makes one context a request, also where Apollo has to word the answer", async () => {
    const { direct } = await startBoth();
    const before = direct.contexts.length;
    await send(direct.url, { query: JOB, variables: { id: [1] } });
    expect(direct.contexts).toHaveLength(before + 1);
  });

  it("answers with an internal error and its request id where no context can be made", async () => {
    let broken = false;
    const createContext = (input: Running["contexts"][number]) => {
      if (broken) throw new Error("no database");
      return { ...input, calls: new Map<string, number>() };
    };
    const { direct, apollo } = await startBoth({ createContext: createContext as never });
    broken = true;
    const answer = await send(direct.url, FITTING);
    expect(answer.status).toBe(500);
    expect(answer).toEqual(await send(apollo.url, FITTING));
  });

  it("carries what the context says beside the data", async () => {
    const { direct, apollo } = await startBoth({ context: { extensions: () => ({ sources: ["LINKEDIN"] }) } });
    const answer = await send(direct.url, FITTING);
    expect(JSON.parse(answer.text)).toMatchObject({ extensions: { sources: ["LINKEDIN"] } });
    expect(answer.text).toBe((await send(apollo.url, FITTING)).text);
  });

  it("tells of what failed in a field that answers all the same, and counts as partial", async () => {
    const tolerated = [new GraphQLError("down", { path: ["job", "name"], extensions: { code: "UNAVAILABLE" } })];
    const { direct, apollo } = await startBoth({ context: { tolerated } });
    const answer = await send(direct.url, FITTING);
    expect(JSON.parse(answer.text)).toMatchObject({
      data: { job: {} },
      errors: [{ message: "down", path: ["job", "name"], extensions: { code: "UNAVAILABLE" } }],
    });
    expect(answer.text).toBe((await send(apollo.url, FITTING)).text);
    for (const { metrics } of [direct, apollo]) {
      const outcomes = (await metrics.graphqlOperations.get()).values.map(({ labels }) => labels.outcome);
      expect(new Set(outcomes)).toEqual(new Set(["partial"]));
    }
  });

  it("is counted and timed like any other", async () => {
    const { direct, apollo } = await startBoth();
    for (const { url } of [direct, apollo]) await send(url, { query: JOB, variables: { id: "7" } });
    const figures = async ({ metrics }: Running) => ({
      operations: (await metrics.graphqlOperations.get()).values,
      timed: (await metrics.graphqlDuration.get()).values.filter(({ metricName }) => metricName?.endsWith("_count")),
    });
    expect(await figures(direct)).toEqual(await figures(apollo));
  });

  it("leaves large answers alone until a slow reader has them", async () => {
    const { direct } = await startBoth();
    const many = (letter: string) => ({ query: `{ jobs(first: 10000) { ${letter}: id name } }` });
    const expected = new Map<string, string>();
    for (const letter of ["a", "b"]) expected.set(letter, (await send(direct.url, many(letter))).text);
    // More than the system holds for a socket whose other end does not read.
    const questions = 60;
    const socket = connect(Number(new URL(direct.url).port), "127.0.0.1");
    for (let question = 1; question <= questions; question += 1) {
      const body = JSON.stringify(many("a"));
      const connection = question === questions ? "close" : "keep-alive";
      socket.write(
        `POST /graphql HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer ${TOKEN}\r\ncontent-type: application/json\r\n` +
          `connection: ${connection}\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
      );
    }
    // Others are answered meanwhile, until no more of those can be.
    for (let stuck = 0; stuck < 20; ) {
      const before = direct.contexts.length;
      expect((await send(direct.url, many("b"))).text).toBe(expected.get("b"));
      stuck = before > 2 && direct.contexts.length === before + 1 ? stuck + 1 : 0;
    }
    let text = "";
    for await (const chunk of socket.setEncoding("utf8")) text += chunk;
    const answers = text.split(/HTTP\/1.1 200 OK[\s\S]*?\r\n\r\n/).slice(1);
    expect(answers).toHaveLength(questions);
    expect(answers.every((answer) => answer === expected.get("a"))).toBe(true);
  });
});
