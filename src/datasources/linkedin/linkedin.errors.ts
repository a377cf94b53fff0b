import { classifyByStatus, isPage, isSuccess } from "../../http/classify.js";
import type { VendorRequest, VendorResponse } from "../../http/request.js";
import { retryAfterMs } from "../../http/retry-after.js";
import { type Upstream, VendorError, type VendorErrorCode } from "../../http/vendor-error.js";
import { nameVariables } from "../contract/variables.js";
import { isSpentDay, untilMidnightUtcMs } from "./linkedin.policy.js";
import { type WireElementAnswer, wireApiError, wireKeyError, wireRefusal } from "./linkedin.wire.js";

/** LinkedIn's refusal, as the `details` of an error. User errors are made from it. */
export interface Refusal {
  status: number;
  /** LinkedIn's own text. */
  said: string;
  /** The request was refused because of another posting in it. */
  along?: true;
  /** A closing was refused, and the posting is not known here either. */
  unknownPosting?: true;
}

/** Some 400s are plain text (a batch of PREMIUM postings without contracts); all other answers of LinkedIn are JSON. */
export function saysNoPlainly(response: VendorResponse): boolean {
  const isText = !isPage(response) && !(response.headers["content-type"] ?? "").includes("json");
  return response.status === 400 && isText && response.text.trim() !== "";
}

/**
 * Whether a refusal is LinkedIn's: all its errors have a message and repeat the status. Other JSON is a gateway's
 * (`{"message": "Unauthorized"}`), which may refuse a request that LinkedIn has accepted.
 */
export function isLinkedInsRefusal(response: VendorResponse): boolean {
  return wireRefusal.safeParse(response.json).data?.status === response.status;
}

/** Classifies an answer by its status and `{message}` or plain text (error tables of the create, update and close pages). */
export function classifyLinkedIn(response: VendorResponse, request: VendorRequest, upstream: Upstream): VendorError | undefined {
  const { status } = response;
  if (isSuccess(response)) return classifyByStatus(upstream, response, request);
  const said = saidBy(response);
  if (isVersionRefused(response)) return wrongVersion(upstream, request, said, response);
  if (status === 429) return tooMany(upstream, response, request, said);
  const isTheirs = isLinkedInsRefusal(response) || saysNoPlainly(response);
  if (!isTheirs && status !== 500) return classifyByStatus(upstream, response, request, false);
  if (status === 404) return wrongPath(upstream, request, said);
  if (status === 500 && request.intent === "change") return brokenDown(upstream, request, said);
  if (![400, 402, 403, 409, 422].includes(status)) return classifyByStatus(upstream, response, request, isTheirs);
  return refused(
    upstream,
    { status, said },
    `LinkedIn refused ${request.route}: ${brief(said)}`,
    vendorCodeOf(response),
    errorIn(response)?.requestId,
  );
}

/** The error of an element that was not accepted inside a 200. */
export function refusalOfElement(upstream: Upstream, answer: WireElementAnswer): VendorError {
  const said = cut(answer.error?.message ?? "");
  const { status } = answer;
  if (status === 429)
    return new VendorError({ ...upstream, code: "RATE_LIMITED", sent: "no", status, message: `LinkedIn: ${said || "too many"}` });
  // Neither accepted nor refused: the listing shows whether the posting was published.
  if (status >= 500 || status < 400 || status === 408) {
    const message = `LinkedIn answered this posting with ${status}${said === "" ? "" : `: ${said}`}.`;
    return new VendorError({ ...upstream, code: "UNAVAILABLE", sent: "maybe", status, message });
  }
  return refused(upstream, { status, said }, `LinkedIn refused the posting: ${brief(said)}`, answer.error?.code, answer.error?.requestId);
}

/** One requested key of a batch, with the headers of its answer. */
export interface AskedKey {
  source: Upstream;
  key: string;
  route: string;
  headers: VendorResponse["headers"];
  receivedAt: number;
}

