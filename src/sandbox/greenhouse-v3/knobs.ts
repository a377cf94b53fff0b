/** The scopes of a credential that the stand-in knows: https://harvestdocs.greenhouse.io/docs/authentication. */
export const SCOPES = [
  "harvest:applications:hire",
  "harvest:bulk_requests:list",
  "harvest:close_reasons:list",
  "harvest:custom_field_options:list",
  "harvest:custom_fields:list",
  "harvest:departments:list",
  "harvest:job_hiring_managers:list",
  "harvest:job_owners:list",
  "harvest:jobs:list",
  "harvest:jobs:update",
  "harvest:offices:list",
  "harvest:openings:create",
  "harvest:openings:destroy",
  "harvest:openings:list",
  "harvest:openings:update",
  "harvest:users:list",
] as const;
export type Scope = (typeof SCOPES)[number];

/** Settings for behaviour that pages leave open or clients report in several forms. Tests may change them while the stand-in runs. */
export interface GreenhouseV3Knobs {
  /** Scopes not ticked on the credential. A token carries what was ticked when it was issued. */
  missingScopes: Scope[];
  /** A JWT, as recorded, or an opaque token. */
  tokenForm: "jwt" | "opaque";
  tokenLifeSeconds: number;
  /** The key of a token's end: as recorded, of the reference page, of the transition endpoint, or none. */
  tokenExpiry: "expires_at" | "expires_in" | "expires" | "none";
  /** Whether a new token ends the one that the same subject had before. */
  newTokenRevokesLast: boolean;
  /** The answer to a `sub` that is unknown or deactivated: an OAuth error, or a message that echoes it. */
  unknownSubject: "invalid_grant" | "message";
  /** Token requests in a window of 60 s. */
  tokenRateLimit: number;
  /** Data requests in a window of 30 s: 150 was recorded, the docs' sample says 75. */
  rateLimit: number;
  /** The answer to a list for a user who is not Site Admin: 403, or 200 and an empty list. */
  nonAdminLists: "forbidden" | "empty";
  /** Whether a user who is not Site Admin sees the list of users. */
  nonAdminSeesUsers: boolean;
  /** Confidential jobs, for users not on their hiring team: shown, hidden while their openings are listed, or hidden with them. */
  confidentialJobs: "shown" | "job-hidden" | "all-hidden";
  /** The last page's Link header: present and empty, as recorded, or missing. */
  lastPageLink: "empty" | "missing";
  /** Whether `created_at[gte]=…` filters; some endpoints answer 422 to it. */
  bracketDates: boolean;
  /** Whether `requisition_id`, `opening_id` and the like match exactly, or any text that contains them. */
  textFilters: "exact" | "containing";
  /** Entries of a 422: texts and objects whose key is the field, texts alone, or v1's `{message, field}`. */
  validationErrors: "mixed" | "texts" | "pairs";
  /** Whether a 422 carries `message` beside `errors`. */
  validationMessage: boolean;
  /** Off: an organisation without custom fields on openings. */
  openingCustomFields: boolean;
  /** How `custom_fields` reads where there is none. */
  noCustomFields: "object" | "null";
  /** Whether `custom_fields` of a PATCH replaces all values, or lays those given over the others. */
  patchCustomFields: "replace" | "merge";
  /** Values of private fields: shown, hidden and kept by a PATCH that replaces, or hidden and lost by it. */
  privateFields: "shown" | "hidden-kept" | "hidden-lost";
  /** What a write of a select takes: ids of options, their names, or both. */
  selectWrites: "both" | "ids" | "names";
  /** `job_id` in the body of PATCH openings. A wrong one is always refused. */
  patchJobId: "optional" | "refused" | "required";
  /** Whether POST openings takes `target_start_on`. */
  targetStartOnCreate: boolean;
  /** The answer to a DELETE that succeeded: 200 with id and message, or 204. */
  deleteStatus: 200 | 204;
  /** The organisation has switched the deletion of openings off: 403. */
  deletionDisabled: boolean;
  /** Permission policy "Reopening a job with approval should require reapproval". */
  reopeningRequiresReapproval: boolean;
  /** How long a bulk request stays in each of its states before the last. */
  bulkStepMs: number;
  /** The state in which bulk requests end; one that failed has changed nothing. */
  bulkOutcome: "completed" | "failed";
  /** The scope that polling a bulk request takes: tokens carry the one, the reference page names the other. */
  bulkPollScope: "harvest:bulk_requests:list" | "harvest:openings:create";
}

export const DEFAULT_KNOBS: Readonly<GreenhouseV3Knobs> = {
  missingScopes: [],
  tokenForm: "jwt",
  tokenLifeSeconds: 3600,
  tokenExpiry: "expires_at",
  newTokenRevokesLast: false,
  unknownSubject: "invalid_grant",
  tokenRateLimit: 60,
  rateLimit: 150,
  nonAdminLists: "forbidden",
  nonAdminSeesUsers: false,
  confidentialJobs: "shown",
  lastPageLink: "empty",
  bracketDates: true,
  textFilters: "exact",
  validationErrors: "mixed",
  validationMessage: true,
  openingCustomFields: true,
  noCustomFields: "object",
  patchCustomFields: "replace",
  privateFields: "shown",
  selectWrites: "both",
  patchJobId: "optional",
  targetStartOnCreate: false,
  deleteStatus: 200,
  deletionDisabled: false,
  reopeningRequiresReapproval: false,
  bulkStepMs: 1000,
  bulkOutcome: "completed",
  bulkPollScope: "harvest:bulk_requests:list",
};
