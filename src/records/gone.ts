import type { Datasource } from "../datasources/contract/datasource.js";
import { parseGlobalId } from "../schema/common/global-id.js";
import type { IndexedKind } from "./news/facts.js";

/**
 * Of records that a vendor does not show by their ids, those that it does not have. A job profile without a version in force is not shown, and is
 * there as long as it has versions, past or to come; where those cannot be asked for now, it may be there.
 *
 * @param ids global ids
 */
export async function goneAmong(
  { timeline }: Pick<Datasource, "timeline">,
  kind: IndexedKind,
  ids: readonly string[],
): Promise<readonly string[]> {
  if (kind !== "job" || timeline === undefined || ids.length === 0) return ids;
  const have = await timeline.haveVersions(ids.map((id) => parseGlobalId(id)?.nativeIds[0] ?? ""));
  return ids.filter((_, index) => have[index] === false);
}
