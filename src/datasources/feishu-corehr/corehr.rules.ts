import type { JobActions } from "../../schema/job.type.js";
import { UserErrorCode } from "../../schema/user-error.type.js";
import { refused } from "../permissions.js";

/** A job profile is put in and out of use by versions of it, which this graph reads and does not write. */
export function jobActionsOf(): JobActions {
  return {
    reopen: refused(
      UserErrorCode.UNSUPPORTED_BY_VENDOR,
      "A job profile is not reopened: in Feishu CoreHR a new version of it is made active.",
    ),
    close: refused(
      UserErrorCode.UNSUPPORTED_BY_VENDOR,
      "A job profile is not closed: in Feishu CoreHR a new version of it is made inactive.",
    ),
  };
}
