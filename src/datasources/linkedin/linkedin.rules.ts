import type { Permission } from "../../schema/common/permission.type.js";
import { type UserError, UserErrorCode } from "../../schema/common/user-error.type.js";
import { type Vacancy, type VacancyActions, VacancyStatus } from "../../schema/vacancy/vacancy.type.js";
import { ALLOWED, refused } from "../contract/permissions.js";
import { userError } from "../contract/user-errors.js";
import { idOf, type JobDraft } from "./linkedin.draft.js";
import { DAY_MS } from "./linkedin.policy.js";
import type { LinkedInApi } from "./linkedin.version.js";
import type { WireJob } from "./linkedin.wire.js";

/** LinkedIn's requirements for a posting (schema page), checked before a request; and what its status allows. */

/** Newer versions of the page say 75, older ones 200: a posting of their time may have more. */
const MAX_NEW_EXTERNAL_ID = 75;
const MAX_EXTERNAL_ID = 200;
const MAX_TITLE = 200;
/** LinkedIn accepts the write of a shorter description and then fails the task. */
const MIN_DESCRIPTION = 100;
const MAX_DESCRIPTION = 25_000;
const MAX_SKILLS = 4_000;
const MAX_CATEGORIES = 3;
const MAX_LOCATIONS = 7;
const EMPLOYMENT_STATUSES = ["FULL_TIME", "PART_TIME", "CONTRACT", "INTERNSHIP", "TEMPORARY", "VOLUNTEER", "OTHER"];
const EXPERIENCE_LEVELS = ["ENTRY_LEVEL", "MID_SENIOR_LEVEL", "DIRECTOR", "EXECUTIVE", "INTERNSHIP", "ASSOCIATE", "NOT_APPLICABLE"];

/** OpenAPI of 2022: nothing above 180 days; SDK of version 202504: 1 to 365; 2025 pages: PREMIUM 1 to 90. SDK: later than in 24 hours. */
function maxDaysOf(listingType: WireJob["listingType"], api: LinkedInApi): number {
  if (listingType === "PREMIUM") return 90;
  return (api.version ?? "") >= "202504" ? 365 : 180;
}

export interface DraftRules {
  now: number;
  api: LinkedInApi;
  /** The end of the sentence "LinkedIn needs …" in messages. */
  needed: string;
  /** CLOSE is not checked for its description: the Close Jobs page's own sample has one of 48 characters. */
  operation: "CREATE" | "UPDATE" | "CLOSE";
  /** Whether the client gave the end; otherwise the posting keeps its own. */
  expiryGiven: boolean;
}

/** All faults of a posting, by the input's paths. */
export function faultsOf(draft: JobDraft, { now, api, needed, operation, expiryGiven }: DraftRules): UserError[] {
  const faults: UserError[] = [];
  const wrong = (field: string[], message: string) => faults.push(invalid(field, message));
  const required = (value: string | undefined, field: string[], what: string): value is string => {
    if (value !== undefined && value.trim() !== "") return true;
    wrong(field, `LinkedIn needs ${what} ${needed}.`);
    return false;
  };

  const idFault = externalIdFault(draft.externalJobPostingId, operation === "CREATE" ? MAX_NEW_EXTERNAL_ID : MAX_EXTERNAL_ID);
  if (idFault !== undefined) faults.push(idFault);
  if (required(draft.title, ["name"], "a title") && lengthOf(draft.title) > MAX_TITLE)
    wrong(["name"], `The title is ${lengthOf(draft.title)} characters long; LinkedIn takes ${MAX_TITLE}.`);
  if (required(draft.description, ["description"], "a description")) {
    const length = lengthOf(draft.description);
    if (length > MAX_DESCRIPTION || (length < MIN_DESCRIPTION && operation !== "CLOSE"))
      wrong(["description"], `The description is ${length} characters long; LinkedIn takes ${MIN_DESCRIPTION} to ${MAX_DESCRIPTION}.`);
  }
  required(draft.location, ["linkedin", "location"], "a location");
  required(draft.companyApplyUrl, ["linkedin", "applyUrl"], applyPage(draft));
  if (draft.integrationContext !== undefined)
    numeric(idOf("organization", draft.integrationContext), ["linkedin", "organizationId"], faults);
  else if (draft.companyName === undefined && draft.companyPageUrl === undefined)
    required(undefined, ["linkedin", "organizationId"], "an organization (here, or in the server's configuration)");
  const contractId = draft.contract === undefined ? undefined : idOf("contract", draft.contract);
  if (
    draft.listingType === "PREMIUM" &&
    required(contractId, ["linkedin", "contractId"], "the contract that pays (here, or in the server's configuration)")
  )
    numeric(contractId, ["linkedin", "contractId"], faults);
  for (const [index, id] of (draft.industries ?? []).entries())
    numeric(idOf("industry", id), ["linkedin", "industryIds", String(index)], faults);
  if ((draft.categories ?? []).length > MAX_CATEGORIES)
    wrong(["linkedin", "categories"], `These are ${draft.categories?.length} job functions; LinkedIn takes ${MAX_CATEGORIES}.`);
  for (const [index, place] of (draft.alternateLocations ?? []).entries())
    if (place.trim() === "")
      wrong(["linkedin", "alternateLocations", String(index)], "A place has no name: write it as City, Country, or leave it out.");
  if ((draft.alternateLocations ?? []).length > MAX_LOCATIONS)
    wrong(["linkedin", "alternateLocations"], `These are ${draft.alternateLocations?.length} places; LinkedIn takes ${MAX_LOCATIONS}.`);
  if (lengthOf(draft.skillsDescription ?? "") > MAX_SKILLS)
    wrong(["linkedin", "skillsDescription"], `It is ${draft.skillsDescription?.length} characters long; LinkedIn takes ${MAX_SKILLS}.`);
  oneOf(draft.employmentStatus, EMPLOYMENT_STATUSES, "employmentStatus", faults);
  oneOf(draft.experienceLevel, EXPERIENCE_LEVELS, "experienceLevel", faults);
  if (draft.listedAt > now) wrong(["linkedin", "listedAt"], "listedAt lies ahead; LinkedIn takes the present moment or an earlier one.");
  if (expiryGiven && draft.expireAt !== undefined) expiryFault(draft.expireAt, draft.listingType, { now, api }, faults);
  return faults;
}

