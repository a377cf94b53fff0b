import type { Permission } from "../../schema/common/permission.type.js";
import { type UserError, UserErrorCode } from "../../schema/common/user-error.type.js";
import { userError } from "./user-errors.js";

/** The results of a vendor's rules: `can` shows them and changes refuse by them, so that both agree. */

export const ALLOWED: Permission = { allowed: true, reason: null, code: null };

export function refused(code: UserErrorCode, reason: string): Permission {
  return { allowed: false, reason, code };
}

/** A refused permission as the refusal of the change; undefined where the change is allowed. */
export function toRefusal(permission: Permission, field: string[] | null = null, retryable = false): UserError | undefined {
  if (permission.allowed) return undefined;
  return userError(permission.code ?? UserErrorCode.CONFLICT, permission.reason ?? "Not allowed now.", { field, retryable });
}
