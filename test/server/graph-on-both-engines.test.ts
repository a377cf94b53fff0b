import { createHash } from "node:crypto";
import { createGreenhouseStandIn, type GreenhouseStandIn } from "../../src/sandbox/greenhouse/index.js";
import { type RunningStandIn, startStandIn } from "../../src/sandbox/kit/stand-in.js";
import { startGraph, type TestGraph } from "../support/graph.js";

// Real requests through the whole server, many of them in one test: a busy machine is not a failure.
jest.setTimeout(30_000);

const TOKENS = { reader: "read", insider: "read+vendor-data:read", writer: "read+write" };
type Who = keyof typeof TOKENS;

let standIn: GreenhouseStandIn;
let running: RunningStandIn;
let graph: TestGraph;

beforeAll(async () => {
  standIn = createGreenhouseStandIn({ rateLimit: 10_000 });
  running = await startStandIn({ handle: standIn.handle });
  const entry = ([name, scopes]: [string, string]) => `${name}:${createHash("sha256").update(name).digest("hex")}:${scopes}`;
  graph = await startGraph({
    env: {
      AUTH_TOKENS: Object.entries(TOKENS).map(entry).join(","),
      GREENHOUSE_API_TOKEN: "sandbox-token",
      GREENHOUSE_ON_BEHALF_OF: "4000000000",
      GREENHOUSE_BASE_URL: running.origin,
    },
  });
});

afterAll(async () => {
  await graph.stop();
  await running.close();
});

/** How often each engine has run so far. */
async function engines(): Promise<Record<string, number>> {
  const text = await (await fetch(`${graph.url}/metrics`, { headers: { authorization: "Bearer reader" } })).text();
  const lines = text.matchAll(/^hiregraph_graphql_executions_total\{engine="(\w+)"\} (\d+)/gm);
  return { interpreted: 0, compiled: 0, ...Object.fromEntries([...lines].map(([, engine, count]) => [engine, Number(count)])) };
}

/** Without what is new in each answer: request ids and the moments at which vendors were asked. The specification leaves the order of errors open. */
function comparable(text: string): unknown {
  const { errors, ...rest } = JSON.parse(text, (key, value) => (key === "requestId" || key === "asOf" ? `a ${key}` : value));
  const sorted = (errors as unknown[] | undefined)?.toSorted((one, other) => JSON.stringify(one).localeCompare(JSON.stringify(other)));
  // As text: the order of fields is part of an answer.
  return JSON.stringify({ ...rest, errors: sorted }, null, 1);
}

async function send(who: Who, query: string, variables?: Record<string, unknown>): Promise<string> {
  const response = await fetch(`${graph.url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${who}` },
    body: JSON.stringify({ query, variables }),
  });
  return response.text();
}

interface Question {
  title: string;
  query: string;
  variables?: () => Record<string, unknown>;
  who?: Who;
  /** Messages, in any order; none where it is left out. */
  errors?: RegExp[];
}

const first = () => standIn.state.jobs.find(({ openings }) => openings.length > 1);
const closed = () => standIn.state.jobs.find(({ status, openings }) => status === "closed" && openings.length > 0);
const jobId = () => `greenhouse:job:${first()?.id}`;
const openingId = () => `greenhouse:opening:${first()?.id}.${first()?.openings[0]?.id}`;

