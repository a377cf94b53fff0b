import type { StandInResponse } from "../kit/exchange.js";

/** Rest.li marks its error answers with this header (README, "Errors"). */
const ERROR_HEADERS = { "x-restli-error-response": "true" };

/** An error of the API; the token endpoint's follow OAuth. */
export function apiError(status: number, message: string, extra: { serviceErrorCode?: number; code?: string } = {}): StandInResponse {
  return { status, headers: ERROR_HEADERS, json: { ...extra, message, status } };
}

/** Some 400s are plain text. */
export function textError(status: number, text: string): StandInResponse {
  return { status, headers: { ...ERROR_HEADERS, "content-type": "text/plain;charset=utf-8" }, text };
}

export function notPermitted(method: string, resource: string): StandInResponse {
  return apiError(403, `Not enough permissions to access: ${method} /${resource}`);
}

/** What a refused element looks like inside HTTP 200: no id (README, "Write"). */
export function elementError(status: number, message: string): { status: number; error: { status: number; message: string } } {
  return { status, error: { status, message } };
}
