import { type Classifier, classifyByStatus } from "../../http/classify.js";
import type { VendorResponse } from "../../http/request.js";
import { announcedWaitMs } from "../../http/retry-after.js";
import { type SentState, type Upstream, VendorError, type VendorErrorCode } from "../../http/vendor-error.js";
import { nameVariables } from "../contract/variables.js";
import { type Envelope, envelopeOf, logIdOf, withLogId } from "./feishu.envelope.js";
import { renewalAfter, renewalSentence } from "./quota/feishu.month.js";

/** The meaning of one of Feishu's codes. */
interface CodeReading {
  code: VendorErrorCode;
  /** "no" where the gateway refused before any work; "maybe" where the work may have been done. */
  sent: SentState;
  retryable?: boolean;
  /** The remedy, for people. */
  remedy?: string;
}

export type CodeTable = Readonly<Record<number, CodeReading>>;

/** The wait where a limiter names none (1161604 has no such header): by then every limit per second is reset. */
const UNTOLD_RESET_MS = 1_000;

const CHECK_APP = "Check FEISHU_APP_ID and FEISHU_APP_SECRET, and that the app is enabled.";
const credentials = (remedy: string): CodeReading => ({ code: "CREDENTIALS_REJECTED", sent: "no", remedy });

/** The gateway's codes, and those that both products share. HTTP statuses decide nothing: an expired token is a 400. */
const GATEWAY_CODES: CodeTable = {
  2200: { code: "UNAVAILABLE", sent: "maybe" },
  99991400: { code: "RATE_LIMITED", sent: "no" },
  99991401: { code: "ACCESS_DENIED", sent: "no", remedy: "This server's address is not in the app's IP allowlist." },
  99991543: credentials(CHECK_APP),
  99991661: credentials("The request went out without a token: a fault of this server."),
  99991662: credentials("The app is disabled; an administrator of the tenant enables it."),
  99991663: credentials("Feishu refused a token it had just given. Check that the app is enabled and published."),
  99991664: credentials("Feishu refused a token it had just given. Check that the app is enabled and published."),
  99991665: credentials("Feishu refused a token it had just given. Check that the app is enabled and published."),
  99991668: credentials("Feishu took the token for a user's: a fault of this server."),
  99991671: credentials("Feishu refused the form of a token it had just given."),
  99991672: { code: "ACCESS_DENIED", sent: "yes", remedy: "Grant the app the scope in the developer console and publish it." },
  99991673: { code: "ACCESS_DENIED", sent: "yes", remedy: "The app is not installed, or not usable, in this tenant." },
  99991676: { code: "ACCESS_DENIED", sent: "yes", remedy: "The app's token lacks the permission." },
  99991677: credentials("Feishu took the token for a user's: a fault of this server."),
  99992402: { code: "REJECTED", sent: "yes" },
};

/** The calls of the month are used up, of all apps of the tenant together. */
export const SPENT_CODE = 99991403;

/** Refusals of the token endpoint, which come with HTTP 200. */
export const TOKEN_CODES: CodeTable = Object.fromEntries(
  [10003, 10005, 10012, 10013, 10014, 10015].map((code) => [code, credentials(CHECK_APP)]),
);

/** The token is refused before any work, so the call may be repeated with another token. */
const REFUSED_TOKEN: ReadonlySet<number> = new Set([99991663, 99991664, 99991665, 99991671]);

export function refusesToken(response: VendorResponse): boolean {
  const code = envelopeOf(response)?.code;
  return code !== undefined && REFUSED_TOKEN.has(code);
}

/** Classifies by HTTP status and code together: either may report a failure while the other reports success. */
export function classifyFeishu(productCodes: CodeTable): Classifier {
  return (response, request, upstream) => {
    if (saysSpent(response)) return monthSpent(upstream, response, request.route);
    const envelope = envelopeOf(response);
    if (envelope === undefined && response.status === 404) return noSuchPath(upstream, response, request.route);
    const reading = envelope && (productCodes[envelope.code] ?? GATEWAY_CODES[envelope.code] ?? readUnknown(envelope, response.status));
    if (envelope === undefined || reading === undefined) return classifyByStatus(upstream, withLogId(response), request, false);
    const said = [sayingOf(envelope), nameVariables(upstream, reading.remedy ?? "")].filter((part) => part !== "").join(" ");
    return new VendorError({
      ...upstream,
      code: reading.code,
      sent: reading.sent,
      retryable: reading.retryable,
      status: response.status,
      message: `Feishu refused ${request.route} (code ${envelope.code}): ${said}`,
      retryAfterMs: reading.code === "RATE_LIMITED" ? (resetAfterMs(response) ?? UNTOLD_RESET_MS) : undefined,
      vendorCode: String(envelope.code),
      vendorRequestId: logIdOf(response),
      details: response.json,
    });
  };
}

