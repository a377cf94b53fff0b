import type { VersionsAsked } from "../datasources/contract/datasource.js";
import { type Job, JobStatus } from "../schema/job/job.type.js";
import type { JobVersion } from "../schema/job/job-version.type.js";

/** The versions to read for a missing job: of all time, with the fields that a job has. */
export const LAST_KNOWN: Omit<VersionsAsked, "jobId"> = {
  start: "1900-01-01",
  end: "9999-12-31",
  fields: ["effectiveDate", "expirationDate", "code", "names", "descriptions"],
};

/**
 * A job without a version in force, which its vendor does not show: with its last version where it has ended, with its first one where it is
 * ahead. Null where it has no version.
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
