import { requireFields } from "../../../http/checks/record-check.js";
import type { CallScope } from "../../../http/request.js";
import { type UserError, UserErrorCode } from "../../../schema/common/user-error.type.js";
import type { Check, Wanted } from "../../contract/change.js";
import { toRefusal } from "../../contract/permissions.js";
import { userError } from "../../contract/user-errors.js";
import { nameVariables } from "../../contract/variables.js";
import { urn, withPoster } from "../linkedin.draft.js";
import { keptFaults } from "../linkedin.extra.js";
import { externalIdOf, stateOf, toVacancy } from "../linkedin.mapping.js";
import { DAY_MS, MAX_PROMOTED_MS } from "../linkedin.policy.js";
import { invalid, onlyListed, unknownPosting } from "../linkedin.rules.js";
import { isVersioned } from "../linkedin.version.js";
import type { WireJob, WireListing } from "../linkedin.wire.js";
import type { ChangeContext } from "./linkedin.change-context.js";
import { presentJob, ready, refreshed, refusals, withoutExpiry } from "./linkedin.checks.js";
import { NOT_PROMOTED, PROMOTED, type Sending } from "./linkedin.outcomes.js";

/** Promoting a listed posting under the contract: paid, so whether LinkedIn promotes it is read before, and compared after a lost answer. */

export async function checkUpgrade(
  context: ChangeContext,
  { target, input }: Wanted<"upgradeVacancy">,
  scope: CallScope,
): Promise<Check<Sending>> {
  const ofOtherBoards = otherBoardsFaults(input);
  if (ofOtherBoards.length > 0) return refusals(ofOtherBoards);
  const found = await context.postings.known(externalIdOf(target));
  if (found === null) return refusals([unknownPosting()]);
  const isListed = stateOf(found) === "LISTED";
  const { row, listing } = isListed
    ? await context.postings.listedNow(found, scope)
    : { row: await refreshed(context, found, scope), listing: null };
  const refusal = toRefusal(onlyListed(toVacancy(context.source, row), "promoted"), ["id"], stateOf(row) === "PENDING");
  if (refusal !== undefined) return refusals([refusal], target.text);
  requireFields(listing, ["listingStatus", "promotionStatus"]);
  const present = presentJob(row);
  const faults = [...listingFaults(present, listing), ...promotionFaults(context, present)];
  const job = promotedJob(context, present);
  faults.push(...keptFaults(job, context.api, ["id"]));
  return faults.length > 0 ? refusals(faults, target.text) : ready(context.source, "UPGRADE", job, row, listing?.promotionStatus ?? null);
}

/** What is bought at HeadHunter; at LinkedIn there is one kind of promotion. */
function otherBoardsFaults({ billingTypeId, propertyTypeIds }: Wanted<"upgradeVacancy">["input"]): UserError[] {
  const given = [
    ...(billingTypeId === undefined || billingTypeId === null ? [] : ["billingTypeId"]),
    ...((propertyTypeIds ?? []).length === 0 ? [] : ["propertyTypeIds"]),
  ];
  return given.map((field) => invalid([field], `LinkedIn promotes a posting under the contract, in one way: leave ${field} out.`));
}

/** Only a posting that LinkedIn lists, and does not promote yet, is paid for. */
function listingFaults({ listingType }: WireJob, listing: WireListing | null): UserError[] {
  const conflict = (message: string, retryable = false) => [userError(UserErrorCode.CONFLICT, message, { field: ["id"], retryable })];
  if (listingType === "PREMIUM") return conflict("The posting is PREMIUM already: its promotion is paid for.");
  const promotion = listing?.promotionStatus;
  if (promotion === PROMOTED) return conflict("LinkedIn promotes the posting already.");
  // It may be LinkedIn's word for a promotion that begins.
  if (promotion && promotion !== NOT_PROMOTED)
    return conflict(
      `LinkedIn says ${promotion.slice(0, 100)} of the promotion, so that it may be paid for already: look at the posting there.`,
      true,
    );
  if (listing?.listingStatus !== "LISTED")
    return conflict("LinkedIn does not say that it lists the posting, so there is nothing to be promoted: ask again later.", true);
  return [];
}

function promotionFaults({ source, api, defaults }: ChangeContext, job: WireJob): UserError[] {
  const faults: UserError[] = [];
  if (contractOf(defaults.contractId, job) === undefined)
    faults.push(
      invalid(
        ["id"],
        `LinkedIn needs the contract that pays: ${nameVariables(source, "the server's operator sets LINKEDIN_CONTRACT_ID.")}`,
      ),
    );
  if (!isVersioned(api) && (job.alternateLocations ?? []).some((place) => place !== job.location)) {
    const message =
      "LinkedIn promotes postings at one place only: take alternateLocations away (updateVacancy), and publish the other places by themselves.";
    faults.push(userError(UserErrorCode.UNSUPPORTED_BY_VENDOR, message, { field: ["id"] }));
  }
  return faults;
}

/** The end is given where the employer chose one that a promotion may have; otherwise LinkedIn takes thirty days (promoted jobs page). */
function promotedJob({ clock, defaults }: ChangeContext, job: WireJob): WireJob {
  const now = clock.now();
  const { expireAt } = job;
  const keepsEnd = expireAt !== undefined && expireAt > now + DAY_MS && expireAt <= now + MAX_PROMOTED_MS;
  const contract = contractOf(defaults.contractId, job);
  return withPoster(
    { ...(keepsEnd ? job : withoutExpiry(job)), listingType: "PREMIUM", ...(contract === undefined ? {} : { contract }) },
    defaults.posterEmail,
  );
}

function contractOf(contractId: string | undefined, { contract }: WireJob): string | undefined {
  return contract ?? (contractId === undefined ? undefined : urn("contract", contractId));
}
