import { createGreenhouseStandIn, type GreenhouseStandIn, type GreenhouseStandInOptions } from "../../../src/sandbox/greenhouse/index.js";
import { sampleState } from "../../../src/sandbox/greenhouse/sample/sample.js";
import { createGreenhouseV3StandIn, type GreenhouseV3Knobs } from "../../../src/sandbox/greenhouse-v3/index.js";
import { sampleState as sampleStateV3 } from "../../../src/sandbox/greenhouse-v3/sample.js";
import type { StandInHandler } from "../../../src/sandbox/kit/exchange.js";
import type { Fault } from "../../../src/sandbox/kit/faults.js";
import type { RequestRecord, RunningStandIn } from "../../../src/sandbox/kit/stand-in.js";
import { startStandIn } from "../../../src/sandbox/kit/stand-in.js";
import { ManualClock } from "../../support/clock.js";
import { startGraph, type TestGraph } from "../../support/graph.js";

/** User ids of the stand-in's sample: one who may edit everything, one who may edit nothing. */
const EDITOR = "4000000000";
export const AUDITOR = "4000000114";
export const TOKEN = "sandbox-token";
const [CLIENT_ID, CLIENT_SECRET] = ["sandbox-client-4000000102", "sandbox-secret"];

/** What the server holds of credentials, as it is configured and as it is sent. */
export const SECRETS = [
  TOKEN,
  CLIENT_ID,
  CLIENT_SECRET,
  ...[`${TOKEN}:`, `${CLIENT_ID}:${CLIENT_SECRET}`].map((pair) => Buffer.from(pair).toString("base64")),
];

type State = GreenhouseStandIn["state"];
export type JobState = State["jobs"][number];
export type OpeningState = JobState["openings"][number];

/** One of Greenhouse's two APIs, as far as tests of both must know how they differ. */
export interface Api {
  name: "v1" | "v3";
  /** Paths of the requests that change openings, as a fault matches them. */
  writes: string;
  /** Paths at which one job is read, and a page of jobs. */
  job: string;
  jobs: string;
  /** Paths at which openings are read. */
  openings: string;
  /** The answer to a question for what is not there, or not shown. */
  nothing: Pick<Fault, "status" | "json">;
  /** Whether one request makes, or deletes, many openings of a job. */
  manyAtOnce: boolean;
  /** The variable that names who acts. */
  actor: string;
}

export const V1: Api = {
  name: "v1",
  writes: "^/v[12]/jobs/\\d+/openings",
  job: "^/v1/jobs/\\d+$",
  jobs: "^/v1/jobs$",
  openings: "/openings(/\\d+)?$",
  nothing: { status: 404, json: { message: "Resource not found" } },
  manyAtOnce: true,
  actor: "GREENHOUSE_ON_BEHALF_OF",
};
export const V3: Api = {
  name: "v3",
  writes: "^/v3/openings",
  job: "^/v3/jobs$",
  jobs: "^/v3/jobs$",
  openings: "^/v3/openings$",
  nothing: { status: 200, json: [] },
  manyAtOnce: false,
  actor: "GREENHOUSE_USER_ID",
};
export const APIS: readonly Api[] = [V1, V3];

/** Greenhouse's stand-in, the whole server before it, and one clock for both. */
export interface World {
  api: Api;
  clock: ManualClock;
  /** Of v3 the records are the same; what differs of its knobs is reached by `turn`. */
  standIn: GreenhouseStandIn;
  /** Turns knobs of the stand-in of v3. */
  turn(knobs: Partial<GreenhouseV3Knobs>): void;
  /** Ends all tokens of v3 before their time. */
  revokeTokens(): void;
  running: RunningStandIn;
  graph: TestGraph;
  /** What the stand-in was asked since the last call, as `GET /v1/jobs`, ids left out; without requests for tokens. */
  asked(): string[];
  /** The same, as it came. */
  requests(): RequestRecord[];
  /** The requests that change something, since the start. */
  writes(): RequestRecord[];
  job(where: (job: JobState) => boolean): JobState;
  /** The environment of its servers. */
  env: Record<string, string>;
  /** Starts another server on a database of its own, in front of the same stand-in. */
  another(env?: Record<string, string>): Promise<TestGraph>;
  /** The sample company, the knobs and the log of requests as at the start, in a later hour: windows and circuits have forgotten. */
  reset(): Promise<void>;
  stop(): Promise<void>;
}

export interface WorldOptions extends GreenhouseStandInOptions {
  api?: Api;
  env?: Record<string, string>;
  /** As startGraph takes it. */
  log?: Record<string, unknown>[];
}

interface StandIn {
  handle: StandInHandler;
  state: unknown;
  knobs: object;
  revokeTokens?(): void;
}

export async function startWorld({ api = V1, env = {}, log, ...options }: WorldOptions = {}): Promise<World> {
  // The shell reads the time of day for a request's deadline: the clock starts there, stands still until a test moves it, and the deadline
  // is a day off, so that a test may let hours pass.
  const clock = new ManualClock(Date.now());
  const isV3 = api.name === "v3";
  const built: StandIn = isV3
    ? createGreenhouseV3StandIn({
        rateLimit: options.rateLimit ?? 10_000,
        clock,
        ...(options.token ? { clientSecret: options.token } : {}),
      })
    : createGreenhouseStandIn({ rateLimit: 10_000, clock, ...options });
  const standIn = built as GreenhouseStandIn;
  const running = await startStandIn({ handle: built.handle, clock });
  const credentials: Record<string, string> = isV3
    ? {
        GREENHOUSE_CLIENT_ID: CLIENT_ID,
        GREENHOUSE_CLIENT_SECRET: CLIENT_SECRET,
        GREENHOUSE_TOKEN_URL: `${running.origin}/token`,
      }
    : { GREENHOUSE_API_TOKEN: TOKEN };
  const ownEnv = { REQUEST_DEADLINE_MS: "86400000", ...credentials, [api.actor]: EDITOR, GREENHOUSE_BASE_URL: running.origin, ...env };
  const start = (more: Record<string, string> = {}) =>
    startGraph({ clock, env: { ...ownEnv, ...more }, ...(log === undefined ? {} : { log }) });
  const graphs = [await start()];
  const knobs = { ...built.knobs };
  let seen = 0;
  const all = () => running.requests.filter(({ path }) => path !== "/token");
  const requests = () => {
    const fresh = all().slice(seen);
    seen += fresh.length;
    return fresh;
  };
  return {
    api,
    clock,
    env: ownEnv,
    standIn,
    turn: (turned) => Object.assign(built.knobs, turned),
    revokeTokens: () => built.revokeTokens?.(),
    running,
    graph: graphs[0] as TestGraph,
    requests,
    asked: () => requests().map(({ method, path }) => `${method} ${path.replace(/\d{5,}/g, "{id}")}`),
    writes: () => all().filter(({ method }) => method !== "GET"),
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
      Object.assign(standIn.state, isV3 ? sampleStateV3() : sampleState());
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
