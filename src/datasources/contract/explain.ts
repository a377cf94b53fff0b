import type { VendorError } from "../../http/vendor-error.js";
import { type UserError, UserErrorCode } from "../../schema/common/user-error.type.js";

/** A refusal that the vendor's own explanation does not cover, in the words of the contract. */
export function explainGenerally(error: VendorError): UserError {
  const code =
    error.code === "ACCESS_DENIED"
      ? UserErrorCode.FORBIDDEN
      : error.code === "NOT_FOUND"
        ? UserErrorCode.NOT_FOUND
        : UserErrorCode.REJECTED_BY_VENDOR;
  return { code, message: error.message, vendorCode: error.vendorCode ?? null, retryable: error.retryable, field: null };
}
