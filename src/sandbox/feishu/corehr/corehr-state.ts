import type { FeishuKnobs } from "../knobs.js";
import type { LocalName } from "../local-name.js";

/** The end of a version that has no end (corehr/README, "Versions"). */
export const NO_END = "9999-12-31";

/** One version of a CoreHR job. Its period is half-open: `expirationDate` is the first day after it. */
export interface CoreJobVersion {
  /** Nineteen digits. */
  versionId: string;
  /** YYYY-MM-DD. */
  effectiveDate: string;
  expirationDate: string;
  code: string;
  names: LocalName;
  titles?: LocalName;
  descriptions?: LocalName;
  /** A disabled version may be followed by an enabled one. */
  active: boolean;
  familyIds: string[];
  levelIds: string[];
  pathwayId?: string;
  workingHoursTypeId?: string;
  /** When the version was written; undefined for versions of the sample. */
  writtenAt?: number;
  /** When the version was replaced or deleted. */
  supersededAt?: number;
}

/** A job profile: a stable id and its versions, superseded ones included. */
export interface CoreJob {
  /** Nineteen digits, different from Hire's ids. */
  id: string;
  versions: CoreJobVersion[];
}

export interface CoreHrParts {
  jobs: Map<string, CoreJob>;
  knobs: FeishuKnobs;
  now: () => number;
}

/** The versions on a replica at `now`. A version written less than the lag ago is missing, and the one it replaced is present. */
export function visibleVersions(job: CoreJob, now: number, lagMs: number): CoreJobVersion[] {
  const known = (at: number | undefined) => at !== undefined && at + lagMs <= now;
  return job.versions.filter((version) => (version.writtenAt === undefined || known(version.writtenAt)) && !known(version.supersededAt));
}

/**
 * Writes a version. It replaces one that starts on the same day, and ends one whose period covers its start (corehr/README, "Versions").
 */
export function writeVersion(job: CoreJob, version: CoreJobVersion, now: number): void {
  const cut: CoreJobVersion[] = [];
  for (const old of job.versions) {
    if (old.supersededAt !== undefined) continue;
    const same = old.versionId === version.versionId || old.effectiveDate === version.effectiveDate;
    const covers = old.effectiveDate < version.effectiveDate && version.effectiveDate < old.expirationDate;
    if (!same && !covers) continue;
    old.supersededAt = now;
    if (!same) cut.push({ ...old, expirationDate: version.effectiveDate, writtenAt: now, supersededAt: undefined });
  }
  job.versions.push(...cut, { ...version, writtenAt: now, supersededAt: undefined });
}

/** Corrects the version in force today. It keeps its id and its period. */
export function correctVersion(job: CoreJob, edit: { today: string; change: Partial<CoreJobVersion>; now: number }): void {
  const { today, change, now } = edit;
  const current = job.versions.find(
    ({ effectiveDate, expirationDate, supersededAt }) => supersededAt === undefined && effectiveDate <= today && today < expirationDate,
  );
  if (current === undefined) throw new Error(`Job ${job.id} has no version in force on ${today}`);
  const { versionId, effectiveDate, expirationDate } = current;
  writeVersion(job, { ...current, ...change, versionId, effectiveDate, expirationDate }, now);
}

/** Deletes every version. The job is missing from all reads after the replica lag. */
export function deleteVersions(job: CoreJob, now: number): void {
  for (const version of job.versions) version.supersededAt ??= now;
}
