import type { Classifier } from "../../../http/classify.js";
import { classifyByStatus, isJsonObject } from "../../../http/classify.js";
import type { VendorRequest, VendorResponse } from "../../../http/request.js";
import { type Upstream, VendorError } from "../../../http/vendor-error.js";
import { nameVariables } from "../../contract/variables.js";
import { classifyRefusal } from "../greenhouse.errors.js";
import { scopeOf } from "./harvest-v3.scopes.js";
import { wireErrorBody, wireTokenError } from "./harvest-v3.wire.js";

/**
 * Reads Harvest v3's refusals. Their entries come in three forms and are brought into v1's, which the rest of this folder knows.
 *
 * @param scopes those of the token in use, where it tells them.
 */
export function classifyHarvestV3(scopes: () => ReadonlySet<string> | undefined): Classifier {
  return (response, request, upstream) =>
    classifyRefusal(inKnownForm(response), request, upstream, (refused, status) => remedyOf(refused, status, scopes()));
}

/** Whether Greenhouse refuses the token, before it has acted: what a guard on the way answers with 401 may have been done. */
export function refusesToken(response: VendorResponse): boolean {
  return response.status === 401 && isJsonObject(response) && entriesOf(response.json).length > 0;
}

/** A deletion that succeeded has a `message` too. */
function inKnownForm(response: VendorResponse): VendorResponse {
  const errors = response.status < 400 ? [] : entriesOf(response.json);
  return errors.length === 0 ? response : { ...response, json: { errors } };
}

/** `errors` says more than `message`, which is the status in words. */
function entriesOf(json: unknown): { message: string; field?: string }[] {
  const { data } = wireErrorBody.safeParse(json);
  if (data === undefined) return [];
  const entries = data.errors.flatMap(toEntries);
  return entries.length > 0 || !data.message ? entries : [{ message: data.message }];
}

function toEntries(entry: unknown): { message: string; field?: string }[] {
  if (typeof entry === "string") return entry === "" ? [] : [{ message: entry }];
  if (typeof entry !== "object" || entry === null) return [];
  const { message, field } = entry as { message?: unknown; field?: unknown };
  if (typeof message === "string") return [{ message, ...(typeof field === "string" ? { field } : {}) }];
  return Object.entries(entry).flatMap(([name, texts]: [string, unknown]) =>
    [texts].flat().flatMap((text) => (typeof text === "string" ? [{ message: text, field: name }] : [])),
  );
}

/** A 403 does not say which of three things it means (docs, "Authentication"); a token that tells its scopes rules some of them out. */
function remedyOf({ intent, route }: VendorRequest, status: number, scopes: ReadonlySet<string> | undefined): string | undefined {
  if (status !== 403) return undefined;
  const scope = scopeOf(route);
  if (scope !== undefined && scopes !== undefined && !scopes.has(scope)) {
    return `The credential of GREENHOUSE_CLIENT_ID lacks the scope ${scope}: tick it in Greenhouse.`;
  }
  const lacking = scope !== undefined && scopes === undefined ? [`the credential lacks the scope ${scope}`] : [];
  const others =
    intent === "change"
      ? ["the acting user (GREENHOUSE_USER_ID, or the credential's own) may not edit this job", "the organisation has switched this off"]
      : ["the acting user (GREENHOUSE_USER_ID, or the credential's own) is not a Site Admin, as lists require"];
  const causes = [...lacking, ...others];
  return `It means ${causes.length > 1 ? "one of these: " : "that "}${causes.join(", or ")}.`;
}

/** Of what the token endpoint says, the words of OAuth alone are told: its sentences may repeat the client id. */
const OAUTH_WORDS: ReadonlySet<string> = new Set(["invalid_client", "invalid_grant", "invalid_request", "unauthorized_client"]);

/** Reads the refusals of the token endpoint: 400 and 401, by `error` or `message`. */
export function classifyToken(response: VendorResponse, request: VendorRequest, upstream: Upstream): VendorError | undefined {
  const { error, message } = wireTokenError.safeParse(response.json).data ?? {};
  const isRefusal = (response.status === 400 || response.status === 401) && isJsonObject(response) && Boolean(error ?? message);
  if (!isRefusal) {
    const failure = classifyByStatus(upstream, response, request, false);
    return failure && withoutDetails(failure, upstream);
  }
  const word = error && OAUTH_WORDS.has(error) ? error : undefined;
  const about = nameVariables(upstream, word === undefined ? ANY_OF_THEM : (ABOUT[word] ?? CREDENTIALS));
  return new VendorError({
    ...upstream,
    code: "CREDENTIALS_REJECTED",
    sent: "no",
    retryable: false,
    status: response.status,
    vendorCode: word ?? String(response.status),
    vendorRequestId: response.headers["x-request-id"],
    message: `Greenhouse gives no token${word === undefined ? "" : ` (${word})`}. Check ${about}.`,
  });
}

const CREDENTIALS = "GREENHOUSE_CLIENT_ID and GREENHOUSE_CLIENT_SECRET: they must be those of a credential of the type Harvest V3 (OAuth)";

const ABOUT: Record<string, string> = { invalid_grant: "GREENHOUSE_USER_ID: it must be the id of an active user" };

/** A sentence in place of OAuth's word may be about any of the three: which of them it names is nowhere said. */
const ANY_OF_THEM = `${CREDENTIALS}, and GREENHOUSE_USER_ID, where it is set, that of an active user`;

function withoutDetails(
  { code, message, sent, retryable, retryAfterMs, status, vendorRequestId }: VendorError,
  upstream: Upstream,
): VendorError {
  return new VendorError({ ...upstream, code, message, sent, retryable, retryAfterMs, status, vendorRequestId });
}
