import { asError } from "../datasources/contract/as-error.js";
import { UnreadableRecord, unreadPartsOf } from "../http/checks/record-check.js";
import { holdWords } from "../records/search-words.js";
import { openTextCursor, sealCursor } from "../schema/common/cursor.js";
import { parseGlobalId } from "../schema/common/global-id.js";
import type { Source } from "../schema/common/source.js";
import type { Job, JobStatus } from "../schema/job/job.type.js";
import type { SourceReport } from "../schema/vendor/vendor.type.js";
import type { Loaders } from "./loaders/loaders.js";
import type { UnifiedDatasource, UnifiedPage } from "./unified.datasource.js";

/** Jobs that turn out to be others than the index knows make a page shorter: it is filled up so often, at the most. */
const MOST_ROUNDS = 4;

export interface SearchedJobs {
  /** As `searchWords` gives them; one at least. */
  words: readonly string[];
  status?: JobStatus | undefined;
  code?: string | undefined;
}

/**
 * Jobs whose names or code hold all words, by id. The index says which they are, and their vendors what they are now: one that is no longer so is
 * left out.
 *
 * @throws BadUserInput where `after` is no cursor of this list.
 */
export async function searchedJobs(
  { graph, loaders }: { graph: UnifiedDatasource; loaders: Loaders },
  chosen: readonly Source[],
  search: SearchedJobs,
  first: number,
  after: string | null | undefined,
): Promise<UnifiedPage<Job>> {
  const { words, status, code } = search;
  const list = ["jobs by words", chosen.map(({ text }) => text), words, status ?? null, code ?? null];
  const withJobs = graph.sourcesWith("jobs").map(({ text }) => text);
  const sources = chosen.filter(({ text }) => withJobs.includes(text));
  let place = after === null || after === undefined ? undefined : openTextCursor(list, after);
  const failures = new Map<string, Error[]>();
  const items: { cursor: string; node: Job }[] = [];
  let isLeft = true;
  for (let round = 0; round < MOST_ROUNDS && isLeft && items.length < first; round += 1) {
    const wanted = first - items.length;
    const asked = { status, code, words, sources, ...(place === undefined ? {} : { after: place }) };
    const ids = await graph.recordIndex.jobIds(asked, wanted + 1);
    isLeft = ids.length > wanted;
    const read = ids.slice(0, wanted);
    const found = await loaders.job.loadMany(read);
    for (const [index, id] of read.entries()) {
      place = id;
      const job = found[index] ?? null;
      const failure = job instanceof Error ? job : unreadPartsOf(job?.raw);
      const source = parseGlobalId(id)?.source.text ?? "";
      if (failure !== undefined) failures.set(source, [...(failures.get(source) ?? []), failure]);
      if (job !== null && !(job instanceof Error) && fits(job, search)) items.push({ cursor: sealCursor(list, id), node: job });
    }
  }
  const reports = await Promise.all(chosen.map((source) => reportOf(graph, source, failures.get(source.text) ?? [])));
  // Also where none of the page's last jobs is shown: the next page goes on behind what was read.
  const endCursor = place === undefined ? null : sealCursor(list, place);
  return { items, endCursor, hasNextPage: isLeft, totalCount: null, asked: new Map(), sources: reports };
}

async function reportOf(graph: UnifiedDatasource, source: Source, failures: readonly Error[]): Promise<SourceReport> {
  const { sources, recordIndex } = graph;
  if (graph.datasource(source)?.jobs === undefined) return sources.failed(source, asError(graph.unsupported(source, "jobs")));
  const failure = failures.find((error) => !(error instanceof UnreadableRecord));
  if (failure !== undefined) return sources.failed(source, failure);
  const known = sources.known(source, await recordIndex.coverage(source, "job"));
  return sources.partly(known, failures as readonly UnreadableRecord[]);
}

function fits(job: Job, { words, status, code }: SearchedJobs): boolean {
  if ((status !== undefined && job.status !== status) || (code !== undefined && job.code !== code)) return false;
  return holdWords([job.code, ...job.names.map(({ value }) => value)], words);
}
