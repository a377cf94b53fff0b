import type { StandInResponse } from "../kit/exchange.js";

/** Rest.li marks its error answers with this header (README, "Errors"). */
const ERROR_HEADERS = { "x-restli-error-response": "true" };

/** An error of the API. The token endpoint has OAuth's errors. */
export function apiError(status: number, message: string, extra: { serviceErrorCode?: number; code?: string } = {}): StandInResponse {
  return { status, headers: ERROR_HEADERS, json: { ...extra, message, status } };
}

/** A 400 in plain text, as LinkedIn sends some. */
export function textError(status: number, text: string): StandInResponse {
  return { status, headers: { ...ERROR_HEADERS, "content-type": "text/plain;charset=utf-8" }, text };
}

export function notPermitted(method: string, resource: string): StandInResponse {
  return apiError(403, `Not enough permissions to access: ${method} /${resource}`);
}

/** A refused element inside HTTP 200, which has no id (README, "Write"). */
export function elementError(status: number, message: string): { status: number; error: { status: number; message: string } } {
  return { status, error: { status, message } };
}
