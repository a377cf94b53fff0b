import { createGreenhouseStandIn } from "../src/sandbox/greenhouse/index.js";
import { startStandIn } from "../src/sandbox/kit/stand-in.js";
import { compare, printTable, start, stop } from "./measure.js";

const TARGETS = ["naive", "ours"];
const QUERY = "{ jobs(first: 50) { nodes { id name openings(first: 100) { nodes { id status } } } } }";
const PACE = { rounds: Number(process.env.ROUNDS ?? 10), roundMs: 500, warmUpMs: 1000 };

/** The N+1 of the field: fifty jobs and their openings, over real HTTP to Greenhouse's stand-in, which is in this process. */
export async function benchFiftyJobs(): Promise<void> {
  // The vendor's ceiling would be all there is to measure.
  const standIn = await startStandIn({ handle: createGreenhouseStandIn({ rateLimit: 1_000_000_000 }).handle });
  const targets = await Promise.all(TARGETS.map((name) => start(`fifty-jobs-${name}.js`, name, [standIn.origin])));
  const body = JSON.stringify({ query: QUERY });
  const asked = new Map<string, number>();
  for (const { name, url } of targets) {
    const before = standIn.requests.length;
    await fetch(url, { method: "POST", headers: { "content-type": "application/json" }, body });
    asked.set(name, standIn.requests.length - before);
  }
  const figures = await compare(targets, body, PACE);
  await stop(targets);
  await standIn.close();
  printTable(
    `Fifty jobs with their openings, from Greenhouse's stand-in over HTTP, ${PACE.rounds} interleaved rounds`,
    ["server", "requests to Greenhouse", "answers/s", "times", "processor ms each", "times"],
    figures.map(({ name, perSecond, cpuMs, ratios }) => [
      name,
      String(asked.get(name)),
      perSecond.toFixed(0),
      ratios.perSecond.toFixed(1),
      cpuMs.toFixed(2),
      ratios.cpuMs.toFixed(1),
    ]),
  );
}
