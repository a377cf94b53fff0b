export interface HeadHunterKnobs {
  /** False makes the token's owner a person without an employer account: employer methods answer 403. */
  isEmployer: boolean;
  /** Agents that get `bad_user_agent` / `blacklisted`. */
  blockedUserAgents: string[];
  /** Requests allowed within a sliding window; null switches the limit off. The vendor names no number that may be relied on. */
  rateLimit: { requests: number; windowMs: number } | null;
  accessTokenLifetimeMs: number;
  /** How long a new vacancy waits for its manual moderation: `approved` is false until then, `name` is locked afterwards. */
  moderationDelayMs: number;
  /** How long a new vacancy is missing from the list of active ones. */
  listLagMs: number;
  minimumProlongIntervalMs: number;
  /** A standard_plus vacancy can be prolonged only so long before its end. */
  standardPlusWindowMs: number;
  freeProlongationAllowed: boolean;
  publicationMs: number;
  /** `type` of the field errors: the vendor's Russian and English tables differ. */
  fieldErrorType: "bad_json_data" | "vacancies";
  /** Whose host the absolute URLs in answers carry: production's, as the vendor does, or the host that was asked. */
  urlOrigin: "vendor" | "request";
  /** Status for a manager who may not see the types of publication: 404 in the 2021 text, 403 in the others. */
  availableTypesRefusal: 403 | 404;
  /** What archiving an archived vacancy (or hiding a hidden one) again gives where no page says. */
  repeatedArchiveStatus: 204 | 403 | 404;
  /** Default page size of the archived and hidden lists: 20 by the general rule, 1000 in the later text. */
  archiveDefaultPerPage: number;
  /** Spell the billing type "standart" in available_types, as the vendor's sample does. */
  misspeltStandard: boolean;
  acceptKidsAllowed: boolean;
  /** Answer 403 `replacement` to a changed name or description without `ignore_replacement_warning=true`. */
  replacementWarning: boolean;
  /** Leave `counters` out of the owner's view, as for a manager who may not see responses. */
  countersVisible: boolean;
  /** Let the running day's statistics grow with the hours instead of standing at once. */
  statisticsGrowDuringDay: boolean;
  /** Five items of statistics even for a vacancy that was archived within five days of its creation. */
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
