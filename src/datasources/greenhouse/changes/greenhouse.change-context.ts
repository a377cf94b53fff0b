import type { GlobalId } from "../../../schema/common/global-id.js";
import type { Source } from "../../../schema/common/source.js";
import type { Opening } from "../../../schema/opening/opening.type.js";
import type { GreenhouseWrites } from "../greenhouse.api.js";
import type { GreenhouseDatasource } from "../greenhouse.datasource.js";
import { nativeIdOf } from "../greenhouse.ids.js";

/** The parts of the connection that the changes use. */
export interface ChangeContext {
  source: Source;
  writes: GreenhouseWrites;
}

export async function readOpening(reads: GreenhouseDatasource, target: GlobalId): Promise<Opening | null> {
  const [opening] = await reads.openingsToChange([nativeIdOf(target)]);
  if (opening instanceof Error) throw opening;
  return opening ?? null;
}
