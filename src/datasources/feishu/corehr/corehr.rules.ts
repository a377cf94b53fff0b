import { UserErrorCode } from "../../../schema/common/user-error.type.js";
import type { JobActions } from "../../../schema/job/job.type.js";
import { refused } from "../../contract/permissions.js";

/** Versions of a job profile put it in and out of use; this graph reads them and does not write them. */
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
