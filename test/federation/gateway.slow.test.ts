import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { systemClock } from "../../src/clock.js";
import { type CompanyVendors, settingsOf, startVendors } from "../support/company.js";
import { type GraphAnswer, startGraph, type TestGraph } from "../support/graph.js";
import { describeWith } from "../support/tools.js";
import { until } from "../support/until.js";
import { follow, Programs, TOOLS, type Witness, witness } from "./router.js";

const TOKEN = "token-of-the-front-end";
const SIGNED_IN = { authorization: `Bearer ${TOKEN}` };
const JOB = "greenhouse:job:4000000000";
const OPENING = { id: "greenhouse:opening:4000000000.4100000000", closeReasonId: "4500000034" };

/** This server and another subgraph, composed, behind Hive Gateway: all of them over HTTP. */
describeWith(TOOLS)("Hive Gateway in front of this server and of notes on its jobs", () => {
  const folder = mkdtempSync(join(tmpdir(), "hiregraph-federation-"));
  const programs = new Programs(folder);
  let vendors: CompanyVendors;
  let graph: TestGraph;
  let hiregraph: Witness;
  let notes: Witness;
  let router: string;
  let supergraph: string;

  beforeAll(async () => {
    vendors = await startVendors(systemClock, "v1");
    graph = await startGraph({
      env: {
        ...settingsOf(vendors, "v1"),
        FEDERATION: "on",
        AUTH_TOKENS: `front-end:${createHash("sha256").update(TOKEN).digest("hex")}:read+write`,
      },
    });
    hiregraph = await witness(graph.url);
    notes = await witness(await programs.start("notes.js"));
    supergraph = await programs.compose({ hiregraph: hiregraph.url, notes: notes.url }, { AUTHORIZATION_TOKEN: TOKEN });
    router = await programs.start("gateway.js", { SUPERGRAPH: supergraph });
    const list = async (vendor: string) => {
      const { data } = await ask<{ jobs: { nodes: { id: string }[] } }>(`{ jobs(vendors: [${vendor}], first: 10) { nodes { id } } }`);
      return data?.jobs.nodes.map(({ id }) => id) ?? [];
    };
    noted = [...(await list("GREENHOUSE")), ...(await list("FEISHU_COREHR"))];
    expect(noted).toHaveLength(20);
    for (const id of noted) await ask('mutation($id: ID!) { addNote(jobId: $id, text: "A note") { id } }', { id });
  });
  afterAll(async () => {
    await programs.stop();
    await Promise.all([hiregraph.close(), notes.close()]);
    await graph.stop();
    await Promise.all([vendors.feishu, vendors.greenhouse, vendors.headhunter, vendors.linkedin].map(({ running }) => running.close()));
    rmSync(folder, { recursive: true });
  });
  beforeEach(() => {
    hiregraph.asked.length = 0;
    notes.asked.length = 0;
  });

  const all = () => [vendors.feishu, vendors.greenhouse, vendors.headhunter, vendors.linkedin];
  const requestCount = () => all().reduce((count, { running }) => count + running.requests.length, 0);
  /** Ten of Greenhouse and ten of CoreHR. */
  let noted: string[];

  async function ask<Data>(query: string, variables: object = {}, headers: Record<string, string> = {}): Promise<GraphAnswer<Data>> {
    const response = await fetch(`${router}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json", ...SIGNED_IN, ...headers },
      body: JSON.stringify({ query, variables }),
    });
    return (await response.json()) as GraphAnswer<Data>;
  }
  type Notes = { notes: { nodes: { job: { id: string; name: string } | null }[] } };
  const NOTED = "{ notes { nodes { text job { id name status openings(first: 2) { nodes { id } } } } } }";

  it("composes: a job has the fields of both, and `node` is the notes' alone", () => {
    const text = readFileSync(supergraph, "utf8");
    expect(/^type Job [^{]+\{([\s\S]*?)^\}/m.exec(text)?.[1]).toMatch(/ {2}notes: \[Note!\]! @join__field\(graph: NOTES\)/);
    expect(text).toMatch(/ {2}node\(id: ID!\): Node @join__field\(graph: NOTES\)/);
    expect(text).not.toMatch(/_entities|_service/);
    expect(text.match(/^scalar (DateTime|LocalDate|JSON|URL) .*@join__type\(graph: HIREGRAPH\)/gm)).toHaveLength(4);
    expect(text).toMatch(/^scalar DateTime .*@specifiedBy\(url: "https:\/\/www.rfc-editor.org\/rfc\/rfc3339"\)/m);
  });

  it("asks for the jobs of all notes at once, and vendors as seldom as `nodes` does", async () => {
    const before = requestCount();
    const direct = await graph.ask(
      "query($ids: [ID!]!) { nodes(ids: $ids) { id ... on Job { name status openings(first: 2) { nodes { id } } } } }",
      { ids: noted },
      SIGNED_IN,
    );
    expect(direct.errors).toBeUndefined();
    const costOfNodes = requestCount() - before;
    const { data, errors } = await ask<Notes>(NOTED);
    expect(errors).toBeUndefined();
    expect(data?.notes.nodes.map(({ job }) => job?.id).toSorted()).toEqual(noted.toSorted());
    expect(data?.notes.nodes.every(({ job }) => job?.name)).toBe(true);
    expect(hiregraph.asked).toHaveLength(1);
    expect(hiregraph.asked[0]?.query).toMatch(/_entities\(/);
    const costThroughRouter = requestCount() - before - costOfNodes;
    expect(costThroughRouter).toBe(costOfNodes);
    expect(costThroughRouter).toBeLessThan(noted.length);
  });

  it("asks for the notes of all jobs at once", async () => {
    const { data, errors } = await ask<{ jobs: { nodes: { notes: unknown[] }[] } }>(
      "{ jobs(first: 30) { nodes { id notes { text } } pageInfo { hasNextPage } } }",
    );
    expect(errors).toBeUndefined();
    expect(data?.jobs.nodes).toHaveLength(30);
    expect(data?.jobs.nodes.some(({ notes }) => notes.length > 0)).toBe(true);
    expect([hiregraph.asked.length, notes.asked.length]).toEqual([1, 1]);
  });

  it("passes the caller's token on to this server and to no other, and its age and languages", async () => {
    const headers = { "cache-control": "max-age=60", "accept-language": "en" };
    const first = await ask(NOTED, {}, headers);
    const before = requestCount();
    expect(await ask(NOTED, {}, headers)).toEqual(first);
    expect(requestCount()).toBe(before);
    expect(hiregraph.asked.map((one) => one.headers)).toEqual([0, 1].map(() => expect.objectContaining({ ...SIGNED_IN, ...headers })));
    expect(notes.asked.map((one) => one.headers.authorization)).toEqual([undefined, undefined]);
  });

  it("shows the error of a caller without a token at this server's fields, with its code", async () => {
    const { data, errors } = await ask<Notes>("{ notes { nodes { text job { name } } } }", {}, { authorization: "Bearer of-nobody" });
    expect(errors?.map(({ extensions }) => extensions.code)).toContain("UNAUTHENTICATED");
    expect(data?.notes ?? null).toBeNull();
  });

  it("costs the jobs of a vendor that is down alone, with the code at their places", async () => {
    const query =
      'query($ids: [ID!]!) { greenhouse: node(id: "greenhouse:job:4000000001") { id ... on Job { status notes { text } } } corehr: node(id: "' +
      noted[10] +
      '") { id ... on Job { status notes { text } } } }';
    vendors.greenhouse.running.faults.arm({ kind: "status", status: 500 });
    const answer = await ask<Record<string, unknown>>(query.replace("query($ids: [ID!]!) ", ""));
    vendors.greenhouse.running.faults.clear();
    expect(answer.data?.corehr).toEqual({ id: noted[10], status: expect.any(String), notes: [{ text: "A note" }] });
    expect(answer.data?.greenhouse).toBeNull();
    expect(answer.errors).toContainEqual(expect.objectContaining({ extensions: expect.objectContaining({ code: "UNAVAILABLE" }) }));
    expect(answer.errors?.every(({ path }) => path?.[0] === "greenhouse")).toBe(true);
  });

  it("finds any record by `node`: another subgraph says the type, and this one reads it", async () => {
    const { data, errors } = await ask(`{
      opening: node(id: "${OPENING.id}") { __typename ... on Opening { openedAt job { code notes { text } } } }
      missing: node(id: "greenhouse:operation:none") { __typename id }
    }`);
    expect(errors).toBeUndefined();
    expect(data).toMatchObject({
      opening: { __typename: "Opening", openedAt: expect.any(String), job: { code: "REQ-1001", notes: [{ text: "A note" }] } },
    });
  });

  it("follows events over the stream of this server, with the notes of their jobs, and makes a change once by its key", async () => {
    const stream = await follow(
      router,
      "subscription { events { kind recordId record { ... on Job { status notes { text } } } } }",
      SIGNED_IN,
    );
    await until(
      () => hiregraph.asked.some(({ path, status }) => path === "/graphql/stream" && status === 200),
      "the router's subscription",
    );
    const close =
      "mutation($input: CloseOpeningInput!) { closeOpening(input: $input) { opening { status } job { notes { text } } operation { outcome replayed } userErrors { code } } }";
    const variables = { input: { ...OPENING, idempotencyKey: "budget-cut" } };
    const first = await ask<{ closeOpening: { operation: { replayed: boolean } } }>(close, variables);
    expect(first).toEqual({
      data: {
        closeOpening: {
          opening: { status: "CLOSED" },
          job: { notes: [{ text: "A note" }] },
          operation: { outcome: "APPLIED", replayed: false },
          userErrors: [],
        },
      },
    });
    const again = await ask<{ closeOpening: { operation: { replayed: boolean } } }>(close, variables);
    expect(again.data?.closeOpening.operation).toEqual({ outcome: "APPLIED", replayed: true });
    expect(vendors.greenhouse.running.requests.filter(({ method }) => method === "PATCH")).toHaveLength(1);
    // Closing the last opening of a job closes the job, and that is told.
    const told = () => stream.results.map(({ data }) => data?.events as { kind: string } | undefined);
    await until(() => stream.isClosed || told().some((event) => event?.kind === "OPERATION_SETTLED"), "the event of the change");
    expect(told()).toContainEqual({
      kind: "OPERATION_SETTLED",
      recordId: JOB,
      record: { status: "CLOSED", notes: [{ text: "A note" }] },
    });
    stream.leave();
  });
});
