import { formatGlobalId, type GlobalId } from "../../schema/common/global-id.js";
import type { Source } from "../../schema/common/source.js";
import { type Vacancy, VacancyStatus } from "../../schema/vacancy/vacancy.type.js";
import { LinkedInListingType, type LinkedInVacancyInput, LinkedInWorkplaceType } from "./linkedin.input.js";
import type { WireJob } from "./linkedin.wire.js";
import type { StoredPosting } from "./store/linkedin.posting.repository.js";

/**
 * The state of a posting. PROCESSED: LinkedIn accepted the payload, but lists the customer's jobs from a feed. UNKNOWN: a posting that was not
 * published here is being closed.
 */
export type PostingState = "PENDING" | "LISTED" | "CLOSED" | "REJECTED" | "PROCESSED" | "UNKNOWN";

const STATUS_OF_STATE: Record<PostingState, VacancyStatus> = {
  PENDING: VacancyStatus.PENDING,
  LISTED: VacancyStatus.ACTIVE,
  CLOSED: VacancyStatus.CLOSED,
  REJECTED: VacancyStatus.REJECTED,
  PROCESSED: VacancyStatus.UNKNOWN,
  UNKNOWN: VacancyStatus.PENDING,
};

/** LinkedIn's names of the states: those of tasks until a posting is listed, then those of listings. */
const VENDOR_STATUS: Record<PostingState, string> = {
  PENDING: "IN_PROGRESS",
  LISTED: "LISTED",
  CLOSED: "NOT_LISTED",
  REJECTED: "FAILED",
  PROCESSED: "PROCESSED",
  UNKNOWN: "IN_PROGRESS",
};

export function stateOf(row: StoredPosting): PostingState {
  return row.state as PostingState;
}

/** The states with this status. LinkedIn has no bin, so no state has the status DELETED. */
export function statesOf(status: VacancyStatus): PostingState[] {
  return (Object.keys(STATUS_OF_STATE) as PostingState[]).filter((state) => STATUS_OF_STATE[state] === status);
}

export function toVacancy(source: Source, row: StoredPosting): Vacancy {
  const state = stateOf(row);
  const job = payloadOf(row);
  const published = isPublished(row);
  return {
    id: vacancyGlobalId(source, row.external_id),
    vendor: source.vendor,
    account: source.account,
    vendorId: row.external_id,
    name: job.title,
    description: job.description,
    code: codeOf(job),
    status: STATUS_OF_STATE[state],
    vendorStatus: VENDOR_STATUS[state],
    url: !published || row.job_posting === null ? null : jobUrl(row.job_posting),
    applyUrl: job.companyApplyUrl,
    // The location is free text without an id; vendorData shows it.
    area: null,
    employer: { id: idOf(job.integrationContext), name: null },
    department: null,
    manager: null,
    salary: null,
    billingType: { id: job.listingType, name: null },
    canUpgradeBillingType: null,
    publishedAt: published ? row.published_at : null,
    expiresAt: published ? row.expires_at : null,
    closedAt: published ? row.closed_at : null,
    counters: null,
    raw: {
      payload: job,
      lastSent: { operation: row.sent_operation, payload: JSON.parse(row.payload_sent) },
      task: parsed(row.task),
      listing: parsed(row.listing),
    },
  };
}

/** The customer's own code, which LinkedIn omits where it equals the id. */
function codeOf(job: WireJob): string {
  return job.companyJobCode ?? job.externalJobPostingId;
}

/** The columns that postings are searched by. */
export function labelsOf(job: WireJob): { title: string; code: string } {
  return { title: job.title, code: codeOf(job) };
}

/** The payload that LinkedIn accepted; before that, the one that was sent. */
export function payloadOf(row: StoredPosting): WireJob {
  return JSON.parse(isPublished(row) ? (row.payload_in_force ?? row.payload_sent) : row.payload_sent) as WireJob;
}

/** Whether the stored payload in force and listing are this posting's. A republished id keeps those of the posting before. */
function isPublished(row: StoredPosting): boolean {
  return row.state !== "PENDING" && row.state !== "REJECTED";
}

/** The input for a new posting, or for one to close that is not known here. */
export interface JobInput {
  name?: string | null;
  description?: string | null;
  code?: string | null;
  linkedin?: LinkedInVacancyInput | null;
}

export interface Defaults {
  organizationId: string | undefined;
  contractId: string | undefined;
  now: number;
}

/** A draft from the input, which may lack required fields: the rules check it. Its names are LinkedIn's; its ids are not URNs. */
export function draftOf(externalId: string, input: JobInput, defaults: Defaults): JobDraft {
  const linkedin = input.linkedin ?? {};
  const listingType = linkedin.listingType ?? LinkedInListingType.BASIC;
  return {
    externalJobPostingId: externalId,
    title: input.name ?? undefined,
    description: input.description ?? undefined,
    code: input.code ?? undefined,
    listedAt: linkedin.listedAt ? Date.parse(linkedin.listedAt) : defaults.now,
    location: linkedin.location ?? undefined,
    applyUrl: linkedin.applyUrl ?? undefined,
    organizationId: linkedin.organizationId ?? defaults.organizationId,
    listingType,
    // Only promoted postings have a contract.
    contractId: listingType === LinkedInListingType.PREMIUM ? (linkedin.contractId ?? defaults.contractId) : undefined,
    industryIds: linkedin.industryIds ?? undefined,
    categories: linkedin.categories ?? undefined,
    workplaceType: linkedin.workplaceType ?? undefined,
    employmentStatus: linkedin.employmentStatus ?? undefined,
    experienceLevel: linkedin.experienceLevel ?? undefined,
    expiresAt: linkedin.expiresAt ? Date.parse(linkedin.expiresAt) : undefined,
  };
}

