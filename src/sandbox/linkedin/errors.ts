import type { StandInResponse } from "../kit/exchange.js";

/** Rest.li marks its error answers with this header (sheet 7). */
const ERROR_HEADERS = { "x-restli-error-response": "true" };

/** An error of the API: other than the token endpoint's, which speaks OAuth (trap 25). */
export function apiError(status: number, message: string, extra: { serviceErrorCode?: number; code?: string } = {}): StandInResponse {
  return { status, headers: ERROR_HEADERS, json: { ...extra, message, status } };
}

/** Some 400s are plain text (sheet 7). */
export function textError(status: number, text: string): StandInResponse {
  return { status, headers: { ...ERROR_HEADERS, "content-type": "text/plain;charset=utf-8" }, text };
}

export function notPermitted(method: string, resource: string): StandInResponse {
  return apiError(403, `Not enough permissions to access: ${method} /${resource}`);
}

/** What a refused element looks like inside HTTP 200: no id (sheet 3.1). */
export function elementError(status: number, message: string): { status: number; error: { status: number; message: string } } {
  return { status, error: { status, message } };
}