const QUESTIONS: Question[] = [
  {
    title: "jobs with their openings",
    query: "{ jobs(first: 100) { nodes { id name status openings(first: 100) { nodes { id status openedAt } } } } }",
  },
  {
    title: "nodes in the order asked, with null and an error in their places",
    query:
      "query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id ... on Job { name } ... on Opening { openingId status job { id code } } } }",
    variables: () => ({ ids: [jobId(), "greenhouse:job:1", openingId(), "linkedin:job:5", "no id at all", jobId()] }),
    errors: [/^"no id at all" is not an id/, /^LINKEDIN is not configured/],
  },
  {
    title: "node, with fragments on interfaces, named and inline",
    query: `query ($job: ID!, $opening: ID!) {
      a: node(id: $job) { ...Record ... on Job { openings(first: 2) { nodes { ...Record } } } }
      b: node(id: $opening) { ... on VendorRecord { vendor vendorId } ...Record ... on Opening { closeReason { id name } } }
      c: node(id: "greenhouse:job:1") { id }
    }
    fragment Record on VendorRecord { id __typename vendor ...Own }
    fragment Own on Node { ... on Job { jobStatus: status code } ... on Opening { status openedAt closedAt } }`,
    variables: () => ({ job: jobId(), opening: openingId() }),
  },
  {
    title: "vendorData for who may see it",
    query: "query ($id: ID!) { job(id: $id) { id vendorData openings(first: 1) { nodes { vendorData } } } }",
    variables: () => ({ id: jobId() }),
    who: "insider",
  },
  {
    title: "vendorData for who may not",
    query: "query ($id: ID!) { job(id: $id) { id vendorData openings(first: 2) { nodes { id vendorData } } } }",
    variables: () => ({ id: jobId() }),
    errors: [/vendor-data:read/, /vendor-data:read/, /vendor-data:read/],
  },
  {
    title: "fields with arguments, from variables and from defaults",
    query: `query ($first: Int = 2, $status: OpeningStatus, $lang: String, $vendors: [Vendor!]) {
      jobs(first: 5, vendors: $vendors) {
        nodes { name(lang: $lang) all: openings { nodes { id } } openings(first: $first, status: $status) { nodes { id status } pageInfo { hasNextPage endCursor } } }
        pageInfo { hasNextPage endCursor }
      }
    }`,
    variables: () => ({ status: "OPEN", lang: "zh-CN", vendors: ["GREENHOUSE"] }),
  },
  {
    title: "an enum from its literal, and the default of an enum's argument",
    query:
      "{ open: jobs(first: 3, status: OPEN) { nodes { status } } none: jobs(first: 1, status: DRAFT) { nodes { status } } closeReasons { id name } }",
  },
  {
    title: "days as variables, and what has no versions",
    query:
      "query ($id: ID!, $start: LocalDate!, $end: LocalDate!) { job(id: $id) { versions(start: $start, end: $end) { id } timeline(start: $start, end: $end) { openings { id openedAt } } } }",
    variables: () => ({ id: jobId(), start: "2024-01-01", end: "2027-01-01" }),
  },
  {
    title: "a range that ends before it starts",
    query: '{ jobTimeline(start: "2026-02-01", end: "2026-01-01") { job { id } } }',
    errors: [/./],
  },
  {
    title: "records of the vendor's own lists, with values of any shape",
    query:
      "query ($id: ID!) { job(id: $id) { departments locations customFields { key value } openings { nodes { customFields { key type value } closeReason { name } } } } }",
    variables: () => ({ id: `greenhouse:job:${closed()?.id}` }),
  },
  {
    title: "what may be done with a record",
    query:
      "query ($id: ID!) { job(id: $id) { can { __typename } openings(first: 2) { nodes { can { __typename } } } } vendors { vendor mode abilities circuit } }",
    variables: () => ({ id: jobId() }),
  },
  {
    title: "fields under conditions",
    query:
      "query ($id: ID!, $deep: Boolean!) { job(id: $id) { id openings(first: 1) @include(if: $deep) { nodes { id @skip(if: $deep) status } } name @skip(if: $deep) } }",
    variables: () => ({ id: jobId(), deep: true }),
  },
  { title: "a page that is too long", query: "{ jobs(first: 201) { nodes { id } } }", errors: [/200/] },
  {
    title: "an id of another kind",
    query: "query ($id: ID!) { job(id: $id) { id } }",
    variables: () => ({ id: openingId() }),
    errors: [/./],
  },
];

describe("the graph over Greenhouse", () => {
  for (const { title, query, variables = () => ({}), who = "reader", errors = [] } of QUESTIONS) {
    it(`answers the fifth time, compiled, as it did the first: ${title}`, async () => {
      const before = await engines();
      const answers: string[] = [];
      for (let time = 1; time <= 5; time += 1) answers.push(await send(who, query, variables()));
      const messages = (JSON.parse(answers[0] ?? "") as { errors?: { message: string }[] }).errors?.map(({ message }) => message) ?? [];
      expect(messages.toSorted()).toEqual(errors.map((pattern) => expect.stringMatching(pattern)));
      for (const answer of answers.slice(1)) expect(comparable(answer)).toBe(comparable(answers[0] ?? ""));
      const after = await engines();
      expect(Number(after.compiled) - Number(before.compiled)).toBe(3);
      expect(Number(after.interpreted) - Number(before.interpreted)).toBe(2);
    });
  }

  it("asks Greenhouse the same requests compiled as not", async () => {
    const query = "{ jobs(first: 10) { nodes { name openings { nodes { id closeReason { name } } } } } }";
    const asked: string[][] = [];
    for (let time = 1; time <= 5; time += 1) {
      const seen = running.requests.length;
      await send("reader", query);
      asked.push(
        running.requests
          .slice(seen)
          .map(({ path }) => path)
          .toSorted(),
      );
    }
    expect(asked[0]?.length).toBeGreaterThan(0);
    expect(asked[4]).toEqual(asked[0]);
  });
});
