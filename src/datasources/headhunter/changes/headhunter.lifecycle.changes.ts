import type { CallScope, VendorResponse } from "../../../http/request.js";
import { asUnsent } from "../../../http/vendor-error.js";
import { type VacancyActions, VacancyStatus } from "../../../schema/vacancy/vacancy.type.js";
import type { Change } from "../../contract/change.js";
import { toRefusal } from "../../contract/permissions.js";
import type { HeadHunterDatasource, HeadHunterParts } from "../headhunter.datasource.js";
import { explainHeadHunter } from "../headhunter.errors.js";
import { toWholeVacancy, vacancyIdOf } from "../headhunter.mapping.js";
import { FREE_LOOK_UP } from "../headhunter.policy.js";
import { notFound, vacancyActionsOf } from "../headhunter.rules.js";
import { readAnew } from "./headhunter.editing.changes.js";
import { applied, sendTogether } from "./headhunter.sending.js";

interface Input {
  id: string;
}

type Move = (employerId: string, vacancyId: string, scope: CallScope) => Promise<VendorResponse>;

/** To the archive. Back to the published ones no endpoint leads. */
export function closeVacancy(parts: HeadHunterParts, source: HeadHunterDatasource, scope: CallScope): Change<Input, null> {
  const archive: Move = (...path) => parts.client.archive(...path);
  return move(parts, source, scope, {
    action: "close",
    send: archive,
    shownBy: ["archived"],
    reached: (status) => status !== VacancyStatus.ACTIVE,
  });
}

/** From the archive to the bin, and only from there. */
export function deleteVacancy(parts: HeadHunterParts, source: HeadHunterDatasource, scope: CallScope): Change<Input, null> {
  const hide: Move = (...path) => parts.client.hide(...path);
  return move(parts, source, scope, {
    action: "delete",
    send: hide,
    shownBy: ["hidden"],
    reached: (status) => status === VacancyStatus.DELETED,
  });
}

/** From the bin to the archive. */
export function restoreVacancy(parts: HeadHunterParts, source: HeadHunterDatasource, scope: CallScope): Change<Input, null> {
  const restore: Move = (...path) => parts.client.restore(...path);
  const shownBy = ["archived", "hidden"] as const;
  return move(parts, source, scope, { action: "restore", send: restore, shownBy, reached: (status) => status === VacancyStatus.CLOSED });
}

interface Step {
  action: keyof VacancyActions;
  send: Move;
  /** Without these the vacancy does not say how it stands, and passes for one that is published, or that is not in the bin. */
  shownBy: readonly ("archived" | "hidden")[];
  /** Whether a vacancy that stands so has been moved. */
  reached: (status: VacancyStatus) => boolean;
}

function move(parts: HeadHunterParts, source: HeadHunterDatasource, scope: CallScope, step: Step): Change<Input, null> {
  return {
    paid: false,
    lookUp: FREE_LOOK_UP,
    target: ({ id }) => id,
    locks: ({ id }) => [id],
    check: async ({ id }) => {
      const vacancy = await readAnew(source, id);
      if (vacancy === null) return { ready: false, refusals: [notFound()] };
      const result = { vacancyId: id };
      const refusal = toRefusal(vacancyActionsOf(vacancy, undefined)[step.action]);
      return refusal === undefined ? { ready: true, evidence: null, result } : { ready: false, refusals: [refusal], result };
    },
    send: (changes) =>
      sendTogether(changes, async ({ input }) => {
        const response = await step.send(await employerOf(parts, scope), vacancyIdOf(input.id), scope);
        return applied(response);
      }),
    explain: explainHeadHunter,
    find: async ({ input }) => {
      const wire = await source.wireVacancy(vacancyIdOf(input.id));
      // 404 also hides what the manager may not see any more: it says nothing.
      if (wire === null || step.shownBy.some((name) => typeof wire[name] !== "boolean")) return { outcome: "UNCERTAIN" };
      return { outcome: step.reached(toWholeVacancy(parts.source, wire).status) ? "APPLIED" : "NOT_APPLIED" };
    },
  };
}

/** A failure to learn who we are comes before anything is sent. */
async function employerOf(parts: HeadHunterParts, scope: CallScope): Promise<string> {
  try {
    return (await parts.account.ids(scope)).employerId;
  } catch (error) {
    throw asUnsent(error);
  }
}
