import type { VendorResponse } from "../../../http/request.js";
import type { GlobalId } from "../../../schema/common/global-id.js";
import type { Source } from "../../../schema/common/source.js";
import type { Sent } from "../../contract/change.js";
import type { HeadHunterAccount } from "../headhunter.account.js";
import type { HeadHunterClient } from "../headhunter.client.js";

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

export function applied({ headers }: VendorResponse): Sent {
  return { outcome: "APPLIED", requestId: headers["x-request-id"] };
}
