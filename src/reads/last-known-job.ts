import type { VersionsAsked } from "../datasources/contract/datasource.js";
import { type Job, JobStatus } from "../schema/job/job.type.js";
import type { JobVersion } from "../schema/job/job-version.type.js";

/** What is asked of a job's versions, of all of its time, for want of the job itself. */
export const LAST_KNOWN: Omit<VersionsAsked, "jobId"> = {
  start: "1900-01-01",
  end: "9999-12-31",
  fields: ["effectiveDate", "expirationDate", "code", "names", "descriptions"],
};

/**
 * A job that its vendor shows as it is now only while a version of it is in force: of one that has ended, as it last was; of one that is
 * ahead, as it will be at first. Null where it has no version at all.
 */
export function lastKnownJob({ id, vendorId }: Pick<Job, "id" | "vendorId">, versions: readonly JobVersion[], today: string): Job | null {
  const begun = versions.filter(({ effectiveDate }) => effectiveDate <= today);
  const version = begun.at(-1) ?? versions[0];
  if (version === undefined) return null;
  return {
    id,
    vendor: version.vendor,
    account: version.account,
    vendorId,
    code: version.code,
    names: version.names,
    descriptions: version.descriptions,
    status: begun.length > 0 ? JobStatus.CLOSED : JobStatus.DRAFT,
    vendorStatus: null,
    departments: [],
    locations: [],
    createdAt: null,
    updatedAt: null,
    openedAt: null,
    closedAt: null,
    expiresAt: null,
    customFields: [],
    raw: version.raw,
  };
}
