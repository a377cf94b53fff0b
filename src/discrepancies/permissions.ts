import type { ChangeInputs } from "../datasources/contract/catalog.js";
import { ALLOWED, refused } from "../datasources/contract/permissions.js";
import type { Permission } from "../schema/common/permission.type.js";
import { type Source, sourceOfRecord } from "../schema/common/source.js";
import { UserErrorCode } from "../schema/common/user-error.type.js";
import type { Remedy } from "../schema/discrepancy/discrepancy.type.js";
import type { Job } from "../schema/job/job.type.js";
import type { Vacancy, VacancyActions } from "../schema/vacancy/vacancy.type.js";
import type { Reads } from "./candidate-readings.js";

/**
 * Whether a remedy may be sent now, and if not, why: by the rules that `can` shows and changes check. Whether a publication lacks something is the
 * board's own check of it, with what it asks the board for.
 *
 * @throws VendorError where the vendor could not be asked.
 */
export async function permissionOf(remedy: Remedy, reads: Reads): Promise<Permission> {
  switch (remedy.mutation) {
    case "closeVacancy":
    case "closeVacancies":
      return ofVacancies(remedy, reads, "close");
    case "prolongateVacancy":
      return ofVacancies(remedy, reads, "prolongate");
    case "closeJob":
      return ofJob(remedy, reads, "close");
    case "reopenJob":
      return ofJob(remedy, reads, "reopen");
    case "publishVacancy":
      return ofPublication(remedy, reads);
    default:
      throw new Error(`${remedy.mutation} is no remedy`);
  }
}

/** Of many the first that is refused decides. */
async function ofVacancies({ targets }: Remedy, { graph, loaders }: Reads, action: keyof VacancyActions): Promise<Permission> {
  const permissions = await Promise.all(
    targets.map(async (id) => {
      const vacancy: Vacancy | null = await loaders.wholeVacancy.load(id);
      if (vacancy === null) return gone(id);
      return (await graph.port(sourceOfRecord(vacancy), "vacancies").vacancyActions(vacancy, [action]))[action];
    }),
  );
  return permissions.find(({ allowed }) => !allowed) ?? ALLOWED;
}

async function ofJob({ targets: [id = ""] }: Remedy, { graph, loaders }: Reads, action: "close" | "reopen"): Promise<Permission> {
  const job: Job | null = await loaders.job.load(id);
  if (job === null) return gone(id);
  return (await graph.port(sourceOfRecord(job), "jobs").jobActions(job))[action];
}

async function ofPublication({ input, board }: Remedy, { graph }: Reads): Promise<Permission> {
  const change = graph.changeOf(board as Source, "publishVacancy");
  const datasource = graph.datasource(board as Source);
  if (change === undefined || datasource === undefined)
    return refused(UserErrorCode.UNSUPPORTED_BY_VENDOR, "The board takes no publications from this server.");
  const { account: _account, ...rest } = input;
  const check = await change.check({ target: null, input: rest as unknown as ChangeInputs["publishVacancy"] }, datasource);
  if (check.ready) return ALLOWED;
  const [first] = check.refusals;
  return refused(first?.code ?? UserErrorCode.CONFLICT, check.refusals.map(({ message }) => message).join(" "));
}

function gone(id: string): Permission {
  return refused(UserErrorCode.NOT_FOUND, `There is no ${id} any more.`);
}
