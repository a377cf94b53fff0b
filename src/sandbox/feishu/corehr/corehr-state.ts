import type { FeishuKnobs } from "../knobs.js";
import type { LocalName } from "../local-name.js";

/** The end of a version that has no end (corehr/README, "Versions"). */
export const NO_END = "9999-12-31";

/** What one version of a CoreHR job says; its period is half-open, `expirationDate` being the first day it no longer holds. */
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
  /** When it was written while the stand-in ran; undefined for what was there from the start. */
  writtenAt?: number;
  /** When it was overwritten or deleted. */
  supersededAt?: number;
}

/** An entry of the job catalogue: a stable id and its versions, superseded ones included. */
export interface CoreJob {
  /** Nineteen digits, of another space than Hire's. */
  id: string;
  versions: CoreJobVersion[];
}

export interface CoreHrParts {
  jobs: Map<string, CoreJob>;
  knobs: FeishuKnobs;
  now: () => number;
}

/** The versions a replica knows at `now`: one written less than the lag ago is not there yet, and the one it replaced still is. */
export function visibleVersions(job: CoreJob, now: number, lagMs: number): CoreJobVersion[] {
  const known = (at: number | undefined) => at !== undefined && at + lagMs <= now;
  return job.versions.filter((version) => (version.writtenAt === undefined || known(version.writtenAt)) && !known(version.supersededAt));
}

/**
 * Writes a version: one that starts on the same day is replaced, one whose period covers the new start is cut short (corehr/README, "Versions").
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

/** Deletion removes every version; the object vanishes from all reads once the replicas know. */
export function deleteVersions(job: CoreJob, now: number): void {
  for (const version of job.versions) version.supersededAt ??= now;
}
