import { systemClock } from "../../src/clock.js";
import { startSandbox } from "../../src/sandbox/index.js";
import { startGraph } from "../../test/support/graph.js";
import { printTable } from "../measure.js";
import { type Data, QUESTIONS, type Question, type Sample } from "./questions.js";

const EVERYTHING = `{
  jobs(first: 200) { nodes { id status openings(first: 5, status: OPEN) { nodes { id } } } }
  vacancies(first: 20) { nodes { id } }
}`;

/** How often vendors are asked for one question, and for the same question once more, counted at their stand-ins, beside the least. */
export async function benchRequests(): Promise<void> {
  const cells: string[][] = [];
  const sums = { first: 0, least: 0 };
  for (const question of QUESTIONS) {
    const { counts, least } = await countsOf(question);
    const [first = 0] = counts;
    sums.first += first;
    sums.least += least;
    cells.push([question.name, question.vendor.includes(",") ? "all" : question.vendor, ...counts.map(String), String(least)]);
  }
  cells.push(["sum", "", String(sums.first), "", String(sums.least)]);
  printTable("Requests to the vendors for one question", ["question", "vendor", "first time", "once more", "least"], cells);
}

async function countsOf({ name, vendor, before: first, query, least }: Question): Promise<{ counts: number[]; least: number }> {
  const sample = await readSample(vendor);
  // A server of its own for each, so that none finds what another has read.
  const { graph, origins, stop } = await startOver(vendor);
  try {
    if (first !== undefined) await graph.ask(first);
    const counts: number[] = [];
    let shown: Data = {};
    for (const time of [0, 1]) {
      const before = await dataRequestsOf(origins);
      const { data, errors } = await graph.ask<Data, never>(query(sample, time));
      if (errors !== undefined || !data) throw new Error(`${name}: ${JSON.stringify(errors)}`);
      if (JSON.stringify(data).includes("NOT_APPLIED")) throw new Error(`${name}: ${JSON.stringify(data)}`);
      counts.push((await dataRequestsOf(origins)) - before);
      shown = data;
    }
    return { counts, least: typeof least === "number" ? least : least(shown) };
  } finally {
    await stop();
  }
}

/** A server over stand-ins of its own. */
async function startOver(vendor: string) {
  const sandbox = await startSandbox(vendor.split(","), systemClock);
  const running = [...sandbox.vendors.values()];
  // One stand-in serves both products of Feishu.
  const products = vendor.startsWith("feishu-") && !vendor.includes(",") ? { FEISHU_PRODUCTS: vendor.slice("feishu-".length) } : {};
  const env = Object.assign({ SANDBOX_VENDORS: "none", ...products }, ...running.map(({ environment }) => environment));
  const graph = await startGraph({ env });
  const stop = async () => {
    await graph.stop();
    await sandbox.close();
  };
  return { graph, origins: [...new Set(running.map(({ origin }) => origin))], stop };
}

const samples = new Map<string, Promise<Sample>>();

function readSample(vendor: string): Promise<Sample> {
  const known = samples.get(vendor) ?? sampleOf(vendor);
  samples.set(vendor, known);
  return known;
}

async function sampleOf(vendor: string): Promise<Sample> {
  const { graph, stop } = await startOver(vendor);
  try {
    const { data } = await graph.ask<{ jobs: { nodes: SampleJob[] }; vacancies: { nodes: { id: string }[] } }, never>(EVERYTHING);
    const jobs = data?.jobs.nodes ?? [];
    const filled = jobs.filter(({ openings }) => openings.nodes.length > 0);
    return {
      jobs: (filled.length > 0 ? filled : jobs).map(({ id }) => id),
      drafts: jobs.filter(({ status, openings }) => status === "DRAFT" && openings.nodes.length === 0).map(({ id }) => id),
      openings: jobs.flatMap(({ openings }) => openings.nodes.map(({ id }) => id)),
      vacancies: data?.vacancies.nodes.map(({ id }) => id) ?? [],
    };
  } finally {
    await stop();
  }
}

interface SampleJob {
  id: string;
  status: string;
  openings: { nodes: { id: string }[] };
}

/** Tokens have a budget of their own. */
const TOKEN_PATH = /^\/token$|accessToken$|tenant_access_token/;

async function dataRequestsOf(origins: readonly string[]): Promise<number> {
  const lists = origins.map(async (origin) => (await (await fetch(`${origin}/__sandbox/requests`)).json()) as { path: string }[]);
  return (await Promise.all(lists)).flat().filter(({ path }) => !TOKEN_PATH.test(path)).length;
}
