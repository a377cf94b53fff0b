import type { Permission } from "../../schema/common/permission.type.js";
import { type UserError, UserErrorCode } from "../../schema/common/user-error.type.js";
import { type Prolongation, type Vacancy, type VacancyActions, VacancyStatus } from "../../schema/vacancy/vacancy.type.js";
import { ALLOWED, refused, toRefusal } from "../contract/permissions.js";
import { codeOfRefusal, isPassing, userError } from "./headhunter.errors.js";

/** What HeadHunter allows in each state of a vacancy. */

const NO_SUCH_VACANCY = "HeadHunter has no such vacancy, or the manager may not see it.";

/**
 * `prolongation` is undefined where the state forbids it, so that the vendor need not be asked, and null where the vendor was asked and shows
 * none: anyone can read a published vacancy, and only its managers can read its prolongation.
 */
export function vacancyActionsOf(vacancy: Pick<Vacancy, "status">, prolongation: Prolongation | null | undefined): VacancyActions {
  const { status } = vacancy;
  return {
    prolongate: prolongation === undefined ? stateOfProlonging(status) : prolongationPermission(prolongation),
    update: activeOnly(status, "edited"),
    close: closePermission(status),
    delete: deletePermission(status),
    restore:
      status === VacancyStatus.DELETED
        ? ALLOWED
        : refused(UserErrorCode.CONFLICT, "The vacancy is not deleted, so there is nothing to restore."),
  };
}

function closePermission(status: VacancyStatus): Permission {
  if (status === VacancyStatus.ACTIVE) return ALLOWED;
  const where = status === VacancyStatus.DELETED ? "deleted, and was closed before" : "in the archive already";
  return refused(UserErrorCode.ALREADY_CLOSED, `The vacancy is ${where}.`);
}

/** "Only a vacancy of the archive can be deleted" (page, "Удаление вакансий"). */
function deletePermission(status: VacancyStatus): Permission {
  if (status === VacancyStatus.CLOSED) return ALLOWED;
  return status === VacancyStatus.DELETED
    ? refused(UserErrorCode.CONFLICT, "The vacancy is deleted already.")
    : refused(UserErrorCode.CONFLICT, "The vacancy is published; only one in the archive can be deleted. Close it first.");
}

export function activeOnly(status: VacancyStatus, done: string): Permission {
  if (status === VacancyStatus.ACTIVE) return ALLOWED;
  const where = status === VacancyStatus.DELETED ? "deleted" : "in the archive";
  return refused(UserErrorCode.CONFLICT, `The vacancy is ${where}; only a published one can be ${done}. Publish a new one instead.`);
}

/** Whether the state alone allows a prolongation. */
function stateOfProlonging(status: VacancyStatus): Permission {
  return activeOnly(status, "prolonged");
}

/**
 * Dictionary vacancy_not_prolonged_reason (GET /dictionaries). It changes over time: a reason spelled like a refusal means the same, and an
 * unknown one is a conflict with the vendor's text.
 */
const CODE_OF_REASON: ReadonlyMap<string, UserErrorCode> = new Map(
  Object.entries({
    not_enough_purchased_services: UserErrorCode.NOT_ENOUGH_CREDIT,
    not_enough_division_services: UserErrorCode.NOT_ENOUGH_CREDIT,
    not_enough_quotas: UserErrorCode.QUOTA_EXCEEDED,
    free_prolongation_not_available: UserErrorCode.FORBIDDEN,
    vacancy_publication_disabled_in_area: UserErrorCode.FORBIDDEN,
  }),
);

/** What the ids do not say in every language that HeadHunter's words come in. */
const WORDS_OF_REASON: ReadonlyMap<string, string> = new Map(
  Object.entries({
    vacancy_not_premoderated: "it has not been moderated yet",
    vacancy_archived: "it is in the archive, or was blocked",
    standard_plus_cannot_be_closed: "HeadHunter would have to close its present publication first, which it does not do for this kind",
  }),
);

/** Publications that HeadHunter renews by itself (`standard_plus_…`, `pfp_…`), so that there is nothing to prolong. */
function renewsByItself(reasonId: string | undefined): boolean {
  return reasonId?.endsWith("_updated_automatically") === true;
}

/** What a prolongation leaves behind: it is too early for the next one, or what it was paid with is spent. */
const AFTER_PROLONGATION: ReadonlySet<UserErrorCode> = new Set([
  UserErrorCode.TOO_EARLY,
  UserErrorCode.NOT_ENOUGH_CREDIT,
  UserErrorCode.QUOTA_EXCEEDED,
]);

/** Whether a vacancy that could be prolonged may show this reason because it was. */
export function mayTellOfProlongation(reasonId: string | undefined): boolean {
  return renewsByItself(reasonId) || AFTER_PROLONGATION.has(codeOfReason(reasonId));
}

export function codeOfReason(reasonId: string | undefined): UserErrorCode {
  if (reasonId === undefined) return UserErrorCode.CONFLICT;
  if (reasonId.startsWith("too_early")) return UserErrorCode.TOO_EARLY;
  return CODE_OF_REASON.get(reasonId) ?? codeOfRefusal(reasonId) ?? UserErrorCode.CONFLICT;
}

/** The prolongation of a vacancy whose prolongation HeadHunter does not show to this manager. */
export const NOT_OURS_TO_PROLONG: Prolongation = {
  allowed: false,
  reason: { id: "not_found", name: NO_SUCH_VACANCY },
  expiresAt: null,
};

function prolongationPermission(prolongation: Prolongation | null): Permission {
  if (prolongation === null) return refused(UserErrorCode.NOT_FOUND, NO_SUCH_VACANCY);
  const { allowed, reason } = prolongation;
  if (allowed) return ALLOWED;
  if (renewsByItself(reason?.id)) {
    return refused(UserErrorCode.CONFLICT, "HeadHunter renews this publication by itself: there is nothing to prolong.");
  }
  const words = WORDS_OF_REASON.get(reason?.id ?? "") ?? reason?.name ?? reason?.id ?? "HeadHunter does not say why.";
  return refused(codeOfReason(reason?.id), `HeadHunter does not prolong it now: ${words}`);
}

/** Why a prolongation is not sent; undefined where it may be. */
export function prolongationRefusal(prolongation: Prolongation): UserError | undefined {
  const refusal = toRefusal(prolongationPermission(prolongation));
  if (refusal === undefined) return undefined;
  return { ...refusal, vendorCode: prolongation.reason?.id ?? null, retryable: isPassing(refusal.code) };
}

export function notFound(field: string[] = ["id"]): UserError {
  return userError(UserErrorCode.NOT_FOUND, NO_SUCH_VACANCY, field);
}
