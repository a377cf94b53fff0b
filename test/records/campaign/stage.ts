import { createHash } from "node:crypto";
import { setBalance } from "../../../src/sandbox/headhunter/index.js";
import type { Courier } from "../../../src/sandbox/kit/webhooks/courier.js";
import { type Company, type Harvest, startCompany } from "../../support/company.js";
import type { Stage } from "./campaign.js";
import { Dice } from "./dice.js";
import { MANAGER } from "./truth.js";

const GREENHOUSE_SECRET = "secret-of-greenhouse";
const FEISHU = { verificationToken: "token-of-feishu", encryptKey: "key-of-feishu" };
const HOOKS_SECRET = "a-secret-of-the-path";
const PUBLIC_URL = "https://recruiting.example.com";
/** Of a client that may do all that campaigns do. */
export const HEADERS = { authorization: "Bearer ann-token" };
const TOKEN = createHash("sha256").update("ann-token").digest("hex");

/** What a server needs for campaigns, and beside it for webhooks. */
export const SETTINGS = { AUTH_TOKENS: `ann:${TOKEN}:read+write+spend+audit`, HEADHUNTER_MANAGER_ID: MANAGER, CODE_SWEEP: "on" };
export const HOOKED = {
  ...{ PUBLIC_URL, HOOKS_SECRET, GREENHOUSE_WEBHOOK_SECRET: GREENHOUSE_SECRET },
  ...{ FEISHU_VERIFICATION_TOKEN: FEISHU.verificationToken, FEISHU_ENCRYPT_KEY: FEISHU.encryptKey },
};

const COMPLETE = `{ requisition(code: "REQ-1001") { sources { state } } }`;

export interface StageOptions {
  harvest: Harvest;
  env: Record<string, string>;
  log: Record<string, unknown>[];
  /** Whether vendors tell of changes by webhooks: without fault, or as networks are. */
  webhooks?: "sound" | "faulty";
}

export interface CampaignStage extends Stage {
  company: Company;
  /** Deliveries of all vendors so far, by what became of them. */
  deliveries(): Record<string, number>;
  stop(): Promise<void>;
}

/** The company at all vendors, looked through once by the server in front of them. */
export async function startStage({ harvest, env, log, webhooks }: StageOptions): Promise<CampaignStage> {
  const settings = { ...SETTINGS, SWEEP_MINUTES: "0.5", LOG_LEVEL: "error" };
  const company = await startCompany({ ...settings, ...(webhooks === undefined ? {} : HOOKED), ...env }, log, harvest);
  setBalance(company.headhunter.standIn.state, "standard", 1_000_000);
  const vendors = [company.feishu, company.greenhouse, company.headhunter, company.linkedin];
  // An answer takes time, as everywhere: two requests of one moment see the same, whatever happens beside them.
  for (const { running } of vendors) running.faults.arm({ kind: "latency", ms: 20 });
  const couriers = couriersOf(company);
  if (webhooks !== undefined) await register(company, company.graph.url);
  if (webhooks === "faulty") spoil(couriers);
  const ask: Stage["ask"] = (document, variables) => company.graph.ask(document, variables, HEADERS);
  const hasLookedAtAll = async () => {
    const { data } = await company.while(ask<{ requisition: { sources: { state: string }[] } }>(COMPLETE, {}));
    return data?.requisition.sources.every(({ state }) => state === "FRESH") ?? false;
  };
  for (let waited = 0; waited < 2_000 && !(await hasLookedAtAll()); waited += 1)
    for (let step = 0; step < 50; step += 1) await company.clock.advance(100);
  for (let step = 0; step < 600; step += 1) await company.clock.advance(100);
  return {
    ...company,
    company,
    ask,
    deliveries: () => {
      const counts: Record<string, number> = {};
      for (const { kind, status } of couriers.flatMap(({ attempts }) => attempts)) {
        const what = kind === "genuine" ? String(status) : `${kind} ${status ?? ""}`.trim();
        counts[what] = (counts[what] ?? 0) + 1;
      }
      return counts;
    },
    stop: async () => {
      for (const courier of couriers) courier.close();
      await company.stop();
    },
  };
}

type Vendors = Pick<Company, "feishu" | "greenhouse" | "headhunter" | "linkedin">;

export function couriersOf({ feishu, greenhouse, headhunter, linkedin }: Vendors): Courier[] {
  return [feishu, greenhouse, headhunter, linkedin].map(({ standIn }) => standIn.webhooks.courier);
}

/** Registers the server's addresses at the vendors, as people do; at HeadHunter the server does so itself. */
export async function register(vendors: Vendors, leadsTo: string): Promise<void> {
  for (const courier of couriersOf(vendors)) {
    courier.leadsTo = leadsTo;
    // A clock that is set forward would run out before an answer on a real socket.
    courier.deadlineMs = Number.POSITIVE_INFINITY;
  }
  const { greenhouse, feishu, linkedin } = vendors;
  const url = (vendor: string) => `${PUBLIC_URL}/hooks/${vendor}/${HOOKS_SECRET}`;
  // The clock stands still: vendors wait a second and three for the proof of an address.
  const settings = { name: "Hiregraph", url: url("greenhouse"), secret: GREENHOUSE_SECRET };
  const { isDisabled } = await greenhouse.standIn.webhooks.configure(settings);
  const isSaved = await feishu.standIn.webhooks.register({ url: url("feishu"), ...FEISHU });
  const isValid = await linkedin.standIn.webhooks.register(url("linkedin"));
  if (isDisabled || !isSaved || !isValid) throw new Error("A vendor did not take the server's address");
}

/** Makes the way to the server as networks are. */
function spoil(couriers: readonly Courier[]): void {
  const dice = new Dice(3);
  for (const courier of couriers)
    courier.fateOf = () => ({
      lost: dice.oneIn(10),
      doubled: dice.oneIn(10),
      forged: dice.oneIn(10),
      // Of two a moment apart the second often comes first.
      delayMs: dice.oneIn(3) ? 1 + dice.below(90_000) : 0,
    });
}
