import { type Clock, systemClock } from "../../clock.js";
import type { StandInHandler, StandInRequest, StandInResponse } from "../kit/exchange.js";
import { Call, type Endpoint, type Surroundings } from "./call.js";
import { GreenhouseElsewhere, type JobWithSeats } from "./elsewhere.js";
import { DEFAULT_KNOBS, type GreenhouseKnobs } from "./knobs.js";
import { neighbourEndpoints } from "./neighbours.js";
import { jobTime } from "./opening-rules.js";
import { openingEndpoints } from "./openings.js";
import { TokenPager } from "./paging.js";
import { RateWindow } from "./rate-window.js";
import type { GreenhouseState } from "./records.js";
import { forbidden, notFound, Refusal } from "./refusals.js";
import { sampleState } from "./sample/sample.js";
import { Views } from "./views.js";
import { GreenhouseWebhooks } from "./webhooks.js";

export type * from "./records.js";
export type { GreenhouseElsewhere, GreenhouseWebhooks };

export interface GreenhouseStandInOptions extends Partial<GreenhouseKnobs> {
  clock?: Clock;
  /** The API token; "sandbox-token" by default. */
  token?: string;
  /** The records at the start; those of the sample company by default. */
  state?: GreenhouseState;
}

export interface GreenhouseStandIn {
  handle: StandInHandler;
  state: GreenhouseState;
  knobs: GreenhouseKnobs;
  /** What somebody does in Greenhouse's pages. */
  elsewhere: GreenhouseElsewhere;
  webhooks: GreenhouseWebhooks;
}

/** Greenhouse Harvest v1/v2: jobs, openings and related records. "README" in the comments of this folder is that of src/datasources/greenhouse. */
export function createGreenhouseStandIn(options: GreenhouseStandInOptions = {}): GreenhouseStandIn {
  const { clock = systemClock, token = "sandbox-token", state = sampleState(), ...turned } = options;
  const knobs: GreenhouseKnobs = { ...DEFAULT_KNOBS, deniedEndpoints: [], ...turned };
  const window = new RateWindow(clock, knobs);
  const webhooks = new GreenhouseWebhooks(clock, state);
  const elsewhere = new GreenhouseElsewhere({
    state: state as Omit<GreenhouseState, "jobs"> & { jobs: JobWithSeats[] },
    now: () => clock.now(),
    jobTime,
    onChange: () => webhooks.look(),
  });
  const around: Surroundings = { state, knobs, views: new Views(state, knobs), pager: new TokenPager(), now: () => clock.now() };

  /** Checks credentials, then the right, then the rate window, then calls the endpoint (README, "The stand-in"). */
  function serve(request: StandInRequest): StandInResponse {
    checkCredentials(request, token);
    const found = endpointOf(request);
    if (found !== undefined && knobs.deniedEndpoints.includes(found.endpoint.name)) {
      throw forbidden("This API Key does not have permission for this endpoint");
    }
    if (request.method === "GET" && request.rawBody !== "") throw forbidden("A GET request must not have a body");
    window.take();
    if (found === undefined) throw notFound();
    return found.endpoint.answer(new Call(request, around, found.parts));
  }

  const handle: StandInHandler = (request) => {
    const response = answerOrRefusal(() => serve(request), knobs);
    if (request.method !== "GET") webhooks.look();
    return { ...response, headers: { ...window.headers(), ...response.headers } };
  };
  return { handle, state, knobs, elsewhere, webhooks };
}

function answerOrRefusal(serve: () => StandInResponse, knobs: GreenhouseKnobs): StandInResponse {
  try {
    return serve();
  } catch (error) {
    if (error instanceof Refusal) return error.respond(knobs);
    throw error;
  }
}

/** Checks Basic authentication with the token as user name and an empty password. */
function checkCredentials(request: StandInRequest, token: string): void {
  const [scheme, encoded] = (request.headers.authorization ?? "").split(" ");
  const right = scheme?.toLowerCase() === "basic" && Buffer.from(encoded ?? "", "base64").toString() === `${token}:`;
  if (!right) throw new Refusal(401, "Invalid Basic Auth credentials");
}

const ENDPOINTS = [...openingEndpoints, ...neighbourEndpoints].map((endpoint) => ({
  endpoint,
  pattern: new RegExp(`^${endpoint.path.replace(/\{\w+\}/g, "([^/]+)")}$`),
}));

function endpointOf(request: StandInRequest): { endpoint: Endpoint; parts: string[] } | undefined {
  for (const { endpoint, pattern } of ENDPOINTS) {
    const match = endpoint.method === request.method ? pattern.exec(request.path) : null;
    if (match !== null) return { endpoint, parts: match.slice(1) };
  }
  return undefined;
}
