/** Everything a key can be granted, endpoint by endpoint. The dead v1 delete shares the right of the v2 one. */
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

/** Switches for what the sources leave open or report in several forms. They can be turned while the stand-in runs. */
export interface GreenhouseKnobs {
  /** Endpoints the key has no right to: 403. */
  deniedEndpoints: EndpointName[];
  /** Requests per window; recorded ceilings are 20, 40 and 50 (README, "Limits"). */
  rateLimit: number;
  rateWindowMs: number;
  /** `{"message":…}` as recorded in 2016 and 2018, or `{"errors":[{"message":…}]}` as in 2020. */
  notFoundBody: "message" | "errors";
  /** Whether a 422 carries the top-level message of the docs; the recorded one did not. */
  validationMessage: boolean;
  /** Answer to a write without On-Behalf-Of; not documented. */
  missingOnBehalfOf: 404 | 422;
  /** Answer to an e-mail address or an unknown id there; recorded as 404. */
  unknownOnBehalfOf: 404 | 422;
  /** Off: an organisation without custom fields on openings; the two maps are absent then. */
  openingCustomFields: boolean;
  /** The organisation has switched the deletion of openings off: 403. */
  deletionDisabled: boolean;
  /** Whether openings nested in a job carry `close_reason`; the key may be missing there. */
  nestedCloseReason: boolean;
  /** Success status of POST openings; undocumented. */
  createStatus: 200 | 201;
  /** Permission policy "Reopening a job with approval should require reapproval". */
  reopeningRequiresReapproval: boolean;
  /** How a currency value reads; the shape varies between the vendor's own samples. */
  currencyShape: "amount_unit" | "value_currency" | "formatted";
  /** Old paging: whether an answer of one page still carries a lone `last`, as recorded; the docs say no header. */
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