export interface JobDraft {
  externalJobPostingId: string;
  title?: string;
  description?: string;
  code?: string;
  listedAt: number;
  location?: string;
  applyUrl?: string;
  organizationId?: string;
  listingType: LinkedInListingType;
  contractId?: string;
  industryIds?: string[];
  categories?: string[];
  workplaceType?: LinkedInWorkplaceType;
  employmentStatus?: string;
  experienceLevel?: string;
  expiresAt?: number;
}

/** The draft of a known posting: an update sends the whole posting. */
export function draftOfJob(job: WireJob): JobDraft {
  return {
    externalJobPostingId: job.externalJobPostingId,
    title: job.title,
    description: job.description,
    code: job.companyJobCode,
    listedAt: job.listedAt,
    location: job.location,
    applyUrl: job.companyApplyUrl,
    organizationId: idOf(job.integrationContext),
    listingType: LinkedInListingType[job.listingType],
    contractId: job.contract === undefined ? undefined : idOf(job.contract),
    industryIds: job.industries?.map(idOf),
    categories: job.categories,
    workplaceType: WORKPLACE_BY_WORD.get(job.workplaceTypes?.[0] ?? ""),
    employmentStatus: job.employmentStatus,
    experienceLevel: job.experienceLevel,
    expiresAt: job.expireAt,
  };
}

/** The draft with the input's changes. Composite values are replaced whole. */
export function changedDraft(base: JobDraft, input: JobInput): JobDraft {
  const linkedin = input.linkedin ?? {};
  return {
    ...base,
    title: input.name ?? base.title,
    description: input.description ?? base.description,
    code: input.code ?? base.code,
    listedAt: linkedin.listedAt ? Date.parse(linkedin.listedAt) : base.listedAt,
    location: linkedin.location ?? base.location,
    applyUrl: linkedin.applyUrl ?? base.applyUrl,
    organizationId: linkedin.organizationId ?? base.organizationId,
    industryIds: linkedin.industryIds ?? base.industryIds,
    categories: linkedin.categories ?? base.categories,
    workplaceType: linkedin.workplaceType ?? base.workplaceType,
    employmentStatus: linkedin.employmentStatus ?? base.employmentStatus,
    experienceLevel: linkedin.experienceLevel ?? base.experienceLevel,
    expiresAt: linkedin.expiresAt ? Date.parse(linkedin.expiresAt) : base.expiresAt,
  };
}

/** The schema page's words; its samples write them in lower case. */
const WORKPLACE_WORD: Record<LinkedInWorkplaceType, string> = {
  [LinkedInWorkplaceType.ON_SITE]: "On-site",
  [LinkedInWorkplaceType.HYBRID]: "Hybrid",
  [LinkedInWorkplaceType.REMOTE]: "Remote",
};
const WORKPLACE_BY_WORD = new Map(
  Object.values(LinkedInWorkplaceType).map((type): [string, LinkedInWorkplaceType] => [WORKPLACE_WORD[type], type]),
);

/** The wire form of a draft that the rules accept. Undefined fields are missing in the JSON. */
export function toWireJob(draft: JobDraft): WireJob {
  return {
    externalJobPostingId: draft.externalJobPostingId,
    title: draft.title ?? "",
    description: draft.description ?? "",
    listedAt: draft.listedAt,
    location: draft.location ?? "",
    companyApplyUrl: draft.applyUrl ?? "",
    integrationContext: urn("organization", draft.organizationId ?? ""),
    listingType: draft.listingType,
    ...(draft.contractId === undefined ? {} : { contract: urn("contract", draft.contractId) }),
    // "The customer's own id when different" (schema page).
    ...(draft.code === undefined || draft.code === draft.externalJobPostingId ? {} : { companyJobCode: draft.code }),
    ...(draft.industryIds === undefined || draft.industryIds.length === 0
      ? {}
      : { industries: draft.industryIds.map((id) => urn("industry", id)) }),
    ...(draft.categories === undefined || draft.categories.length === 0 ? {} : { categories: draft.categories }),
    ...(draft.workplaceType === undefined ? {} : { workplaceTypes: [WORKPLACE_WORD[draft.workplaceType]] as [string] }),
    ...(draft.employmentStatus === undefined ? {} : { employmentStatus: draft.employmentStatus }),
    ...(draft.experienceLevel === undefined ? {} : { experienceLevel: draft.experienceLevel }),
    ...(draft.expiresAt === undefined ? {} : { expireAt: draft.expiresAt }),
  };
}

/** A URN in its documented form; `urn:li:company:` is not documented. */
function urn(entity: "organization" | "contract" | "industry", id: string): string {
  return `urn:li:${entity}:${id}`;
}

function idOf(urnText: string): string {
  return urnText.slice(urnText.lastIndexOf(":") + 1);
}

/** The page of `urn:li:jobPosting:{n}` is `/jobs/view/{n}`. */
function jobUrl(jobPosting: string): string {
  return `https://www.linkedin.com/jobs/view/${idOf(jobPosting)}`;
}

export function jobPostingOfUrl(url: string | null | undefined): string | undefined {
  const number = /\/jobs\/view\/(\d+)/.exec(url ?? "")?.[1];
  return number === undefined ? undefined : `urn:li:jobPosting:${number}`;
}

/** The external id is free text, which the global id encodes. */
export function vacancyGlobalId(source: Source, externalId: string): string {
  return formatGlobalId(source, "vacancy", externalId);
}

/** The employer's id of the posting. */
export function externalIdOf({ nativeIds: [externalId = ""] }: GlobalId): string {
  return externalId;
}

function parsed(json: string | null): unknown {
  return json === null ? null : JSON.parse(json);
}
