export type Resource = "simpleJobPostings" | "simpleJobPostingTasks" | "jobPostingStatus";

/** The operations of the unversioned API. */
export const OPERATIONS = ["CREATE", "UPDATE", "RENEW", "CLOSE"] as const;
/** UPGRADE and DOWNGRADE exist only in the versioned API [client]. */
export const VERSIONED_OPERATIONS = [...OPERATIONS, "UPGRADE", "DOWNGRADE"] as const;
export type Operation = (typeof VERSIONED_OPERATIONS)[number];

/** The month of a version, YYYYMM, of a call under /rest; undefined under /v2. */
export type ApiVersion = string | undefined;

export type ListingType = "BASIC" | "PREMIUM";

/** The fields that the stand-in reads of a job element after the schema check. */
export interface JobElement {
  externalJobPostingId: string;
  jobPostingOperationType: Operation;
  title: string;
  description: string;
  listedAt: number;
  location: string;
  companyApplyUrl: string;
  integrationContext?: string;
  company?: string;
  companyPageUrl?: string;
  companyName?: string;
  listingType?: ListingType;
  contract?: string;
  posterEmail?: string;
  availability?: "PUBLIC" | "PRIVATE_TO_ATS_INTEGRATION" | "INTERNAL";
  alternateLocations?: string[];
  categories?: string[];
  skillsDescription?: string;
  workplaceTypes?: string[];
  compensation?: { compensations: { value: { range?: { start: Money; end: Money }; exactAmount?: Money } }[] };
  onsiteApplyConfiguration?: { jobApplicationWebhookUrl: string; questions?: unknown };
  expireAt?: number;
}

/** The amount is a decimal text. */
interface Money {
  amount: string;
  currencyCode: string;
}

/** Code and message behind a status of a job; `errorCode` and `errorType` may be absent. */
export interface StatusDetail {
  errorCode?: number;
  errorType?: "CUSTOMER_ERROR" | "PARTNER_ERROR" | "LINKEDIN_ERROR";
  statusMessage: string;
}

/** EXPIRED: closed by its day of expiry. */
type PostingState = "LISTED" | "CLOSED" | "EXPIRED";

export interface Posting {
  externalJobPostingId: string;
  state: PostingState;
  /** The n of `urn:li:jobPosting:{n}`. */
  jobNumber: number;
  /** The payload applied last. */
  element: JobElement;
  listedAt: number;
  expireAt: number;
  /** True for a listing of the sample. */
  publishedElsewhere: boolean;
  /** The reason why LinkedIn took the job down, for example MEMBER_REPORTED. */
  takenDownFor?: string;
  /** True for a job that came by the customer's feed: it cannot be promoted. */
  fromFeed?: boolean;
  /** Why LinkedIn takes no applications of this job itself, although its payload asks for it. */
  applyEndedFor?: StatusDetail;
  /** Why a PREMIUM job is not promoted. */
  promotionEndedFor?: StatusDetail;
}

type TaskStatus = "IN_PROGRESS" | "SUCCEEDED" | "FAILED" | "PROCESSED";

export interface Task {
  /** `urn:li:simpleJobPostingTask:<uuid>`. */
  id: string;
  status: TaskStatus;
  externalJobPostingId: string;
  operation: Operation;
  /** The version of the call that the task came with. */
  version: ApiVersion;
  element: JobElement;
  acceptedAt: number;
  /** The time of ingestion. */
  dueAt: number;
  /** The number of a CREATE's future job, which may be shown before the task ends. */
  reservedJobNumber?: number;
  jobPosting?: string;
  errorMessage?: string;
  /** The location of this task, where the job has several. */
  location?: string;
  /** Tasks of the other locations of the same job. */
  fanOut: Task[];
  /** Every read answers 404. */
  lost: boolean;
  /** Never leaves IN_PROGRESS. */
  stuck: boolean;
}

export function jobPostingUrn(jobNumber: number): string {
  return `urn:li:jobPosting:${jobNumber}`;
}

export function listingTypeOf(element: { listingType?: unknown }): ListingType {
  return element.listingType === "PREMIUM" ? "PREMIUM" : "BASIC";
}

/** Counts elements by externalJobPostingId and operation. */
export class OperationTally {
  #counts = new Map<string, Map<Operation, number>>();

  add(externalJobPostingId: string, operation: Operation): void {
    const byOperation = this.#counts.get(externalJobPostingId) ?? new Map<Operation, number>();
    byOperation.set(operation, (byOperation.get(operation) ?? 0) + 1);
    this.#counts.set(externalJobPostingId, byOperation);
  }

  of(externalJobPostingId: string, operation: Operation): number {
    return this.#counts.get(externalJobPostingId)?.get(operation) ?? 0;
  }

  /** The sum over all ids, and over all operations where none is named. */
  total(operation?: Operation): number {
    let sum = 0;
    for (const byOperation of this.#counts.values()) {
      for (const [each, count] of byOperation) if (operation === undefined || each === operation) sum += count;
    }
    return sum;
  }
}
