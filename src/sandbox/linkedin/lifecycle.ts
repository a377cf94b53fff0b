import { DAY_MS, expiryAfterUpdate, expiryOf, failure, payloadFault } from "./ingestion.js";
import type { LinkedInKnobs } from "./knobs.js";
import { type JobElement, jobPostingUrn, listingTypeOf, type Operation, type Posting, type Task } from "./model.js";
import { type Promotion, paidBy, promotes, promotionFault, updatedElement } from "./promotion.js";

const RENEWAL_DAYS = 30;
export const CLOSE_CONFLICT = "Cannot close job which is already closed or does not exist";

export interface IngestionSetting {
  postings: Map<string, Posting>;
  knobs: LinkedInKnobs;
  organizations?: ReadonlySet<string>;
  nextJobNumber(): number;
  onApplied(externalJobPostingId: string, operation: Operation): void;
  onPromoted(promotion: Promotion): void;
}

/** Whether the write accepts a CLOSE: only for a listed job (README, "Life of a posting"). */
export function canClose(posting: Posting | undefined): boolean {
  return posting?.state === "LISTED";
}

/** Closes a job whose day of expiry has come. */
export function expire(posting: Posting, at: number): void {
  if (posting.state === "LISTED" && posting.expireAt <= at) posting.state = "EXPIRED";
}

/** Does the operation of a due task, or fails the task. A failed UPDATE leaves the job unchanged. */
export function ingest(task: Task, setting: IngestionSetting): void {
  const { postings, knobs } = setting;
  const before = postings.get(task.externalJobPostingId);
  if (before !== undefined) expire(before, task.dueAt);
  const fault = knobs.taskFailures[task.externalJobPostingId] ?? payloadFaultOf(task, task.element.location, setting);
  if (knobs.processedMode) {
    // The payload was accepted and checked, but listings come from the customer's feed.
    end(task, "PROCESSED", fault);
  } else {
    const outcome = fault ?? apply(task, before, setting);
    end(task, outcome === undefined ? "SUCCEEDED" : "FAILED", outcome);
    if (task.status === "SUCCEEDED") {
      const number = postings.get(task.externalJobPostingId)?.jobNumber;
      if (number !== undefined) task.jobPosting = jobPostingUrn(number);
      setting.onApplied(task.externalJobPostingId, task.operation);
    }
  }
  for (const sibling of task.fanOut) ingestSibling(sibling, task, setting);
}

/** Ends the task of another location as the first task ended, unless that location is wrong. */
function ingestSibling(sibling: Task, task: Task, setting: IngestionSetting): void {
  const fault = task.errorMessage ?? payloadFaultOf(sibling, sibling.location ?? task.element.location, setting);
  end(sibling, task.status === "SUCCEEDED" && fault !== undefined ? "FAILED" : task.status, fault);
  if (sibling.status === "SUCCEEDED") sibling.jobPosting = jobPostingUrn(sibling.reservedJobNumber ?? setting.nextJobNumber());
}

function payloadFaultOf(task: Task, location: string, { knobs, organizations }: IngestionSetting): string | undefined {
  return task.operation === "CLOSE" ? undefined : payloadFault(task, location, task.dueAt, knobs, organizations);
}

function end(task: Task, status: Task["status"], errorMessage: string | undefined): void {
  task.status = status;
  if (errorMessage !== undefined) task.errorMessage = errorMessage;
}

/** Applies an operation by the README's table "Life of a posting". Returns the text of the failure, or undefined. */
function apply(task: Task, before: Posting | undefined, setting: IngestionSetting): string | undefined {
  const listed = before?.state === "LISTED" ? before : undefined;
  switch (task.operation) {
    case "CREATE":
      return create(task, listed, setting);
    case "UPDATE":
      return listed === undefined ? missingTarget("UPDATE") : update(task, listed, setting);
    case "UPGRADE":
      return listed === undefined ? missingTarget("UPGRADE") : upgrade(task, listed, setting);
    case "DOWNGRADE":
      return listed === undefined ? missingTarget("DOWNGRADE") : downgrade(listed);
    case "RENEW":
      if (listed === undefined) return missingTarget("RENEW");
      listed.expireAt += RENEWAL_DAYS * DAY_MS;
      return undefined;
    case "CLOSE":
      // Another CLOSE or the expiry came after the write.
      if (listed === undefined) return failure(CLOSE_CONFLICT);
      listed.state = "CLOSED";
      return undefined;
  }
}

