import { elementError } from "./errors.js";
import type { LinkedInKnobs } from "./knobs.js";
import { OPERATIONS } from "./model.js";
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

/** Amounts are decimal strings. */
const money = record({ amount: required(string), currencyCode: required(string) });

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

/** The schema page's fields, in its order (README, "Fields"). Other fields are accepted, as by Rest.li. */
const FIELDS: Record<string, Field> = {
  externalJobPostingId: required(string),
  jobPostingOperationType: required({ kind: "enum", symbols: OPERATIONS }),
  title: required(string),
  description: required(string),
  listedAt: required(long),
  location: required(string),
  companyApplyUrl: required(string),
  // Only the documented form is accepted: `urn:li:company:` is not documented.
  integrationContext: optional({ kind: "urn", entity: "organization", type: "OrganizationUrn" }),
  company: optional({ kind: "urn", entity: "organization", type: "OrganizationUrn" }),
  companyPageUrl: optional(string),
  companyName: optional(string),
  listingType: optional(enumOf("BASIC", "PREMIUM")),
  alternateLocations: optional(listOf(string)),
  categories: optional(listOf(string)),
  skillsDescription: optional(string),
  companyJobCode: optional(string),
  // Samples have them in lower case, the schema with a capital.
  workplaceTypes: optional(listOf({ kind: "enum", symbols: ["On-site", "Hybrid", "Remote"], anyCase: true })),
  industries: optional(listOf({ kind: "urn", entity: "industry", type: "IndustryUrn" })),
  employmentStatus: optional(enumOf("FULL_TIME", "PART_TIME", "CONTRACT", "INTERNSHIP", "TEMPORARY", "VOLUNTEER", "OTHER")),
  experienceLevel: optional(
    enumOf("ENTRY_LEVEL", "MID_SENIOR_LEVEL", "DIRECTOR", "EXECUTIVE", "INTERNSHIP", "ASSOCIATE", "NOT_APPLICABLE"),
  ),
  trackingPixelUrl: optional(string),
  compensation: optional(compensation),
  expireAt: optional(long),
  contract: optional({ kind: "urn", entity: "contract", type: "ContractUrn" }),
  posterEmail: optional(string),
  showPosterInfo: optional(boolean),
  availability: optional(enumOf("PUBLIC", "PRIVATE_TO_ATS_INTEGRATION", "INTERNAL")),
  accessRestricted: optional(boolean),
  // Retired, but still checked, as the error table shows.
  state: optional(enumOf("LISTED", "CLOSED")),
};

const ELEMENT = record(FIELDS);
const ELEMENT_WITH_POSTER = record({ ...FIELDS, posterEmail: required(string) });

/** The refusal of an element inside HTTP 200; undefined where the element is accepted. */
export function refuseElement(element: Record<string, unknown>, knobs: LinkedInKnobs): ReturnType<typeof elementError> | undefined {
  const messages = validate(element, knobs.posterEmailRequired ? ELEMENT_WITH_POSTER : ELEMENT);
  const lengths = lengthMessage(element.externalJobPostingId, knobs.externalIdMaxLength);
  if (messages + lengths !== "") return elementError(422, messages + lengths);
  if (Array.isArray(element.workplaceTypes) && element.workplaceTypes.length > 1) {
    return elementError(400, "`workplaceTypes` field cannot have more than one value");
  }
  if (Array.isArray(element.alternateLocations) && element.alternateLocations.length > MAX_LOCATIONS) {
    return elementError(422, "The job contains more than seven locations");
  }
  return undefined;
}

/** The message of Rest.li's length validator; LinkedIn's pages name the limits, not the message. */
function lengthMessage(id: unknown, max: number): string {
  if (typeof id !== "string" || (id.length > 0 && id.length <= max)) return "";
  return `ERROR :: /externalJobPostingId :: length of "${id}" is out of range 1...${max}\n`;
}

/** Whether the element names its company, in one of four ways. LinkedIn refuses a whole call with an element that does not. */
export function namesCompany(element: unknown): boolean {
  return isDataMap(element) && ["integrationContext", "company", "companyPageUrl", "companyName"].some((name) => Boolean(element[name]));
}
