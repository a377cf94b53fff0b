import type { EnvReader } from "../../config/config.js";

/** The values of FEISHU_PRODUCTS: an app may have rights for one product or for both. */
const PRODUCTS = ["hire", "corehr"] as const;
export type FeishuProduct = (typeof PRODUCTS)[number];

export interface FeishuSettings {
  appId: string;
  appSecret: string;
  baseUrl: string;
  /** The calls that the tenant's plan allows all its apps in a month; undefined where the operator does not say. */
  monthlyCalls?: number;
}

/** More than any plan: the basic one has been told of as 10,000 and as 1,000,000. */
const MOST_MONTHLY_CALLS = 1_000_000_000;

/** Both products share one app and its keys. Each module reads them itself; a fault that both find is reported once. */
export function readFeishu(env: EnvReader, product: FeishuProduct): FeishuSettings | undefined {
  const appId = env.string("FEISHU_APP_ID");
  const appSecret = env.secret("FEISHU_APP_SECRET");
  const baseUrl = env.url("FEISHU_BASE_URL", "https://open.feishu.cn");
  const named = env.list("FEISHU_PRODUCTS");
  if (named.some((word) => !PRODUCTS.some((known) => known === word))) {
    env.fault("FEISHU_PRODUCTS", `expected a comma list of: ${PRODUCTS.join(", ")}`);
  }
  const monthlyCalls = readMonthlyCalls(env);
  if (appId === undefined && appSecret === undefined) return undefined;
  if (appId === undefined) env.fault("FEISHU_APP_ID", "is required where FEISHU_APP_SECRET is set");
  if (appSecret === undefined) env.fault("FEISHU_APP_SECRET", "is required where FEISHU_APP_ID is set");
  if (appId === undefined || appSecret === undefined) return undefined;
  if (named.length > 0 && !named.includes(product)) return undefined;
  return { appId, appSecret, baseUrl, ...(monthlyCalls === undefined ? {} : { monthlyCalls }) };
}

function readMonthlyCalls(env: EnvReader): number | undefined {
  if (env.string("FEISHU_MONTHLY_CALLS") === undefined) return undefined;
  return env.integer("FEISHU_MONTHLY_CALLS", { default: MOST_MONTHLY_CALLS, min: 1, max: MOST_MONTHLY_CALLS });
}
