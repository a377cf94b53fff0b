import type { IndexedKind } from "../records/record-index.js";
import { openTextCursor, sealCursor } from "../schema/common/cursor.js";
import type { JobStatus } from "../schema/job/job.type.js";
import type { SourceReport } from "../schema/vendor/vendor.type.js";
import { mergeReports } from "./source-reports.js";
import type { UnifiedDatasource } from "./unified.datasource.js";

export interface RequisitionFilter {
  codes?: readonly string[] | undefined;
  status?: JobStatus | undefined;
  /** As `searchWords` gives them. */
  words: readonly string[];
}

export interface CodePage {
  items: { cursor: string; node: string }[];
  hasNextPage: boolean;
  /** How far the index knows each source. */
  sources: SourceReport[];
}

/**
 * Codes that records of any source carry, by code, as the index knows them. Nobody is asked.
 *
 * @throws BadUserInput where `after` is no cursor of this list.
 */
export async function requisitionCodes(
  graph: UnifiedDatasource,
  { codes, status, words }: RequisitionFilter,
  first: number,
  after: string | null | undefined,
): Promise<CodePage> {
  const list = ["requisitions", codes === undefined ? null : [...new Set(codes)].sort(), status ?? null, words];
  const place = after === null || after === undefined ? undefined : openTextCursor(list, after);
  const sources = { job: graph.sourcesWith("jobs"), vacancy: graph.sourcesWith("vacancies") };
  const asked = { status, words, sources: [...sources.job, ...sources.vacancy], ...(codes && { codes }), ...(place && { after: place }) };
  const found = await graph.recordIndex.codes(asked, first + 1);
  const known = (["job", "vacancy"] satisfies IndexedKind[]).flatMap((kind) =>
    sources[kind].map(async (source) => graph.sources.known(source, await graph.recordIndex.coverage(source, kind))),
  );
  return {
    items: found.slice(0, first).map((code) => ({ cursor: sealCursor(list, code), node: code })),
    hasNextPage: found.length > first,
    sources: mergeReports(await Promise.all(known)),
  };
}
