import type { Changes } from "../../contract/change.js";
import type { ChangeContext } from "./headhunter.change-context.js";
import { reassignVacancy, updateVacancy } from "./headhunter.editing.changes.js";
import { closeVacancy, deleteVacancy, restoreVacancy } from "./headhunter.lifecycle.changes.js";
import { prolongateVacancy } from "./headhunter.prolongation.changes.js";
import { publishVacancy } from "./headhunter.publication.changes.js";
import { upgradeVacancy } from "./headhunter.upgrading.changes.js";

/** The changes of a vacancy, from its publication to the bin (page "Вакансии для работодателя"). Three of them cost money. */
export function headHunterChanges(context: ChangeContext): Changes {
  return {
    publishVacancy: publishVacancy(context),
    updateVacancy: updateVacancy(context),
    upgradeVacancy: upgradeVacancy(context),
    reassignVacancy: reassignVacancy(context),
    prolongateVacancy: prolongateVacancy(context),
    closeVacancy: closeVacancy(context),
    deleteVacancy: deleteVacancy(context),
    restoreVacancy: restoreVacancy(context),
  };
}
