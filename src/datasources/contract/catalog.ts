import type { RecordKind } from "../../schema/common/global-id.js";
import { CloseJobInput, ReopenJobInput } from "../../schema/job/job.input.js";
import {
  CloseOpeningInput,
  CreateOpeningsInput,
  DeleteOpeningsInput,
  ReopenOpeningInput,
  UpdateOpeningInput,
} from "../../schema/opening/opening.input.js";
import {
  CloseVacancyInput,
  DeleteVacancyInput,
  ProlongateVacancyInput,
  PublishVacancyInput,
  ReassignVacancyInput,
  RestoreVacancyInput,
  UpdateVacancyInput,
  UpgradeVacancyInput,
} from "../../schema/vacancy/vacancy.input.js";
import { Ability } from "../../schema/vendor/vendor.type.js";

/** The facts about a mutation that hold for every vendor. */
interface CatalogEntry {
  input: new () => object;
  /** The kind of record that the mutation changes, or that it creates from nothing. */
  record: RecordKind;
  /** The input's field with the record's id, or with all ids; null where the mutation creates from nothing. */
  names: "id" | "jobId" | "ids" | null;
  /** The ability of a source that supports the mutation. */
  ability: Ability;
  /** Whether it costs money at the vendor: then it requires the scope `spend`, and two of one record at once are one payment. */
  paid: boolean;
  /** The mutation that makes many of these changes at once, by `ids`. */
  list?: string;
}

/** All changes of the graph, by the mutation's name. Abilities, scopes, list forms and the executor's rules follow from it. */
export const CATALOG = {
  reopenJob: { input: ReopenJobInput, record: "job", names: "id", ability: Ability.REOPEN_JOB, paid: false },
  closeJob: { input: CloseJobInput, record: "job", names: "id", ability: Ability.CLOSE_JOB, paid: false },
  createOpenings: { input: CreateOpeningsInput, record: "job", names: "jobId", ability: Ability.CREATE_OPENINGS, paid: false },
  updateOpening: { input: UpdateOpeningInput, record: "opening", names: "id", ability: Ability.UPDATE_OPENING, paid: false },
  closeOpening: { input: CloseOpeningInput, record: "opening", names: "id", ability: Ability.CLOSE_OPENING, paid: false },
  reopenOpening: { input: ReopenOpeningInput, record: "opening", names: "id", ability: Ability.REOPEN_OPENING, paid: false },
  deleteOpenings: { input: DeleteOpeningsInput, record: "opening", names: "ids", ability: Ability.DELETE_OPENINGS, paid: false },
  publishVacancy: { input: PublishVacancyInput, record: "vacancy", names: null, ability: Ability.PUBLISH_VACANCY, paid: true },
  updateVacancy: { input: UpdateVacancyInput, record: "vacancy", names: "id", ability: Ability.UPDATE_VACANCY, paid: false },
  upgradeVacancy: { input: UpgradeVacancyInput, record: "vacancy", names: "id", ability: Ability.UPGRADE_VACANCY, paid: true },
  reassignVacancy: { input: ReassignVacancyInput, record: "vacancy", names: "id", ability: Ability.REASSIGN_VACANCY, paid: false },
  prolongateVacancy: { input: ProlongateVacancyInput, record: "vacancy", names: "id", ability: Ability.PROLONGATE_VACANCY, paid: true },
  closeVacancy: {
    input: CloseVacancyInput,
    record: "vacancy",
    names: "id",
    ability: Ability.CLOSE_VACANCY,
    paid: false,
    list: "closeVacancies",
  },
  deleteVacancy: { input: DeleteVacancyInput, record: "vacancy", names: "id", ability: Ability.DELETE_VACANCY, paid: false },
  restoreVacancy: { input: RestoreVacancyInput, record: "vacancy", names: "id", ability: Ability.RESTORE_VACANCY, paid: false },
} as const satisfies Record<string, CatalogEntry>;

/** A mutation that makes one change. */
export type ChangeKind = keyof typeof CATALOG;

/** The inputs as the server records them: without the options (`idempotencyKey`, `dryRun`). */
export type ChangeInputs = {
  [Kind in ChangeKind]: Omit<InstanceType<(typeof CATALOG)[Kind]["input"]>, "idempotencyKey" | "dryRun">;
};

const KIND_OF_LIST: ReadonlyMap<string, ChangeKind> = new Map(
  Object.entries<CatalogEntry>(CATALOG).flatMap(([kind, { list }]) => (list === undefined ? [] : [[list, kind as ChangeKind]])),
);

/** Whether a mutation makes many changes at once. */
export function isListMutation(mutation: string): boolean {
  return KIND_OF_LIST.has(mutation);
}

/** The kind of a mutation's change, or of each change of a list mutation. */
export function changeKindOf(mutation: string): ChangeKind | undefined {
  return KIND_OF_LIST.get(mutation) ?? (Object.hasOwn(CATALOG, mutation) ? (mutation as ChangeKind) : undefined);
}

/** The scope that a caller needs for a change. */
export function scopeOf(kind: ChangeKind): "write" | "spend" {
  return CATALOG[kind].paid ? "spend" : "write";
}
