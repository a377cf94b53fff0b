import type { Edition } from "./ids.js";

export interface HeadHunterKnobs {
  /** False: the token's owner has no employer account, and employer methods answer 403. */
  isEmployer: boolean;
  /** Agents that get `bad_user_agent` / `blacklisted`. */
  blockedUserAgents: string[];
  /** Accounts that get `used_manager_account_forbidden`; the first account is the one used without X-Manager-Account-Id. */
  blockedAccounts: string[];
  /** Requests allowed in a sliding window; null means no limit. No page names a number. */
  rateLimit: { requests: number; windowMs: number } | null;
  accessTokenLifetimeMs: number;
  /** Time until the manual moderation of a new vacancy: `approved` is false before, `name` is locked after. */
  moderationDelayMs: number;
  /** Time for which a new vacancy is missing from the list of active ones. */
  listLagMs: number;
  publicationMs: number;

  /** The rules of `GET /vacancy_conditions`, by which bodies are checked. */
  conditionsEdition: Edition;
  /** Rules served as null, as paths: `code`, `contacts.email`, `contacts.phones.number`. "all": every top-level rule. The check goes on by them. */
  nullRules: readonly string[] | "all";
  /** How `GET /vacancy_conditions` answers: as it should, with a 403 or 500, or with a 200 that is no rules. */
  conditionsAnswer: "rules" | 403 | 500 | "garbage" | "html";
  /** Fields required beyond the conditions, which list them too. One that no page knows becomes known by it. */
  requiredFields: readonly string[];
  /** Fields of bodies that no page knows: refused as `unexpected`, or passed over. */
  unknownFields: "unexpected" | "ignored";
  /** "2021": bodies with fields newer than that page are refused as `unexpected`. */
  bodyEdition: Edition;
  /** "2021": reads lack all that is newer than that page. */
  readsEdition: Edition;
  /** "today": items of the active list have `manager`, and those of the bin all that the archive's have. */
  listItems: Edition;
  /** Fields of POST and PUT that HeadHunter has taken away since 2021; `professional_roles` replaced them. */
  specializations: "taken" | "ignored" | "unexpected";
  /** Whether null takes a field off in PUT; "refused": only the fields that the page of 2021 says it of. */
  nullInEdits: "clears" | "refused";
  /** `reason` of a missing field, older and newer. */
  missingReason: "is_empty" | "required";
  /** `type` of the field errors: the vendor's Russian and English tables differ. */
  fieldErrorType: "bad_json_data" | "vacancies";

  /** "refused": `type` and `billing_type` are gone from POST, PUT and the conditions. */
  billingTypeForm: "taken" | "refused";
  /** The account buys by `vacancy_properties` only: nothing can be bought by billing type, and reads have none. */
  sellsOnlyByProperties: boolean;
  /** Status of `available_publications` instead of its answer. */
  availablePublicationsStatus: 200 | 403 | 404;
  /** `billing_type` of reads: of the product where it has one, or always null. */
  billingTypeInReads: "of-product" | "null";
  /** The reads that have `vacancy_properties`. */
  vacancyPropertiesInReads: "all" | "single" | "none";
  /** Form of the items of `/upgrades`. */
  upgradesEdition: Edition;
  /** Type of the action that takes an upgrade from the balance. */
  upgradeAction: "direct_upgrade" | "activate";
  /** Whether `/upgrades` offers to buy what is not on the balance. */
  buyingOffered: boolean;
  /** An upgrade to what the vacancy already is: refused, or charged once more. No page says. */
  repeatedUpgrade: "refused" | "charged";

  /** `salary` of a vacancy that is not paid by the month: null, or the same amounts without their mode. No page says. */
  salaryOfOtherModes: "null" | "amounts";
  /** A body with `salary` and `salary_range`. No page says. */
  bothPays: "refused" | "range-wins";
  /** False: the single read lacks `schedule`. */
  scheduleInReads: boolean;
  /** Forms of a telephone number in reads. */
  phonesInReads: "parts" | "parts-and-formatted" | "formatted";
  /** Whether rotation work must have `fly_in_fly_out_duration`; announced for November 2025. */
  rotationDurationRequired: boolean;

  /** `replacement` to an edit that changes most of the text: to `ignore_replacement_warning=false` only, to all without `=true`, or never. */
  replacementWarning: "on-request" | "by-default" | "never";
  minimumProlongIntervalMs: number;
  /** standard_plus: prolonged only in a time before its end, like standard, or never (`standard_plus_cannot_be_closed`). */
  standardPlusProlongation: "window" | "as-standard" | "never";
  /** Time before the end of a standard_plus vacancy in which it can be prolonged. */
  standardPlusWindowMs: number;
  freeProlongationAllowed: boolean;
  /** Refusals of prolongations by the vacancy's id: the reason that GET shows, and the value of POST's error. */
  prolongationRefusals: Record<string, { reason: string; error: string }>;

