import type { StandInHandler, StandInRequest, StandInResponse } from "../kit/exchange.js";
import { type ErrorDetails, errorAnswer } from "./errors.js";
import type { FeishuKnobs, VendorFailure } from "./knobs.js";
import type { MonthlyQuota } from "./quota.js";
import { SlidingWindows } from "./rate-limit.js";
import { type Outcome, productOf, type Route, type RouteCall, type RouteName } from "./routes.js";
import type { TokenIssuer } from "./token.js";

/** The vendor accepts a trailing slash here. */
const TOKEN_PATH = /^\/open-apis\/auth\/v3\/tenant_access_token\/internal\/?$/;

export interface Gateway {
  handle: StandInHandler;
  /** Requests to each route, refused ones included. */
  calls: Map<RouteName, number>;
}

interface GatewayParts {
  tokens: TokenIssuer;
  knobs: FeishuKnobs;
  quota: MonthlyQuota;
  routes: readonly Route[];
  now: () => number;
}

/** The checks before every API, in this order: path and method, token, monthly quota, scope, parameters, limit (README, "Answers and errors"). */
export function createGateway({ tokens, knobs, quota, routes, now }: GatewayParts): Gateway {
  const windows = new SlidingWindows();
  const calls = new Map<RouteName, number>();
  let answered = 0;

  function handle(request: StandInRequest): StandInResponse {
    answered += 1;
    const logId = logIdOf(now(), answered);
    const response = route(request, logId);
    return { ...response, headers: { ...response.headers, "x-tt-logid": logId } };
  }

  function route(request: StandInRequest, logId: string): StandInResponse {
    if (request.method === "POST" && TOKEN_PATH.test(request.path)) return token(request);
    for (const candidate of routes) {
      const match = candidate.method === request.method ? candidate.path.exec(request.path) : null;
      if (match === null) continue;
      if (knobs.absent.has(candidate.name)) break;
      calls.set(candidate.name, (calls.get(candidate.name) ?? 0) + 1);
      const call: RouteCall = { ids: match.slice(1), query: request.query, body: objectOrEmpty(request.json) };
      return guard(candidate, call, request.headers.authorization, logId);
    }
    return { status: 404, headers: { "content-type": "text/plain" }, text: "404 page not found" };
  }

  /** The token endpoint refuses with HTTP 200, whatever the reason. */
  function token(request: StandInRequest): StandInResponse {
    if (quota.take("token")) return tokens.answer(request);
    return { status: 200, json: { code: 99991403, msg: "The monthly number of API calls of the tenant is used up." } };
  }

  function guard(candidate: Route, call: RouteCall, authorization: string | undefined, logId: string): StandInResponse {
    const refusal = refusalOf(authorization);
    if (refusal !== undefined) return refuse(refusal, logId);

    if (!quota.take(candidate.name)) return refuse(99991403, logId, { status: knobs.quotaStatus });

    if (!candidate.scopes.some((scope) => knobs.scopes.has(scope))) {
      const msg = `Access denied. One of the following scopes is required: [${candidate.scopes.join(", ")}].`;
      return refuse(99991672, logId, { msg, missingScopes: candidate.scopes });
    }

    const violations = (candidate.validate?.(call) ?? []).map((violation) => ({ ...violation, value: sentValue(call, violation.field) }));
    if (violations.length > 0) return refuse(99992402, logId, { violations });

    const over = windows.take(candidate.name, knobs.limits[candidate.name], now());
    if (over !== undefined) {
      if (knobs.serviceLimited.has(candidate.name)) return refuse(1161604, logId);
      return refuse(99991400, logId, {
        status: knobs.rateLimitStatus,
        headers: { "x-ogw-ratelimit-limit": String(over.limit), "x-ogw-ratelimit-reset": String(over.resetSeconds) },
      });
    }

    const failure = takeFailure(knobs.failures, candidate.name);
    if (failure !== undefined && failure.applied !== true) return refuse(failure.code, logId);
    const outcome = candidate.run(call);
    if (failure !== undefined) return refuse(failure.code, logId);
    return envelope(candidate.name, outcome, logId);
  }

  /** The code that refuses the header's token; undefined where the token is valid. */
  function refusalOf(authorization: string | undefined): number | undefined {
    if (authorization === undefined || !authorization.startsWith("Bearer ")) return 99991661;
    const token = authorization.slice("Bearer ".length).trim();
    if (token.startsWith("eyJ") || token.startsWith("u-")) return 99991668;
    if (!token.startsWith("t-")) return 99991671;
    return tokens.isValid(token) ? undefined : 99991663;
  }

  function envelope(name: RouteName, outcome: Outcome, logId: string): StandInResponse {
    if ("code" in outcome) return refuse(outcome.code, logId, { status: outcome.status });
    return { status: 200, json: { code: 0, msg: productOf(name) === "hire" ? "ok" : "success", data: outcome.data } };
  }

  function refuse(code: number, logId: string, details?: ErrorDetails): StandInResponse {
    return errorAnswer(code, logId, knobs.errorForm, details);
  }

  return { handle, calls };
}

function sentValue({ query, body }: RouteCall, field: string): string {
  const value = query.get(field) ?? body[field];
  return typeof value === "string" ? value : value === undefined ? "" : JSON.stringify(value);
}

function takeFailure(failures: VendorFailure[], name: RouteName): VendorFailure | undefined {
  const index = failures.findIndex((failure) => failure.on === undefined || failure.on === name);
  const failure = failures[index];
  if (failure?.times !== undefined) {
    failure.times -= 1;
    if (failure.times <= 0) failures.splice(index, 1);
  }
  return failure;
}

/** `20260502185309D5C2A96351BC74363145`: the time in UTC+8, then twenty hex digits. */
function logIdOf(now: number, serial: number): string {
  const stamp = new Date(now + 8 * 3_600_000).toISOString().replace(/\D/g, "").slice(0, 14);
  return `${stamp}${serial.toString(16).toUpperCase().padStart(20, "0")}`;
}

function objectOrEmpty(json: unknown): Record<string, unknown> {
  return typeof json === "object" && json !== null && !Array.isArray(json) ? (json as Record<string, unknown>) : {};
}
