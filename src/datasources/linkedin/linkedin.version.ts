import type { Operation, WireElement, WireJob } from "./linkedin.wire.js";

/**
 * The two forms of the Job Posting API: `/v2`, and `/rest` with a version in a header. Address, header and names of fields go together
 * (README, "Versions").
 */
export interface LinkedInApi {
  /** Undefined for `/v2`. */
  readonly version: string | undefined;
  readonly root: "/v2" | "/rest";
  readonly headers: Readonly<Record<string, string>>;
}

export const UNVERSIONED: LinkedInApi = { version: undefined, root: "/v2", headers: {} };

/** The API that LINKEDIN_VERSION names. */
export function apiOf(version: string | undefined): LinkedInApi {
  return version === undefined ? UNVERSIONED : { version, root: "/rest", headers: { "linkedin-version": version } };
}

/** The calls of one form of the API. */
export function routesOf({ root }: LinkedInApi) {
  return {
    write: `POST ${root}/simpleJobPostings`,
    tasks: `GET ${root}/simpleJobPostingTasks`,
    statuses: `GET ${root}/jobPostingStatus`,
  };
}

export function isVersioned({ version }: LinkedInApi): boolean {
  return version !== undefined;
}

export function isVersion(text: string): boolean {
  return /^20\d{2}(0[1-9]|1[0-2])(\.\d{2})?$/.test(text);
}

/** A version lives for two years at least from its month (versioning page), so this is the first moment at which it may end, in epoch ms. */
export function versionEndOf(version: string): number {
  return Date.UTC(Number(version.slice(0, 4)) + 2, Number(version.slice(4, 6)) - 1);
}

/** Fields of Recruiter System Connect, which the versioned API does not have. */
const RECRUITER_FIELDS = ["requisitionOwnerEmail", "requisitionOwnerFirstName", "requisitionOwnerLastName", "partnerRequisitionId"];
const VERSIONED_AVAILABILITIES = ["PUBLIC", "INTERNAL"];

/** Why the API cannot take such a field, as the end of a sentence; undefined where it may. */
export function whyNotTaken(api: LinkedInApi, field: string, value: unknown): string | undefined {
  if (!isVersioned(api)) return undefined;
  if (RECRUITER_FIELDS.includes(field))
    return "belongs to Recruiter System Connect, which LinkedIn's versioned API does not have: leave it out";
  if (field === "availability" && !VERSIONED_AVAILABILITIES.includes(String(value)))
    return `is ${VERSIONED_AVAILABILITIES.join(" or ")} in LinkedIn's versioned API: give one of them`;
  return undefined;
}

/** The element of a write, in the names of the API. What a posting sent to `/v2` has besides is left out under `/rest`. */
export function elementOf(job: WireJob, operation: Operation, api: LinkedInApi): WireElement {
  if (!isVersioned(api)) return { ...job, jobPostingOperationType: operation === "UPGRADE" ? "UPDATE" : operation };
  const { integrationContext, ...rest } = job;
  const taken = Object.entries(rest).filter(([field, value]) => whyNotTaken(api, field, value) === undefined);
  return {
    ...Object.fromEntries(taken),
    ...(integrationContext === undefined ? {} : { company: integrationContext }),
    jobPostingOperationType: operation,
  };
}
