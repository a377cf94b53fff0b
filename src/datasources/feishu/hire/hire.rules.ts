import { type UserError, UserErrorCode } from "../../../schema/common/user-error.type.js";
import { type Job, type JobActions, JobStatus } from "../../../schema/job/job.type.js";
import { ALLOWED, refused } from "../../contract/permissions.js";
import { userError } from "../../contract/user-errors.js";

/** What Feishu Hire allows in each state of a job. */

/** An unknown status forbids nothing: Feishu decides. */
export function jobActionsOf(job: Job): JobActions {
  return {
    reopen: job.status === JobStatus.OPEN ? refused(UserErrorCode.ALREADY_OPEN, "The job is open already.") : ALLOWED,
    close: job.status === JobStatus.CLOSED ? refused(UserErrorCode.ALREADY_CLOSED, "The job is closed already.") : ALLOWED,
  };
}

/** "当is_never_expired为false时该字段必填且大于当前时间" (page "open"). */
export function expiryRefusal(expiresAt: string | null | undefined, now: number): UserError | undefined {
  if (expiresAt === null || expiresAt === undefined || Date.parse(expiresAt) > now) return undefined;
  const message = "expiresAt must lie ahead. Leave it out for a job that is open without end.";
  return userError(UserErrorCode.INVALID_INPUT, message, { field: ["expiresAt"] });
}

export function noSuchJob(): UserError {
  return userError(UserErrorCode.NOT_FOUND, "Feishu Hire has no such job.", { field: ["id"] });
}
