import type { Clock } from "../../clock.js";
import type { Authorizer } from "../../http/authorize.js";
import { createHttpEngine, type HttpEngine } from "../../http/engine.js";
import type { VendorPolicy } from "../../http/policy.js";
import { type Upstream, VendorError, withChanges } from "../../http/vendor-error.js";
import { statusOf, type VendorDeps } from "../contract/vendor-module.js";
import { type CodeTable, classifyFeishu, isGatewaysNoSuchPath, refusesToken, TOKEN_CODES } from "./feishu.errors.js";
import { feishuPolicy } from "./feishu.policy.js";
import type { FeishuSettings } from "./feishu.settings.js";
import { TenantToken } from "./feishu.token.js";
import { TenantQuota } from "./quota/feishu.quota.js";
import { MonthCallsRepository } from "./quota/month-calls.repository.js";

const SCHEME = "Bearer ";

/** Where the calls of a month are few, sweeps read what changed, and all records this often. */
const MONTH_MS = 30 * 24 * 60 * 60 * 1000;

interface SharedApp {
  token: TenantToken;
  quota: TenantQuota;
  engine: HttpEngine;
  users: number;
}

/**
 * Hire and CoreHR are two vendors of the graph and one app at Feishu, so they share its token and its calls of the month. Apps are kept by clock, which separates two
 * servers in one process (tests), by account, whose failures are its own, and by secret, so that a wrong secret does not use the right one's
 * token.
 */
const apps = new WeakMap<Clock, Map<string, SharedApp>>();

/** One product of the app: an engine with budgets and a circuit of its own, and the token and the calls of the month that both products share. */
export function connectFeishu(policy: VendorPolicy, codes: CodeTable, settings: FeishuSettings, deps: VendorDeps) {
  const app = enter(settings, deps);
  const { token, quota } = app.shared;
  const engine = createHttpEngine({
    policy,
    authorizer: authorizerOf(token, policy),
    quota: quota.of(deps.source),
    classify: classifyFeishu(codes),
    speaksPlainly: isGatewaysNoSuchPath,
    clock: deps.clock,
    secrets: deps.secrets,
    upstreamTimeoutMs: deps.upstreamTimeoutMs,
    answers: deps.answers,
    sharing: deps.sharing,
    onResult: deps.onResult,
    onSpared: deps.onSpared,
    onPermit: deps.onPermit,
  });
  return {
    ...(settings.monthlyCalls === undefined ? {} : { wholeSweepEveryMs: MONTH_MS }),
    send: engine.send,
    /** Milliseconds by which Feishu's clock is ahead of ours. */
    clockSkewMs: () => engine.clockSkewMs,
    status: () => {
      const { budgets, lastFailure, ...status } = statusOf(engine);
      const month = quota.budget();
      return {
        ...status,
        budgets: month === undefined ? budgets : [...budgets, month],
        lastFailure: quota.lastFailure(deps.source) ?? lastFailure,
      };
    },
    close: async () => {
      await engine.close();
      await app.leave();
    },
  };
}

function enter(settings: FeishuSettings, deps: VendorDeps): { shared: SharedApp; leave: () => Promise<void> } {
  const known = apps.get(deps.clock) ?? new Map<string, SharedApp>();
  apps.set(deps.clock, known);
  const { baseUrl, appId, appSecret } = settings;
  const key = JSON.stringify([deps.source.account, baseUrl, appId, appSecret]);
  const shared = known.get(key) ?? createApp(settings, deps);
  known.set(key, shared);
  shared.users += 1;
  return {
    shared,
    leave: async () => {
      shared.users -= 1;
      if (shared.users > 0) return;
      known.delete(key);
      await shared.engine.close();
      await shared.quota.close();
    },
  };
}

function createApp(settings: FeishuSettings, deps: VendorDeps): SharedApp {
  const quota = new TenantQuota({
    limit: settings.monthlyCalls,
    repository: new MonthCallsRepository(deps.database, deps.source, settings.appId),
    clock: deps.clock,
    onError: deps.onError,
  });
  // No page names a limit for the token endpoint; one request per life of a token needs none, and does not count as a call of the month.
  const engine = createHttpEngine({
    policy: { ...feishuPolicy({ vendor: "FEISHU", account: deps.source.account }, settings.baseUrl, []), connections: 1 },
    classify: classifyFeishu(TOKEN_CODES),
    speaksPlainly: isGatewaysNoSuchPath,
    clock: deps.clock,
    secrets: deps.secrets,
    quota: { admit: async () => undefined, count: async () => () => undefined, learn: (response) => quota.learn(response) },
    mints: true,
    upstreamTimeoutMs: deps.upstreamTimeoutMs,
    onResult: deps.onResult,
  });
  const shared = deps.sharedToken?.([settings.baseUrl, settings.appId, settings.appSecret]);
  return { token: new TenantToken(engine.send, deps.clock, settings, shared), quota, engine, users: 0 };
}

function authorizerOf(token: TenantToken, upstream: Upstream): Authorizer {
  return {
    headers: () => {
      const current = token.current();
      return current instanceof Promise ? asOf(upstream, current).then(headersWith) : headersWith(current);
    },
    rejected: refusesToken,
    // The refused token, not the current one: the other product may have renewed it already.
    renew: ({ headers: { authorization = "" } }) => asOf(upstream, token.replace(authorization.slice(SCHEME.length))),
  };
}

function headersWith(token: string): Record<string, string> {
  return { authorization: `${SCHEME}${token}` };
}

/** A failure of the shared token is reported as one of the product that needed it. The product's request was not sent. */
async function asOf<T>({ vendor, account }: Upstream, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof VendorError)) throw error;
    throw withChanges(error, { vendor, account, sent: "no", cause: error });
  }
}
