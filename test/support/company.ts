import type { Clock } from "../../src/clock.js";
import { createFeishuStandIn, type FeishuStandIn } from "../../src/sandbox/feishu/index.js";
import { createGreenhouseStandIn, type GreenhouseStandIn } from "../../src/sandbox/greenhouse/index.js";
import { createGreenhouseV3StandIn } from "../../src/sandbox/greenhouse-v3/index.js";
import { createHeadHunterStandIn, type HeadHunterStandIn } from "../../src/sandbox/headhunter/index.js";
import type { StandInHandler, StandInRequest } from "../../src/sandbox/kit/exchange.js";
import { type RunningStandIn, startStandIn } from "../../src/sandbox/kit/stand-in.js";
import { createLinkedInStandIn, type LinkedInStandIn } from "../../src/sandbox/linkedin/index.js";
import { ManualClock } from "./clock.js";
import { startGraph, type TestGraph } from "./graph.js";

/** Gives what a vendor answers instead; undefined leaves the answer as it is. `json` is a copy, and may be changed. */
type Spoil = (request: StandInRequest, json: never) => unknown;

interface Vendor<StandIn> {
  standIn: StandIn;
  running: RunningStandIn;
  /** Spoils the vendor's answers on their way. */
  spoil: Spoil | undefined;
  /** Called once the vendor has worked on a request, before its answer leaves. */
  onWorked: ((request: StandInRequest) => void) | undefined;
}

/** The made-up company at all five vendors, on one clock, and the whole server in front of them. */
export interface Company {
  clock: ManualClock;
  graph: TestGraph;
  feishu: Vendor<FeishuStandIn>;
  /** Through Harvest v3 the records are the same; its answers, and so what spoils them, are not. */
  greenhouse: Vendor<GreenhouseStandIn>;
  headhunter: Vendor<HeadHunterStandIn>;
  linkedin: Vendor<LinkedInStandIn>;
  /** Lets time pass, a tenth of a second after the other, until it is done: budgets make requests wait. */
  while<Result>(pending: Promise<Result>): Promise<Result>;
  /** Requests that all stand-ins together have answered. */
  requestCount(): number;
  stop(): Promise<void>;
}

/** The two APIs of Greenhouse. */
export const HARVESTS = ["v1", "v3"] as const;
export type Harvest = (typeof HARVESTS)[number];

export type CompanyVendors = Pick<Company, "feishu" | "greenhouse" | "headhunter" | "linkedin">;

/**
 * @param log as startGraph takes it
 * @param prepare is given the vendors before the server starts
 */
export async function startCompany(
  env: Record<string, string> = {},
  log?: Record<string, unknown>[],
  harvest: Harvest = "v1",
  prepare?: (vendors: CompanyVendors) => void,
): Promise<Company> {
  const clock = new ManualClock("2026-11-22T12:00:00Z");
  const vendors = await startVendors(clock, harvest);
  const { feishu, greenhouse, headhunter, linkedin } = vendors;
  const all = [feishu, greenhouse, headhunter, linkedin];
  prepare?.({ feishu, greenhouse, headhunter, linkedin });
  const graph = await startGraph({
    clock,
    ...(log === undefined ? {} : { log }),
    env: { REQUEST_DEADLINE_MS: "3600000", ...settingsOf(vendors, harvest), ...env },
  });
  return {
    clock,
    graph,
    feishu,
    greenhouse,
    headhunter,
    linkedin,
    while: async (pending) => {
      let done = false;
      const settled = pending.finally(() => {
        done = true;
      });
      settled.catch(() => undefined);
      // Real answers arrive between the steps; a step is skipped while nothing is asleep but the background work.
      for (let step = 0; !done && step < 20_000; step += 1) {
        for (let turn = 0; turn < 20 && !done; turn += 1) await new Promise((resolve) => setImmediate(resolve));
        if (!done) await clock.advance(100);
      }
      return settled;
    },
    requestCount: () => all.reduce((count, { running }) => count + running.requests.length, 0),
    stop: async () => {
      await graph.stop();
      await Promise.all(all.map(({ running }) => running.close()));
    },
  };
}

/** The stand-ins of a company. */
export async function startVendors(
  clock: Clock,
  harvest: Harvest,
): Promise<Pick<Company, "feishu" | "greenhouse" | "headhunter" | "linkedin">> {
  const feishu = await run(createFeishuStandIn({ clock }), clock);
  const built = harvest === "v1" ? createGreenhouseStandIn({ clock }) : createGreenhouseV3StandIn({ clock });
  const greenhouse = await run(built as GreenhouseStandIn, clock);
  const headhunter = await run(createHeadHunterStandIn({ clock }), clock);
  const linkedin = await run(createLinkedInStandIn({ clock }), clock);
  return { feishu, greenhouse, headhunter, linkedin };
}

/** What a server has to be told of the stand-ins of a company. */
export function settingsOf(
  { feishu, greenhouse, headhunter, linkedin }: Pick<Company, "feishu" | "greenhouse" | "headhunter" | "linkedin">,
  harvest: Harvest,
): Record<string, string> {
  return {
    FEISHU_APP_ID: "cli_sandbox",
    FEISHU_APP_SECRET: "sandbox-secret",
    FEISHU_BASE_URL: feishu.running.origin,
    ...credentialsOf(harvest, greenhouse.running.origin),
    GREENHOUSE_BASE_URL: greenhouse.running.origin,
    HEADHUNTER_ACCESS_TOKEN: "sandbox-access-token",
    HEADHUNTER_USER_AGENT: "Hiregraph/test (test@example.com)",
    HEADHUNTER_BASE_URL: headhunter.running.origin,
    LINKEDIN_CLIENT_ID: "sandbox-client",
    LINKEDIN_CLIENT_SECRET: "sandbox-secret",
    LINKEDIN_ORGANIZATION_ID: "2414183",
    LINKEDIN_CONTRACT_ID: "123456789",
    LINKEDIN_POSTER_EMAIL: "recruiter@example.com",
    LINKEDIN_BASE_URL: linkedin.running.origin,
    LINKEDIN_TOKEN_URL: `${linkedin.running.origin}/oauth/v2/accessToken`,
  };
}

function credentialsOf(harvest: Harvest, origin: string): Record<string, string> {
  if (harvest === "v1") return { GREENHOUSE_API_TOKEN: "sandbox-token", GREENHOUSE_ON_BEHALF_OF: "4000000000" };
  return {
    GREENHOUSE_CLIENT_ID: "sandbox-client-4000000102",
    GREENHOUSE_CLIENT_SECRET: "sandbox-secret",
    GREENHOUSE_USER_ID: "4000000000",
    GREENHOUSE_TOKEN_URL: `${origin}/token`,
  };
}

async function run<StandIn extends { handle: StandInHandler }>(standIn: StandIn, clock: Clock): Promise<Vendor<StandIn>> {
  const handle: StandInHandler = (request) => {
    const response = standIn.handle(request);
    vendor.onWorked?.(request);
    if (vendor.spoil === undefined || response.json === undefined) return response;
    const spoiled = vendor.spoil(request, structuredClone(response.json) as never);
    return spoiled === undefined ? response : { ...response, json: spoiled };
  };
  const vendor: Vendor<StandIn> = { standIn, running: await startStandIn({ handle, clock }), spoil: undefined, onWorked: undefined };
  return vendor;
}
