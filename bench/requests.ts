import { startGraph } from "../test/support/graph.js";
import { printTable } from "./measure.js";

interface Row {
  name: string;
  /** As in SANDBOX_VENDORS. */
  vendor: string;
  /** What is asked the n-th time of a server: changes need another record each time. */
  query: (sample: Sample, time: number) => string;
  /** Requests of a server that asks the vendor once for each record whose field it resolves, from the answer's data. */
  naive: (data: Data) => number;
}

/** Ids of the sample company: jobs with open openings, drafts without any, open openings. */
interface Sample {
  jobs: string[];
  drafts: string[];
  openings: string[];
}

type Data = Record<string, unknown>;

const FIFTY = 50;
const EVERYTHING = "{ jobs(first: 200) { nodes { id status openings(first: 5, status: OPEN) { nodes { id } } } } }";
const RANGE = 'start: "2020-01-01", end: "2030-01-01"';
const text = (ids: readonly string[]) => JSON.stringify(ids.slice(0, FIFTY));

/** To ask for a list, and then once for each record of it. */
function oneForEach(data: Data, list: string): number {
  const { nodes } = data[list] as { nodes: unknown[] };
  return 1 + nodes.length;
}

/** One for each name of a department or an office, beside the job or the list of jobs that shows them. */
function oneForEachName(jobs: readonly unknown[]): number {
  const named = jobs as { departments: string[]; locations: string[] }[];
  return 1 + named.reduce((sum, { departments, locations }) => sum + departments.length + locations.length, 0);
}

/** One entry a question. */
const ROWS: readonly Row[] = [
  {
    name: "100 jobs with their openings, departments, offices and close reasons",
    vendor: "greenhouse",
    query: () => "{ jobs(first: 100) { nodes { id departments locations openings(first: 100) { nodes { id closeReason { name } } } } } }",
    naive: (data) => oneForEach(data, "jobs"),
  },
  {
    name: "100 jobs with departments and offices",
    vendor: "greenhouse",
    query: () => "{ jobs(first: 100) { nodes { id departments locations } } }",
    naive: (data) => oneForEachName((data.jobs as { nodes: unknown[] }).nodes),
  },
  {
    name: "the openings of 50 named jobs, by jobTimeline",
    vendor: "greenhouse",
    query: ({ jobs }) => `{ jobTimeline(${RANGE}, jobIds: ${text(jobs)}) { openings { id closeReason { name } } } }`,
    naive: () => FIFTY,
  },
  {
    name: "50 named jobs with their openings, by nodes",
    vendor: "greenhouse",
    query: ({ jobs }) =>
      `{ nodes(ids: ${text(jobs)}) { id ... on Job { departments openings(first: 100) { nodes { id closeReason { name } } } } } }`,
    naive: () => 2 * FIFTY,
  },
  {
    name: "50 named jobs with their openings, by jobTimeline",
    vendor: "greenhouse",
    query: ({ jobs }) => `{ jobTimeline(${RANGE}, jobIds: ${text(jobs)}) { job { id departments } openings { id closeReason { name } } } }`,
    naive: () => 2 * FIFTY,
  },
  {
    name: "one job with departments and offices",
    vendor: "greenhouse",
    query: ({ jobs }) => `{ job(id: "${jobs[0]}") { id departments locations } }`,
    naive: ({ job }) => oneForEachName([job]),
  },
  {
    name: "one job with its openings and their custom fields",
    vendor: "greenhouse",
    query: ({ jobs }) => `{ job(id: "${jobs[0]}") { id name openings(first: 100) { nodes { id customFields { key value } } } } }`,
    naive: () => 2,
  },
  {
    name: "the close reasons",
    vendor: "greenhouse",
    query: () => "{ closeReasons { id name } }",
    naive: () => 1,
  },
  {
    name: "50 openings of any jobs",
    vendor: "greenhouse",
    query: ({ openings }) => `{ nodes(ids: ${text(openings)}) { id ... on Opening { status } } }`,
    naive: () => FIFTY,
  },
  {
    name: "50 openings of any jobs, with their jobs",
    vendor: "greenhouse",
    query: ({ openings }) => `{ nodes(ids: ${text(openings)}) { id ... on Opening { job { id name } } } }`,
    naive: () => 2 * FIFTY,
  },
  {
    name: "a change: three new openings of a job",
    vendor: "greenhouse",
    query: ({ drafts }, time) =>
      `mutation { createOpenings(input: { jobId: "${drafts[time]}", openings: [{}, {}, {}] }) { operation { outcome } } }`,
    naive: () => 3,
  },
  {
    name: "a change: an opening closed, with its job's new status",
    vendor: "greenhouse",
    query: ({ openings }, time) => `mutation { closeOpening(input: { id: "${openings[time]}" }) { job { status } operation { outcome } } }`,
    naive: () => 2,
  },
];

/** How often a vendor is asked for one question, and for the same question once more, counted at its stand-in. */
export async function benchRequests(): Promise<void> {
  const cells: string[][] = [];
  for (const { name, vendor, query, naive } of ROWS) {
    const sample = await readSample(vendor);
    // A server of its own for each, so that none finds what another has read.
    const graph = await startGraph({ env: { SANDBOX_VENDORS: vendor } });
    try {
      const origin = graph.application.vendors.find(({ source }) => source.text === vendor)?.sandboxOrigin;
      if (origin === undefined) throw new Error(`${vendor} has no stand-in`);
      const counts: number[] = [];
      let shown: Data = {};
      for (const time of [0, 1]) {
        const before = (await dataRequestsOf(origin)).length;
        const { data, errors } = await graph.ask<Data, never>(query(sample, time));
        if (errors !== undefined || !data) throw new Error(`${name}: ${JSON.stringify(errors)}`);
        if (JSON.stringify(data).includes("NOT_APPLIED")) throw new Error(`${name}: ${JSON.stringify(data)}`);
        counts.push((await dataRequestsOf(origin)).length - before);
        shown = data;
      }
      cells.push([name, vendor, ...counts.map(String), String(naive(shown))]);
    } finally {
      await graph.stop();
    }
  }
  printTable("Requests to the vendor for one question", ["question", "vendor", "ours", "once more", "one a record"], cells);
}

const samples = new Map<string, Promise<Sample>>();

function readSample(vendor: string): Promise<Sample> {
  const known = samples.get(vendor) ?? sampleOf(vendor);
  samples.set(vendor, known);
  return known;
}

async function sampleOf(vendor: string): Promise<Sample> {
  const graph = await startGraph({ env: { SANDBOX_VENDORS: vendor } });
  try {
    const { data } = await graph.ask<{ jobs: { nodes: SampleJob[] } }, never>(EVERYTHING);
    const jobs = data?.jobs.nodes ?? [];
    return {
      jobs: jobs.filter(({ openings }) => openings.nodes.length > 0).map(({ id }) => id),
      drafts: jobs.filter(({ status, openings }) => status === "DRAFT" && openings.nodes.length === 0).map(({ id }) => id),
      openings: jobs.flatMap(({ openings }) => openings.nodes.map(({ id }) => id)),
    };
  } finally {
    await graph.stop();
  }
}

interface SampleJob {
  id: string;
  status: string;
  openings: { nodes: { id: string }[] };
}

/** Tokens have a budget of their own. */
async function dataRequestsOf(origin: string): Promise<unknown[]> {
  const requests = (await (await fetch(`${origin}/__sandbox/requests`)).json()) as { path: string }[];
  return requests.filter(({ path }) => path !== "/token");
}
