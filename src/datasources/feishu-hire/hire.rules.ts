import { type Job, type JobActions, JobStatus } from "../../schema/job.type.js";
import type { Permission } from "../../schema/permission.type.js";
import { type UserError, UserErrorCode } from "../../schema/user-error.type.js";

/** What Feishu Hire allows by the state of a job: `can` shows it and the changes check it, so that the two agree. */

const ALLOWED: Permission = { allowed: true, reason: null, code: null };

/** A status that this version does not know forbids nothing: Feishu decides. */
export function jobActionsOf(job: Job): JobActions {
  return {
    reopen: job.status === JobStatus.OPEN ? refused(UserErrorCode.ALREADY_OPEN, "The job is open already.") : ALLOWED,
    close: job.status === JobStatus.CLOSED ? refused(UserErrorCode.ALREADY_CLOSED, "The job is closed already.") : ALLOWED,
  };
}

/** A permission that is refused, as the change that it forbids answers it; undefined where it is allowed. */
export function toRefusal(permission: Permission): UserError | undefined {
  if (permission.allowed) return undefined;
  return refusal(permission.code ?? UserErrorCode.CONFLICT, permission.reason ?? "Not allowed now.", "id");
}

/** "当is_never_expired为false时该字段必填且大于当前时间" (page "open"). */
export function expiryRefusal(expiresAt: string | null | undefined, now: number): UserError | undefined {
  if (expiresAt === null || expiresAt === undefined || Date.parse(expiresAt) > now) return undefined;
  return refusal(UserErrorCode.INVALID_INPUT, "expiresAt must lie ahead. Leave it out for a job that is open without end.", "expiresAt");
}

export function noSuchJob(): UserError {
  return refusal(UserErrorCode.NOT_FOUND, "Feishu Hire has no such job.", "id");
}

function refused(code: UserErrorCode, reason: string): Permission {
  return { allowed: false, reason, code };
}

function refusal(code: UserErrorCode, message: string, field: string): UserError {
  return { code, message, field: [field], vendorCode: null, retryable: false };
}
