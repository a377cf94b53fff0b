import type { VendorResponse } from "../../../http/request.js";
import type { GlobalId } from "../../../schema/common/global-id.js";
import type { Source } from "../../../schema/common/source.js";
import type { Opening } from "../../../schema/opening/opening.type.js";
import type { Sent } from "../../contract/change.js";
import type { GreenhouseClient } from "../greenhouse.client.js";
import type { GreenhouseDatasource } from "../greenhouse.datasource.js";
import { nativeIdOf } from "../greenhouse.ids.js";

/** The parts of the connection that the changes use. */
export interface ChangeContext {
  source: Source;
  client: GreenhouseClient;
}

export async function readOpening(reads: GreenhouseDatasource, target: GlobalId): Promise<Opening | null> {
  const [opening] = await reads.wholeOpenings([nativeIdOf(target)]);
  if (opening instanceof Error) throw opening;
  return opening ?? null;
}

export function applied({ headers }: VendorResponse): Sent {
  return { outcome: "APPLIED", requestId: headers["x-request-id"] };
}
