export interface HeadHunterKnobs {
  /** False: the token's owner has no employer account, and employer methods answer 403. */
  isEmployer: boolean;
  /** Agents that get `bad_user_agent` / `blacklisted`. */
  blockedUserAgents: string[];
  /** Requests allowed in a sliding window; null means no limit. No page names a number. */
  rateLimit: { requests: number; windowMs: number } | null;
  accessTokenLifetimeMs: number;
  /** Time until the manual moderation of a new vacancy: `approved` is false before, `name` is locked after. */
  moderationDelayMs: number;
  /** Time for which a new vacancy is missing from the list of active ones. */
  listLagMs: number;
  minimumProlongIntervalMs: number;
  /** Time before the end of a standard_plus vacancy in which it can be prolonged. */
  standardPlusWindowMs: number;
  freeProlongationAllowed: boolean;
  publicationMs: number;
  /** `type` of the field errors: the vendor's Russian and English tables differ. */
  fieldErrorType: "bad_json_data" | "vacancies";
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
  /** Answers 403 `replacement` to a changed name or description without `ignore_replacement_warning=true`. */
  replacementWarning: boolean;
  /** False: the owner's view lacks `counters`, as for a manager who may not see responses. */
  countersVisible: boolean;
  /** Whether today's statistics grow with the hours, or are whole from the start. */
  statisticsGrowDuringDay: boolean;
  /** Whether statistics have five items even for a vacancy archived within five days of its creation. */
  statisticsAlwaysFive: boolean;
}

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

export function defaultKnobs(): HeadHunterKnobs {
  return {
    isEmployer: true,
    blockedUserAgents: [],
    rateLimit: null,
    accessTokenLifetimeMs: 14 * DAY_MS,
    moderationDelayMs: 10 * MINUTE_MS,
    listLagMs: 0,
    minimumProlongIntervalMs: MINUTE_MS,
    standardPlusWindowMs: 7 * DAY_MS,
    freeProlongationAllowed: false,
    publicationMs: 30 * DAY_MS,
    fieldErrorType: "bad_json_data",
    urlOrigin: "vendor",
    availableTypesRefusal: 404,
    repeatedArchiveStatus: 204,
    archiveDefaultPerPage: 20,
    misspeltStandard: false,
    acceptKidsAllowed: true,
    replacementWarning: false,
    countersVisible: true,
    statisticsGrowDuringDay: false,
    statisticsAlwaysFive: false,
  };
}
