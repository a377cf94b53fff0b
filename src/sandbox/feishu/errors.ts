import type { StandInResponse } from "../kit/exchange.js";

interface VendorError {
  status: number;
  msg: string;
}

/** HTTP status and message by code (README, "Answers and errors"; hire/README, "Errors"; corehr/README, "Timeline"). */
const VENDOR_ERRORS: Readonly<Record<number, VendorError>> = {
  2200: { status: 500, msg: "internal error" },
  99991400: { status: 429, msg: "request trigger frequency limit" },
  99991661: { status: 400, msg: "Missing access token for authorization. Please make a request with token attached." },
  99991663: { status: 400, msg: "Invalid access token for authorization. Please make a request with token attached." },
  99991668: { status: 400, msg: "Invalid access token for authorization. The user access token is invalid." },
  99991671: { status: 400, msg: "Invalid access token for authorization. It must start with t- or u-." },
  99991672: { status: 400, msg: "Access denied." },
  99992402: { status: 400, msg: "field validation failed" },
  1002001: { status: 500, msg: "system error" },
  1002002: { status: 400, msg: "invalid parameter" },
  1002601: { status: 400, msg: "job does not exist" },
  1002609: { status: 400, msg: "job is closed" },
  1002613: { status: 400, msg: "syncing jobs through the API is not enabled" },
  1002616: { status: 400, msg: "job has been reopened" },
  1160001: { status: 400, msg: "param is invalid" },
  1160104: { status: 400, msg: "record does not exist" },
  1160107: { status: 400, msg: "param is invalid" },
  1161204: { status: 503, msg: "Request timeout" },
  1161604: { status: 429, msg: "QPS over limit" },
};

export interface ErrorDetails {
  status?: number;
  msg?: string;
  headers?: Record<string, string>;
  /** Further keys of `error`, such as `field_violations`. */
  error?: Record<string, unknown>;
}

/** Feishu's error envelope. Its key for the log id is `log_id`, not the documented `logid` (README, "Answers and errors"). */
export function errorAnswer(code: number, logId: string, details: ErrorDetails = {}): StandInResponse {
  const known = VENDOR_ERRORS[code] ?? { status: 400, msg: "unknown error" };
  return {
    status: details.status ?? known.status,
    headers: details.headers,
    json: {
      code,
      msg: details.msg ?? known.msg,
      error: {
        log_id: logId,
        troubleshooter: `Troubleshooting: https://open.feishu.cn/search?log_id=${logId}&code=${code}`,
        ...details.error,
      },
    },
  };
}
