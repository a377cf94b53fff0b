import { Ability } from "../../schema/vendor/vendor.type.js";
import type { ChangeKind } from "./change-inputs.js";
import type { Datasource } from "./datasource.js";

const ABILITY_OF_CHANGE: Record<ChangeKind, Ability> = {
  reopenJob: Ability.REOPEN_JOB,
  closeJob: Ability.CLOSE_JOB,
  createOpenings: Ability.CREATE_OPENINGS,
  updateOpening: Ability.UPDATE_OPENING,
  closeOpening: Ability.CLOSE_OPENING,
  reopenOpening: Ability.REOPEN_OPENING,
  deleteOpenings: Ability.DELETE_OPENINGS,
  publishVacancy: Ability.PUBLISH_VACANCY,
  updateVacancy: Ability.UPDATE_VACANCY,
  upgradeVacancy: Ability.UPGRADE_VACANCY,
  reassignVacancy: Ability.REASSIGN_VACANCY,
  prolongateVacancy: Ability.PROLONGATE_VACANCY,
  closeVacancy: Ability.CLOSE_VACANCY,
  deleteVacancy: Ability.DELETE_VACANCY,
  restoreVacancy: Ability.RESTORE_VACANCY,
};

/** What a vendor can do follows from the ports it implements and the changes it takes. */
export function abilitiesOf(datasource: Datasource): Ability[] {
  const found = new Set<Ability>();
  if (datasource.jobs) {
    found.add(Ability.READ_JOBS);
    found.add(Ability.LIST_JOBS);
  }
  if (datasource.timeline) found.add(Ability.JOB_TIMELINE);
  if (datasource.openings) found.add(Ability.READ_OPENINGS);
  if (datasource.vacancies) {
    found.add(Ability.READ_VACANCIES);
    found.add(Ability.LIST_VACANCIES);
    if (datasource.vacancies.stats) found.add(Ability.VACANCY_STATS);
  }
  for (const kind of Object.keys(datasource.changes) as ChangeKind[]) found.add(ABILITY_OF_CHANGE[kind]);
  return Object.values(Ability).filter((ability) => found.has(ability));
}
