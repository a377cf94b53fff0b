import type { CallScope, VendorResponse } from "../../../http/request.js";
import { VendorError } from "../../../http/vendor-error.js";
import type { GlobalId } from "../../../schema/common/global-id.js";
import type { Source } from "../../../schema/common/source.js";
import type { Vacancy } from "../../../schema/vacancy/vacancy.type.js";
import type { Sent } from "../../contract/change.js";
import type { HeadHunterAccount } from "../headhunter.account.js";
import type { HeadHunterClient } from "../headhunter.client.js";
import type { HeadHunterDatasource } from "../headhunter.datasource.js";
import { toWholeVacancy } from "../headhunter.mapping.js";
import type { WireFieldRules } from "../headhunter.wire.js";

/** The parts of the connection that the changes use. */
export interface ChangeContext {
  source: Source;
  client: HeadHunterClient;
  account: HeadHunterAccount;
  /** A time of this server's clock by HeadHunter's clock, as its answers show it; both in epoch milliseconds. */
  asVendorTime: (epochMs: number) => number;
}

export function vacancyIdOf({ nativeIds: [vacancyId = ""] }: GlobalId): string {
  return vacancyId;
}

/** The whole vacancy, read through the round's datasource; null where HeadHunter has none, or does not show it. */
export async function readVacancy({ source }: ChangeContext, target: GlobalId, reads: HeadHunterDatasource): Promise<Vacancy | null> {
  const wire = await reads.wireVacancy(vacancyIdOf(target));
  return wire === null ? null : toWholeVacancy(source, wire);
}

/** HeadHunter's rules of the fields; undefined where they cannot be read, whatever the reason: then HeadHunter judges. */
export async function readableRules({ account }: ChangeContext, scope: CallScope): Promise<WireFieldRules | undefined> {
  try {
    return await account.fieldRules(scope);
  } catch (error) {
    if (error instanceof VendorError) return undefined;
    throw error;
  }
}

export function applied({ headers }: VendorResponse): Sent {
  return { outcome: "APPLIED", requestId: headers["x-request-id"] };
}
