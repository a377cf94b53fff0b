import type { StandInResponse } from "../kit/exchange.js";
import type { FieldViolation } from "./routes.js";

interface VendorError {
  status: number;
  msg: string;
}

/** HTTP status and message by code (README, "Answers and errors"; hire/README, "Errors"; corehr/README, "Timeline"). */
const VENDOR_ERRORS: Readonly<Record<number, VendorError>> = {
  2200: { status: 500, msg: "internal error" },
  99991400: { status: 429, msg: "request trigger frequency limit" },
  99991403: { status: 400, msg: "The monthly number of API calls of the tenant is used up." },
  99991661: { status: 400, msg: "Missing access token for authorization. Please make a request with token attached." },
  99991663: { status: 400, msg: "Invalid access token for authorization. Please make a request with token attached." },
  99991668: { status: 400, msg: "Invalid access token for authorization. The user access token is invalid." },
  99991671: { status: 400, msg: "Invalid access token for authorization. It must start with t- or u-." },
  99991672: { status: 400, msg: "Access denied." },
  99992351: { status: 400, msg: "an id does not exist" },
  99992402: { status: 400, msg: "field validation failed" },
  1002001: { status: 500, msg: "system error" },
  1002002: { status: 400, msg: "invalid parameter" },
  1002502: { status: 400, msg: "website does not exist" },
  1002509: { status: 404, msg: "job post is not on the website" },
  1002601: { status: 400, msg: "job does not exist" },
  1002609: { status: 400, msg: "job is closed" },
  1002613: { status: 400, msg: "syncing jobs through the API is not enabled" },
  1002616: { status: 400, msg: "job has been reopened" },
  1002624: { status: 400, msg: "advertisement does not exist" },
  1160001: { status: 400, msg: "param is invalid" },
  1160104: { status: 400, msg: "record does not exist" },
  1160107: { status: 400, msg: "param is invalid" },
  1161204: { status: 503, msg: "Request timeout" },
  1161604: { status: 429, msg: "QPS over limit" },
};

/**
 * How errors are written. "seen" is what the gateway has been seen to send, "documented" is the form of the vendor's pages: `logid`, the value
 * of a violated field, and the scope with a link.
 */
export type ErrorForm = "seen" | "documented";

export interface ErrorDetails {
  status?: number;
  msg?: string;
  headers?: Record<string, string>;
  violations?: readonly (FieldViolation & { value: string })[];
  /** Scopes, any one of which the app lacks. */
  missingScopes?: readonly string[];
}

/** Feishu's error envelope (README, "Answers and errors"). */
export function errorAnswer(code: number, logId: string, form: ErrorForm, details: ErrorDetails = {}): StandInResponse {
  const known = VENDOR_ERRORS[code] ?? { status: 400, msg: "unknown error" };
  return {
    status: details.status ?? known.status,
    headers: details.headers,
    json: {
      code,
      msg: details.msg ?? known.msg,
      error: {
        [form === "seen" ? "log_id" : "logid"]: logId,
        troubleshooter: `Troubleshooting: https://open.feishu.cn/search?log_id=${logId}&code=${code}`,
        ...violationsOf(details, form),
      },
    },
  };
}

function violationsOf({ violations, missingScopes }: ErrorDetails, form: ErrorForm): Record<string, unknown> {
  if (violations !== undefined) {
    const seen = violations.map(({ field, description }) => ({ field, description }));
    return { field_violations: form === "seen" ? seen : violations };
  }
  if (missingScopes === undefined) return {};
  if (form === "seen") return { permission_violations: missingScopes.map((subject) => ({ type: "action_scope_required", subject })) };
  const url = "https://open.feishu.cn/app/cli_sandbox/auth";
  return {
    permission_violations: missingScopes.map((scope) => ({ scope, url: `${url}?q=${scope}` })),
    helps: [{ url, description: "Grant the scope" }],
  };
}