/** Whatever the HTTP status, and wherever an answer carries its code: no page shows this refusal, and every API may give it. */
export function saysSpent({ json }: Pick<VendorResponse, "json">): boolean {
  return [codeIn(json), codeIn(part(json, "error")), codeIn(part(json, "data"))].includes(String(SPENT_CODE));
}

function codeIn(value: unknown): string | undefined {
  const code = part(value, "code");
  return typeof code === "number" || typeof code === "string" ? String(code) : undefined;
}

function part(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>)[key] : undefined;
}

/** Refused before any work, so a change was not made. */
function monthSpent(upstream: Upstream, response: VendorResponse, route: string): VendorError {
  const resetsAt = renewalAfter(response);
  return new VendorError({
    ...upstream,
    code: "RATE_LIMITED",
    sent: "no",
    status: response.status,
    message: `Feishu refused ${route} (code ${SPENT_CODE}): the calls of this month are used up, of all apps of the tenant together. ${renewalSentence(resetsAt)}`,
    retryAfterMs: resetsAt - response.receivedAt,
    resetsAt,
    vendorCode: String(SPENT_CODE),
    vendorRequestId: logIdOf(response),
    details: response.json,
  });
}

/** The gateway answers an unknown path with this text. A 404 with another text is not the gateway's. Neither is about the record. */
export function isGatewaysNoSuchPath({ status, text }: VendorResponse): boolean {
  return status === 404 && text.trim() === "404 page not found";
}

function noSuchPath(upstream: Upstream, response: VendorResponse, route: string): VendorError {
  return new VendorError({
    ...upstream,
    code: "BAD_RESPONSE",
    sent: isGatewaysNoSuchPath(response) ? "no" : "maybe",
    status: response.status,
    message: `There is no ${route} at the address that stands for Feishu: check ${nameVariables(upstream, "FEISHU_BASE_URL")}.`,
    vendorRequestId: logIdOf(response),
  });
}

/**
 * Codes outside the tables. A 5xx may have acted; any other refusal has not. No unknown code means that a record does not exist.
 * Undefined for answers that may not be Feishu's: the code of success, an HTTP status as code, or a code without a message.
 */
function readUnknown({ code, msg }: Envelope, status: number): CodeReading | undefined {
  if (code === 0 || code === status || typeof msg !== "string") return undefined;
  if (status >= 500) return { code: "UNAVAILABLE", sent: "maybe" };
  if (status === 429) return { code: "RATE_LIMITED", sent: "no" };
  return { code: "REJECTED", sent: "yes" };
}

/** Milliseconds until the limit is reset; undefined where CoreHR's own limiter names none. */
export function resetAfterMs(response: Pick<VendorResponse, "headers" | "receivedAt">): number | undefined {
  return announcedWaitMs(response, response.headers["x-ogw-ratelimit-reset"]);
}

export function isRateLimit(response: VendorResponse): boolean {
  return envelopeOf(response)?.code === 99991400;
}

/** Feishu's message with the parameters at fault or the missing scopes. Addresses are left out. */
function sayingOf({ msg, error }: Envelope): string {
  const fields = (error?.field_violations ?? []).map(({ field, description }) => [field, description].filter(Boolean).join(": "));
  const scopes = (error?.permission_violations ?? []).flatMap(({ subject, scope }) => subject ?? scope ?? []);
  const about = [...fields, ...(scopes.length === 0 ? [] : [`scope ${scopes.join(" or ")}`])];
  const words = (msg ?? "").replaceAll(/https?:\/\/\S+/g, "").trim();
  return `${[words, ...about].filter((part) => part !== "").join("; ")}.`.replace(/\.\.$/, ".");
}
