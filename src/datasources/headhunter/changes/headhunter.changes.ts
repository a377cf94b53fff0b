import type { CallScope } from "../../../http/request.js";
import type { Changes } from "../../contract/datasource.js";
import type { HeadHunterDatasource, HeadHunterParts } from "../headhunter.datasource.js";
import { reassignVacancy, updateVacancy, upgradeVacancy } from "./headhunter.editing.changes.js";
import { closeVacancy, deleteVacancy, restoreVacancy } from "./headhunter.lifecycle.changes.js";
import { prolongateVacancy } from "./headhunter.prolongation.changes.js";
import { publishVacancy } from "./headhunter.publication.changes.js";

/** What a vacancy goes through, from its publication to the bin (page "Вакансии для работодателя"). Three of them cost money. */
export function headHunterChanges(parts: HeadHunterParts, source: HeadHunterDatasource, scope: CallScope): Changes {
  return {
    publishVacancy: publishVacancy(parts, source, scope),
    updateVacancy: updateVacancy(parts, source, scope),
    upgradeVacancy: upgradeVacancy(parts, source, scope),
    reassignVacancy: reassignVacancy(parts, source, scope),
    prolongateVacancy: prolongateVacancy(parts, source, scope),
    closeVacancy: closeVacancy(parts, source, scope),
    deleteVacancy: deleteVacancy(parts, source, scope),
    restoreVacancy: restoreVacancy(parts, source, scope),
  };
}
