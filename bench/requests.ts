import { startGraph } from "../test/support/graph.js";
import { printTable } from "./measure.js";

interface Row {
  name: string;
  /** Asked before, so that what the server keeps for some minutes is at hand. */
  before?: string;
  /** As in SANDBOX_VENDORS. */
  vendor: string;
  query: string;
  /** Requests of a server that asks the vendor once for each record whose field it resolves, from the answer's data. */
  naive: (data: Data) => number;
}

type Data = Record<string, unknown>;

/** The first jobs of the sample company. */
const FIFTY = Array.from({ length: 50 }, (_, index) => `greenhouse:job:${4_000_000_000 + 7 * index}`);

/** What makes the server read Greenhouse's lists of departments, offices and close reasons. */
const NAMES = "{ jobs(first: 1) { nodes { id } } closeReasons { id } }";

/** To ask for a list, and then once for each record of it. */
function oneForEach(data: Data, list: string): number {
  const { nodes } = data[list] as { nodes: unknown[] };
  return 1 + nodes.length;
}

/** One entry a question. */
const ROWS: readonly Row[] = [
  {
    name: "100 jobs with their openings",
    vendor: "greenhouse",
    query: "{ jobs(first: 100) { nodes { id name openings(first: 100) { nodes { id status openedAt } } } } }",
    naive: (data) => oneForEach(data, "jobs"),
  },
  {
    name: "100 jobs, openings, close reasons, once more",
    vendor: "greenhouse",
    before: NAMES,
    query: "{ jobs(first: 100) { nodes { id departments openings(first: 100) { nodes { id closeReason { name } } } } } }",
    naive: (data) => oneForEach(data, "jobs"),
  },
  {
    name: "openings of 50 named jobs, by jobTimeline",
    vendor: "greenhouse",
    before: NAMES,
    query: `{ jobTimeline(start: "2020-01-01", end: "2030-01-01", jobIds: ${JSON.stringify(FIFTY)}) { openings { id } } }`,
    naive: () => FIFTY.length,
  },
  {
    name: "50 named jobs with their openings, by nodes",
    vendor: "greenhouse",
    before: NAMES,
    query: `{ nodes(ids: ${JSON.stringify(FIFTY)}) { id ... on Job { openings(first: 100) { nodes { id } } } } }`,
    naive: () => 2 * FIFTY.length,
  },
  {
    name: "20 jobs, openings, close reasons",
    vendor: "greenhouse",
    query: "{ jobs(first: 20) { nodes { id name openings(first: 100) { nodes { id status closeReason { name } } } } } }",
    naive: (data) => oneForEach(data, "jobs"),
  },
  {
    name: "one job, openings, custom fields",
    vendor: "greenhouse",
    query: '{ job(id: "greenhouse:job:4000000014") { id name openings(first: 100) { nodes { id customFields { key value } } } } }',
    naive: () => 2,
  },
];

/** How often a vendor is asked for one question, counted at its stand-in. */
export async function benchRequests(): Promise<void> {
  const cells: string[][] = [];
  for (const { name, vendor, before, query, naive } of ROWS) {
    // A server of its own for each, so that none finds what another has read.
    const graph = await startGraph({ env: { SANDBOX_VENDORS: vendor } });
    try {
      const origin = graph.application.vendors.find(({ source }) => source.text === vendor)?.sandboxOrigin;
      if (origin === undefined) throw new Error(`${vendor} has no stand-in`);
      if (before !== undefined) await graph.ask(before);
      const skipped = before === undefined ? 0 : (await dataRequestsOf(origin)).length;
      const { data, errors } = await graph.ask<Data, never>(query);
      if (errors !== undefined || !data) throw new Error(`${name}: ${JSON.stringify(errors)}`);
      const requests = await dataRequestsOf(origin);
      cells.push([name, vendor, String(requests.length - skipped), String(naive(data))]);
    } finally {
      await graph.stop();
    }
  }
  printTable("Requests to the vendor for one question", ["question", "vendor", "ours", "one a record"], cells);
}

/** Tokens have a budget of their own. */
async function dataRequestsOf(origin: string): Promise<unknown[]> {
  const requests = (await (await fetch(`${origin}/__sandbox/requests`)).json()) as { path: string }[];
  return requests.filter(({ path }) => path !== "/token");
}
