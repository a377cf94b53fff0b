import type { Clock } from "../../../clock.js";
import type { Source } from "../../../schema/common/source.js";
import type { VerifyPolicy } from "../../contract/change.js";
import type { LinkedInClient } from "../linkedin.client.js";
import type { Defaults } from "../linkedin.draft.js";
import type { LinkedInPostings } from "../linkedin.postings.js";
import type { LinkedInApi } from "../linkedin.version.js";
import type { LinkedInLookups } from "./linkedin.lookups.js";

/** The parts of the connection that the changes use. */
export interface ChangeContext {
  source: Source;
  client: LinkedInClient;
  postings: LinkedInPostings;
  lookups: LinkedInLookups;
  clock: Clock;
  api: LinkedInApi;
  defaults: Defaults;
  verifyPolicies: { usual: VerifyPolicy; paid: VerifyPolicy };
}
