import { COREHR_JOB, JOB_ID, OPENING_ID } from "./world.js";

export interface Work {
  /** Its key on the command line, and the operation's name: the floor answers by it. */
  name: string;
  title: string;
  /** What ours is configured with besides the common part; every `*_BASE_URL` is the vendor's origin. */
  env: (origin: string) => Record<string, string>;
  /** How many openings a job has. */
  openings: number;
  /** How many jobs there are; as many as are asked for where it is left out. */
  jobs?: number;
  /** How long its vendor takes to answer; at once where it is left out. */
  answersAfterMs?: number;
  /** Whether no two answers of its vendor have the same bytes. */
  hasNewAnswers?: boolean;
  query: string;
  /** Asked by many clients at once: of one caller, or each of its own. */
  burst?: "one caller" | "callers";
  /** Of the n-th time that it is asked: a record can be changed once. */
  variables?: (time: number) => Record<string, unknown>;
  /** Headers that ours is asked with besides the common ones: they say what a caller allows, and peers have nothing of the kind. */
  headersOfOurs?: Readonly<Record<string, string>>;
  /** Ours is asked with GET, and whether the answer that the client holds still stands. */
  isHeld?: boolean;
}

const greenhouse = (origin: string) => ({
  GREENHOUSE_API_TOKEN: "bench",
  GREENHOUSE_ON_BEHALF_OF: "4000000000",
  GREENHOUSE_BASE_URL: origin,
});
const headhunter = (origin: string) => ({
  HEADHUNTER_ACCESS_TOKEN: "bench",
  HEADHUNTER_USER_AGENT: "Bench/1.0 (bench@example.com)",
  HEADHUNTER_EMPLOYER_ID: "1455",
  HEADHUNTER_MANAGER_ID: "17",
  HEADHUNTER_BASE_URL: origin,
  STATS_RECORDING: "off",
});
const corehr = (origin: string) => ({
  FEISHU_APP_ID: "bench",
  FEISHU_APP_SECRET: "bench-secret",
  FEISHU_PRODUCTS: "corehr",
  FEISHU_BASE_URL: origin,
});

const JOB_FIELDS = "id name code status departments locations createdAt openedAt";
const OPENING_FIELDS = "id openingId status openedAt closedAt";
const profiles = Array.from({ length: 50 }, (_, index) => `feishu-corehr:job:${COREHR_JOB + BigInt(index)}`);
const BOARD_OF_100 = `jobs(first: 100) { nodes { ${JOB_FIELDS} openings(first: 50) { nodes { ${OPENING_FIELDS} } } } }`;
const A_MINUTE = { "cache-control": "max-age=60" };
const toClose = (time: number) => `greenhouse:opening:${JOB_ID}.${OPENING_ID + time}`;

/** The rows of the table. Requests to the vendor in brackets. */
export const WORKS: readonly Work[] = [
  {
    name: "W0",
    title: "no record at all: what the server itself takes (0)",
    env: greenhouse,
    openings: 3,
    query: "query W0 { __typename }",
  },
  {
    name: "W1",
    title: "100 jobs with their openings (1)",
    env: greenhouse,
    openings: 3,
    query: `query W1 { ${BOARD_OF_100} }`,
  },
  {
    name: "W2",
    // The list of jobs brings openings without their custom fields, so each job's openings are read: 1 + 50.
    title: "50 jobs, custom fields of openings (51)",
    env: greenhouse,
    openings: 3,
    query:
      "query W2 { jobs(first: 50) { nodes { id name openings(first: 50) { nodes { id status customFields { key name type value } } } } } }",
  },
  {
    name: "W3",
    // CoreHR's timeline takes ten ids a request.
    title: "timeline of 50 jobs (5)",
    env: corehr,
    openings: 3,
    query:
      'query W3($ids: [ID!]!) { jobTimeline(start: "2023-06-01", end: "2026-01-01", jobIds: $ids) { start end ' +
      "versions { id effectiveDate expirationDate active code name } } }",
    variables: () => ({ ids: profiles }),
  },
  {
    name: "W4",
    title: "50 vacancies (1)",
    env: headhunter,
    openings: 3,
    query:
      "query W4 { vacancies(first: 50) { nodes { id name status url area { id name } salary { from to currency gross } " +
      "publishedAt expiresAt counters { views responses } } } }",
  },
  {
    name: "W5",
    title: "one job, three fields (1)",
    env: greenhouse,
    openings: 3,
    query: `query W5 { job(id: "greenhouse:job:${JOB_ID}") { id name status } }`,
  },
  {
    name: "W6",
    title: "1,000 nested objects (1)",
    env: greenhouse,
    openings: 20,
    query: `query W6 { jobs(first: 50) { nodes { id name openings(first: 50) { nodes { ${OPENING_FIELDS} } } } } }`,
  },
  {
    name: "W7",
    title: "closeOpening (3; peers 2 and no record)",
    env: greenhouse,
    openings: 3,
    query: "mutation W7($id: ID!) { closeOpening(input: { id: $id }) { opening { id status } } }",
    variables: (time) => ({ id: toClose(time) }),
  },
  {
    name: "W9",
    title: "W1 where the caller of ours allows an age of a minute (ours 0, peers 1)",
    env: greenhouse,
    openings: 3,
    query: `query W9 { ${BOARD_OF_100} }`,
    headersOfOurs: A_MINUTE,
  },
  {
    name: "W9e",
    title: "W9 where the client of ours holds the answer, and asks whether it stands (ours 0 and status 304, peers 1)",
    env: greenhouse,
    openings: 3,
    query: `query W9e { ${BOARD_OF_100} }`,
    headersOfOurs: A_MINUTE,
    isHeld: true,
  },
];

/** One board asked by a hundred clients at once. Its vendor takes a little time, as vendors do: all hundred come before its answer. */
export const BOARD: Work = {
  name: "W8",
  title: "one board of 50 jobs asked by 100 at once, all with one token",
  burst: "one caller",
  env: greenhouse,
  openings: 3,
  answersAfterMs: 50,
  query: `query W8 { jobs(first: 50) { nodes { ${JOB_FIELDS} openings(first: 50) { nodes { ${OPENING_FIELDS} } } } } }`,
};

/** The same, of a vendor no two of whose answers have the same bytes: nothing that was made of one is taken for the next. */
export const withNewAnswers = (work: Work): Work => ({ ...work, title: `${work.title}, always new`, hasNewAnswers: true });

/** The bursts, of one caller and of a hundred. */
export const BURSTS: readonly Work[] = [
  BOARD,
  { ...BOARD, name: "W8c", title: "W8, each with a token of its own", burst: "callers", query: BOARD.query.replace("W8", "W8c") },
];

/** All jobs, two hundred a page; of as many as the vendor has. */
export const walkOf = (jobs: number): Work => ({
  name: "Walk",
  title: `all of ${jobs} jobs, 200 a page`,
  env: greenhouse,
  openings: 3,
  jobs,
  query: `query Walk($after: String) { jobs(first: 200, after: $after) { nodes { ${JOB_FIELDS} openings(first: 50) { nodes { ${OPENING_FIELDS} } } } pageInfo { endCursor hasNextPage } } }`,
});

/** A page of the openings of one job that has so many. */
export const largeJobOf = (openings: number): Work => ({
  name: "LargeJob",
  title: `50 openings of one job that has ${openings}`,
  env: greenhouse,
  openings,
  query: `query LargeJob { job(id: "greenhouse:job:${JOB_ID}") { id openings(first: 50) { nodes { ${OPENING_FIELDS} } } } }`,
});
