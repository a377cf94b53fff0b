/** A question, and the fewest requests that could answer it. */
export interface Question {
  name: string;
  /** As in SANDBOX_VENDORS. */
  vendor: string;
  /** What is asked before, and not counted: the server learns from it. */
  before?: string;
  /** What is asked the n-th time of a server: changes need another record each time. */
  query: (sample: Sample, time: number) => string;
  /** The fewest requests, tokens left out, that a server could do with which knows nothing yet; from the answer's data where it depends on that. */
  least: number | ((data: Data) => number);
}

/** Ids of the sample company: jobs with open openings where there are any, drafts without any, open openings, active vacancies. */
export interface Sample {
  jobs: string[];
  drafts: string[];
  openings: string[];
  vacancies: string[];
}

export type Data = Record<string, unknown>;

const ALL = "greenhouse,feishu-hire,feishu-corehr,headhunter,linkedin";
const RANGE = 'start: "2020-01-01", end: "2030-01-01"';
const text = (ids: readonly string[], most = 50) => JSON.stringify(ids.slice(0, most));

/** One entry a question. Comments derive the least. */
export const QUESTIONS: readonly Question[] = [
  {
    name: "100 jobs with their openings, departments, offices and close reasons",
    vendor: "greenhouse",
    query: () => "{ jobs(first: 100) { nodes { id departments locations openings(first: 100) { nodes { id closeReason { name } } } } } }",
    // v3 (its README, "reads"): jobs 1, openings by job ids in fifties 2, departments 1, offices 1, close reasons 1.
    least: 6,
  },
  {
    name: "100 jobs with departments and offices",
    vendor: "greenhouse",
    query: () => "{ jobs(first: 100) { nodes { id departments locations } } }",
    // Jobs, departments, offices: a list each.
    least: 3,
  },
  {
    name: "the openings of 50 named jobs, by jobTimeline",
    vendor: "greenhouse",
    query: ({ jobs }) => `{ jobTimeline(${RANGE}, jobIds: ${text(jobs)}) { openings { id closeReason { name } } } }`,
    // Openings of fifty job ids 1, close reasons 1.
    least: 2,
  },
  {
    name: "50 named jobs with their openings, by nodes",
    vendor: "greenhouse",
    query: ({ jobs }) =>
      `{ nodes(ids: ${text(jobs)}) { id ... on Job { departments openings(first: 100) { nodes { id closeReason { name } } } } } }`,
    // Jobs by fifty ids 1, departments 1, openings 1, close reasons 1.
    least: 4,
  },
  {
    name: "50 named jobs with their openings, by jobTimeline",
    vendor: "greenhouse",
    query: ({ jobs }) => `{ jobTimeline(${RANGE}, jobIds: ${text(jobs)}) { job { id departments } openings { id closeReason { name } } } }`,
    // The same lists.
    least: 4,
  },
  {
    name: "one job with departments and offices",
    vendor: "greenhouse",
    query: ({ jobs }) => `{ job(id: "${jobs[0]}") { id departments locations } }`,
    // The job, departments, offices.
    least: 3,
  },
  {
    name: "one job with its openings and their custom fields",
    vendor: "greenhouse",
    query: ({ jobs }) => `{ job(id: "${jobs[0]}") { id name openings(first: 100) { nodes { id customFields { key value } } } } }`,
    // The job 1, its openings, which bring the fields along, 1.
    least: 2,
  },
  {
    name: "the close reasons",
    vendor: "greenhouse",
    query: () => "{ closeReasons { id name } }",
    // One list.
    least: 1,
  },
  {
    name: "50 openings of any jobs",
    vendor: "greenhouse",
    query: ({ openings }) => `{ nodes(ids: ${text(openings)}) { id ... on Opening { status } } }`,
    // Fifty ids a request.
    least: 1,
  },
  {
    name: "50 openings of any jobs, with their jobs",
    vendor: "greenhouse",
    query: ({ openings }) => `{ nodes(ids: ${text(openings)}) { id ... on Opening { job { id name } } } }`,
    // Openings 1, jobs 1: an opening's id names its job.
    least: 2,
  },
  {
    name: "a change: three new openings of a job",
    vendor: "greenhouse",
    query: ({ drafts }, time) =>
      `mutation { createOpenings(input: { jobId: "${drafts[time]}", openings: [{}, {}, {}] }) { operation { outcome } } }`,
    // To check: the job 1, how many of its openings are open 1: none is believed, since the job was seen. To make: one opening a request, 3.
    least: 5,
  },
  {
    name: "a change: an opening closed, with its job's new status",
    vendor: "greenhouse",
    query: ({ openings }, time) => `mutation { closeOpening(input: { id: "${openings[time]}" }) { job { status } operation { outcome } } }`,
    // The opening 1, the change 1, the job afterwards 1.
    least: 3,
  },
  {
    name: "100 jobs with their openings (v1)",
    vendor: "greenhouse-v1",
    query: () => "{ jobs(first: 100) { nodes { id departments openings(first: 100) { nodes { id status } } } } }",
    // Jobs bring departments and openings along.
    least: 1,
  },
  {
    name: "20 jobs, custom fields of their openings (v1)",
    vendor: "greenhouse-v1",
    query: () => "{ jobs(first: 20) { nodes { id openings(first: 100) { nodes { id customFields { key } } } } } }",
    // The jobs 1; copies inside a job lack the fields, so one more for each job that has openings.
    least: ({ jobs }) =>
      1 + (jobs as { nodes: { openings: { nodes: unknown[] } }[] }).nodes.filter(({ openings }) => openings.nodes.length > 0).length,
  },
  {
    name: "40 jobs of Hire",
    vendor: "feishu-hire",
    query: () => "{ jobs(first: 40) { nodes { id name status } } }",
    // Twenty a page.
    least: 2,
  },
  {
    name: "20 jobs of Hire with custom fields",
    vendor: "feishu-hire",
    query: () => "{ jobs(first: 20) { nodes { id customFields { key } } } }",
    // The page 1, and the detail of each, since the list lacks the fields, 20.
    least: 21,
  },
  {
    name: "100 job profiles",
    vendor: "feishu-corehr",
    query: () => "{ jobs(first: 100) { nodes { id name status } } }",
    // A hundred a page.
    least: 1,
  },
  {
    name: "50 named job profiles",
    vendor: "feishu-corehr",
    query: ({ jobs }) => `{ nodes(ids: ${text(jobs)}) { id ... on Job { name } } }`,
    // batch_get takes a hundred ids.
    least: 1,
  },
  {
    name: "the versions of 50 named job profiles",
    vendor: "feishu-corehr",
    query: ({ jobs }) => `{ jobTimeline(${RANGE}, jobIds: ${text(jobs)}) { versions { id name } } }`,
    // query_multi_timeline takes ten ids.
    least: 5,
  },
  {
    name: "50 vacancies",
    vendor: "headhunter",
    query: () => "{ vacancies(first: 50) { nodes { id name counters { views } } } }",
    // Whose they are, GET /me, 1; fifty a page 1.
    least: 2,
  },
  {
    name: "10 vacancies with their codes",
    vendor: "headhunter",
    query: () => "{ vacancies(first: 10) { nodes { id code } } }",
    // GET /me 1, the page 1, and each vacancy, since the list lacks the code, 10.
    least: 12,
  },
  {
    name: "day figures of 10 named vacancies",
    vendor: "headhunter",
    query: ({ vacancies }) => `{ vacancyStats(vacancyIds: ${text(vacancies, 10)}) { days { date views } } }`,
    // One vacancy a request.
    least: 10,
  },
  {
    name: "one vacancy with its day figures",
    vendor: "headhunter",
    query: ({ vacancies }) => `{ vacancy(id: "${vacancies[0]}") { id name stats { days { date views } } } }`,
    // The vacancy 1, its figures 1.
    least: 2,
  },
  {
    name: "postings",
    vendor: "linkedin",
    query: () => "{ vacancies(first: 50) { nodes { id name } } }",
    // LinkedIn lists none: they come from the store, and of none there is nothing to ask.
    least: 0,
  },
  {
    name: "50 jobs of all vendors",
    vendor: ALL,
    query: () => "{ jobs(first: 50) { nodes { id vendor name } } }",
    // Greenhouse 1, CoreHR 1, Hire 1 (a third of fifty is less than its page).
    least: 3,
  },
  {
    name: "50 vacancies of all boards",
    vendor: ALL,
    query: () => "{ vacancies(first: 50) { nodes { id vendor name } } }",
    // HeadHunter: GET /me 1, its page 1. LinkedIn's come from the store.
    least: 2,
  },
  {
    name: "all that shares a code, at all vendors",
    vendor: ALL,
    query: () => '{ requisition(code: "REQ-1001") { jobs { id } openings { id } vacancies { id } } }',
    // Greenhouse's jobs with the code 1 and their openings 1, CoreHR's by code 1; the others are known by the index.
    least: 3,
  },
  {
    name: "a page of discrepancies between jobs of two vendors",
    vendor: "greenhouse,feishu-hire",
    before: "{ jobs(first: 200) { nodes { code status } } }",
    query: () =>
      "{ discrepancies(first: 50, kinds: [JOBS_DISAGREE]) { nodes { code records { id } remedies { mutation input permission { allowed } } } } }",
    // Its records: Greenhouse's by fifty ids 1, each of Hire's 1.
    least: (data) => 1 + recordsOf(data).filter((id) => id.startsWith("feishu-hire")).length,
  },
];

function recordsOf(data: Data): string[] {
  const { discrepancies } = data as { discrepancies: { nodes: { records: { id: string }[] }[] } };
  return discrepancies.nodes.flatMap(({ records }) => records.map(({ id }) => id));
}
