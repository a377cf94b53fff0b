import type { Permission } from "../../schema/common/permission.type.js";
import { type UserError, UserErrorCode } from "../../schema/common/user-error.type.js";
import { type Job, type JobActions, JobStatus } from "../../schema/job/job.type.js";
import { type Opening, type OpeningActions, OpeningStatus } from "../../schema/opening/opening.type.js";
import { ALLOWED, refused } from "../contract/permissions.js";
import { userError } from "../contract/user-errors.js";

/** What Greenhouse allows in each state of a record. */

export function openingActionsOf(opening: Opening): OpeningActions {
  const open = opening.status === OpeningStatus.OPEN;
  return {
    close: open ? ALLOWED : refused(UserErrorCode.ALREADY_CLOSED, "The opening is closed already."),
    reopen: open ? refused(UserErrorCode.ALREADY_OPEN, "The opening is open already.") : ALLOWED,
    delete: deletePermission(opening),
  };
}

/** Of a server that may change nothing; `setting`: the operator's variable that would let it. */
export function readOnlyActions(setting: string): OpeningActions {
  const permission = refused(UserErrorCode.UNSUPPORTED_BY_VENDOR, readOnlyReason(setting));
  return { close: permission, reopen: permission, delete: permission };
}

export function readOnlyReason(setting: string): string {
  return `This server may only read Greenhouse: its operator has not set ${setting}.`;
}

/** "Only closed, unfilled openings" (Job openings page, DELETE v2). */
function deletePermission(opening: Opening): Permission {
  if (opening.status === OpeningStatus.OPEN)
    return refused(UserErrorCode.CONFLICT, "The opening is open; only a closed one can be deleted. Close it first.");
  if (opening.applicationId !== null) return refused(UserErrorCode.CONFLICT, "The opening was filled by a hire; Greenhouse keeps those.");
  return ALLOWED;
}

/** PATCH /v1/jobs/{id} has no status: a job opens and closes with its openings, so neither change is allowed in any state. */
export function jobActionsOf({ status }: Pick<Job, "status">): JobActions {
  const reopening = "Greenhouse opens a job through its openings: reopen one of them (reopenOpening), or create one.";
  const closing = "Greenhouse closes a job with its last open opening: close its openings (closeOpening).";
  return {
    reopen: refused(UserErrorCode.UNSUPPORTED_BY_VENDOR, status === JobStatus.OPEN ? "The job is open already." : reopening),
    close: refused(UserErrorCode.UNSUPPORTED_BY_VENDOR, status === JobStatus.CLOSED ? "The job is closed already." : closing),
  };
}

export function notFound(field: string[], what = "opening"): UserError {
  return userError(UserErrorCode.NOT_FOUND, `Greenhouse has no such ${what}.`, { field });
}

export function invalidInput(message: string, field: string[]): UserError {
  return userError(UserErrorCode.INVALID_INPUT, message, { field });
}

/** Whether an input field is missing or null, which means that it is not changed. */
export function isMissing<Value>(value: Value | null | undefined): value is null | undefined {
  return value === null || value === undefined;
}
