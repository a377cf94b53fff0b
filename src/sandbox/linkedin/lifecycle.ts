import { DAY_MS, expiryAfterUpdate, expiryOf, failure, payloadFault } from "./ingestion.js";
import type { LinkedInKnobs } from "./knobs.js";
import { jobPostingUrn, type Operation, type Posting, type Task } from "./model.js";

const RENEWAL_DAYS = 30;
export const CLOSE_CONFLICT = "Cannot close job which is already closed or does not exist";

export interface IngestionSetting {
  postings: Map<string, Posting>;
  knobs: LinkedInKnobs;
  organizations?: ReadonlySet<string>;
  nextJobNumber(): number;
  onApplied(externalJobPostingId: string, operation: Operation): void;
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
  return task.operation === "CLOSE" ? undefined : payloadFault(task.element, location, task.dueAt, knobs, organizations);
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
    case "UPDATE": {
      if (listed === undefined) return missingTarget("UPDATE");
      const expireAt = expiryAfterUpdate(listed, task.element, task.dueAt);
      if (typeof expireAt !== "number") return expireAt.fault;
      Object.assign(listed, { element: task.element, expireAt });
      return undefined;
    }
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
  const expireAt = expiryOf(task.element, task.dueAt);
  if (typeof expireAt !== "number") return expireAt.fault;
  // The id of a closed job may be used again, for a new job. No page says so.
  setting.postings.set(task.externalJobPostingId, {
    externalJobPostingId: task.externalJobPostingId,
    state: "LISTED",
    jobNumber: task.reservedJobNumber ?? setting.nextJobNumber(),
    element: task.element,
    listedAt: task.dueAt,
    expireAt,
    publishedElsewhere: false,
  });
  return undefined;
}

/** The only documented text for a missing job, also used for a closed one. */
function missingTarget(operation: Operation): string {
  return failure(`Operation type \`${operation}\` is not allowed for a non-existing job`);
}
