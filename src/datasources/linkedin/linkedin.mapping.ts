import { formatGlobalId, type GlobalId } from "../../schema/common/global-id.js";
import type { Source } from "../../schema/common/source.js";
import { type Vacancy, VacancyStatus } from "../../schema/vacancy/vacancy.type.js";
import { idOf } from "./linkedin.draft.js";
import { noticesOf } from "./linkedin.notices.js";
import { salaryOf } from "./linkedin.salary.js";
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
    place: job.location ?? null,
    employer: employerOf(job),
    department: null,
    manager: null,
    salary: salaryOf(job),
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
    // Last, so that all vacancies share a hidden class.
    ...noticesOf(source, published ? parsed(row.listing) : null),
  };
}

function employerOf({ integrationContext, companyName, companyPageUrl }: WireJob): Vacancy["employer"] {
  const id = integrationContext === undefined ? (companyPageUrl ?? companyName) : idOf("organization", integrationContext);
  return id === undefined ? null : { id, name: companyName ?? null };
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

/** The page of `urn:li:jobPosting:{n}` is `/jobs/view/{n}`. */
function jobUrl(jobPosting: string): string {
  return `https://www.linkedin.com/jobs/view/${jobPosting.slice(jobPosting.lastIndexOf(":") + 1)}`;
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
