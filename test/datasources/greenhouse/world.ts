import { createGreenhouseStandIn, type GreenhouseStandIn, type GreenhouseStandInOptions } from "../../../src/sandbox/greenhouse/index.js";
import { sampleState } from "../../../src/sandbox/greenhouse/sample.js";
import type { RequestRecord, RunningStandIn } from "../../../src/sandbox/kit/stand-in.js";
import { startStandIn } from "../../../src/sandbox/kit/stand-in.js";
import { ManualClock } from "../../support/clock.js";
import { startGraph, type TestGraph } from "../../support/graph.js";

// Real requests through the whole server, many of them in one test: a busy machine is not a failure.
/** User ids of the stand-in's sample: one who may edit everything, one who may edit nothing. */
const EDITOR = "4000000000";
export const AUDITOR = "4000000114";
export const TOKEN = "sandbox-token";

export type JobState = GreenhouseStandIn["state"]["jobs"][number];
export type OpeningState = JobState["openings"][number];

/** Greenhouse's stand-in, the whole server before it, and one clock for both. */
export interface World {
  clock: ManualClock;
  standIn: GreenhouseStandIn;
  running: RunningStandIn;
  graph: TestGraph;
  /** What the stand-in was asked since the last call, as `GET /v1/jobs`, ids left out. */
  asked(): string[];
  /** The same, as it came. */
  requests(): RequestRecord[];
  /** The requests that change something, since the start. */
  writes(): RequestRecord[];
  job(where: (job: JobState) => boolean): JobState;
  /** Starts another server on a database of its own, in front of the same stand-in. */
  another(env?: Record<string, string>): Promise<TestGraph>;
  /** The sample company, the knobs and the log of requests as at the start, in a later hour: windows and circuits have forgotten. */
  reset(): Promise<void>;
  stop(): Promise<void>;
}

export interface WorldOptions extends GreenhouseStandInOptions {
  env?: Record<string, string>;
}

export async function startWorld({ env = {}, ...options }: WorldOptions = {}): Promise<World> {
  // The shell reads the time of day for a request's deadline: the clock starts there, stands still until a test moves it, and the deadline
  // is a day off, so that a test may let hours pass.
  const clock = new ManualClock(Date.now());
  const standIn = createGreenhouseStandIn({ rateLimit: 10_000, clock, ...options });
  const running = await startStandIn({ handle: standIn.handle, clock });
  const start = (more: Record<string, string> = {}) =>
    startGraph({
      clock,
      env: {
        REQUEST_DEADLINE_MS: "86400000",
        GREENHOUSE_API_TOKEN: TOKEN,
        GREENHOUSE_ON_BEHALF_OF: EDITOR,
        GREENHOUSE_BASE_URL: running.origin,
        ...env,
        ...more,
      },
    });
  const graphs = [await start()];
  const knobs = { ...standIn.knobs };
  let seen = 0;
  const requests = () => {
    const fresh = running.requests.slice(seen);
    seen = running.requests.length;
    return fresh;
  };
  return {
    clock,
    standIn,
    running,
    graph: graphs[0] as TestGraph,
    requests,
    asked: () => requests().map(({ method, path }) => `${method} ${path.replace(/\d{5,}/g, "{id}")}`),
    writes: () => running.requests.filter(({ method }) => method !== "GET"),
    job: (where) => {
      const found = standIn.state.jobs.find(where);
      if (found === undefined) throw new Error("The sample has no such job");
      return found;
    },
    another: async (more) => {
      const graph = await start(more);
      graphs.push(graph);
      return graph;
    },
    reset: async () => {
      Object.assign(standIn.state, sampleState());
      Object.assign(standIn.knobs, knobs);
      running.faults.clear();
      running.requests.length = 0;
      seen = 0;
      await Promise.all(graphs.splice(1).map((graph) => graph.stop()));
      await clock.advance(20_000);
    },
    stop: async () => {
      await Promise.all(graphs.map((graph) => graph.stop()));
      await running.close();
    },
  };
}

export const jobId = (job: { id: number }): string => `greenhouse:job:${job.id}`;
export const openingId = (job: { id: number }, opening: { id: number }): string => `greenhouse:opening:${job.id}.${opening.id}`;

export function openOf(job: JobState): OpeningState[] {
  return job.openings.filter(({ status }) => status === "open");
}

export function closedOf(job: JobState): OpeningState[] {
  return job.openings.filter(({ status }) => status === "closed");
}

/** A closed opening that Greenhouse would let go. */
export function isDeletable({ status, application_id: application, tiedToOffer }: OpeningState): boolean {
  return status === "closed" && application === null && !tiedToOffer;
}

/** Lets the world's time run until the answer is there: for what waits between tries and looks. Real requests get their real turns. */
export async function answered<Value>(world: World, asking: Promise<Value>, stepMs = 100): Promise<Value> {
  let over = false;
  const done = asking.finally(() => {
    over = true;
  });
  while (!over) {
    for (let turn = 0; turn < 50 && !over; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    if (!over) await world.clock.advance(stepMs);
  }
  return done;
}