function create(task: Task, listed: Posting | undefined, setting: IngestionSetting): string | undefined {
  if (listed !== undefined) {
    return failure(
      "Trying to create a job with same partnerIdentifier already exists. " +
        `LinkedIn job id: ${listed.jobNumber}, externalJobPostingId: ${listed.externalJobPostingId}`,
    );
  }
  const expireAt = expiryOf(task.element, task.dueAt, { knobs: setting.knobs, version: task.version });
  if (typeof expireAt !== "number") return expireAt.fault;
  const posting: Posting = {
    externalJobPostingId: task.externalJobPostingId,
    state: "LISTED",
    jobNumber: task.reservedJobNumber ?? setting.nextJobNumber(),
    element: task.element,
    listedAt: task.dueAt,
    expireAt,
    publishedElsewhere: false,
  };
  // The id of a closed job may be used again, for a new job. No page says so.
  setting.postings.set(task.externalJobPostingId, posting);
  if (listingTypeOf(posting.element) === "PREMIUM") setting.onPromoted(paidBy(task, posting));
  return undefined;
}

/** Replaces the payload. Under /v2 this also promotes a BASIC job that becomes PREMIUM. */
function update(task: Task, listed: Posting, setting: IngestionSetting): string | undefined {
  const element = updatedElement(listed, task.element, task.version);
  const promoted = promotes(listed, element);
  const fault = promoted ? promotionFault(listed, element, setting.knobs) : undefined;
  if (fault !== undefined) return fault;
  if ((listed.element.availability ?? "PUBLIC") === "PUBLIC" && (element.availability ?? "PUBLIC") !== "PUBLIC") {
    // The schema page asks for a CLOSE and a new CREATE; the text is assumed.
    return failure("A PUBLIC job cannot become private: close it and create another");
  }
  const expireAt = expiryAfterUpdate(listed, element, task.dueAt, { knobs: setting.knobs, version: task.version });
  if (typeof expireAt !== "number") return expireAt.fault;
  Object.assign(listed, { element, expireAt });
  if (promoted) setting.onPromoted(paidBy(task, listed));
  return undefined;
}

/** Promotes a job under /rest; its end is thirty days ahead or as named. Nothing else of the payload changes the job [inferred]. */
function upgrade(task: Task, listed: Posting, setting: IngestionSetting): string | undefined {
  const { contract, expireAt: asked } = task.element;
  const element: JobElement = { ...listed.element, listingType: "PREMIUM", contract, expireAt: asked };
  const promoted = listingTypeOf(listed.element) === "PREMIUM" && listed.promotionEndedFor === undefined;
  if (promoted && setting.knobs.repeatedUpgrade === "refused") {
    return failure("Operation type `UPGRADE` is not allowed for a promoted job");
  }
  const fault = promotionFault(listed, element, setting.knobs);
  if (fault !== undefined) return fault;
  const expireAt = expiryOf(element, task.dueAt, { knobs: setting.knobs, version: task.version });
  if (typeof expireAt !== "number") return expireAt.fault;
  Object.assign(listed, { element, expireAt, promotionEndedFor: undefined });
  setting.onPromoted(paidBy(task, listed));
  return undefined;
}

/** Ends the promotion. The end of the job stays, and nothing is paid back [inferred]. */
function downgrade(listed: Posting): string | undefined {
  if (listingTypeOf(listed.element) === "BASIC") return failure("Operation type `DOWNGRADE` is not allowed for a job that is not promoted");
  listed.element = { ...listed.element, listingType: "BASIC" };
  return undefined;
}

/** The only documented text for a missing job, also used for a closed one. */
function missingTarget(operation: Operation): string {
  return failure(`Operation type \`${operation}\` is not allowed for a non-existing job`);
}
