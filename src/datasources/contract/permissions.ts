import type { Permission } from "../../schema/common/permission.type.js";
import { type UserError, UserErrorCode } from "../../schema/common/user-error.type.js";
import { userError } from "./user-errors.js";

/** What a vendor's rules answer with: `can` shows it, and the changes refuse by it, so that the two agree. */

export const ALLOWED: Permission = { allowed: true, reason: null, code: null };

export function refused(code: UserErrorCode, reason: string): Permission {
  return { allowed: false, reason, code };
}

/** A permission that is refused, as the change that it forbids answers it; undefined where it is allowed. */
export function toRefusal(permission: Permission, field: string[] | null = null, retryable = false): UserError | undefined {
  if (permission.allowed) return undefined;
  return userError(permission.code ?? UserErrorCode.CONFLICT, permission.reason ?? "Not allowed now.", { field, retryable });
}
