import type { Aligned, Seats } from "../datasources/contract/datasource.js";
import type { Found } from "../datasources/contract/found.js";
import type { IndexedKind } from "../records/record-index.js";
import { formatGlobalId } from "../schema/common/global-id.js";
import type { Source } from "../schema/common/source.js";
import type { Job } from "../schema/job/job.type.js";
import { type Opening, OpeningStatus } from "../schema/opening/opening.type.js";
import type { Vacancy } from "../schema/vacancy/vacancy.type.js";
import type { UnifiedDatasource } from "./unified.datasource.js";

/** Records by id have no `sources`; where they come from the vendor's store, because it did not answer, that is noted for the response. */
export async function readOf<Read>(graph: UnifiedDatasource, source: Source, reading: Promise<Read>): Promise<Read> {
  const found = await reading;
  graph.sources.note([graph.sources.fresh(source)]);
  return found;
}

/** The reading has begun just now. */
export async function learnFrom<Record_ extends Job | Vacancy>(
  graph: UnifiedDatasource,
  source: Source,
  kind: IndexedKind,
  nativeIds: readonly string[],
  reading: Promise<Aligned<Record_>>,
): Promise<Aligned<Record_>> {
  const beganAt = graph.now();
  const found = await reading;
  graph.learning.records(
    kind,
    found.filter((record): record is Awaited<Record_> => record !== null && !(record instanceof Error)),
    beganAt,
  );
  const gone = nativeIds.filter((_, index) => found[index] === null);
  if (gone.length > 0)
    graph.learning.gone(
      source,
      kind,
      gone.map((id) => formatGlobalId(source, kind, id)),
      beganAt,
    );
  return found;
}

/** How many openings are open, of each job whose open ones are all there. */
export function seatsIn(
  keys: readonly { jobId: string; status?: OpeningStatus }[],
  found: readonly (Found<Opening> | Error)[],
): Map<string, Seats> {
  const seats = new Map<string, Seats>();
  for (const [index, { jobId, status }] of keys.entries()) {
    const openings = found[index];
    if (openings === undefined || openings instanceof Error || openings.unreadable.length > 0 || status === OpeningStatus.CLOSED) continue;
    const open = openings.records.filter((opening) => opening.status === OpeningStatus.OPEN).length;
    // Those that are open do not tell whether there are closed ones.
    seats.set(jobId, { open, ...(open > 0 || status === undefined ? { areAny: openings.records.length > 0 } : {}) });
  }
  return seats;
}
