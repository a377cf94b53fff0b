/** The rights of a key, by endpoint. The retired v1 delete has the right of the v2 delete. */
export type EndpointName =
  | "jobs:list"
  | "jobs:get"
  | "jobs:edit"
  | "hiring_team:get"
  | "openings:list"
  | "openings:get"
  | "openings:create"
  | "openings:edit"
  | "openings:destroy"
  | "close_reasons:list"
  | "custom_fields:list"
  | "custom_fields:get"
  | "custom_field_options:list"
  | "users:list"
  | "users:get"
  | "applications:hire";

/** Settings for behaviour that pages leave open or describe in several forms. Tests may change them while the stand-in runs. */
export interface GreenhouseKnobs {
  /** Endpoints that the key has no right to: 403. */
  deniedEndpoints: EndpointName[];
  /** Requests a window; recorded limits are 20, 40 and 50 (README, "Limits"). */
  rateLimit: number;
  rateWindowMs: number;
  /** `{"message":…}` as recorded in 2016 and 2018, or `{"errors":[{"message":…}]}` as in 2020. */
  notFoundBody: "message" | "errors";
  /** Whether a 422 has the docs' top-level message; the recorded one did not. */
  validationMessage: boolean;
  /** Answer to a write without On-Behalf-Of; not documented. */
  missingOnBehalfOf: 404 | 422;
  /** Answer to an e-mail address or an unknown id in On-Behalf-Of; recorded as 404. */
  unknownOnBehalfOf: 404 | 422;
  /** Off: the organisation has no custom fields on openings, and the two maps are missing. */
  openingCustomFields: boolean;
  /** The organisation has switched the deletion of openings off: 403. */
  deletionDisabled: boolean;
  /** Whether openings in a job have the key `close_reason`. */
  nestedCloseReason: boolean;
  /** Success status of POST openings; undocumented. */
  createStatus: 200 | 201;
  /** Permission policy "Reopening a job with approval should require reapproval". */
  reopeningRequiresReapproval: boolean;
  /** The form of a currency value, which varies between the docs' samples. */
  currencyShape: "amount_unit" | "value_currency" | "formatted";
  /** Old paging: whether an only page has a Link header with `last`, as recorded, or none, as documented. */
  lastLinkOnSinglePage: boolean;
}

export const DEFAULT_KNOBS: Readonly<GreenhouseKnobs> = {
  deniedEndpoints: [],
  rateLimit: 50,
  rateWindowMs: 10_000,
  notFoundBody: "message",
  validationMessage: true,
  missingOnBehalfOf: 404,
  unknownOnBehalfOf: 404,
  openingCustomFields: true,
  deletionDisabled: false,
  nestedCloseReason: false,
  createStatus: 200,
  reopeningRequiresReapproval: false,
  currencyShape: "amount_unit",
  lastLinkOnSinglePage: true,
};
