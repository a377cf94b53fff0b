import { VendorError } from "../../http/vendor-error.js";
import { type UserError, UserErrorCode } from "../../schema/common/user-error.type.js";

/** Why a change was not made. Left out: it is about no single field, in no words of the vendor's, and the same change fails again. */
export function userError(
  code: UserErrorCode,
  message: string,
  { field = null, vendorCode = null, retryable = false }: Partial<Pick<UserError, "field" | "vendorCode" | "retryable">> = {},
): UserError {
  return { code, message, field, vendorCode, retryable };
}

/** A refusal that the vendor's own explanation does not cover, in the words of the contract. */
export function explainGenerally({ code, message, vendorCode, retryable }: VendorError): UserError {
  return userError(GENERAL_CODES.get(code) ?? UserErrorCode.REJECTED_BY_VENDOR, message, { vendorCode, retryable });
}

const GENERAL_CODES: ReadonlyMap<string, UserErrorCode> = new Map([
  ["ACCESS_DENIED", UserErrorCode.FORBIDDEN],
  ["NOT_FOUND", UserErrorCode.NOT_FOUND],
]);

/** Of one change of a list, which was not sent because the vendor could not be asked. A fault of ours stays in the log. */
export function notSentError(error: Error, field: string[]): UserError {
  if (!(error instanceof VendorError)) {
    const message = "Not sent: this server failed to check it. Its operator finds the cause in the log.";
    return userError(UserErrorCode.REJECTED_BY_VENDOR, message, { field, retryable: true });
  }
  const code = error.code === "UNSUPPORTED" ? UserErrorCode.UNSUPPORTED_BY_VENDOR : UserErrorCode.REJECTED_BY_VENDOR;
  return { ...explainGenerally(error), code, message: `Not sent: ${error.message}`, field };
}
