import { failure } from "./ingestion.js";
import type { LinkedInKnobs } from "./knobs.js";
import { type ApiVersion, type JobElement, listingTypeOf, type Operation, type Posting, type Task } from "./model.js";

/** One promotion that the customer pays for. A job promoted twice has two. */
export interface Promotion {
  externalJobPostingId: string;
  jobNumber: number;
  /** URN of the contract that pays. */
  contract: string;
  /** CREATE of a PREMIUM job, UPDATE from BASIC to PREMIUM under /v2, or UPGRADE under /rest. */
  operation: Operation;
  taskId: string;
  paidAt: number;
  /** The end that the job got with the promotion; later changes may move it. */
  endsAt: number;
}

export function paidBy(task: Task, posting: Posting): Promotion {
  return {
    externalJobPostingId: posting.externalJobPostingId,
    jobNumber: posting.jobNumber,
    contract: posting.element.contract ?? "",
    operation: task.operation,
    taskId: task.id,
    paidAt: task.dueAt,
    endsAt: posting.expireAt,
  };
}

/** Whether an element asks for a promoted job: by its listing type, which UPGRADE and DOWNGRADE of /rest ignore, or by UPGRADE [client]. */
export function asksForPromotion(element: { jobPostingOperationType?: unknown; listingType?: unknown }, version: ApiVersion): boolean {
  const operation = version === undefined ? undefined : element.jobPostingOperationType;
  return operation === "UPGRADE" || (operation !== "DOWNGRADE" && listingTypeOf(element) === "PREMIUM");
}

/** The payload that an UPDATE leaves behind. Under /rest it does not promote: the listing type and the contract stay [inferred]. */
export function updatedElement(posting: Posting, element: JobElement, version: ApiVersion): JobElement {
  if (version === undefined) return element;
  return { ...element, listingType: posting.element.listingType, contract: posting.element.contract };
}

/** Whether a payload promotes a job that was not promoted. */
export function promotes(posting: Posting, element: JobElement): boolean {
  return listingTypeOf(posting.element) === "BASIC" && listingTypeOf(element) === "PREMIUM";
}

/**
 * Why a listed job cannot be promoted: it has several locations, did not come by this API, or is not PUBLIC. The pages name the three; the
 * texts are assumed.
 */
export function promotionFault(posting: Posting, element: JobElement, knobs: LinkedInKnobs): string | undefined {
  if (!knobs.promotionRules) return undefined;
  if (posting.fromFeed) return failure("Only jobs posted through the API can be upgraded");
  if (locationsOf(posting.element).size > 1 || locationsOf(element).size > 1) {
    return failure("Jobs with more than one location cannot be upgraded");
  }
  if ((element.availability ?? posting.element.availability ?? "PUBLIC") !== "PUBLIC") return failure("Only PUBLIC jobs can be upgraded");
  return undefined;
}

/** The main location and the others; `alternateLocations` repeats the main one. */
export function locationsOf(element: { location: string; alternateLocations?: string[] }): Set<string> {
  return new Set([element.location, ...(element.alternateLocations ?? [])]);
}
