import type { VendorRequest, VendorResponse } from "../../http/request.js";
import { VendorError, type VendorErrorCode } from "../../http/vendor-error.js";
import { type UserError, UserErrorCode } from "../../schema/user-error.type.js";
import { wireErrorBody } from "./greenhouse.wire.js";

interface Complaint {
  message: string;
  field?: string;
}

/**
 * Greenhouse's refusals: 422 with what is wrong, 403 for a missing right, 404 for what is not there and for a bad On-Behalf-Of alike.
 * Bodies vary (`{message}`, `{message, errors}`, `{errors}` alone, or no JSON), so none of it is relied on.
 */
export function classifyGreenhouse(response: VendorResponse, request: VendorRequest): VendorError | undefined {
  const { status } = response;
  const code = CODE_OF_STATUS[status];
  if (code === undefined) return undefined;
  const said = complaintsOf(response.json)
    .map(({ message, field }) => (field === undefined || message.includes(field) ? message : `${field}: ${message}`))
    .join("; ")
    .replace(/\.$/, "");
  const remedy = request.intent === "change" ? REMEDY_FOR_CHANGES[status] : REMEDY_FOR_READS[status];
  return new VendorError({
    code,
    vendor: "GREENHOUSE",
    sent: "yes",
    retryable: false,
    status,
    message: [`Greenhouse refused ${request.route}${said === "" ? "" : `: ${said}`}.`, ...(remedy === undefined ? [] : [remedy])].join(" "),
    vendorRequestId: response.headers["x-request-id"],
    details: response.json,
  });
}

const CODE_OF_STATUS: Record<number, VendorErrorCode> = { 403: "ACCESS_DENIED", 404: "NOT_FOUND", 422: "REJECTED" };

/** What stands behind a refusal as a rule, in the words of the configuration (sheet, sections 2 and 3). */
const REMEDY_FOR_READS: Record<number, string> = { 403: "The API key may lack the right for this endpoint." };
const REMEDY_FOR_CHANGES: Record<number, string> = {
  403:
    "Either the API key lacks the right for this endpoint, or the user of GREENHOUSE_ON_BEHALF_OF may not edit this job, " +
    "or the organisation has switched this off.",
  404: "An On-Behalf-Of user that Greenhouse does not know looks the same: check GREENHOUSE_ON_BEHALF_OF.",
};

/** Their names in the inputs of the graph. */
const INPUT_FIELDS: Record<string, string> = {
  opening_id: "openingId",
  close_reason_id: "closeReasonId",
  custom_fields: "customFields",
  openings: "openings",
  ids: "ids",
};

/** A refusal in words for people; undefined where it is not about the input. `within` is where the input holds what Greenhouse calls the body. */
export function explainGreenhouse(error: VendorError, within: readonly string[] = []): UserError[] | undefined {
  if (error.status !== 422) return undefined;
  const complaints = complaintsOf(error.details);
  const known = complaints.length > 0 ? complaints : [{ message: error.message }];
  return known.map(({ message, field }) => ({
    code: isAboutTheLimit(message) ? UserErrorCode.LIMIT_REACHED : UserErrorCode.INVALID_INPUT,
    message: `Greenhouse: ${message}`,
    field: field === undefined ? null : inputPath(field, within),
    vendorCode: "422",
    retryable: false,
  }));
}

/** `openings[0].custom_fields` and the like, step by step in the graph's words; what the graph does not have keeps Greenhouse's name. */
function inputPath(field: string, within: readonly string[]): string[] {
  const steps = field
    .split(/[.[\]]+/)
    .filter((step) => step !== "")
    .map((step) => INPUT_FIELDS[step] ?? step);
  return steps[0] === within[0] ? steps : [...within, ...steps];
}

function complaintsOf(body: unknown): Complaint[] {
  const parsed = wireErrorBody.safeParse(body);
  if (!parsed.success) return [];
  const errors = (parsed.data.errors ?? []).flatMap(({ message, field }) => (message ? [{ message, ...(field ? { field } : {}) }] : []));
  if (errors.length > 0) return errors;
  return parsed.data.message ? [{ message: parsed.data.message }] : [];
}

function isAboutTheLimit(message: string): boolean {
  return /\b100\b.*\bopening/i.test(message);
}
