import { elementError } from "./errors.js";
import { needsPosterEmail } from "./ingestion.js";
import type { LinkedInKnobs } from "./knobs.js";
import { type ApiVersion, type JobElement, OPERATIONS, VERSIONED_OPERATIONS } from "./model.js";
import { locationsOf } from "./promotion.js";
import { boolean, type Field, isDataMap, long, optional, required, type Schema, string, validate } from "./restli-schema.js";

const MAX_LOCATIONS = 7;

function enumOf(...symbols: string[]): Schema {
  return { kind: "enum", symbols };
}

function listOf(items: Schema): Schema {
  return { kind: "array", items };
}

function record(fields: Record<string, Field>): Schema {
  return { kind: "record", fields };
}

function urn(entity: string, type: string): Schema {
  return { kind: "pattern", pattern: new RegExp(`^urn:li:${entity}:[0-9]+$`), type };
}

/** Amounts are decimal strings [docs]. The names of the Java types in the messages are assumed. */
const money = record({
  amount: required({ kind: "pattern", pattern: /^-?\d+(\.\d+)?$/, type: "BigDecimal" }),
  currencyCode: required({ kind: "pattern", pattern: /^[A-Z]{3}$/, type: "Currency" }),
});

/** Schema page, "compensation". */
const compensation = record({
  compensations: required(
    listOf(
      record({
        period: required(enumOf("YEARLY", "MONTHLY", "SEMIMONTHLY", "BIWEEKLY", "WEEKLY", "DAILY", "HOURLY")),
        type: required(
          enumOf(
            "BASE_SALARY",
            "TIPS",
            "COMMISSION",
            "PROFIT_SHARING",
            "STOCK_OPTIONS",
            "STOCK",
            "BONUS",
            "SIGN_ON_BONUS",
            "OVER_TIME",
            "OTHER",
          ),
        ),
        value: required({
          kind: "union",
          members: { range: record({ start: required(money), end: required(money) }), exactAmount: money },
        }),
      }),
    ),
  ),
});

/** Apply Connect. The pages leave the form of the questions to a page of their own. */
const onsiteApplyConfiguration = record({ jobApplicationWebhookUrl: required(string), questions: optional({ kind: "any" }) });

/** The schema pages' fields, in their order (README, "Fields"). Other fields are accepted, as by Rest.li. */
function fieldsOf(version: ApiVersion, operation: unknown, knobs: LinkedInKnobs): Record<string, Field> {
  const versioned = version !== undefined;
  const removed: Record<string, Field> = Object.fromEntries(REMOVED_FIELDS.map((name) => [name, optional({ kind: "unrecognized" })]));
  return {
    externalJobPostingId: required(string),
    jobPostingOperationType: required({ kind: "enum", symbols: versioned ? VERSIONED_OPERATIONS : OPERATIONS }),
    title: required(string),
    description: required(string),
    listedAt: required(long),
    location: required(string),
    companyApplyUrl: required(string),
    // Only the documented form is accepted: `urn:li:company:` is not documented.
    [versioned ? "company" : "integrationContext"]: optional(urn("organization", "OrganizationUrn")),
    ...(versioned && knobs.removedFields === "refused" ? removed : {}),
    companyPageUrl: optional(string),
    companyName: optional(string),
    listingType: optional(enumOf("BASIC", "PREMIUM")),
    alternateLocations: optional(listOf(string)),
    categories: optional(listOf(string)),
    skillsDescription: optional(string),
    companyJobCode: optional(string),
    // Samples have them in lower case, the schema with a capital.
    workplaceTypes: optional(listOf({ kind: "enum", symbols: ["On-site", "Hybrid", "Remote"], anyCase: true })),
    industries: optional(listOf(urn("industry", "IndustryUrn"))),
    employmentStatus: optional(enumOf("FULL_TIME", "PART_TIME", "CONTRACT", "INTERNSHIP", "TEMPORARY", "VOLUNTEER", "OTHER")),
    experienceLevel: optional(
      enumOf("ENTRY_LEVEL", "MID_SENIOR_LEVEL", "DIRECTOR", "EXECUTIVE", "INTERNSHIP", "ASSOCIATE", "NOT_APPLICABLE"),
    ),
    trackingPixelUrl: optional(string),
    compensation: optional(compensation),
    ...(knobs.onsiteApply ? { onsiteApplyConfiguration: optional(onsiteApplyConfiguration) } : {}),
    expireAt: optional(long),
    contract: optional(urn("contract", "ContractUrn")),
    posterEmail: knobs.posterEmailRefusal === "element" && needsPosterEmail(operation, knobs) ? required(string) : optional(string),
    showPosterInfo: optional(boolean),
    availability: optional(versioned ? enumOf("PUBLIC", "INTERNAL") : enumOf("PUBLIC", "PRIVATE_TO_ATS_INTEGRATION", "INTERNAL")),
    accessRestricted: optional(boolean),
    // Retired, but still checked, as the error table shows.
    state: optional(enumOf("LISTED", "CLOSED")),
  };
}

/** What /rest has no longer: the old name of `company`, and the recruiter extension [docs]. */
const REMOVED_FIELDS = ["integrationContext", "requisitionOwnerEmail", "requisitionOwnerFirstName", "requisitionOwnerLastName"];

/** The refusal of an element inside HTTP 200; undefined where the element is accepted. */
export function refuseElement(
  element: Record<string, unknown>,
  version: ApiVersion,
  knobs: LinkedInKnobs,
): ReturnType<typeof elementError> | undefined {
  const operation = element.jobPostingOperationType;
  const messages = validate(element, record(fieldsOf(version, operation, knobs)));
  const maxLength = operation === "CREATE" ? knobs.externalIdMaxLength : knobs.externalIdMaxLengthOfOthers;
  const lengths = lengthMessage(element.externalJobPostingId, maxLength);
  if (messages + lengths !== "") return elementError(422, messages + lengths);
  if (Array.isArray(element.workplaceTypes) && element.workplaceTypes.length > 1) {
    return elementError(400, "`workplaceTypes` field cannot have more than one value");
  }
  if (locationsOf(element as unknown as JobElement).size > MAX_LOCATIONS)
    return elementError(422, "The job contains more than seven locations");
  return undefined;
}

/** The message of Rest.li's length validator; LinkedIn's pages name the limits, not the message. */
function lengthMessage(id: unknown, max: number): string {
  if (typeof id !== "string" || (id.length > 0 && id.length <= max)) return "";
  return `ERROR :: /externalJobPostingId :: length of "${id}" is out of range 1...${max}\n`;
}

/**
 * Whether the element names its company, in one of three ways; the URN stands in `integrationContext` under /v2, in `company` under /rest.
 * LinkedIn refuses a whole call with an element that does not.
 */
export function namesCompany(element: unknown, version: ApiVersion): boolean {
  const names = [version === undefined ? "integrationContext" : "company", "companyPageUrl", "companyName"];
  return isDataMap(element) && names.some((name) => Boolean(element[name]));
}
