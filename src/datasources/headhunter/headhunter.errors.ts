import { classifyByStatus, isSuccess } from "../../http/classify.js";
import type { VendorRequest, VendorResponse } from "../../http/request.js";
import { type SentState, type Upstream, VendorError, type VendorErrorCode } from "../../http/vendor-error.js";
import { type Source, sourceOf } from "../../schema/common/source.js";
import { type UserError, UserErrorCode } from "../../schema/common/user-error.type.js";
import { Vendor } from "../../schema/vendor/vendor.type.js";
import { nameVariables } from "../contract/variables.js";
import { inputPathOf } from "./changes/headhunter.input-paths.js";
import { nativeIdsOf, vacancyGlobalId } from "./headhunter.mapping.js";
import { type WireError, type WireManagerAccount, wireErrors } from "./headhunter.wire.js";

/** The request id of a refusal, in the header or in the envelope; either may be missing. */
function requestIdOf({ headers, json }: VendorResponse): string | undefined {
  const parsed = wireErrors.safeParse(json);
  return headers["x-request-id"] ?? (parsed.success ? (parsed.data.request_id ?? undefined) : undefined);
}

/** `errors` of an answer; empty where the answer has no envelope. */
function errorsOf(body: unknown): WireError[] {
  const parsed = wireErrors.safeParse(body);
  return parsed.success ? parsed.data.errors : [];
}

/** An expired token is a 403, like a missing right or a used-up quota. Only type and value distinguish them. A relay may make it a 401. */
export function isTokenExpired(response: VendorResponse): boolean {
  return (
    [401, 403].includes(response.status) && errorsOf(response.json).some(({ type, value }) => type === "oauth" && value === "token_expired")
  );
}

interface Reading {
  code: VendorErrorCode;
  sent: SentState;
  advice?: string;
}

/** Classifies an answer. HeadHunter's refusals all have its envelope; an answer without may come from a proxy. */
export function classifyHeadHunter(response: VendorResponse, request: VendorRequest, upstream: Upstream): VendorError | undefined {
  const { status } = response;
  if (isSuccess(response)) return classifyByStatus(upstream, response, request);
  const errors = errorsOf(response.json);
  const [first] = errors;
  if (first === undefined || status < 400 || status >= 500 || status === 429) {
    return classifyByStatus(upstream, response, request, first !== undefined);
  }
  const { code, sent, advice } = read(status, first);
  const said = errors.map(({ type, value, reason }) => [value ?? type, reason].filter((part) => part).join(": ")).join("; ");
  return new VendorError({
    ...upstream,
    code,
    sent,
    retryable: false,
    status,
    message: `HeadHunter refused ${request.route}: ${said}.${advice === undefined ? "" : ` ${nameVariables(upstream, advice)}`}`,
    vendorCode: first.value ?? first.type,
    vendorRequestId: requestIdOf(response),
    details: response.json,
  });
}

/** `11 (Example), 12`: ids of work accounts with their employers' names, where they have one. */
export function accountsInWords(accounts: readonly WireManagerAccount[]): string {
  return accounts.map(({ id, employer }) => (employer?.name ? `${id} (${employer.name})` : String(id))).join(", ");
}

/** Refusals of the work account that X-Manager-Account-Id names (OpenAPI). They come before HeadHunter has done anything. */
function readAccountRefusal({ type, allowed_accounts: allowed }: WireError): Reading {
  const others = allowed.length === 0 ? "another one" : `one of ${accountsInWords(allowed)}`;
  const advice =
    type === "manager_extra_accounts"
      ? "The manager has no account of this id. Correct HEADHUNTER_MANAGER_ACCOUNT_ID, or leave it out for the primary account."
      : `The account that is used is blocked. Set HEADHUNTER_MANAGER_ACCOUNT_ID to ${others}.`;
  return { code: "CREDENTIALS_REJECTED", sent: "no", advice };
}

