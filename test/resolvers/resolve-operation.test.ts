import { createHash } from "node:crypto";
import { createGreenhouseStandIn } from "../../src/sandbox/greenhouse/index.js";
import { type RunningStandIn, startStandIn } from "../../src/sandbox/kit/stand-in.js";
import { startGraph, type TestGraph } from "../support/graph.js";

const RESOLVE = `mutation ($input: ResolveOperationInput!) {
  resolveOperation(input: $input) { operation { id outcome resolution resolvedBy idempotencyKey } userErrors { code message field } }
}`;
const CREATE = `mutation ($jobId: ID!) {
  createOpenings(input: { jobId: $jobId, openings: [{}], idempotencyKey: "k1" }) { operation { id outcome replayed } userErrors { code } }
}`;

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
const as = (name: string) => ({ authorization: `Bearer token-of-${name}` });

describe("resolveOperation", () => {
  let graph: TestGraph;
  let standIn: RunningStandIn;
  let jobId: string;
  let id: string;

  beforeAll(async () => {
    const greenhouse = createGreenhouseStandIn({ token: "token-of-greenhouse" });
    standIn = await startStandIn({ handle: greenhouse.handle });
    const tokens = { client: "read+write", olga: "operate", ivan: "operate+audit", reader: "read+audit+write+spend" };
    graph = await startGraph({
      env: {
        GREENHOUSE_API_TOKEN: "token-of-greenhouse",
        GREENHOUSE_ON_BEHALF_OF: "4000000000",
        GREENHOUSE_BASE_URL: standIn.origin,
        REQUEST_DEADLINE_MS: "2500",
        AUTH_TOKENS: Object.entries(tokens)
          .map(([name, scopes]) => `${name}:${sha256(`token-of-${name}`)}:${scopes}`)
          .join(","),
      },
    });
    jobId = `greenhouse:job:${greenhouse.state.jobs.find(({ status }) => status === "open")?.id}`;
    // The vendor does nothing, and cannot be asked afterwards.
    standIn.faults.arm({ kind: "drop-before", method: "POST" });
    standIn.faults.arm({ kind: "status", status: 503, method: "GET", skip: 1 });
    const { data } = await graph.ask(CREATE, { jobId }, as("client"));
    const { operation } = (data as { createOpenings: { operation: { id: string; outcome: string } } }).createOpenings;
    expect(operation.outcome).toBe("UNCERTAIN");
    id = operation.id;
    standIn.faults.clear();
  });
  afterAll(async () => {
    await graph.stop();
    await standIn.close();
  });

  const resolve = (input: object, who: string) =>
    graph.ask(RESOLVE, { input: { id, outcome: "NOT_APPLIED", note: "Not there.", ...input } }, as(who));

  it("requires the scope `operate`, whatever the other scopes", async () => {
    const { errors } = await resolve({}, "reader");
    expect(errors).toMatchObject([{ extensions: { code: "FORBIDDEN", missingScopes: ["operate"] } }]);
  });

  it.each([
    ["a note of blanks", { note: " \n" }, "note"],
    ["a note without end", { note: "x".repeat(2001) }, "note"],
    ["PENDING", { outcome: "PENDING" }, "outcome"],
    ["UNCERTAIN", { outcome: "UNCERTAIN" }, "outcome"],
  ])("refuses %s with BAD_USER_INPUT", async (_what, input, field) => {
    const { errors } = await resolve(input, "olga");
    expect(errors).toMatchObject([{ extensions: { code: "BAD_USER_INPUT", fields: [{ path: ["input", field] }] } }]);
  });

  it("refuses an id that is not an operation's", async () => {
    expect((await resolve({ id: jobId }, "olga")).errors).toMatchObject([{ extensions: { code: "BAD_USER_INPUT" } }]);
  });

  it("stores the first person's resolution of another's change, names that person to the second, and allows the change again", async () => {
    const first = await resolve({}, "olga");
    const seen = { id, outcome: "NOT_APPLIED", resolution: "Not there.", resolvedBy: "olga", idempotencyKey: null };
    expect(first.data).toEqual({ resolveOperation: { operation: seen, userErrors: [] } });
    const second = await resolve({ outcome: "APPLIED", note: "There." }, "ivan");
    expect(second.data).toMatchObject({
      resolveOperation: { operation: seen, userErrors: [{ code: "CONFLICT", message: expect.stringContaining("olga"), field: ["id"] }] },
    });
    const shown = await graph.ask(`{ operation(id: "${id}") { outcome resolution resolvedBy } }`, {}, as("client"));
    expect(shown.data).toEqual({ operation: { outcome: "NOT_APPLIED", resolution: "Not there.", resolvedBy: "olga" } });
    const again = await graph.ask(CREATE, { jobId }, as("client"));
    expect(again.data).toMatchObject({ createOpenings: { operation: { outcome: "APPLIED", replayed: false }, userErrors: [] } });
    const metrics = await (await fetch(`${graph.url}/metrics`, { headers: as("reader") })).text();
    expect(metrics).toContain('hiregraph_operations_total{vendor="GREENHOUSE",kind="createOpenings",outcome="NOT_APPLIED"} 1');
  });
});
