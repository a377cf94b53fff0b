import type { CallScope, VendorResponse } from "../../../http/request.js";
import { asUnsent } from "../../../http/vendor-error.js";
import { type VacancyActions, VacancyStatus } from "../../../schema/vacancy/vacancy.type.js";
import { type Change, sendTogether } from "../../contract/change.js";
import { toRefusal } from "../../contract/permissions.js";
import type { HeadHunterDatasource } from "../headhunter.datasource.js";
import { explainHeadHunter } from "../headhunter.errors.js";
import { toWholeVacancy } from "../headhunter.mapping.js";
import { FREE_VERIFY } from "../headhunter.policy.js";
import { notFound, vacancyActionsOf } from "../headhunter.rules.js";
import { applied, type ChangeContext, readVacancy, vacancyIdOf } from "./headhunter.change-context.js";

/** A change that moves a vacancy from one list to another, by its id alone. */
type MoveChange = Change<"closeVacancy" | "deleteVacancy" | "restoreVacancy", null, HeadHunterDatasource>;

type Move = (employerId: string, vacancyId: string, scope: CallScope) => Promise<VendorResponse>;

/** Moves a vacancy to the archive. No endpoint moves it back to the published ones. */
export function closeVacancy(context: ChangeContext): MoveChange {
  const archive: Move = (...path) => context.client.archive(...path);
  return move(context, {
    action: "close",
    send: archive,
    shownBy: ["archived"],
    reached: (status) => status !== VacancyStatus.ACTIVE,
  });
}

/** Moves a vacancy from the archive to the bin. */
export function deleteVacancy(context: ChangeContext): MoveChange {
  const hide: Move = (...path) => context.client.hide(...path);
  return move(context, {
    action: "delete",
    send: hide,
    shownBy: ["hidden"],
    reached: (status) => status === VacancyStatus.DELETED,
  });
}

/** Moves a vacancy from the bin to the archive. */
export function restoreVacancy(context: ChangeContext): MoveChange {
  const restore: Move = (...path) => context.client.restore(...path);
  const shownBy = ["archived", "hidden"] as const;
  return move(context, { action: "restore", send: restore, shownBy, reached: (status) => status === VacancyStatus.CLOSED });
}

interface Step {
  action: keyof VacancyActions;
  send: Move;
  /** The fields that show the status. Without them a vacancy would pass for a published one, or for one outside the bin. */
  shownBy: readonly ("archived" | "hidden")[];
  /** Whether a vacancy of this status has been moved. */
  reached: (status: VacancyStatus) => boolean;
}

function move(context: ChangeContext, step: Step): MoveChange {
  return {
    verifyPolicy: FREE_VERIFY,
    locks: ({ target }) => [target.text],
    check: async ({ target }, reads) => {
      const vacancy = await readVacancy(context, target, reads);
      if (vacancy === null) return { ready: false, refusals: [notFound()] };
      const result = { vacancyId: target.text };
      const refusal = toRefusal(vacancyActionsOf(vacancy, undefined)[step.action]);
      return refusal === undefined ? { ready: true, before: null, result } : { ready: false, refusals: [refusal], result };
    },
    send: (changes, scope) =>
      sendTogether(changes, async ({ target }) => {
        const response = await step.send(await employerOf(context, scope), vacancyIdOf(target), scope);
        return applied(response);
      }),
    explain: explainHeadHunter,
    verify: async ({ target }, reads) => {
      const wire = await reads.wireVacancy(vacancyIdOf(target));
      // A 404 also hides vacancies that the manager may not see any more, so it proves nothing.
      if (wire === null || step.shownBy.some((name) => typeof wire[name] !== "boolean")) return { outcome: "UNCERTAIN" };
      return { outcome: step.reached(toWholeVacancy(context.source, wire).status) ? "APPLIED" : "NOT_APPLIED" };
    },
  };
}

/** The employer's id; a failure to read it is a change not sent. */
async function employerOf({ account }: ChangeContext, scope: CallScope): Promise<string> {
  try {
    return (await account.ids(scope)).employerId;
  } catch (error) {
    throw asUnsent(error);
  }
}
