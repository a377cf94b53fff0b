import type { LinkedInKnobs } from "./knobs.js";
import { type ApiVersion, type JobElement, listingTypeOf, type Posting, type Task } from "./model.js";

export const DAY_MS = 86_400_000;
const DESCRIPTION_MIN = 100;
const DESCRIPTION_MAX = 25_000;
const TITLE_MAX = 200;
const CATEGORIES_MAX = 3;
const SKILLS_MAX = 4_000;
/** The SDK of this version has the longer ends. */
const LONG_ENDS_SINCE = "202504";

/** Some countries, for the rule that a country alone is a location only for remote jobs. */
const COUNTRIES = new Set(["china", "germany", "kazakhstan", "russia", "united states"]);

/** A task's failure with the usual first words. A client decides by code or substring (README, "Tasks"). */
export function failure(details: string): string {
  return `Job processing failed due to a client-side error. Please check payload and integration setup. Error details: ${details}`;
}

/** Whether the poster's e-mail address must be in the element: for every job since June 2025, so when it is created or sent anew [docs]. */
export function needsPosterEmail(operation: unknown, knobs: LinkedInKnobs): boolean {
  return knobs.posterEmailRequired && (operation === "CREATE" || operation === "UPDATE");
}

/**
 * The fault that ingestion finds in a payload that the write accepted (README, "Checks in four places"). A CLOSE is not checked: the page's
 * sample closes a job with a description of 48 characters.
 */
export function payloadFault(
  { element, version }: Pick<Task, "element" | "version">,
  location: string,
  at: number,
  knobs: LinkedInKnobs,
  organizations?: ReadonlySet<string>,
): string | undefined {
  if (!element.posterEmail && needsPosterEmail(element.jobPostingOperationType, knobs)) {
    return failure("ERROR :: /posterEmail :: field is required but not found and has no default value\n");
  }
  if (element.description.length < DESCRIPTION_MIN) return failure("Description length should be at least 100 characters");
  if (element.description.length > DESCRIPTION_MAX) {
    return failure("Description should be present and between 100 - 25,000 characters");
  }
  if (element.title.trim() === "" || element.title.length > TITLE_MAX) return failure(blockedField("title", "TITLE"));
  const locationFault = locationProblem(location, element, knobs);
  if (locationFault !== undefined) return failure(locationFault);
  const organization = (version === undefined ? element.integrationContext : element.company)?.split(":").at(-1);
  if (organization !== undefined && organizations !== undefined && !organizations.has(organization)) {
    return failure(blockedField("company", "COMPANY"));
  }
  if ((element.categories?.length ?? 0) > CATEGORIES_MAX) return failure(blockedField("jobCategory", "JOB_CATEGORY"));
  const assumed = assumedFault(element, knobs);
  if (assumed !== undefined) return failure(assumed);
  if (element.listedAt > at) {
    return `Job {partner=urn:li:jobPostingPartner:1, partnerJobCode=${element.externalJobPostingId}} was dropped: true\nInvalid Field: /listedAt;`;
  }
  return undefined;
}

/** Rules that the pages name without a text of their failure, which is assumed here, as is the place where it shows. */
function assumedFault(element: JobElement, knobs: LinkedInKnobs): string | undefined {
  if ((element.skillsDescription?.length ?? 0) > SKILLS_MAX) return "Skills description length should be at most 4,000 characters";
  if (element.availability === "INTERNAL" && element.contract === undefined) return "availability INTERNAL requires a contract";
  if (knobs.onsiteApply && !isWebAddress(element.onsiteApplyConfiguration?.jobApplicationWebhookUrl ?? "https://localhost")) {
    return "onsiteApplyConfiguration has an invalid jobApplicationWebhookUrl";
  }
  const ranges = element.compensation?.compensations.flatMap(({ value }) => value.range ?? []) ?? [];
  const reversed = ranges.some(({ start, end }) => Number(start.amount) > Number(end.amount) || start.currencyCode !== end.currencyCode);
  return reversed ? "compensation has a range that does not go from start to end in one currency" : undefined;
}

/** Whether the text is a web address, with any host: the close page's sample has `http://localhost:0000`. */
export function isWebAddress(text: unknown): boolean {
  try {
    return ["http:", "https:"].includes(new URL(String(text)).protocol);
  } catch {
    return false;
  }
}

function blockedField(field: string, code: string): string {
  return `This job is blocked as its ${field} is marked invalid. Failure reason reference code: [JOB_FIELD_PROCESSOR_${code}]`;
}

function locationProblem(location: string, element: JobElement, knobs: LinkedInKnobs): string | undefined {
  const parts = location.split(",").map((part) => part.trim().toLowerCase());
  if (parts.every((part) => part === "")) return `Location is missing\n${blockedField("location", "GEO_LOCATION")}`;
  const unknown = knobs.unknownLocations.map((name) => name.toLowerCase());
  if (parts.some((part) => unknown.includes(part))) {
    return `Location "${location}" could not be standardised\n${blockedField("location", "STANDARDIZED_LOCATION")}`;
  }
  const [country, ...others] = parts;
  const remote = element.workplaceTypes?.[0]?.toLowerCase() === "remote";
  if (country !== undefined && others.length === 0 && COUNTRIES.has(country) && !remote) {
    return `Location "${location}" is invalid\n${blockedField("location", "GEO_LOCATION")}`;
  }
  return undefined;
}

/** The knobs and the version of the call that an end is judged by. */
export interface EndRules {
  knobs: LinkedInKnobs;
  version: ApiVersion;
}

/**
 * The end of a job: BASIC at most and by default 180 days ahead, PREMIUM 1 to 90 days, by default 30 (README, "Fields"). Under /rest since
 * 202504 an end of BASIC is more than 24 hours and at most 365 days ahead [client].
 */
export function expiryOf(element: JobElement, at: number, { knobs, version }: EndRules): number | { fault: string } {
  const premium = listingTypeOf(element) === "PREMIUM";
  if (element.expireAt === undefined) return at + (premium ? 30 : 180) * DAY_MS;
  const long = !premium && knobs.endDatesByVersion && version !== undefined && version >= LONG_ENDS_SINCE;
  const earliest = premium ? at + DAY_MS : at + (long ? DAY_MS : 0) + 1;
  const latest = at + (premium ? 90 : long ? 365 : 180) * DAY_MS;
  if (element.expireAt < earliest || element.expireAt > latest) return { fault: failure("Invalid Expiration Date") };
  return element.expireAt;
}

/** The end of a job after an UPDATE: the same, unless the UPDATE names another or upgrades a BASIC job, which starts 30 days. */
export function expiryAfterUpdate(posting: Posting, element: JobElement, at: number, rules: EndRules): number | { fault: string } {
  const upgraded = listingTypeOf(posting.element) === "BASIC" && listingTypeOf(element) === "PREMIUM";
  const named = element.expireAt !== undefined && element.expireAt !== posting.expireAt;
  return upgraded || named ? expiryOf(element, at, rules) : posting.expireAt;
}