function read(status: number, error: WireError): Reading {
  const { type, value } = error;
  if (type === "oauth") {
    const advice =
      value === "token_expired"
        ? "Set a new HEADHUNTER_ACCESS_TOKEN, and HEADHUNTER_REFRESH_TOKEN to have it renewed from then on."
        : "Sign the manager in again and set HEADHUNTER_ACCESS_TOKEN and HEADHUNTER_REFRESH_TOKEN.";
    return { code: "CREDENTIALS_REJECTED", sent: "no", advice };
  }
  if (type === "manager_extra_accounts" || type === "manager_accounts") return readAccountRefusal(error);
  // Only the settings send these, with every call.
  if (type === "bad_argument" && (value === "host" || value === "locale"))
    return { code: "CREDENTIALS_REJECTED", sent: "no", advice: `Correct HEADHUNTER_${value.toUpperCase()}.` };
  if (type === "bad_user_agent") return { code: "CREDENTIALS_REJECTED", sent: "no", advice: "Correct HEADHUNTER_USER_AGENT." };
  // HeadHunter requires a captcha of callers without a token only.
  if (type === "captcha_required") return { code: "CREDENTIALS_REJECTED", sent: "no", advice: "Check HEADHUNTER_ACCESS_TOKEN." };
  if (status === 404) return { code: "NOT_FOUND", sent: "yes", advice: "What the manager may not see looks the same." };
  if (status === 403 && type !== "vacancies") return { code: "ACCESS_DENIED", sent: "yes" };
  return { code: "REJECTED", sent: "yes" };
}

/** User error codes by the value of a 403 (page "Ошибки и коды ответов", type `vacancies`). */
const CODE_OF_REFUSAL: ReadonlyMap<string, UserErrorCode> = new Map(
  Object.entries({
    not_enough_purchased_services: UserErrorCode.NOT_ENOUGH_CREDIT,
    quota_exceeded: UserErrorCode.QUOTA_EXCEEDED,
    too_early: UserErrorCode.TOO_EARLY,
    duplicate: UserErrorCode.DUPLICATE,
    creation_forbidden: UserErrorCode.FORBIDDEN,
    prolongation_forbidden: UserErrorCode.FORBIDDEN,
    forbidden: UserErrorCode.FORBIDDEN,
    unavailable_for_archived: UserErrorCode.CONFLICT,
    conflict_changes: UserErrorCode.CONFLICT,
    not_premoderated: UserErrorCode.CONFLICT,
    can_not_accept_kids: UserErrorCode.INVALID_INPUT,
    replacement: UserErrorCode.CONFLICT,
    action_must_be_payed: UserErrorCode.NOT_ENOUGH_CREDIT,
  }),
);

/** The user error code of a value; undefined for an undocumented value. */
export function codeOfRefusal(value: string): UserErrorCode | undefined {
  return CODE_OF_REFUSAL.get(value);
}

const WORDS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    not_enough_purchased_services:
      "no publications of this kind are left for the vacancy's region, or none are sold there: free ones are not sold in every region. Buy some " +
      "at HeadHunter, then ask again",
    quota_exceeded: "the manager's own quota of publications is used up. It is set in HeadHunter's cabinet",
    action_must_be_payed: "the employer has not bought access to this method of the API, which HeadHunter sells apart from publications",
    too_early: "it is too soon after the last prolongation",
    creation_forbidden: "the manager may not publish vacancies",
    prolongation_forbidden: "the manager may not prolong vacancies, or this vacancy cannot be prolonged",
    forbidden: "the manager may not do that, or the vacancy's state forbids it",
    unavailable_for_archived: "the vacancy is in the archive",
    conflict_changes: "the billing type and the manager are changed one at a time",
    not_premoderated: "the vacancy has not been moderated yet",
    replacement:
      "the edit changes so much that it looks like another vacancy, put in the place of this one, for which HeadHunter may block the vacancy. " +
      "Publish a new one instead; to risk it, set headhunter.ignoreReplacementWarning",
    can_not_accept_kids: "this employer's vacancies cannot be open to candidates from 14",
  }),
);

