import { randomUUID } from "node:crypto";
import { type Clock, systemClock } from "../../clock.js";
import { GreenhouseElsewhere } from "../greenhouse/elsewhere.js";
import { GreenhouseWebhooks } from "../greenhouse/webhooks.js";
import type { StandInHandler, StandInRequest, StandInResponse } from "../kit/exchange.js";
import { Call, type Endpoint, type Surroundings } from "./call.js";
import { DEFAULT_KNOBS, type GreenhouseV3Knobs } from "./knobs.js";
import { listEndpoints } from "./lists.js";
import { RateWindow } from "./rate-window.js";
import type { GreenhouseV3State } from "./records.js";
import { forbidden, notFound, Refusal, unprocessable } from "./refusals.js";
import { sampleState } from "./sample.js";
import { TokenDesk } from "./token.js";
import { BulkDesk } from "./writes/bulk-desk.js";
import { writeEndpoints } from "./writes/endpoints.js";

export { type GreenhouseV3Knobs, SCOPES, type Scope } from "./knobs.js";
export type * from "./records.js";

/** A client id ends in digits behind a hyphen. */
const CLIENT_ID = "sandbox-client-4000000102";
const CLIENT_SECRET = "sandbox-secret";
/** A Site Admin of the sample company. */
const USER_ID = "4000000000";
const WINDOW_MS = 30_000;

export interface GreenhouseV3StandInOptions extends Partial<GreenhouseV3Knobs> {
  clock?: Clock;
  clientId?: string;
  clientSecret?: string;
  /** The records to start from; the sample company where left out. */
  state?: GreenhouseV3State;
}

export interface GreenhouseV3StandIn {
  /** The token endpoint and the API, on one origin. */
  handle: StandInHandler;
  state: GreenhouseV3State;
  knobs: GreenhouseV3Knobs;
  /** Ends every token before its time, as a rotated secret would. */
  revokeTokens(): void;
  /** What somebody does in Greenhouse's pages. */
  elsewhere: GreenhouseElsewhere;
  /** Those of v1: the transition from v1 changes no webhook. */
  webhooks: GreenhouseWebhooks;
}

/** The settings of a server that talks to a stand-in at `origin` as a Site Admin of the sample company. */
export function greenhouseV3Environment(origin: string): Record<string, string> {
  return {
    GREENHOUSE_CLIENT_ID: CLIENT_ID,
    GREENHOUSE_CLIENT_SECRET: CLIENT_SECRET,
    GREENHOUSE_USER_ID: USER_ID,
    GREENHOUSE_BASE_URL: origin,
    GREENHOUSE_TOKEN_URL: `${origin}/token`,
  };
}

/** Greenhouse Harvest v3, as far as job openings and their neighbours go: https://harvestdocs.greenhouse.io/. */
export function createGreenhouseV3StandIn(options: GreenhouseV3StandInOptions = {}): GreenhouseV3StandIn {
  const { clock = systemClock, clientId = CLIENT_ID, clientSecret = CLIENT_SECRET, state = sampleState(), ...turned } = options;
  const knobs: GreenhouseV3Knobs = { ...DEFAULT_KNOBS, missingScopes: [], ...turned };
  const tokens = new TokenDesk(clock, knobs, state, { clientId, clientSecret });
  const window = new RateWindow(clock, WINDOW_MS, () => knobs.rateLimit);
  const bulk = new BulkDesk(clock, knobs);
  const webhooks = new GreenhouseWebhooks(clock, state);
  const elsewhere = new GreenhouseElsewhere({
    state,
    now: () => clock.now(),
    jobTime: (moment) => new Date(moment).toISOString(),
    onChange: () => webhooks.look(),
  });
  const around: Surroundings = { state, knobs, bulk, now: () => clock.now() };

  /** Path, token, rate, scope; from the Site Admin on the endpoint itself. */
  function serve(request: StandInRequest): StandInResponse {
    const found = endpointOf(request);
    if (found === undefined) throw notFound();
    const { actor, scopes } = tokens.bearer(request);
    window.take();
    const scope = found.endpoint.scope(knobs);
    if (!scopes.includes(scope)) throw forbidden(`Missing scope: ${scope}`);
    if (found.endpoint.takesQuery !== true && request.query.size > 0) {
      throw unprocessable(`Invalid query params: ${[...request.query.keys()].join(", ")}`);
    }
    return found.endpoint.answer(new Call(request, around, actor, found.part));
  }

  const handle: StandInHandler = (request) => {
    bulk.settle();
    const isToken = request.method === "POST" && request.path === "/token";
    const response = isToken ? tokens.issue(request) : answerOrRefusal(() => serve(request), knobs);
    webhooks.look();
    const headers = isToken ? response.headers : { ...window.headers(), ...response.headers };
    return { ...response, headers: { "X-Request-Id": randomUUID(), ...headers } };
  };
  return { handle, state, knobs, elsewhere, webhooks, revokeTokens: () => tokens.revokeAll() };
}

function answerOrRefusal(serve: () => StandInResponse, knobs: GreenhouseV3Knobs): StandInResponse {
  try {
    return serve();
  } catch (error) {
    if (error instanceof Refusal) return error.respond(knobs);
    throw error;
  }
}

const ENDPOINTS = [...listEndpoints, ...writeEndpoints].map((endpoint) => ({
  endpoint,
  pattern: new RegExp(`^${endpoint.path.replace("{id}", "(\\d+)").replace("{uuid}", "([0-9a-f-]{36})")}$`),
}));

function endpointOf(request: StandInRequest): { endpoint: Endpoint; part: string } | undefined {
  for (const { endpoint, pattern } of ENDPOINTS) {
    const match = endpoint.method === request.method ? pattern.exec(request.path) : null;
    if (match !== null) return { endpoint, part: match[1] ?? "" };
  }
  return undefined;
}
