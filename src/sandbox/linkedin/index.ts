import { type Clock, systemClock } from "../../clock.js";
import type { StandInHandler } from "../kit/exchange.js";
import { defaultKnobs, type LinkedInKnobs, type LinkedInLimits } from "./knobs.js";
import { routes } from "./routes.js";
import { LinkedInState } from "./state.js";

export interface LinkedInStandInOptions {
  clock?: Clock;
  clientId?: string;
  clientSecret?: string;
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
}

/**
 * LinkedIn's Job Posting API (simpleJobPostings), unversioned and versioned on one store, with thirty jobs listed at the start. "README" in the comments of this folder
 * is that of src/datasources/linkedin.
 */
export function createLinkedInStandIn(options: LinkedInStandInOptions = {}): LinkedInStandIn {
  const defaults = defaultKnobs();
  const knobs: LinkedInKnobs = { ...defaults, ...options.knobs, limits: { ...defaults.limits, ...options.knobs?.limits } };
  const state = new LinkedInState({
    clock: options.clock ?? systemClock,
    knobs,
    clientId: options.clientId ?? "sandbox-client",
    clientSecret: options.clientSecret ?? "sandbox-secret",
    contracts: options.contracts ?? ["123456789"],
    organizations: options.organizations,
  });
  return { handle: routes(state, knobs), state, knobs };
}
