import type { CodeTable } from "../feishu.errors.js";

/** Codes of CoreHR's pages about jobs and related records. All of them answer reads, which may be repeated. */
export const COREHR_CODES: CodeTable = {
  1160001: { code: "REJECTED", sent: "yes" },
  1160104: { code: "NOT_FOUND", sent: "yes" },
  1160107: { code: "REJECTED", sent: "yes" },
  1161204: { code: "TIMEOUT", sent: "maybe" },
  // CoreHR's own limiter behind the gateway's, without the gateway's headers.
  1161604: { code: "RATE_LIMITED", sent: "no" },
};
