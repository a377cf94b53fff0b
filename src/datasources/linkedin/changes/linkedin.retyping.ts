import { type UserError, UserErrorCode } from "../../../schema/common/user-error.type.js";
import { userError } from "../../contract/user-errors.js";
import { nameVariables } from "../../contract/variables.js";
import type { WireJob, WireListing } from "../linkedin.wire.js";
import type { ChangeContext } from "./linkedin.change-context.js";
import { NOT_PROMOTED, PROMOTED } from "./linkedin.outcomes.js";

/**
 * Refuses an update that would buy or end a promotion. Under /v2 an update re-sends the listing type (promoted jobs page), so it must agree with
 * what LinkedIn promotes; under /rest promoting is an operation of its own.
 */
export function retypingFaults({ source }: ChangeContext, { listingType }: WireJob, listing: WireListing | null): UserError[] {
  const refused = (what: string) => {
    const remedy = nameVariables(source, "Ask again later, or let the server's operator set LINKEDIN_VERSION: an update never pays there.");
    return [userError(UserErrorCode.CONFLICT, `${what} ${remedy}`, { field: ["id"], retryable: true })];
  };
  const promotion = listing?.promotionStatus;
  if (listingType === "PREMIUM" && promotion === NOT_PROMOTED)
    return refused("LinkedIn does not promote this PREMIUM posting now: under /v2 an update might pay for its promotion again.");
  if (listingType !== "PREMIUM" && promotion === PROMOTED)
    return refused("LinkedIn promotes this posting, which was not done here: under /v2 an update would end the promotion.");
  return [];
}
