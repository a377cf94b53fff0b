import type { Layer, VendorRequest, VendorResponse } from "./request.js";
import { retryAfterMs } from "./retry-after.js";
import { type SentState, VendorError, type VendorErrorCode } from "./vendor-error.js";

/** A vendor's own reading of its answers, the 200s that say no included. Undefined leaves the answer to the general rules. */
export type Classifier = (response: VendorResponse, request: VendorRequest) => VendorError | undefined;

export interface ClassifyOptions {
  vendor: string;
  classify: Classifier;
  /** Whether this answer is the vendor's own although it is no JSON. By default no such answer is. */
  speaksPlainly?: (response: VendorResponse) => boolean;
}

/**
 * Turns answers that are failures into errors; the rest goes through untouched. All vendors speak JSON: what is none was said by somebody
 * on the way (a guard, a proxy, a page of maintenance), so no vendor's reading is asked about it.
 */
export function classifyLayer({ vendor, classify, speaksPlainly = () => false }: ClassifyOptions): Layer {
  return (next) => async (request, scope) => {
    const response = await next(request, scope);
    const isTheirs = response.json !== undefined || isEmptyAsPromised(response, request) || speaksPlainly(response);
    const foreign = isTheirs ? undefined : readWithoutJson(response);
    if (foreign !== undefined) throw toError(foreign, vendor, response, request);
    if (request.accept?.includes(response.status)) return response;
    const error = classify(response, request) ?? classifyByStatus(vendor, response, request, isJsonObject(response));
    if (error !== undefined) throw error;
    return response;
  };
}

interface Reading {
  code: VendorErrorCode;
  sent: SentState;
  what: string;
  retryable?: boolean;
}

/**
 * What HTTP alone says (RFC 9110, 15), and for a change, what its success was to look like. `isTheirs`: the answer has the form of the
 * vendor's refusals. Where it has not, it may be somebody else's: neither a change nor a record is what it says.
 */
export function classifyByStatus(
  vendor: string,
  response: VendorResponse,
  request: VendorRequest,
  isTheirs = true,
): VendorError | undefined {
  const { status } = response;
  const reading = status >= 200 && status < 300 ? readSuccess(response, request) : readFailure(status, isTheirs);
  return reading === undefined ? undefined : toError(reading, vendor, response, request);
}

function toError(reading: Reading, vendor: string, response: VendorResponse, request: VendorRequest): VendorError {
  return new VendorError({
    code: reading.code,
    vendor,
    sent: reading.sent,
    retryable: reading.retryable,
    message: `${request.route} at ${vendor} ${reading.what} (HTTP ${response.status}).`,
    status: response.status,
    retryAfterMs: reading.code === "RATE_LIMITED" || reading.code === "UNAVAILABLE" ? retryAfterMs(response) : undefined,
    vendorRequestId: response.headers["x-request-id"],
    details: response.json,
  });
}

/** Undefined for statuses that say enough by themselves, whoever says them. */
function readWithoutJson(response: VendorResponse): Reading | undefined {
  const { status } = response;
  // A limiter counts at the door, before any work, and need not say more than its status. A page of HTML may stand for anything.
  if (status === 429) return isPage(response) ? { ...TOO_MANY, sent: "maybe" } : undefined;
  if (status === 408 || (status >= 500 && status !== 501)) return undefined;
  if (status >= 300 && status < 400) return { ...NOT_JSON, what: REDIRECTED };
  return isBrokenJson(response) ? BROKEN : NOT_JSON;
}

function readSuccess(response: VendorResponse, request: VendorRequest): Reading | undefined {
  if (request.intent === "read" || isEmptyAsPromised(response, request)) return undefined;
  const { statuses, body } = request.expects;
  if (!statuses.includes(response.status)) return { ...UNPROMISED, what: `was not answered with HTTP ${statuses.join(" or ")}` };
  return body !== "none" && body.safeParse(response.json).success ? undefined : UNPROMISED;
}

function readFailure(status: number, isTheirs: boolean): Reading {
  if (status < 400) return { code: "BAD_RESPONSE", sent: "maybe", what: REDIRECTED };
  if (status === 429) return TOO_MANY;
  if (!isTheirs && status !== 408) return status < 500 ? STRANGE : FAILED;
  return BY_STATUS[status] ?? (status < 500 ? REFUSED : FAILED);
}

const REDIRECTED = "was redirected, which this interface does not do";
/** Worth another try: whoever stands in between may let the next one through. */
const NOT_JSON: Reading = {
  code: "UNAVAILABLE",
  sent: "maybe",
  what: "was answered with something that is not JSON, perhaps by a proxy or a guard on the way",
};
/** Cut or spoiled on the way, so worth another try. */
const BROKEN: Reading = { code: "BAD_RESPONSE", sent: "maybe", what: "was answered with broken JSON", retryable: true };
const UNPROMISED: Reading = { code: "BAD_RESPONSE", sent: "maybe", what: "was answered with something other than its page promises" };
const STRANGE: Reading = { code: "BAD_RESPONSE", sent: "maybe", what: "was refused in other words than the vendor's" };
const TOO_MANY: Reading = { code: "RATE_LIMITED", sent: "no", what: "came too often" };
const REFUSED: Reading = { code: "REJECTED", sent: "yes", what: "was refused" };
const FAILED: Reading = { code: "UNAVAILABLE", sent: "maybe", what: "failed at the vendor" };

/** 401 is said at the door, before any work is done; 407 by a proxy, which is not the vendor's door. */
const BY_STATUS: Record<number, Reading> = {
  401: { code: "CREDENTIALS_REJECTED", sent: "no", what: "was refused: the credentials are not accepted" },
  403: { code: "ACCESS_DENIED", sent: "yes", what: "was refused: these credentials may not do that" },
  404: { code: "NOT_FOUND", sent: "yes", what: "found nothing" },
  407: { code: "UNAVAILABLE", sent: "maybe", what: "was held up by a proxy that wants credentials of its own" },
  408: { code: "TIMEOUT", sent: "maybe", what: "took the vendor too long to read" },
  410: { code: "NOT_FOUND", sent: "yes", what: "found something that is gone" },
  501: { code: "UNSUPPORTED", sent: "yes", what: "is not supported" },
};

function isEmptyAsPromised({ status, text }: VendorResponse, request: VendorRequest): boolean {
  if (request.intent === "read" || request.expects.body !== "none") return false;
  return request.expects.statuses.includes(status) && text.trim() === "";
}

/** The form of every vendor's refusals: a text or a number by itself is not. */
export function isJsonObject({ json }: Pick<VendorResponse, "json">): boolean {
  return typeof json === "object" && json !== null && !Array.isArray(json);
}

/** Markup, whatever its content type claims. */
export function isPage({ text, headers }: Pick<VendorResponse, "text" | "headers">): boolean {
  return text.trimStart().startsWith("<") || (text.trim() !== "" && (headers["content-type"] ?? "").includes("html"));
}

function isBrokenJson(response: VendorResponse): boolean {
  return response.text.trim() !== "" && !isPage(response) && (response.headers["content-type"] ?? "").includes("json");
}
