/** The verbs of the unversioned API; UPGRADE and DOWNGRADE exist only on the versioned one. */
export const OPERATIONS = ["CREATE", "UPDATE", "RENEW", "CLOSE"] as const;
export type Operation = (typeof OPERATIONS)[number];

export type ListingType = "BASIC" | "PREMIUM";

/** The fields of a job element that the stand-in looks at, once the schema check has let the element through. */
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
  alternateLocations?: string[];
  categories?: string[];
  workplaceTypes?: string[];
  expireAt?: number;
}

/** EXPIRED is a closed job that nobody closed: the day of its expiry came. */
type PostingState = "LISTED" | "CLOSED" | "EXPIRED";

export interface Posting {
  externalJobPostingId: string;
  state: PostingState;
  /** The n of `urn:li:jobPosting:{n}`. */
  jobNumber: number;
  /** The payload that was last applied. */
  element: JobElement;
  listedAt: number;
  expireAt: number;
  /** True where the listing was there before this stand-in took its first request. */
  publishedElsewhere: boolean;
  /** Why LinkedIn itself took the job down, for example MEMBER_REPORTED. */
  takenDownFor?: string;
}

type TaskStatus = "IN_PROGRESS" | "SUCCEEDED" | "FAILED" | "PROCESSED";

export interface Task {
  /** `urn:li:simpleJobPostingTask:<uuid>`. */
  id: string;
  status: TaskStatus;
  externalJobPostingId: string;
  operation: Operation;
  element: JobElement;
  acceptedAt: number;
  /** When ingestion looks at it. */
  dueAt: number;
  /** A CREATE holds the number that its job will get, so that it can be shown before the end. */
  reservedJobNumber?: number;
  jobPosting?: string;
  errorMessage?: string;
  /** Set only where one job fans out over locations. */
  location?: string;
  /** Tasks of the other locations of the same job. */
  fanOut: Task[];
  /** Answered 404 on every read. */
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

  /** Over all ids; over all operations too where none is named. */
  total(operation?: Operation): number {
    let sum = 0;
    for (const byOperation of this.#counts.values()) {
      for (const [each, count] of byOperation) if (operation === undefined || each === operation) sum += count;
    }
    return sum;
  }
}
