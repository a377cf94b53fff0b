import type { StandInHandler, StandInRequest, StandInResponse } from "../kit/exchange.js";
import { errorAnswer } from "./errors.js";
import type { FeishuKnobs, VendorFailure } from "./knobs.js";
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
  routes: readonly Route[];
  now: () => number;
}

/** The checks before every API, in this order: path and method, token, scope, parameters, limit (README, "Answers and errors"). */
export function createGateway({ tokens, knobs, routes, now }: GatewayParts): Gateway {
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
    if (request.method === "POST" && TOKEN_PATH.test(request.path)) return tokens.answer(request);
    for (const candidate of routes) {
      const match = candidate.method === request.method ? candidate.path.exec(request.path) : null;
      if (match === null) continue;
      calls.set(candidate.name, (calls.get(candidate.name) ?? 0) + 1);
      const call: RouteCall = { jobId: match[1] ?? "", query: request.query, body: objectOrEmpty(request.json) };
      return guard(candidate, call, request.headers.authorization, logId);
    }
    return { status: 404, headers: { "content-type": "text/plain" }, text: "404 page not found" };
  }

  function guard(candidate: Route, call: RouteCall, authorization: string | undefined, logId: string): StandInResponse {
    const refusal = refusalOf(authorization);
    if (refusal !== undefined) return errorAnswer(refusal, logId);

    if (!candidate.scopes.some((scope) => knobs.scopes.has(scope))) {
      return errorAnswer(99991672, logId, {
        msg: `Access denied. One of the following scopes is required: [${candidate.scopes.join(", ")}].`,
        error: { permission_violations: candidate.scopes.map((subject) => ({ type: "action_scope_required", subject })) },
      });
    }

    const violations = candidate.validate?.(call) ?? [];
    if (violations.length > 0) return errorAnswer(99992402, logId, { error: { field_violations: violations } });

    const over = windows.take(candidate.name, knobs.limits[candidate.name], now());
    if (over !== undefined) {
      if (knobs.serviceLimited.has(candidate.name)) return errorAnswer(1161604, logId);
      return errorAnswer(99991400, logId, {
        status: knobs.rateLimitStatus,
        headers: { "x-ogw-ratelimit-limit": String(over.limit), "x-ogw-ratelimit-reset": String(over.resetSeconds) },
      });
    }

    const failure = takeFailure(knobs.failures, candidate.name);
    if (failure !== undefined && failure.applied !== true) return errorAnswer(failure.code, logId);
    const outcome = candidate.run(call);
    if (failure !== undefined) return errorAnswer(failure.code, logId);
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

  return { handle, calls };
}

function envelope(name: RouteName, outcome: Outcome, logId: string): StandInResponse {
  if ("code" in outcome) return errorAnswer(outcome.code, logId, { status: outcome.status });
  return { status: 200, json: { code: 0, msg: productOf(name) === "hire" ? "ok" : "success", data: outcome.data } };
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
