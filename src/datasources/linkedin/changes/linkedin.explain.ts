import type { Upstream, VendorError } from "../../../http/vendor-error.js";
import { type UserError, UserErrorCode } from "../../../schema/common/user-error.type.js";
import { userError } from "../../contract/user-errors.js";
import { nameVariables } from "../../contract/variables.js";
import { refusalIn } from "../linkedin.errors.js";
import { INPUT_PATHS } from "../linkedin.input-paths.js";
import { FREE_APPLICATIONS_PASSED, isFreeApplicationsPassed } from "../linkedin.notices.js";
import type { RefusedPlace } from "../linkedin.tasks.js";

/** The inner names of a field that has some. */
const INNER_NAMES: Record<string, string> = { jobApplicationWebhookUrl: "webhookUrl", questions: "questions" };

/** A refusal of the write explained for people; undefined where LinkedIn did not refuse. */
export function explainLinkedIn(error: VendorError, extra?: unknown): UserError[] | undefined {
  const refusal = refusalIn(error);
  if (refusal === undefined) return undefined;
  const { status, said } = refusal;
  const vendorCode = error.vendorCode ?? String(status);
  if (refusal.along) return [refusedAlong(said, vendorCode)];
  const schemaErrors = schemaErrorsOf(error, said, vendorCode, extra);
  if (schemaErrors.length > 0) return schemaErrors;
  const make = (code: UserErrorCode, field: string[] | null = null): UserError[] => [
    userError(code, `LinkedIn: ${said}`, { field, vendorCode }),
  ];
  // Usually tasks fail with these texts; the pages do not say which of them the write refuses.
  if (isDuplicate(said)) return make(UserErrorCode.DUPLICATE, INPUT_PATHS.get("externalJobPostingId"));
  if (isMissingTarget(said)) return make(UserErrorCode.NOT_FOUND, ["id"]);
  const known = explainKnown(error, said, vendorCode);
  if (known !== undefined) return [known];
  if (status === 402) return make(UserErrorCode.NOT_ENOUGH_CREDIT, ["linkedin", "contractId"]);
  if (status === 403) return make(UserErrorCode.FORBIDDEN, /contract/i.test(said) ? INPUT_PATHS.get("contract") : null);
  if (status === 409) return make(refusal.unknownPosting ? UserErrorCode.NOT_FOUND : UserErrorCode.ALREADY_CLOSED, ["id"]);
  const field = fieldOfText(said);
  return make(field === null ? UserErrorCode.REJECTED_BY_VENDOR : UserErrorCode.INVALID_INPUT, field);
}

/** `ERROR :: /path/0 :: text`, each ended by a newline, from Rest.li's validator. */
function schemaErrorsOf(upstream: Upstream, said: string, vendorCode: string, extra: unknown): UserError[] {
  const found: UserError[] = [];
  for (const [, path = "", text = ""] of said.matchAll(/ERROR :: (\/\S*) :: ([\s\S]*?)(?=\s*ERROR :: \/|$)/g)) {
    const words = `${path}: ${text.trim()}`;
    if (path === "/posterEmail") found.push(wantsPoster(upstream, words, vendorCode));
    else found.push(userError(UserErrorCode.INVALID_INPUT, `LinkedIn: ${words}`, { field: inputPath(path, extra), vendorCode }));
  }
  return found;
}

/** `/industries/0` as the graph's path; null for fields that the graph's inputs lack, such as the verb. */
function inputPath(path: string, extra: unknown): string[] | null {
  const [, first = "", ...rest] = path.split("/");
  const known = INPUT_PATHS.get(first);
  if (known === undefined) return extra && Object.hasOwn(extra, first) ? ["linkedin", "extra"] : null;
  const [inner = ""] = rest;
  if (Object.hasOwn(INNER_NAMES, inner)) return [...known, INNER_NAMES[inner] as string];
  // LinkedIn's arrays of exactly one are single values here, and its pay has another form.
  return first !== "workplaceTypes" && /^\d+$/.test(inner) ? [...known, inner] : known;
}

/** Refusals that LinkedIn words alike on the write and in the task, and that need more words than its own. */
function explainKnown(upstream: Upstream, said: string, vendorCode: string): UserError | undefined {
  if (/poster\s?e-?mail/i.test(said)) return wantsPoster(upstream, said, vendorCode);
  const noCredit = (message: string, field: string[]) =>
    userError(UserErrorCode.NOT_ENOUGH_CREDIT, `${message} (LinkedIn: ${said})`, { field, vendorCode });
  if (isFreeApplicationsPassed(said)) return noCredit(FREE_APPLICATIONS_PASSED, ["linkedin", "onsiteApply"]);
  if (/(must|has to|needs? to|should) be promoted|promot\w+ (is |are )?required|requires? (a )?promot/i.test(said))
    return noCredit("LinkedIn lists this posting only if it is promoted: publish it with listingType PREMIUM, under a contract.", [
      "linkedin",
      "listingType",
    ]);
  if (/duplicate job posted/i.test(said)) {
    const message =
      `LinkedIn: ${said} Where the job also comes from a feed or a career site, give as code (LinkedIn's companyJobCode) the id that it has ` +
      "there, so that LinkedIn takes the two for one.";
    return userError(UserErrorCode.DUPLICATE, message, { field: INPUT_PATHS.get("externalJobPostingId"), vendorCode });
  }
  return undefined;
}

