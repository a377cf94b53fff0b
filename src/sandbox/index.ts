import type { Clock } from "../clock.js";
import type { StandInHandler } from "./kit/exchange.js";
import { type RunningStandIn, startStandIn } from "./kit/stand-in.js";
import type { Courier } from "./kit/webhooks/courier.js";

/** A stand-in: the vendors that it serves, and the configuration of a server that uses it. */
interface StandInPlan {
  /** Names in SANDBOX_VENDORS. Feishu's two products share one origin and one app. */
  slugs: readonly string[];
  /** Loads the code of this stand-in only. */
  make(clock: Clock): Promise<{ handle: StandInHandler; webhooks: { courier: Courier } }>;
  /** Environment variables of docs/configuration.md, which the vendor's module reads like any other. */
  environment(origin: string): Record<string, string> | Promise<Record<string, string>>;
}

/** One entry a stand-in. */
const STAND_INS: readonly StandInPlan[] = [
  {
    slugs: ["feishu-corehr", "feishu-hire"],
    make: async (clock) => (await import("./feishu/index.js")).createFeishuStandIn({ clock }),
    environment: (origin) => ({ FEISHU_APP_ID: "cli_sandbox", FEISHU_APP_SECRET: "sandbox-secret", FEISHU_BASE_URL: origin }),
  },
  {
    slugs: ["greenhouse"],
    make: async (clock) => (await import("./greenhouse-v3/index.js")).createGreenhouseV3StandIn({ clock }),
    environment: async (origin) => (await import("./greenhouse-v3/index.js")).greenhouseV3Environment(origin),
  },
  {
    // Harvest v1/v2, which tests and benches start by this name.
    slugs: ["greenhouse-v1"],
    make: async (clock) => (await import("./greenhouse/index.js")).createGreenhouseStandIn({ clock }),
    environment: (origin) => ({
      GREENHOUSE_API_TOKEN: "sandbox-token",
      GREENHOUSE_ON_BEHALF_OF: "4000000000",
      GREENHOUSE_BASE_URL: origin,
    }),
  },
  {
    slugs: ["headhunter"],
    make: async (clock) => {
      const { createHeadHunterStandIn, todayKnobs } = await import("./headhunter/index.js");
      return createHeadHunterStandIn({ clock, knobs: todayKnobs() });
    },
    environment: (origin) => ({
      HEADHUNTER_ACCESS_TOKEN: "sandbox-access-token",
      HEADHUNTER_USER_AGENT: "Hiregraph/sandbox (sandbox@example.com)",
      HEADHUNTER_BASE_URL: origin,
    }),
  },
  {
    slugs: ["linkedin"],
    make: async (clock) => {
      const { createLinkedInStandIn } = await import("./linkedin/index.js");
      return createLinkedInStandIn({ clock, knobs: { posterEmailRequired: true } });
    },
    environment: (origin) => ({
      LINKEDIN_CLIENT_ID: "sandbox-client",
      LINKEDIN_CLIENT_SECRET: "sandbox-secret",
      LINKEDIN_ORGANIZATION_ID: "2414183",
      LINKEDIN_CONTRACT_ID: "123456789",
      LINKEDIN_POSTER_EMAIL: "sandbox@example.com",
      LINKEDIN_BASE_URL: origin,
      LINKEDIN_TOKEN_URL: `${origin}/oauth/v2/accessToken`,
    }),
  },
];

export interface Sandbox {
  /** The stand-in's origin and environment, by the vendor's name in SANDBOX_VENDORS. */
  vendors: ReadonlyMap<string, { origin: string; environment: Record<string, string> }>;
  close(): Promise<void>;
}

/** Starts the stand-ins of the named vendors on free loopback ports. */
export async function startSandbox(slugs: readonly string[], clock: Clock): Promise<Sandbox> {
  const vendors = new Map<string, { origin: string; environment: Record<string, string> }>();
  const running: RunningStandIn[] = [];
  const couriers: Courier[] = [];
  for (const plan of STAND_INS) {
    const wanted = plan.slugs.filter((slug) => slugs.includes(slug));
    if (wanted.length === 0) continue;
    const { handle, webhooks } = await plan.make(clock);
    const standIn = await startStandIn({ handle, clock });
    running.push(standIn);
    couriers.push(webhooks.courier);
    const environment = await plan.environment(standIn.origin);
    for (const slug of wanted) vendors.set(slug, { origin: standIn.origin, environment });
  }
  return {
    vendors,
    close: async () => {
      for (const courier of couriers) courier.close();
      await Promise.all(running.map((standIn) => standIn.close()));
    },
  };
}
