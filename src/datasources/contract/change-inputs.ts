import type { CloseJobInput, ReopenJobInput } from "../../schema/job/job.input.js";
import type {
  CloseOpeningInput,
  CreateOpeningsInput,
  DeleteOpeningsInput,
  ReopenOpeningInput,
  UpdateOpeningInput,
} from "../../schema/opening/opening.input.js";
import type {
  CloseVacancyInput,
  DeleteVacancyInput,
  ProlongateVacancyInput,
  PublishVacancyInput,
  ReassignVacancyInput,
  RestoreVacancyInput,
  UpdateVacancyInput,
  UpgradeVacancyInput,
} from "../../schema/vacancy/vacancy.input.js";

/** A mutation's input as the engine stores it: without what belongs to the asking. */
type Asked<Input> = Omit<Input, "idempotencyKey" | "dryRun">;

/** Every change the graph knows, by its mutation's name. `closeVacancies` is many `closeVacancy`. */
export interface ChangeInputs {
  reopenJob: Asked<ReopenJobInput>;
  closeJob: Asked<CloseJobInput>;
  createOpenings: Asked<CreateOpeningsInput>;
  updateOpening: Asked<UpdateOpeningInput>;
  closeOpening: Asked<CloseOpeningInput>;
  reopenOpening: Asked<ReopenOpeningInput>;
  deleteOpenings: Asked<DeleteOpeningsInput>;
  publishVacancy: Asked<PublishVacancyInput>;
  updateVacancy: Asked<UpdateVacancyInput>;
  upgradeVacancy: Asked<UpgradeVacancyInput>;
  reassignVacancy: Asked<ReassignVacancyInput>;
  prolongateVacancy: Asked<ProlongateVacancyInput>;
  closeVacancy: Asked<CloseVacancyInput>;
  deleteVacancy: Asked<DeleteVacancyInput>;
  restoreVacancy: Asked<RestoreVacancyInput>;
}

export type ChangeKind = keyof ChangeInputs;
