import DataLoader from "dataloader";
import type { TimelineSource, VersionAsked, VersionsAsked } from "../../datasources/contract/datasource.js";
import { type Found, pick, whole } from "../../datasources/contract/found.js";
import { UnreadableRecord } from "../../http/checks/record-check.js";
import { requireId } from "../../schema/common/global-id.js";
import type { Source } from "../../schema/common/source.js";
import type { Job } from "../../schema/job/job.type.js";
import type { JobVersion } from "../../schema/job/job-version.type.js";
import type { JobReads } from "../job-reads.js";
import { LAST_KNOWN, lastKnownJob } from "../last-known-job.js";
import type { UnifiedDatasource } from "../unified.datasource.js";

/** Versions of jobs. Ids are global ones. */
export interface VersionLoaders {
  /** Versions of one job in a range; none where the vendor has no versions. */
  versions(asked: Omit<VersionsAsked, "fields"> & { fields: Selected }): Promise<Found<JobVersion>>;
  /** A version by its own id; null where the vendor does not have it. */
  version(asked: { id: string; fields: Selected }): Promise<JobVersion | null>;
  /** A job that the vendor does not show by itself, made from its versions; null where there are none. */
  lastKnownJob(id: string): Promise<Job | null>;
}

/** Names of JobVersion's fields: all records of a list have one set of them. */
type Selected = Iterable<string>;

interface Asked {
  key: string;
  versions: VersionsAsked | VersionAsked;
}

/** Reads all versions that a request needs of one source together, whatever the fields, so that it takes few requests. */
export function createVersionLoaders(graph: UnifiedDatasource, reads: JobReads): VersionLoaders {
  /** One loader a source, so that a slow source delays its own versions only. */
  const loaders = new Map<string, DataLoader<Asked, Found<JobVersion>, string>>();

  function loaderOf(source: Source, port: TimelineSource): DataLoader<Asked, Found<JobVersion>, string> {
    const known = loaders.get(source.text);
    if (known !== undefined) return known;
    const made = new DataLoader<Asked, Found<JobVersion>, string>((asked) => port.versions(asked.map(({ versions }) => versions)), {
      cacheKeyFn: ({ key }) => key,
      batchScheduleFn: (dispatch) => void reads.quiet(source).then(dispatch),
    });
    loaders.set(source.text, made);
    return made;
  }

  const selections = new Map<Selected, { fields: readonly string[]; key: string }>();

  function selectionOf(selected: Selected): { fields: readonly string[]; key: string } {
    const known = selections.get(selected);
    if (known !== undefined) return known;
    const fields = [...selected];
    const made = { fields, key: fields.join() };
    selections.set(selected, made);
    return made;
  }

  const versions: VersionLoaders["versions"] = ({ jobId: id, start, end, fields: selected }) => {
    const { source, nativeIds } = requireId(id, "job");
    const port = graph.datasource(source)?.timeline;
    if (port === undefined) return Promise.resolve(whole([]));
    const jobId = nativeIds[0] ?? "";
    const { fields, key } = selectionOf(selected);
    return loaderOf(source, port).load({ key: `${start} ${end} ${key} ${jobId}`, versions: { jobId, start, end, fields } });
  };

  return {
    versions,
    async version({ id, fields: selected }) {
      const { source, nativeIds } = requireId(id, "job-version");
      const loader = loaderOf(source, graph.port(source, "timeline"));
      const [jobId, versionId] = nativeIds;
      // A version's id has its job's id and its own, no fewer and no more parts.
      if (jobId === undefined || versionId === undefined || nativeIds.length > 2) return null;
      const { fields, key } = selectionOf(selected);
      const found = await loader.load({ key: JSON.stringify([jobId, versionId, key]), versions: { jobId, versionId, fields } });
      const version = pick(found, versionId);
      if (version instanceof UnreadableRecord) throw version;
      return version;
    },
    async lastKnownJob(id) {
      const vendorId = requireId(id, "job").nativeIds[0] ?? "";
      const { records, unreadable } = await versions({ jobId: id, ...LAST_KNOWN });
      const job = lastKnownJob({ id, vendorId }, records, graph.today());
      // The unreadable versions may be those of this job.
      if (job === null && unreadable[0] !== undefined) throw unreadable[0];
      return job;
    },
  };
}