/** Reasons of a 400 that are about several fields, or name another than the one to correct (OpenAPI). */
const WORDS_OF_REASON: ReadonlyMap<string, string> = new Map(
  Object.entries({
    fly_in_fly_out_pay_for_performance:
      "rotation work cannot be published where responses are paid for. Choose another kind of publication",
    fly_in_fly_out_incompatible_employment_form:
      "the length of a rotation goes with rotation work alone. Give FLY_IN_FLY_OUT as employmentFormId, or leave flyInFlyOutDurationIds out",
    employment_form_uncompatible_with_internship:
      "an internship cannot have this form of employment. Change employmentFormId or internship",
    employment_form_uncompatible_with_work_format:
      "this form of employment does not go with where the work is done. Change employmentFormId or workFormatIds",
    properties_existence: "it sells no publication with these properties here. See vacancyPublicationTypes for the area and the role",
  }),
);
const BILLING_TYPE_NOT_SOLD =
  "it does not sell this billing type here, or to this employer. See vacancyPublicationTypes, which may have propertyTypeIds instead";

/** Whether the reason passes with time or with a purchase, so that the same change may succeed later. */
export function isPassing(code: UserErrorCode): boolean {
  return [UserErrorCode.TOO_EARLY, UserErrorCode.NOT_ENOUGH_CREDIT, UserErrorCode.QUOTA_EXCEEDED].includes(code);
}

/** A refusal as user errors; undefined where it is not about the caller's input or the record's state. */
export function explainHeadHunter(error: VendorError): UserError[] | undefined {
  const errors = errorsOf(error.details);
  if (errors.length === 0) return undefined;
  return errors.map((item) => {
    if (error.status === 404) {
      return userError(UserErrorCode.NOT_FOUND, "HeadHunter has no such vacancy, or the manager may not see it.", ["id"], "not_found");
    }
    return error.status === 400 ? explainField(item) : explainRefusal(sourceOf(Vendor.HEADHUNTER, error.account), item);
  });
}

/** The same, of an input that has at the top what a publication has under `headhunter`. */
export function explainTopLevel(error: VendorError): UserError[] | undefined {
  return explainHeadHunter(error)?.map((one) => ({ ...one, field: one.field?.[0] === "headhunter" ? one.field.slice(1) : one.field }));
}

/** A 400 names a field and, in newer answers, the path below it. Its type is `bad_json_data` or `vacancies`. */
function explainField({ type, value, reason, pointer }: WireError): UserError {
  const known = pointer ? pointer.split("/").slice(1) : value ? [value] : [];
  const isOfProperties = reason === "properties_existence" && known[0] !== "vacancy_properties";
  const path = isOfProperties ? ["vacancy_properties"] : known;
  const where = path.join(".") || "the request";
  return userError(
    UserErrorCode.INVALID_INPUT,
    `HeadHunter does not take ${where}: ${wordsOf(reason ?? type, path)}.`,
    inputPathOf(path),
    reason ?? value ?? type,
  );
}

function wordsOf(reason: string, [field]: readonly string[]): string {
  if (reason === "value_conflict_with_business_rules" && field === "billing_type") return BILLING_TYPE_NOT_SOLD;
  return WORDS_OF_REASON.get(reason) ?? reason.replaceAll("_", " ");
}

function explainRefusal(source: Source, item: WireError): UserError {
  const value = item.value ?? item.type;
  const code = codeOfRefusal(value) ?? UserErrorCode.REJECTED_BY_VENDOR;
  if (value === "duplicate") return duplicateError(source, nativeIdsOf(item.items), item.found ?? undefined);
  return userError(code, `HeadHunter: ${WORDS.get(value) ?? value.replaceAll("_", " ")}.`, null, value, isPassing(code));
}

function duplicateError(source: Source, ids: readonly string[], found: number | undefined): UserError {
  const others = ids.map((id) => vacancyGlobalId(source, id)).join(", ");
  const more = found !== undefined && found > ids.length ? ` and ${found - ids.length} more` : "";
  const which = others === "" ? "a vacancy" : `${others}${more}`;
  return userError(
    UserErrorCode.DUPLICATE,
    `HeadHunter holds ${which} of the same name and area. To publish and pay for another, set headhunter.ignoreDuplicates.`,
    ["name"],
    "duplicate",
  );
}

export function userError(
  code: UserErrorCode,
  message: string,
  field: string[] | null,
  vendorCode: string | null = null,
  retryable = false,
): UserError {
  return { code, message, field, vendorCode, retryable };
}
