import type { Clock } from "../../../clock.js";
import type { Source } from "../../../schema/common/source.js";
import type { VerifyPolicy } from "../../contract/change.js";
import type { LinkedInClient } from "../linkedin.client.js";
import type { LinkedInPostings } from "../linkedin.postings.js";
import type { LinkedInLookups } from "./linkedin.lookups.js";

/** The parts of the connection that the changes use. */
export interface ChangeContext {
  source: Source;
  client: LinkedInClient;
  postings: LinkedInPostings;
  lookups: LinkedInLookups;
  clock: Clock;
  organizationId: string | undefined;
  contractId: string | undefined;
  verifyPolicy: VerifyPolicy;
}