/** LinkedIn falls back to the page where it cannot deliver a posting's first application (Apply Connect). */
function applyPage({ onsiteApplyConfiguration }: JobDraft): string {
  const page = "the page where candidates apply";
  return onsiteApplyConfiguration === undefined ? page : `${page}, which it sends them to where onsiteApply fails,`;
}

function externalIdFault(externalId: string, max: number): UserError | undefined {
  const field = ["linkedin", "externalJobPostingId"];
  if (externalId.trim() === "") return invalid(field, "The posting needs an id to go by: give linkedin.externalJobPostingId, or code.");
  const length = lengthOf(externalId);
  return length > max ? invalid(field, `The posting's id is ${length} characters long; LinkedIn takes ${max}.`) : undefined;
}

function expiryFault(
  expireAt: number,
  listingType: WireJob["listingType"],
  { now, api }: Pick<DraftRules, "now" | "api">,
  faults: UserError[],
): void {
  const days = maxDaysOf(listingType, api);
  if (expireAt > now + DAY_MS && expireAt <= now + days * DAY_MS) return;
  faults.push(
    invalid(
      ["linkedin", "expiresAt"],
      `A ${listingType} posting ends more than 24 hours and at most ${days} days ahead. Correct expiresAt or leave it out.`,
    ),
  );
}

function numeric(id: string, field: string[], faults: UserError[]): void {
  if (!/^\d+$/.test(id)) faults.push(invalid(field, `"${id.slice(0, 100)}" is not such an id at LinkedIn: give the number alone.`));
}

function oneOf(value: string | undefined, words: readonly string[], name: string, faults: UserError[]): void {
  if (value !== undefined && !words.includes(value))
    faults.push(invalid(["linkedin", name], `"${value.slice(0, 100)}" is no ${name} of LinkedIn. Take one of ${words.join(", ")}.`));
}

/** The length in UTF-16 units, as Java counts at LinkedIn. */
function lengthOf(text: string): number {
  return text.length;
}

export function invalid(field: string[], message: string): UserError {
  return userError(UserErrorCode.INVALID_INPUT, message, { field });
}

/** The actions that the status of a known posting allows. */
export function vacancyActionsOf(vacancy: Vacancy): VacancyActions {
  return {
    prolongate: onlyListed(vacancy, "prolonged"),
    update: whileListed(vacancy, "changed"),
    close: closePermission(vacancy),
    delete: refused(UserErrorCode.UNSUPPORTED_BY_VENDOR, "LinkedIn has no bin: a posting can only be closed."),
    restore: refused(UserErrorCode.UNSUPPORTED_BY_VENDOR, "LinkedIn has no bin. A closed posting is published anew."),
  };
}

function whileListed({ status }: Vacancy, done: string): Permission {
  switch (status) {
    case VacancyStatus.PENDING:
      return refused(UserErrorCode.CONFLICT, `LinkedIn has not decided about the posting yet; it can be ${done} once it is listed.`);
    case VacancyStatus.CLOSED:
      return refused(UserErrorCode.CONFLICT, `The posting is closed and cannot be ${done}. Publish it anew.`);
    case VacancyStatus.REJECTED:
      return refused(UserErrorCode.CONFLICT, `LinkedIn refused the posting, so there is nothing to be ${done}. Publish it anew.`);
    default:
      return ALLOWED;
  }
}

/** A renewal and a promotion cost money, so only a posting known to be listed gets one. */
export function onlyListed(vacancy: Vacancy, done: "prolonged" | "promoted"): Permission {
  const permission = whileListed(vacancy, done);
  if (!permission.allowed || vacancy.status === VacancyStatus.ACTIVE) return permission;
  const why =
    `LinkedIn does not list the posting through this server but from a feed or a career site, so there is nothing to be ${done}. Its code ` +
    "(companyJobCode) must be the id that the job has there.";
  return refused(UserErrorCode.CONFLICT, why);
}

function closePermission({ status }: Vacancy): Permission {
  switch (status) {
    case VacancyStatus.PENDING:
      return refused(UserErrorCode.CONFLICT, "LinkedIn has not decided about the posting yet; it can be closed once it is listed.");
    case VacancyStatus.CLOSED:
      return refused(UserErrorCode.ALREADY_CLOSED, "The posting is closed already.");
    case VacancyStatus.REJECTED:
      return refused(UserErrorCode.CONFLICT, "LinkedIn refused the posting, so there is nothing to close.");
    default:
      return ALLOWED;
  }
}

export function unknownPosting(): UserError {
  const message =
    "This server has not published such a posting, and LinkedIn does not tell what it holds. Change it where it was published, or close " +
    "it here (closeVacancy takes its whole content).";
  return userError(UserErrorCode.NOT_FOUND, message, { field: ["id"] });
}
