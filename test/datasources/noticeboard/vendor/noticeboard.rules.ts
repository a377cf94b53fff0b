import { ALLOWED, refused } from "../../../../src/datasources/contract/permissions.js";
import { userError } from "../../../../src/datasources/contract/user-errors.js";
import { type UserError, UserErrorCode } from "../../../../src/schema/common/user-error.type.js";
import { type Vacancy, type VacancyActions, VacancyStatus } from "../../../../src/schema/vacancy/vacancy.type.js";
import { MAX_TITLE } from "./noticeboard.policy.js";
import type { WirePosting } from "./noticeboard.wire.js";

/** What Noticeboard allows by the state of a notice: `can` shows it, and the changes check it. A state that is not known forbids nothing. */
export function vacancyActionsOf({ status }: Pick<Vacancy, "status">): VacancyActions {
  return {
    prolongate: refused(
      UserErrorCode.UNSUPPORTED_BY_VENDOR,
      "A notice at Noticeboard cannot be prolonged. Publish it anew once it has ended.",
    ),
    update: refused(UserErrorCode.UNSUPPORTED_BY_VENDOR, "A notice at Noticeboard cannot be edited. Close it and publish it anew."),
    close: status === VacancyStatus.CLOSED ? refused(UserErrorCode.ALREADY_CLOSED, "The notice is closed already.") : ALLOWED,
    delete: refused(UserErrorCode.UNSUPPORTED_BY_VENDOR, "Noticeboard has no bin: a notice can only be closed."),
    restore: refused(UserErrorCode.UNSUPPORTED_BY_VENDOR, "Noticeboard has no bin. A closed notice is published anew."),
  };
}

/** Why Noticeboard would not take a posting (README, "Posting"); empty where it would. */
export function postingFaults(posting: Pick<WirePosting, "title">, salary: { gross?: boolean | null } | null | undefined): UserError[] {
  const faults: UserError[] = [];
  if ([...posting.title].length > MAX_TITLE) {
    faults.push(
      userError(UserErrorCode.INVALID_INPUT, `Noticeboard takes titles of ${MAX_TITLE} characters at most.`, { field: ["name"] }),
    );
  }
  if (salary?.gross === false) {
    const message = "Noticeboard shows pay before tax. Give it so, and leave gross out.";
    faults.push(userError(UserErrorCode.INVALID_INPUT, message, { field: ["salary", "gross"] }));
  }
  return faults;
}

export function noSuchNotice(): UserError {
  return userError(UserErrorCode.NOT_FOUND, "Noticeboard has no such notice.", { field: ["id"] });
}
