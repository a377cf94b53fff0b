import type { Layer, VendorRequest, VendorResponse } from "./request.js";
import { retryAfterMs } from "./retry-after.js";
import { nameOf, type SentState, type Upstream, VendorError, type VendorErrorCode } from "./vendor-error.js";

/** A vendor's own reading of its answers, including refusals with HTTP 200. Undefined leaves the answer to the general rules. */
export type Classifier = (response: VendorResponse, request: VendorRequest, upstream: Upstream) => VendorError | undefined;

export interface ClassifyOptions extends Upstream {
  classify: Classifier;
  /** Whether this answer is the vendor's own although it is not JSON. By default none is. */
  speaksPlainly?: (response: VendorResponse) => boolean;
}

/**
 * Turns failures into errors; other answers pass untouched. All vendors speak JSON: any other answer comes from something in between (a
 * guard, a proxy, a maintenance page), so the vendor's own reading is not used for it.
 */
export function classifyLayer({ vendor, account, classify, speaksPlainly = () => false }: ClassifyOptions): Layer {
  const upstream = { vendor, account };
  function read(response: VendorResponse, request: VendorRequest): VendorResponse {
    const isTheirs = response.json !== undefined || isEmptyAsPromised(response, request) || speaksPlainly(response);
    const foreign = isTheirs ? undefined : readWithoutJson(response);
    if (foreign !== undefined) throw toError(foreign, upstream, response, request);
    if (request.accept?.includes(response.status)) return response;
    const error = classify(response, request, upstream) ?? classifyByStatus(upstream, response, request, isJsonObject(response));
    if (error !== undefined) throw error;
    return response;
  }
  return (next) => (request, scope) => next(request, scope).then((response) => read(response, request));
}

interface Reading {
  code: VendorErrorCode;
  sent: SentState;
  what: string;
  retryable?: boolean;
}

/**
 * Reads an answer by HTTP alone (RFC 9110, 15), and a change's answer by what its page promises. `isTheirs`: the answer has the form of the
 * vendor's refusals. Without that form it may be a proxy's, and proves nothing about a change or a record.
 */
export function classifyByStatus(
  upstream: Upstream,
  response: VendorResponse,
  request: VendorRequest,
  isTheirs = true,
): VendorError | undefined {
  const reading = isSuccess(response) ? readSuccess(response, request) : readFailure(response, isTheirs);
  return reading === undefined ? undefined : toError(reading, upstream, response, request);
}

/** By its status alone. No refusal is looked for in a success: to find none in a large answer takes longer than all else that is asked of it. */
export function isSuccess({ status }: Pick<VendorResponse, "status">): boolean {
  return status >= 200 && status < 300;
}

function toError(reading: Reading, upstream: Upstream, response: VendorResponse, request: VendorRequest): VendorError {
  return new VendorError({
    ...upstream,
    code: reading.code,
    sent: reading.sent,
    retryable: reading.retryable,
    message: `${request.route} at ${nameOf(upstream)} ${reading.what} (HTTP ${response.status}).`,
    status: response.status,
    retryAfterMs: reading.code === "RATE_LIMITED" || reading.code === "UNAVAILABLE" ? retryAfterMs(response) : undefined,
    vendorRequestId: response.headers["x-request-id"],
    details: response.json,
  });
}

/** Undefined for statuses that mean the same whoever sends them. */
function readWithoutJson(response: VendorResponse): Reading | undefined {
  const { status } = response;
  // A limiter counts before any work, and needs no body. A page of HTML may stand for anything.
  if (status === 429) return isPage(response) ? PERHAPS_TOO_MANY : undefined;
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

function readFailure(response: VendorResponse, isTheirs: boolean): Reading {
  const { status } = response;
  if (status < 400) return { code: "BAD_RESPONSE", sent: "maybe", what: REDIRECTED };
  if (status === 429) return isTheirs || retryAfterMs(response) !== undefined ? TOO_MANY : PERHAPS_TOO_MANY;
  if (!isTheirs && status !== 408) return status < 500 ? STRANGE : FAILED;
  return BY_STATUS[status] ?? (status < 500 ? REFUSED : FAILED);
}

const REDIRECTED = "was redirected, which this interface does not do";
/** Retried: what stands in between may let the next one through. */
const NOT_JSON: Reading = {
  code: "UNAVAILABLE",
  sent: "maybe",
  what: "was answered with something that is not JSON, perhaps by a proxy or a guard on the way",
};
/** Cut or spoiled on the way, so it is retried. */
const BROKEN: Reading = { code: "BAD_RESPONSE", sent: "maybe", what: "was answered with broken JSON", retryable: true };
const UNPROMISED: Reading = { code: "BAD_RESPONSE", sent: "maybe", what: "was answered with something other than its page promises" };
const STRANGE: Reading = { code: "BAD_RESPONSE", sent: "maybe", what: "was refused in other words than the vendor's" };
const TOO_MANY: Reading = { code: "RATE_LIMITED", sent: "no", what: "came too often" };
/** It neither has the form of the vendor's refusals nor says when to come again: whatever sends again what got no answer may have met a limit of its own. */
const PERHAPS_TOO_MANY: Reading = { ...TOO_MANY, sent: "maybe" };
const REFUSED: Reading = { code: "REJECTED", sent: "yes", what: "was refused" };
const FAILED: Reading = { code: "UNAVAILABLE", sent: "maybe", what: "failed at the vendor" };

/** A vendor answers 401 before it does any work; 407 comes from a proxy. */
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
  if (request.intent === "read") return false;
  const { statuses, body, orEmpty = [] } = request.expects;
  return (body === "none" ? statuses : orEmpty).includes(status) && text.trim() === "";
}

/** Every vendor's refusals are JSON objects. */
export function isJsonObject({ json }: Pick<VendorResponse, "json">): boolean {
  return typeof json === "object" && json !== null && !Array.isArray(json);
}

/** Whether the body is markup, whatever its content type claims. */
export function isPage({ text, headers }: Pick<VendorResponse, "text" | "headers">): boolean {
  return text.trimStart().startsWith("<") || (text.trim() !== "" && (headers["content-type"] ?? "").includes("html"));
}

function isBrokenJson(response: VendorResponse): boolean {
  return response.text.trim() !== "" && !isPage(response) && (response.headers["content-type"] ?? "").includes("json");
}