function wantsPoster(upstream: Upstream, said: string, vendorCode: string): UserError {
  const remedy = nameVariables(
    upstream,
    "give linkedin.posterEmail (publishVacancy, updateVacancy), or have the server's operator set LINKEDIN_POSTER_EMAIL",
  );
  const message = `LinkedIn does not take the posting without the e-mail of a poster that it knows: ${remedy} (LinkedIn: ${said}).`;
  return userError(UserErrorCode.INVALID_INPUT, message, { field: INPUT_PATHS.get("posterEmail"), vendorCode });
}

/** Texts without a path that are about one field (error tables of the create and update pages). */
function fieldOfText(said: string): string[] | null {
  const texts: [RegExp, string][] = [
    [/company apply url/i, "companyApplyUrl"],
    [/context or company/i, "integrationContext"],
    [/premium batch creation need contract/i, "contract"],
    [/workplaceTypes/, "workplaceTypes"],
    [/employmentStatus/, "employmentStatus"],
    [/experienceLevel/, "experienceLevel"],
    [/company job code/i, "companyJobCode"],
    [/more than seven locations/i, "alternateLocations"],
  ];
  return INPUT_PATHS.get(texts.find(([pattern]) => pattern.test(said))?.[1] ?? "") ?? null;
}

/** Fields by {X} of JOB_FIELD_PROCESSOR_{X} (task status page), without those that no input has. */
const FIELD_OF_PROCESSOR: ReadonlyMap<string, string> = new Map(
  Object.entries({
    COMPANY: "integrationContext",
    COMPANY_NAME: "integrationContext",
    COMPANY_APPLY_URL: "companyApplyUrl",
    DESCRIPTION: "description",
    EXPERIENCE: "experienceLevel",
    COUNTRY_CODE: "location",
    GEO_LOCATION: "location",
    STANDARDIZED_LOCATION: "location",
    JOB_CATEGORY: "categories",
    JOB_TYPE: "employmentStatus",
    ORIGINAL_JOB_CODE: "companyJobCode",
    SOURCE_JOB_CODE: "externalJobPostingId",
    TITLE: "title",
  }),
);

/**
 * The user error of a failed task, with LinkedIn's whole text. Texts may change, so only those with a code or a stable part are
 * distinguished.
 */
export function explainTask(upstream: Upstream, errorMessage: string | null | undefined): UserError {
  const said = errorMessage?.trim() || "the task failed without a reason";
  const processor = /JOB_FIELD_PROCESSOR_(\w+)/.exec(said)?.[1];
  const invalid = /Invalid Field: \/(\w+)/.exec(said)?.[1];
  const wire = FIELD_OF_PROCESSOR.get(processor ?? "") ?? invalid ?? fieldOfFailure(said);
  const vendorCode =
    processor === undefined ? (/\b(?:ErrorCode:\d+|MISSING_[A-Z_]+)/.exec(said)?.[0] ?? "FAILED") : `JOB_FIELD_PROCESSOR_${processor}`;
  const explained = explainKnown(upstream, said, vendorCode);
  if (explained !== undefined) return explained;
  const passing = /unexpected .*ingestion|internal error/i.test(said);
  const field = INPUT_PATHS.get(wire ?? "");
  return userError(codeOfFailure(said), `LinkedIn: ${said}`, { field, vendorCode, retryable: passing });
}

function codeOfFailure(said: string): UserErrorCode {
  if (isDuplicate(said)) return UserErrorCode.DUPLICATE;
  if (isMissingTarget(said)) return UserErrorCode.NOT_FOUND;
  if (isClosedAlready(said)) return UserErrorCode.ALREADY_CLOSED;
  if (/\bbudget\b|\bpayment\b|\btrial\b|job slots/i.test(said)) return UserErrorCode.NOT_ENOUGH_CREDIT;
  return UserErrorCode.REJECTED_BY_VENDOR;
}

function fieldOfFailure(said: string): string | undefined {
  if (isDuplicate(said)) return "externalJobPostingId";
  if (/description (length )?should be/i.test(said)) return "description";
  if (/more than seven locations/i.test(said)) return "alternateLocations";
  if (/\blocation\b/i.test(said)) return "location";
  if (/expiration date/i.test(said)) return "expireAt";
  if (/MISSING_INDUSTRY_CODES/.test(said)) return "industries";
  return undefined;
}

function isDuplicate(said: string): boolean {
  return /same partnerIdentifier already exists|duplicate job posted|ErrorCode:2009/i.test(said);
}

export function isMissingTarget(said: string): boolean {
  return /not allowed for a non-existing job/i.test(said);
}

export function isClosedAlready(said: string): boolean {
  return /already closed or does not exist/i.test(said);
}

/** LinkedIn decides about each place apart: the errors of those that it refused, while others were done. */
export function explainPlaces(places: readonly RefusedPlace[]): UserError[] {
  return places.map(({ location, said }) => {
    const message = `LinkedIn did it for the other places, and not for ${location}: ${said || "it gives no reason"}`;
    return userError(UserErrorCode.REJECTED_BY_VENDOR, message, { field: INPUT_PATHS.get("alternateLocations"), vendorCode: "FAILED" });
  });
}

function refusedAlong(said: string, vendorCode: string): UserError {
  const message =
    `LinkedIn refused the whole request because of a posting in it (${said}), and took nothing of it. ` +
    "This one may well be in order: ask again for it alone.";
  return userError(UserErrorCode.REJECTED_BY_VENDOR, message, { vendorCode, retryable: true });
}
