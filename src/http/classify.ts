import type { Layer, VendorRequest, VendorResponse } from "./request.js";
import { retryAfterMs } from "./retry-after.js";
import { type SentState, VendorError, type VendorErrorCode } from "./vendor-error.js";

/** A vendor's own reading of its answers, the 200s that say no included. Undefined leaves the answer to the general rules. */
export type Classifier = (response: VendorResponse, request: VendorRequest) => VendorError | undefined;

/** Turns answers that are failures into errors; the rest goes through untouched. */
export function classifyLayer(vendor: string, classify: Classifier): Layer {
  return (next) => async (request, scope) => {
    const response = await next(request, scope);
    if (request.accept?.includes(response.status)) return response;
    const error = classify(response, request) ?? classifyByStatus(vendor, response, request);
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

/** What HTTP alone says (RFC 9110, 15). */
export function classifyByStatus(vendor: string, response: VendorResponse, request: VendorRequest): VendorError | undefined {
  const reading = readStatus(response);
  if (reading === undefined) return undefined;
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

function readStatus(response: VendorResponse): Reading | undefined {
  const { status } = response;
  if (status >= 200 && status < 300) return isBrokenJson(response) ? BROKEN : undefined;
  if (status < 400) return { code: "BAD_RESPONSE", sent: "maybe", what: "was redirected, which this interface does not do" };
  const known = BY_STATUS[status];
  if (known !== undefined) return known;
  if (status < 500) return { code: "REJECTED", sent: "yes", what: "was refused" };
  return { code: "UNAVAILABLE", sent: "maybe", what: "failed at the vendor" };
}

/** Cut or spoiled on the way, so worth another try. */
const BROKEN: Reading = { code: "BAD_RESPONSE", sent: "maybe", what: "was answered with broken JSON", retryable: true };

// 401 and 429 are said at the door, before any work is done.
const BY_STATUS: Record<number, Reading> = {
  401: { code: "CREDENTIALS_REJECTED", sent: "no", what: "was refused: the credentials are not accepted" },
  403: { code: "ACCESS_DENIED", sent: "yes", what: "was refused: these credentials may not do that" },
  404: { code: "NOT_FOUND", sent: "yes", what: "found nothing" },
  408: { code: "TIMEOUT", sent: "maybe", what: "took the vendor too long to read" },
  410: { code: "NOT_FOUND", sent: "yes", what: "found something that is gone" },
  429: { code: "RATE_LIMITED", sent: "no", what: "came too often" },
  501: { code: "UNSUPPORTED", sent: "yes", what: "is not supported" },
};

function isBrokenJson(response: VendorResponse): boolean {
  return response.json === undefined && response.text.trim() !== "" && (response.headers["content-type"] ?? "").includes("json");
}