/** The error of one key inside a 200. Null for a 404: LinkedIn does not know the key. */
export function errorOfKey(failure: unknown, asked: AskedKey): VendorError | null {
  const error = wireKeyError.safeParse(failure).data;
  if (error === undefined) return unreadableKey(asked);
  const { status } = error;
  const upstream = asked.source;
  if (status === 404) return null;
  const said = cut(error.message ?? "");
  return new VendorError({
    ...upstream,
    code: codeOfKey(status),
    sent: "maybe",
    status,
    retryAfterMs: status === 429 ? waitMs({ ...asked, status, text: said }) : undefined,
    vendorCode: error.serviceErrorCode ?? error.code ?? String(status),
    message: `LinkedIn did not answer ${asked.route} for ${asked.key} (${status}${said === "" ? "" : `: ${brief(said)}`}).`,
  });
}

export function unreadableKey({ source: upstream, key, route }: AskedKey): VendorError {
  const message = `${route} at LinkedIn answered for ${key} with something unexpected.`;
  return new VendorError({ ...upstream, code: "BAD_RESPONSE", sent: "maybe", message });
}

function codeOfKey(status: number): VendorErrorCode {
  if (status === 429) return "RATE_LIMITED";
  if (status === 401 || status === 403) return "ACCESS_DENIED";
  if (status === 408) return "TIMEOUT";
  return status >= 500 ? "UNAVAILABLE" : "REJECTED";
}

function refused(
  upstream: Upstream,
  details: Refusal,
  message: string,
  vendorCode?: string | null,
  requestId?: string | null,
): VendorError {
  const { status } = details;
  const code: VendorErrorCode = status === 403 ? "ACCESS_DENIED" : "REJECTED";
  return new VendorError({
    ...upstream,
    code,
    sent: "yes",
    retryable: false,
    status,
    message,
    vendorCode: vendorCode ?? undefined,
    vendorRequestId: requestId ?? undefined,
    details,
  });
}

/**
 * The refusal of a whole request, for one posting in it. Where the text names postings (`Index: n,` before a message, or an
 * externalPartnerId), only those are at fault; the others may be sent again without them.
 */
export function refusalInBatch(error: VendorError, index: number, externalIds: readonly string[]): VendorError {
  const refusal = refusalIn(error);
  if (refusal === undefined || error.sent !== "yes" || externalIds.length === 1) return error;
  const byIndex = messagesByIndex(refusal.said);
  const named = /externalPartnerId (\S+?),/.exec(refusal.said)?.[1];
  if (byIndex.size > 0) {
    const own = byIndex.get(index);
    return withRefusal(error, own === undefined ? { ...refusal, along: true } : { ...refusal, said: own });
  }
  if (named !== undefined && externalIds.includes(named) && externalIds[index] !== named)
    return withRefusal(error, { ...refusal, along: true });
  // One of the postings is closed already; LinkedIn does not name it.
  if (refusal.status === 409) return withRefusal(error, { ...refusal, along: true });
  return error;
}

export function refusalIn(error: VendorError): Refusal | undefined {
  const details = error.details as Partial<Refusal> | undefined;
  return typeof details?.said === "string" && typeof details.status === "number" ? (details as Refusal) : undefined;
}

export function withRefusal(error: VendorError, details: Refusal): VendorError {
  const { code, vendor, account, message, sent, status, vendorCode, vendorRequestId } = error;
  const retryable = error.retryable || details.along === true;
  return new VendorError({ code, vendor, account, message, sent, retryable, status, vendorCode, vendorRequestId, details });
}

/** Messages by index, in the form of Rest.li's batch filter: `Index: 0, ERROR :: … Index: 3, ERROR :: …`. */
function messagesByIndex(said: string): Map<number, string> {
  const messages = new Map<number, string>();
  for (const [, index, text] of said.matchAll(/Index: (\d+), ([\s\S]*?)(?=Index: \d+, |$)/g)) messages.set(Number(index), text ?? "");
  return messages;
}

