import type { Permission } from "../../schema/common/permission.type.js";
import { UserErrorCode } from "../../schema/common/user-error.type.js";

/** The permission of a change whose vendor could not be asked. */
export function notKnown(): Permission {
  return {
    allowed: false,
    reason: "The vendor could not be asked whether it would take it now. Try again.",
    code: UserErrorCode.UNCERTAIN,
  };
}