  /** False: the active list knows no `manager_ids`, `all_accessible` and `department_id`, and passes over them. */
  activeScopes: boolean;
  /** The host of absolute URLs in answers: production's, as at HeadHunter, or that of the request. */
  urlOrigin: "vendor" | "request";
  /** Status for a manager who may not see the types of publication: 404 on the page of 2021, 403 on the others. */
  availableTypesRefusal: 403 | 404;
  /** Status of archiving an archived vacancy, or hiding a hidden one; no page names it. */
  repeatedArchiveStatus: 204 | 403 | 404;
  /** Default page size of the archived and hidden lists: 20 by the general rule, 1000 on the newer page. */
  archiveDefaultPerPage: number;
  /** Writes the billing type as "standart" in available_types, as the page's sample does. */
  misspeltStandard: boolean;
  acceptKidsAllowed: boolean;
  /** False: the owner's view lacks `counters`, as for a manager who may not see responses. */
  countersVisible: boolean;
  /** Whether today's statistics grow with the hours, or are whole from the start. */
  statisticsGrowDuringDay: boolean;
  /** Whether statistics have five items even for a vacancy archived within five days of its creation. */
  statisticsAlwaysFive: boolean;
  /** Whether `GET /webhook/subscriptions` still shows one that was blocked; no page says so. */
  blockedSubscriptions: "missing" | "listed";
  /** How long changes of a vacancy are gathered into one VACANCY_CHANGE: "some seconds". */
  changeDelayMs: number;
  /** Whether VACANCY_ARCHIVATION names the vacancy, whose id may be null. */
  archivationNamesVacancy: boolean;
}

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** HeadHunter as it takes requests of 2021 and answers them today. */
export function defaultKnobs(): HeadHunterKnobs {
  return {
    isEmployer: true,
    blockedUserAgents: [],
    blockedAccounts: [],
    rateLimit: null,
    accessTokenLifetimeMs: 14 * DAY_MS,
    moderationDelayMs: 10 * MINUTE_MS,
    listLagMs: 0,
    publicationMs: 30 * DAY_MS,
    conditionsEdition: "2021",
    nullRules: [],
    conditionsAnswer: "rules",
    requiredFields: [],
    unknownFields: "unexpected",
    bodyEdition: "today",
    readsEdition: "today",
    listItems: "2021",
    specializations: "taken",
    nullInEdits: "clears",
    missingReason: "is_empty",
    fieldErrorType: "bad_json_data",
    billingTypeForm: "taken",
    sellsOnlyByProperties: false,
    availablePublicationsStatus: 200,
    billingTypeInReads: "of-product",
    vacancyPropertiesInReads: "all",
    upgradesEdition: "today",
    upgradeAction: "direct_upgrade",
    buyingOffered: true,
    repeatedUpgrade: "refused",
    salaryOfOtherModes: "null",
    bothPays: "refused",
    scheduleInReads: true,
    phonesInReads: "parts-and-formatted",
    rotationDurationRequired: false,
    replacementWarning: "on-request",
    minimumProlongIntervalMs: MINUTE_MS,
    standardPlusProlongation: "window",
    standardPlusWindowMs: 7 * DAY_MS,
    freeProlongationAllowed: false,
    prolongationRefusals: {},
    activeScopes: true,
    urlOrigin: "vendor",
    availableTypesRefusal: 404,
    repeatedArchiveStatus: 204,
    archiveDefaultPerPage: 20,
    misspeltStandard: false,
    acceptKidsAllowed: true,
    countersVisible: true,
    statisticsGrowDuringDay: false,
    statisticsAlwaysFive: false,
    blockedSubscriptions: "missing",
    changeDelayMs: 3_000,
    archivationNamesVacancy: true,
  };
}

/** What HeadHunter of November 2026 has changed beyond the default: to be given as `knobs`. */
export function todayKnobs(): Partial<HeadHunterKnobs> {
  return {
    conditionsEdition: "today",
    listItems: "today",
    specializations: "unexpected",
    missingReason: "required",
    scheduleInReads: false,
    rotationDurationRequired: true,
    standardPlusProlongation: "as-standard",
    availableTypesRefusal: 403,
    archiveDefaultPerPage: 1_000,
  };
}

/** HeadHunter as the page of 2021 has it: to be given as `knobs`. */
export function pageKnobs(): Partial<HeadHunterKnobs> {
  return {
    bodyEdition: "2021",
    readsEdition: "2021",
    nullInEdits: "refused",
    availablePublicationsStatus: 404,
    vacancyPropertiesInReads: "none",
    upgradesEdition: "2021",
    buyingOffered: false,
    phonesInReads: "parts",
    replacementWarning: "never",
    activeScopes: false,
  };
}
