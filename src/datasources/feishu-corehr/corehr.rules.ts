import type { JobActions } from "../../schema/job.type.js";
import type { Permission } from "../../schema/permission.type.js";
import { UserErrorCode } from "../../schema/user-error.type.js";

/** A job profile is put in and out of use by versions of it, which this graph reads and does not write. */
export function jobActionsOf(): JobActions {
  return {
    reopen: refused("A job profile is not reopened: in Feishu CoreHR a new version of it is made active."),
    close: refused("A job profile is not closed: in Feishu CoreHR a new version of it is made inactive."),
  };
}

function refused(reason: string): Permission {
  return { allowed: false, reason, code: UserErrorCode.UNSUPPORTED_BY_VENDOR };
}
