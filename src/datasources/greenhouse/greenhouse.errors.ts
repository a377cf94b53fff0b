import type { VendorRequest, VendorResponse } from "../../http/request.js";
import { VendorError } from "../../http/vendor-error.js";
import { type UserError, UserErrorCode } from "../../schema/user-error.type.js";
import { wireErrorBody } from "./greenhouse.wire.js";

interface Complaint {
  message: string;
  field?: string;
}

/**
 * Greenhouse's refusals: 422 with what is wrong, 404 for what is not there and for a bad On-Behalf-Of alike. Bodies vary
 * (`{message}`, `{message, errors}`, `{errors}` alone, or no JSON), so none of it is relied on.
 */
export function classifyGreenhouse(response: VendorResponse, request: VendorRequest): VendorError | undefined {
  const { status } = response;
  if (status !== 404 && status !== 422) return undefined;
  const said = complaintsOf(response.json)
    .map(({ message, field }) => (field === undefined || message.includes(field) ? message : `${field}: ${message}`))
    .join("; ");
  const behalf =
    status === 404 && request.intent === "change"
      ? " An On-Behalf-Of user that Greenhouse does not know looks the same: check GREENHOUSE_ON_BEHALF_OF."
      : "";
  return new VendorError({
    code: status === 404 ? "NOT_FOUND" : "REJECTED",
    vendor: "GREENHOUSE",
    sent: "yes",
    retryable: false,
    status,
    message: `Greenhouse refused ${request.route}${said === "" ? "" : `: ${said}`}.${behalf}`.replaceAll("..", "."),
    vendorRequestId: response.headers["x-request-id"],
    details: response.json,
  });
}

/** Their names in the inputs of the graph. */
const INPUT_FIELDS: Record<string, string> = {
  opening_id: "openingId",
  close_reason_id: "closeReasonId",
  custom_fields: "customFields",
  openings: "openings",
  ids: "ids",
};

/** A refusal in words for people; undefined where it is not about the input. */
export function explainGreenhouse(error: VendorError): UserError[] | undefined {
  if (error.status !== 422) return undefined;
  const complaints = complaintsOf(error.details);
  const known = complaints.length > 0 ? complaints : [{ message: error.message }];
  return known.map(({ message, field }) => ({
    code: isAboutTheLimit(message) ? UserErrorCode.LIMIT_REACHED : UserErrorCode.INVALID_INPUT,
    message: `Greenhouse: ${message}`,
    field: field === undefined ? null : inputPath(field),
    vendorCode: "422",
    retryable: false,
  }));
}

/** `openings[0].custom_fields` and the like, step by step in the graph's words; what the graph does not have keeps Greenhouse's name. */
function inputPath(field: string): string[] {
  return field
    .split(/[.[\]]+/)
    .filter((step) => step !== "")
    .map((step) => INPUT_FIELDS[step] ?? step);
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
