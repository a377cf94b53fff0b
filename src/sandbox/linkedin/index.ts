import { type Clock, systemClock } from "../../clock.js";
import type { StandInHandler } from "../kit/exchange.js";
import { defaultKnobs, type LinkedInKnobs, type LinkedInLimits } from "./knobs.js";
import { postingView } from "./read.js";
import { routes } from "./routes.js";
import { LinkedInState } from "./state.js";
import { LinkedInWebhooks } from "./webhooks.js";

export interface LinkedInStandInOptions {
  clock?: Clock;
  clientId?: string;
  clientSecret?: string;
  /** The id that a webhook's challenge names; none is named where it is missing. */
  applicationId?: string;
  /** Ids of the hiring contracts that the application may use. */
  contracts?: readonly string[];
  /** Ids of the organizations that have a page. Jobs of others fail at ingestion. Every organization has one where missing. */
  organizations?: readonly string[];
  knobs?: Partial<Omit<LinkedInKnobs, "limits">> & { limits?: Partial<LinkedInLimits> };
}

export interface LinkedInStandIn {
  /** The token endpoint and the API, on one origin. */
  handle: StandInHandler;
  state: LinkedInState;
  /** Settings that tests may change while the stand-in runs. */
  knobs: LinkedInKnobs;
  webhooks: LinkedInWebhooks;
}

/**
 * LinkedIn's Job Posting API (simpleJobPostings), unversioned and versioned on one store, with thirty jobs listed at the start. "README" in the comments of this folder
 * is that of src/datasources/linkedin.
 */
export function createLinkedInStandIn(options: LinkedInStandInOptions = {}): LinkedInStandIn {
  const defaults = defaultKnobs();
  const knobs: LinkedInKnobs = { ...defaults, ...options.knobs, limits: { ...defaults.limits, ...options.knobs?.limits } };
  const clock = options.clock ?? systemClock;
  const clientSecret = options.clientSecret ?? "sandbox-secret";
  const state = new LinkedInState({
    clock,
    knobs,
    clientId: options.clientId ?? "sandbox-client",
    clientSecret,
    contracts: options.contracts ?? ["123456789"],
    organizations: options.organizations,
  });
  const webhooks = new LinkedInWebhooks({
    clock,
    application: { applicationId: options.applicationId, clientSecret },
    statuses: () => new Map([...state.postings.values()].map((posting) => [posting.externalJobPostingId, postingView(posting, knobs)])),
  });
  state.onChange = () => webhooks.look();
  const answer = routes(state, knobs);
  const handle: StandInHandler = (request) => {
    const response = answer(request);
    webhooks.look();
    if (request.method === "POST") webhooks.lookIn(knobs.taskDelayMs);
    return response;
  };
  return { handle, state, knobs, webhooks };
}
