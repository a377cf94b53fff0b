import { createHash } from "node:crypto";
import type { Context } from "../../../src/context.js";
import { createGreenhouseStandIn, type GreenhouseStandIn } from "../../../src/sandbox/greenhouse/index.js";
import { type RunningStandIn, startStandIn } from "../../../src/sandbox/kit/stand-in.js";
import { startGraph, type TestGraph } from "../../support/graph.js";
import { plainAnswer, recordContexts, valid } from "../../support/plain-graphql.js";
import { RandomDocuments } from "../../support/random-documents.js";

// Real requests through the whole server, many of them in one test: a busy machine is not a failure.
const TOKENS = { reader: "read", insider: "read+vendor-data:read", writer: "read+write" };
type Who = keyof typeof TOKENS;
/** No token is a name: what is a token is cut out of every message. */
const tokenOf = (who: string) => `the-token-of-${who}`;

let standIn: GreenhouseStandIn;
let running: RunningStandIn;
let graph: TestGraph;
let contextOf: () => Promise<Context>;

const RANDOM_DOCUMENTS = 1_000;
const startedAt = Date.now();

beforeAll(async () => {
  contextOf = recordContexts<Context>();
  standIn = createGreenhouseStandIn({ rateLimit: 10_000 });
  running = await startStandIn({ handle: standIn.handle });
  const entry = ([name, scopes]: [string, string]) => `${name}:${createHash("sha256").update(tokenOf(name)).digest("hex")}:${scopes}`;
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
  jest.restoreAllMocks();
});

async function send(who: Who, query: string, variables?: Record<string, unknown>): Promise<string> {
  const response = await fetch(`${graph.url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${tokenOf(who)}` },
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

/** Without the moments of the readings themselves, and with the errors in one order: the specification leaves it open, and readings end as they end. */
function comparable(text: string): string {
  const timeless = text.replaceAll(/"\d{4}-\d\d-\d\dT[^"]+"/g, (moment) =>
    Date.parse(JSON.parse(moment)) >= startedAt ? '"now"' : moment,
  );
  const { errors, ...rest } = JSON.parse(timeless) as { errors?: unknown[]; data?: unknown; extensions?: unknown };
  // A field that may not be null has failed: what others learn of their sources meanwhile is told as far as they have come.
  if (rest.data === null) delete rest.extensions;
  const sorted = errors?.map((error) => JSON.stringify(error)).toSorted();
  return JSON.stringify({ errors: sorted, ...rest });
}

describe("The graph over Greenhouse", () => {
  for (const { title, query, variables = () => ({}), who = "reader", errors = [] } of QUESTIONS) {
    it(`answers what graphql-js answers on the same data: ${title}`, async () => {
      const question = { query, variables: variables() };
      const answer = await send(who, query, question.variables);
      const messages = (JSON.parse(answer) as { errors?: { message: string }[] }).errors?.map(({ message }) => message) ?? [];
      expect(messages.toSorted()).toEqual(errors.map((pattern) => expect.stringMatching(pattern)));
      expect(comparable(answer)).toBe(comparable(await plainAnswer(graph.application.schema, question, await contextOf())));
    });
  }

  it(`answers what graphql-js answers, byte for byte, for ${RANDOM_DOCUMENTS} documents made by chance`, async () => {
    const { schema } = graph.application;
    const ids = [jobId(), openingId(), "greenhouse:job:1", "linkedin:vacancy:5", "no id at all"].map((id) => JSON.stringify(id));
    const literals: Record<string, string[]> = {
      ID: ids,
      LocalDate: ['"2024-01-01"', '"2026-06-30"'],
      DateTime: ['"2026-01-01T00:00:00Z"'],
      Vendor: ["GREENHOUSE"],
    };
    const documents = new RandomDocuments(schema, 10, {
      literals: (name, type) => (name === "after" ? ['""', '"no cursor"'] : literals[type]),
      // Each is answered by the clock or by the process as it stands.
      without: ["Query.vendors", "Query.operations"],
    });
    let answered = 0;
    for (let count = 0; count < RANDOM_DOCUMENTS; ) {
      const question = valid(schema, documents.next());
      if (question === undefined) continue;
      count += 1;
      // The second answer is that of a document that is known.
      await send("reader", question.query, question.variables);
      const answer = comparable(await send("reader", question.query, question.variables));
      const expected = comparable(await plainAnswer(schema, question, await contextOf()));
      const { query, variables } = question;
      if (answer !== expected) expect({ query, variables, answer }).toEqual({ query, variables, answer: expected });
      if (answer.includes("greenhouse:")) answered += 1;
    }
    // The documents reach records, too.
    expect(answered).toBeGreaterThan(RANDOM_DOCUMENTS / 20);
  });
});