/** Retry-After is not documented. Without it, a limit per day is reset at midnight UTC, and any other is taken to last a minute. */
function tooMany(upstream: Upstream, response: VendorResponse, request: VendorRequest, said: string): VendorError {
  // What neither is LinkedIn's nor says when to come again may stand for anything, as in `classifyByStatus`.
  const isBeforeWork = isLinkedInsRefusal(response) || retryAfterMs(response) !== undefined;
  return new VendorError({
    ...upstream,
    code: "RATE_LIMITED",
    sent: isBeforeWork ? "no" : "maybe",
    status: response.status,
    retryAfterMs: waitMs(response),
    vendorCode: vendorCodeOf(response),
    message: `LinkedIn takes no more of ${request.route} for now: ${said}`,
  });
}

function waitMs(refusal: Pick<VendorResponse, "status" | "text" | "headers" | "receivedAt">): number {
  return retryAfterMs(refusal) ?? (isSpentDay(refusal) ? untilMidnightUtcMs(refusal) : 60_000);
}

/**
 * LinkedIn's gateway refuses a version that has ended or that it does not know, before any work: 426, or the code NONEXISTENT_VERSION
 * (versioning page).
 */
export function isVersionRefused(response: VendorResponse): boolean {
  const { status } = response;
  if (status < 400 || status >= 500) return false;
  return errorIn(response)?.code === NONEXISTENT_VERSION || (status === 426 && isLinkedInsRefusal(response));
}

const NONEXISTENT_VERSION = "NONEXISTENT_VERSION";

function wrongVersion(upstream: Upstream, request: VendorRequest, said: string, { status }: VendorResponse): VendorError {
  const version = request.headers?.["linkedin-version"];
  const what =
    version === undefined ? "takes no calls without a version of its API any more" : `does not have version ${version} of its API`;
  const remedy = nameVariables(upstream, "set LINKEDIN_VERSION to a version that it has");
  const message = `LinkedIn ${what}, so ${request.route} was not done: the operator of this server has to ${remedy} (LinkedIn: ${brief(said)}).`;
  return new VendorError({
    ...upstream,
    code: "UNSUPPORTED",
    sent: "no",
    retryable: false,
    status,
    vendorCode: NONEXISTENT_VERSION,
    message,
  });
}

/** All paths are fixed, and unknown ids are no 404: the base URL is wrong, or LinkedIn has retired this form of the API. */
function wrongPath(upstream: Upstream, request: VendorRequest, said: string): VendorError {
  const remedy = nameVariables(upstream, "Check LINKEDIN_BASE_URL and LINKEDIN_VERSION.");
  const message = `LinkedIn does not have ${request.route} (${said}). ${remedy}`;
  return new VendorError({ ...upstream, code: "UNSUPPORTED", sent: "no", retryable: false, status: 404, message });
}

/** A wrong JSON type and a temporary fault both give 500 (Close Jobs page), so LinkedIn may have acted. */
function brokenDown(upstream: Upstream, request: VendorRequest, said: string): VendorError {
  const message = `LinkedIn answered ${request.route} with 500 (${brief(said)}).`;
  return new VendorError({ ...upstream, code: "UNAVAILABLE", sent: "maybe", status: 500, message });
}

function saidBy(response: VendorResponse): string {
  return cut(errorIn(response)?.message ?? (response.json === undefined ? response.text : "")) || "no reason given";
}

function vendorCodeOf(response: VendorResponse): string {
  const error = errorIn(response);
  return error?.serviceErrorCode ?? error?.code ?? String(response.status);
}

/** The error in the body; undefined where the body is plain text. */
function errorIn(response: VendorResponse) {
  return wireApiError.safeParse(response.json).data;
}

/** The text, long enough to be parsed, but bounded, since a failing vendor may send anything. */
function cut(text: string): string {
  return text.trim().slice(0, 100_000);
}

function brief(text: string): string {
  return text.length > 500 ? `${text.slice(0, 500)}…` : text;
}
