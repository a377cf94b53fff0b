import { VendorError } from "../../http/vendor-error.js";
import { type UserError, UserErrorCode } from "../../schema/common/user-error.type.js";

/** Why a change was not made. By default it names no field and no vendor code, and the same change would fail again. */
export function userError(
  code: UserErrorCode,
  message: string,
  { field = null, vendorCode = null, retryable = false }: Partial<Pick<UserError, "field" | "vendorCode" | "retryable">> = {},
): UserError {
  return { code, message, field, vendorCode, retryable };
}

/** A refusal that the vendor's own `explain` does not cover. */
export function explainGenerally({ code, message, vendorCode, retryable }: VendorError): UserError {
  return userError(GENERAL_CODES.get(code) ?? UserErrorCode.REJECTED_BY_VENDOR, message, { vendorCode, retryable });
}

const GENERAL_CODES: ReadonlyMap<string, UserErrorCode> = new Map([
  ["ACCESS_DENIED", UserErrorCode.FORBIDDEN],
  ["NOT_FOUND", UserErrorCode.NOT_FOUND],
]);

/** The error of one change of a list that was not sent because the vendor could not be asked. An internal error is only logged. */
export function notSentError(error: Error, field: string[]): UserError {
  if (!(error instanceof VendorError)) {
    const message = "Not sent: this server failed to check it. Its operator finds the cause in the log.";
    return userError(UserErrorCode.REJECTED_BY_VENDOR, message, { field, retryable: true });
  }
  const code = error.code === "UNSUPPORTED" ? UserErrorCode.UNSUPPORTED_BY_VENDOR : UserErrorCode.REJECTED_BY_VENDOR;
  return { ...explainGenerally(error), code, message: `Not sent: ${error.message}`, field };
}
