import { createFeishuStandIn } from "../../src/sandbox/feishu/index.js";
import { createGreenhouseStandIn, type GreenhouseStandIn } from "../../src/sandbox/greenhouse/index.js";
import { createHeadHunterStandIn, type HeadHunterStandIn } from "../../src/sandbox/headhunter/index.js";
import { type RunningStandIn, startStandIn } from "../../src/sandbox/kit/stand-in.js";

/** Two Greenhouse accounts, Feishu beside Lark, and two HeadHunter employers of which neither is the default: a stand-in for each. */
export interface Accounts {
  env: Record<string, string>;
  greenhouse: RunningStandIn & GreenhouseStandIn;
  emea: RunningStandIn & GreenhouseStandIn;
  moscow: RunningStandIn & HeadHunterStandIn;
  minsk: RunningStandIn & HeadHunterStandIn;
  close(): Promise<void>;
}

export async function startAccounts(): Promise<Accounts> {
  const running: RunningStandIn[] = [];
  async function run<StandIn extends { handle: Parameters<typeof startStandIn>[0]["handle"] }>(standIn: StandIn) {
    const started = await startStandIn({ handle: standIn.handle });
    running.push(started);
    return { ...standIn, ...started };
  }
  const [greenhouse, emea] = [await run(createGreenhouseStandIn()), await run(createGreenhouseStandIn())];
  const [feishu, lark] = [await run(createFeishuStandIn()), await run(createFeishuStandIn())];
  const [moscow, minsk] = [await run(createHeadHunterStandIn()), await run(createHeadHunterStandIn())];
  return {
    env: {
      GREENHOUSE_ACCOUNTS: "emea",
      ...greenhouseEnv("GREENHOUSE", greenhouse),
      ...greenhouseEnv("GREENHOUSE_EMEA", emea),
      FEISHU_ACCOUNTS: "lark",
      ...feishuEnv("FEISHU", feishu),
      ...feishuEnv("FEISHU_LARK", lark),
      HEADHUNTER_ACCOUNTS: "moscow,minsk",
      ...headHunterEnv("HEADHUNTER_MOSCOW", moscow),
      ...headHunterEnv("HEADHUNTER_MINSK", minsk),
    },
    greenhouse,
    emea,
    moscow,
    minsk,
    close: async () => {
      // A test may have closed one already.
      await Promise.all(running.map((standIn) => standIn.close().catch(() => undefined)));
    },
  };
}

function greenhouseEnv(prefix: string, { origin }: RunningStandIn): Record<string, string> {
  return { [`${prefix}_API_TOKEN`]: "sandbox-token", [`${prefix}_ON_BEHALF_OF`]: "4000000000", [`${prefix}_BASE_URL`]: origin };
}

function feishuEnv(prefix: string, { origin }: RunningStandIn): Record<string, string> {
  return { [`${prefix}_APP_ID`]: "cli_sandbox", [`${prefix}_APP_SECRET`]: "sandbox-secret", [`${prefix}_BASE_URL`]: origin };
}

function headHunterEnv(prefix: string, { origin }: RunningStandIn): Record<string, string> {
  return {
    [`${prefix}_ACCESS_TOKEN`]: "sandbox-access-token",
    [`${prefix}_USER_AGENT`]: "Hiregraph/test (test@example.com)",
    [`${prefix}_BASE_URL`]: origin,
  };
}
