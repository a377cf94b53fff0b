import { type Clock, systemClock } from "../clock.js";
import { createFeishuStandIn } from "./feishu/index.js";
import { createGreenhouseStandIn } from "./greenhouse/index.js";
import { createGreenhouseV3StandIn, greenhouseV3Environment } from "./greenhouse-v3/index.js";
import { createHeadHunterStandIn } from "./headhunter/index.js";
import type { StandInHandler } from "./kit/exchange.js";
import { type RunningStandIn, startStandIn } from "./kit/stand-in.js";
import { createLinkedInStandIn } from "./linkedin/index.js";

/** A stand-in as the server can use it: which vendors it stands in for, and the configuration that leads to it. */
interface StandInPlan {
  /** As in SANDBOX_VENDORS. Feishu's two products are one origin with one app. */
  slugs: readonly string[];
  handler(clock: Clock): StandInHandler;
  /** In the words of the configuration contract, so that a vendor's module reads it like any other. */
  environment(origin: string): Record<string, string>;
}

/** One entry a stand-in. */
const STAND_INS: readonly StandInPlan[] = [
  {
    slugs: ["feishu-corehr", "feishu-hire"],
    handler: (clock) => createFeishuStandIn({ clock }).handle,
    environment: (origin) => ({ FEISHU_APP_ID: "cli_sandbox", FEISHU_APP_SECRET: "sandbox-secret", FEISHU_BASE_URL: origin }),
  },
  {
    slugs: ["greenhouse"],
    handler: (clock) => createGreenhouseStandIn({ clock }).handle,
    environment: (origin) => ({
      GREENHOUSE_API_TOKEN: "sandbox-token",
      GREENHOUSE_ON_BEHALF_OF: "4000000000",
      GREENHOUSE_BASE_URL: origin,
    }),
  },
  {
    // Started by name alone: the datasource speaks v1/v2 so far.
    slugs: ["greenhouse-v3"],
    handler: (clock) => createGreenhouseV3StandIn({ clock }).handle,
    environment: greenhouseV3Environment,
  },
  {
    slugs: ["headhunter"],
    handler: (clock) => createHeadHunterStandIn({ clock }).handle,
    environment: (origin) => ({
      HEADHUNTER_ACCESS_TOKEN: "sandbox-access-token",
      HEADHUNTER_USER_AGENT: "Hiregraph/sandbox (sandbox@example.com)",
      HEADHUNTER_BASE_URL: origin,
    }),
  },
  {
    slugs: ["linkedin"],
    handler: (clock) => createLinkedInStandIn({ clock }).handle,
    environment: (origin) => ({
      LINKEDIN_CLIENT_ID: "sandbox-client",
      LINKEDIN_CLIENT_SECRET: "sandbox-secret",
      LINKEDIN_ORGANIZATION_ID: "2414183",
      LINKEDIN_CONTRACT_ID: "123456789",
      LINKEDIN_BASE_URL: origin,
      LINKEDIN_TOKEN_URL: `${origin}/oauth/v2/accessToken`,
    }),
  },
];

export interface Sandbox {
  /** By vendor: where its stand-in runs, and the environment that leads there. */
  vendors: ReadonlyMap<string, { origin: string; environment: Record<string, string> }>;
  close(): Promise<void>;
}

/** Starts the stand-ins that the named vendors need, on free ports of loopback. */
export async function startSandbox(slugs: readonly string[], clock: Clock = systemClock): Promise<Sandbox> {
  const vendors = new Map<string, { origin: string; environment: Record<string, string> }>();
  const running: RunningStandIn[] = [];
  for (const plan of STAND_INS) {
    const wanted = plan.slugs.filter((slug) => slugs.includes(slug));
    if (wanted.length === 0) continue;
    const standIn = await startStandIn({ handle: plan.handler(clock), clock });
    running.push(standIn);
    for (const slug of wanted) vendors.set(slug, { origin: standIn.origin, environment: plan.environment(standIn.origin) });
  }
  return {
    vendors,
    close: async () => {
      await Promise.all(running.map((standIn) => standIn.close()));
    },
  };
}
