import { classifyByStatus, isSuccess } from "../../http/classify.js";
import type { VendorRequest, VendorResponse } from "../../http/request.js";
import { type Upstream, VendorError, type VendorErrorCode } from "../../http/vendor-error.js";
import { type UserError, UserErrorCode } from "../../schema/common/user-error.type.js";
import { nameVariables } from "../contract/variables.js";
import { wireErrorBody } from "./greenhouse.wire.js";

interface Complaint {
  message: string;
  field?: string;
}

/** What stands behind a refusal as a rule, in the words of the configuration. */
export type RemedyOf = (request: VendorRequest, status: number) => string | undefined;

/**
 * Greenhouse's refusals: 422 with what is wrong, 403 for a missing right, 404 for what is not there. Bodies vary, but each says in words what
 * is wrong. JSON that does not, or has a status that no page of Greenhouse's names, is somebody else's on the way, who may say no to what
 * Greenhouse has made.
 */
export function classifyRefusal(
  response: VendorResponse,
  request: VendorRequest,
  upstream: Upstream,
  remedyOf: RemedyOf,
): VendorError | undefined {
  const { status } = response;
  if (isSuccess(response)) return classifyByStatus(upstream, response, request);
  const code = CODE_OF_STATUS[status];
  const complaints = complaintsOf(response.json);
  const isTheirs = complaints.length > 0 && REFUSALS.has(status);
  if (code === undefined || !isTheirs) return classifyByStatus(upstream, response, request, isTheirs);
  const said = complaints
    .map((complaint) => inFull(complaint, upstream))
    .join("; ")
    .replace(/\.$/, "");
  const remedy = nameVariables(upstream, remedyOf(request, status) ?? "");
  return new VendorError({
    ...upstream,
    code,
    sent: "yes",
    retryable: false,
    status,
    message: [`Greenhouse refused ${request.route}: ${said}.`, remedy].join(" ").trim(),
    vendorRequestId: response.headers["x-request-id"],
    details: response.json,
  });
}

/** Of v1's page on errors; of v3 nobody has seen others either. */
const REFUSALS: ReadonlySet<number> = new Set([401, 403, 404, 422, 429]);
const CODE_OF_STATUS: Record<number, VendorErrorCode> = { 403: "ACCESS_DENIED", 404: "NOT_FOUND", 422: "REJECTED" };

/** What Greenhouse calls the fields of the graph's inputs. */
const INPUT_FIELDS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    opening_id: "openingId",
    close_reason_id: "closeReasonId",
    custom_fields: "customFields",
    openings: "openings",
    ids: "ids",
    id: "id",
    name_key: "key",
    value: "value",
    min_value: "min",
    max_value: "max",
    unit: "unit",
    delete_value: "delete",
  }),
);

/** A refusal in words for people; undefined where it is not about the input. `within` is where the input holds what Greenhouse calls the body. */
export function explainGreenhouse(error: VendorError, within: readonly string[] = []): UserError[] | undefined {
  if (error.status !== 422) return undefined;
  const complaints = complaintsOf(error.details);
  const known = complaints.length > 0 ? complaints : [{ message: error.message }];
  return known.map((complaint) => {
    const { message, field } = complaint;
    const path = field === undefined ? undefined : inputPath(field, within);
    // A header or a `status` is ours to write: whoever asked has no such field to correct.
    const isTheirs = field === undefined || path !== undefined;
    const code = isAboutTheLimit(message)
      ? UserErrorCode.LIMIT_REACHED
      : isTheirs
        ? UserErrorCode.INVALID_INPUT
        : UserErrorCode.REJECTED_BY_VENDOR;
    const text = isTheirs ? message : inFull(complaint, error);
    return { code, message: `Greenhouse: ${text}`, field: path ?? null, vendorCode: "422", retryable: false };
  });
}

/** `openings[0].custom_fields` and the like, step by step in the graph's words; undefined for what no input has. */
function inputPath(field: string, within: readonly string[]): string[] | undefined {
  const words = field.split(/[.[\]]+/).filter((step) => step !== "");
  const steps = words.map((step) => (/^\d+$/.test(step) ? step : INPUT_FIELDS.get(step)));
  if (!steps.every((step) => step !== undefined)) return undefined;
  return steps[0] === within[0] ? steps : [...within, ...steps];
}

/** A complaint with the field that it names, and where that is the acting user, the setting behind it. */
function inFull({ message, field }: Complaint, upstream: Upstream): string {
  const said = field === undefined || message.includes(field) ? message : `${field}: ${message}`;
  if (field === undefined || !/^on.behalf.of$/i.test(field)) return said;
  return `${said.replace(/\.$/, "")}. ${nameVariables(upstream, "Check GREENHOUSE_ON_BEHALF_OF.")}`;
}

function complaintsOf(body: unknown): Complaint[] {
  const parsed = wireErrorBody.safeParse(body);
  if (!parsed.success) return [];
  const errors = parsed.data.errors.flatMap(({ message, field }) => (message ? [{ message, ...(field ? { field } : {}) }] : []));
  if (errors.length > 0) return errors;
  return parsed.data.message ? [{ message: parsed.data.message }] : [];
}

function isAboutTheLimit(message: string): boolean {
  return /\b100\b.*\bopening/i.test(message);
}
