import { userError } from "../../../../src/datasources/contract/user-errors.js";
import { classifyByStatus } from "../../../../src/http/classify.js";
import type { VendorRequest, VendorResponse } from "../../../../src/http/request.js";
import { type SentState, type Upstream, VendorError, type VendorErrorCode } from "../../../../src/http/vendor-error.js";
import { type UserError, UserErrorCode } from "../../../../src/schema/common/user-error.type.js";
import { type WireRefusal, wireRefusal } from "./noticeboard.wire.js";

/** README, "Refusals". An answer without that form may be a proxy's: it proves nothing. */
export function classifyNoticeboard(response: VendorResponse, request: VendorRequest, upstream: Upstream): VendorError | undefined {
  const read = wireRefusal.safeParse(response.json);
  const { status } = response;
  if (!read.success || status < 400 || status >= 500 || status === 429) return classifyByStatus(upstream, response, request, read.success);
  return refusalError(upstream, read.data.error, response);
}

/** A refusal as an error; `response`: the answer that it stands in, which of a bulk request is a 200. */
export function refusalError({ vendor, account }: Upstream, refusal: WireRefusal, { status, headers }: VendorResponse): VendorError {
  const { code, sent } = READINGS[refusal.code] ?? REJECTED;
  return new VendorError({
    vendor,
    account,
    code,
    sent,
    status,
    message: `Noticeboard refused it: ${refusal.message || refusal.code}`,
    vendorCode: refusal.code,
    vendorRequestId: headers["x-request-id"],
    details: refusal,
  });
}

interface Reading {
  code: VendorErrorCode;
  sent: SentState;
}

const REJECTED: Reading = { code: "REJECTED", sent: "yes" };

const READINGS: Record<string, Reading> = {
  // Before any work.
  bad_token: { code: "CREDENTIALS_REJECTED", sent: "no" },
  unknown_notice: { code: "NOT_FOUND", sent: "yes" },
};

const EXPLANATIONS: Record<string, { code: UserErrorCode; message: string; field?: string[]; retryable?: boolean }> = {
  no_credit: {
    code: UserErrorCode.NOT_ENOUGH_CREDIT,
    message: "No credits are left at Noticeboard. Buy some there, then ask again.",
    retryable: true,
  },
  closed_already: { code: UserErrorCode.ALREADY_CLOSED, message: "The notice is closed already.", field: ["id"] },
  unknown_notice: { code: UserErrorCode.NOT_FOUND, message: "Noticeboard has no such notice.", field: ["id"] },
};

/** The fields of a posting's body, as the input calls them. */
const INPUT_FIELDS: Record<string, string[]> = {
  title: ["name"],
  text: ["description"],
  reference: ["code"],
  pay: ["salary"],
  place: ["noticeboard", "place"],
  days: ["noticeboard", "days"],
};

/** A refusal in words for people; undefined where it is not about the caller's input or the notice. */
export function explainNoticeboard({ vendorCode, message, details }: VendorError): UserError[] | undefined {
  const known = EXPLANATIONS[vendorCode ?? ""];
  if (known !== undefined) return [userError(known.code, known.message, { ...known, vendorCode })];
  const field = INPUT_FIELDS[(details as WireRefusal | undefined)?.field ?? ""];
  return field === undefined ? undefined : [userError(UserErrorCode.INVALID_INPUT, message, { field, vendorCode })];
}
