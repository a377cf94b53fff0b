import type { Clock } from "../../clock.js";
import type { Authorizer } from "../../http/authorize.js";
import { createHttpEngine, type HttpEngine } from "../../http/engine.js";
import type { VendorPolicy } from "../../http/policy.js";
import { type Upstream, VendorError } from "../../http/vendor-error.js";
import { statusOf, type VendorDeps } from "../contract/vendor-module.js";
import { type CodeTable, classifyFeishu, isGatewaysNoSuchPath, refusesToken, TOKEN_CODES } from "./feishu.errors.js";
import { feishuPolicy } from "./feishu.policy.js";
import type { FeishuSettings } from "./feishu.settings.js";
import { TenantToken } from "./feishu.token.js";

const SCHEME = "Bearer ";

interface SharedApp {
  token: TenantToken;
  engine: HttpEngine;
  users: number;
}

/**
 * Hire and CoreHR are two vendors of the graph and one app at Feishu, so they share its token. Apps are kept by clock, which separates two
 * servers in one process (tests), by account, whose failures are its own, and by secret, so that a wrong secret does not use the right one's
 * token.
 */
const apps = new WeakMap<Clock, Map<string, SharedApp>>();

/** One product of the app: an engine with budgets and a circuit of its own, and the token that both products share. */
export function connectFeishu(policy: VendorPolicy, codes: CodeTable, settings: FeishuSettings, deps: VendorDeps) {
  const app = enter(settings, deps);
  const engine = createHttpEngine({
    policy,
    authorizer: authorizerOf(app.shared.token, policy),
    classify: classifyFeishu(codes),
    speaksPlainly: isGatewaysNoSuchPath,
    clock: deps.clock,
    secrets: deps.secrets,
    upstreamTimeoutMs: deps.upstreamTimeoutMs,
    onResult: deps.onResult,
  });
  return {
    send: engine.send,
    status: () => statusOf(engine),
    close: async () => {
      await engine.close();
      await app.leave();
    },
  };
}

function enter(settings: FeishuSettings, deps: VendorDeps): { shared: SharedApp; leave: () => Promise<void> } {
  const known = apps.get(deps.clock) ?? new Map<string, SharedApp>();
  apps.set(deps.clock, known);
  const key = JSON.stringify([deps.source.account, settings.baseUrl, settings.appId, settings.appSecret]);
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
    },
  };
}

function createApp(settings: FeishuSettings, deps: VendorDeps): SharedApp {
  // No page names a limit for the token endpoint; one request per life of a token needs none.
  const engine = createHttpEngine({
    policy: { ...feishuPolicy({ vendor: "FEISHU", account: deps.source.account }, settings.baseUrl, []), connections: 1 },
    classify: classifyFeishu(TOKEN_CODES),
    speaksPlainly: isGatewaysNoSuchPath,
    clock: deps.clock,
    secrets: deps.secrets,
    mints: true,
    upstreamTimeoutMs: deps.upstreamTimeoutMs,
    onResult: deps.onResult,
  });
  return { token: new TenantToken(engine.send, deps.clock, settings), engine, users: 0 };
}

function authorizerOf(token: TenantToken, upstream: Upstream): Authorizer {
  return {
    headers: async () => ({ authorization: `${SCHEME}${await asOf(upstream, token.current())}` }),
    rejected: refusesToken,
    // The refused token, not the current one: the other product may have renewed it already.
    renew: ({ headers: { authorization = "" } }) => asOf(upstream, token.replace(authorization.slice(SCHEME.length))),
  };
}

/** A failure of the shared token is reported as one of the product that needed it. The product's request was not sent. */
async function asOf<T>({ vendor, account }: Upstream, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof VendorError)) throw error;
    const { code, message, retryable, retryAfterMs, status, vendorCode, vendorRequestId, details, cutShort } = error;
    const known = { code, message, retryable, retryAfterMs, status, vendorCode, vendorRequestId, details, cutShort };
    throw new VendorError({ ...known, vendor, account, sent: "no", cause: error });
  }
}
