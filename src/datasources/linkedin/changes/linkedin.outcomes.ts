import { rawOf } from "../../../http/checks/record-check.js";
import type { Source } from "../../../schema/common/source.js";
import type { UserError } from "../../../schema/common/user-error.type.js";
import type { Finding } from "../../contract/change.js";
import { iso } from "../../contract/timestamps.js";
import { jobPostingOfUrl, labelsOf, type PostingState, payloadOf, stateOf, vacancyGlobalId } from "../linkedin.mapping.js";
import { RENEWAL_MS } from "../linkedin.policy.js";
import type { TaskReport } from "../linkedin.tasks.js";
import type { Operation, WireJob, WireListing } from "../linkedin.wire.js";
import type { PostingPatch, StoredPosting } from "../store/linkedin.posting.repository.js";
import { explainPlaces, explainTask, isClosedAlready, isMissingTarget } from "./linkedin.explain.js";

/** One sending, as its operation stores it: what was sent, and the posting before it. */
export interface Sending {
  operation: Operation;
  job: WireJob;
  /** Distinguishes this sending from others of the same posting. */
  mark: string;
  /** Null where the posting was not known here. */
  before: PostingBefore | null;
}

interface PostingBefore {
  state: PostingState;
  title: string;
  code: string;
  location: string;
  expiresAt: string | null;
  /** Whether LinkedIn promoted it, in its own word; null where it did not say. Read before a promotion only. */
  promotion?: string | null;
}

/** LinkedIn's words for whether it promotes a posting. */
export const PROMOTED = "PROMOTED";
export const NOT_PROMOTED = "NOT_PROMOTED";

/** Whether LinkedIn may charge it: a second one would be paid again. A posting that is not promoted is free. */
export function costsMoney({ operation, job }: Sending): boolean {
  return operation === "UPGRADE" || operation === "RENEW" || (operation === "CREATE" && job.listingType === "PREMIUM");
}

export function beforeOf(row: StoredPosting): PostingBefore {
  const job = payloadOf(row);
  return { state: stateOf(row), ...labelsOf(job), location: job.location, expiresAt: row.expires_at };
}

/** The finding of an attempt about a sending, and the change of the stored posting that follows. */
export interface SendingOutcome {
  finding: Finding;
  patch?: PostingPatch | "forget";
}

/** The outcome by the task's status. IN_PROGRESS and unknown statuses leave it open; `jobPosting` counts only after the task's end. */
export function outcomeOfTask(source: Source, sending: Sending, task: TaskReport, now: number): SendingOutcome {
  const { finding, patch } = endOfTask(source, sending, task, now);
  return {
    finding,
    patch: patch === undefined || patch === "forget" ? patch : { ...patch, sent_mark: null, task: JSON.stringify(task.raw) },
  };
}

function endOfTask(source: Source, sending: Sending, task: TaskReport, now: number): SendingOutcome {
  const error = task.errorMessage?.trim();
  switch (task.status) {
    case "SUCCEEDED":
      return {
        finding: applied(source, sending, explainPlaces(task.refusedPlaces)),
        patch: isClosedInPart(sending, task) ? {} : appliedPatch(sending, task.jobPosting ?? undefined, now),
      };
    case "PROCESSED":
      // The payload was accepted, and the customer's jobs come from a feed: the task has ended without a listing.
      if (!error) return { finding: applied(source, sending, explainPlaces(task.refusedPlaces)), patch: processedPatch(sending) };
      return { finding: refused([explainTask(source, error)]), patch: refusedPatch(sending, error) };
    case "FAILED":
      return { finding: refused([explainTask(source, error)]), patch: refusedPatch(sending, error ?? "") };
    default:
      return { finding: { outcome: "PENDING" } };
  }
}

/** A posting that LinkedIn still lists somewhere can be closed again; the next read of its listing shows which it is. */
function isClosedInPart({ operation }: Sending, { refusedPlaces }: TaskReport): boolean {
  return operation === "CLOSE" && refusedPlaces.length > 0;
}

function processedPatch({ job }: Sending): PostingPatch {
  return { state: "PROCESSED", ...labelsOf(job), payload_in_force: JSON.stringify(job) };
}

/** The stored posting after LinkedIn has applied the sending. */
function appliedPatch({ operation, job, before }: Sending, jobPosting: string | undefined, now: number): PostingPatch {
  const known = jobPosting === undefined ? {} : { job_posting: jobPosting };
  switch (operation) {
    case "CREATE":
      return {
        ...known,
        state: "LISTED",
        ...labelsOf(job),
        payload_in_force: JSON.stringify(job),
        published_at: iso(job.listedAt),
        expires_at: job.expireAt === undefined ? null : iso(job.expireAt),
        closed_at: null,
        listing: null,
      };
    case "UPDATE":
      return {
        ...known,
        state: "LISTED",
        ...labelsOf(job),
        payload_in_force: JSON.stringify(job),
        ...(job.expireAt === undefined ? {} : { expires_at: iso(job.expireAt) }),
      };
    case "UPGRADE":
      // Without a given end LinkedIn sets one, which the next read of the listing shows.
      return {
        ...known,
        state: "LISTED",
        payload_in_force: JSON.stringify(job),
        expires_at: job.expireAt === undefined ? null : iso(job.expireAt),
      };
    case "RENEW":
      // The payload stays in force: a renewal sends it again to identify the posting.
      return { ...known, ...(before?.expiresAt ? { expires_at: iso(Date.parse(before.expiresAt) + RENEWAL_MS) } : {}) };
    case "CLOSE":
      return { ...known, state: "CLOSED", ...labelsOf(job), payload_in_force: JSON.stringify(job), closed_at: iso(now) };
  }
}

/** A refused posting was never listed; a refused change leaves the payload in force as it was. */
export function refusedPatch({ operation, before }: Sending, said: string): PostingPatch | "forget" {
  if (operation === "CREATE") return { state: "REJECTED", sent_mark: null };
  if (before === null) return "forget";
  // LinkedIn has just answered that nothing is listed under this id.
  const gone = before.state !== "REJECTED" && (isClosedAlready(said) || isMissingTarget(said));
  return { sent_mark: null, ...(gone ? { state: "CLOSED" } : {}) };
}

/** A sending that was not sent has changed nothing. */
export function unsentPatch({ before }: Sending): PostingPatch | "forget" {
  return before === null ? "forget" : { sent_mark: null, state: before.state, title: before.title, code: before.code };
}

/**
 * The outcome by the listing, where the task is not known: its id was lost with the answer, or LinkedIn has dropped it. `quiet`: LinkedIn's
 * quiet time is over, so a change that does not show by now was not applied.
 */
export function outcomeOfListing(
  source: Source,
  sending: Sending,
  listing: WireListing | null,
  quiet: boolean,
  now: number,
): SendingOutcome {
  const open: SendingOutcome = { finding: { outcome: "UNCERTAIN" } };
  // LinkedIn may still be working, so an empty answer decides nothing.
  if (listing === null && !quiet) return open;
  const sign = signOf(sending, listing);
  if (sign === "applied") {
    const patch = appliedPatch(sending, jobPostingOfUrl(listing?.jobPostingUrl), now);
    return { finding: applied(source, sending), patch: { ...patch, sent_mark: null } };
  }
  if (sign === "not-applied" && quiet) {
    return { finding: { outcome: "NOT_APPLIED", definite: true }, patch: notAppliedPatch(sending, listing) };
  }
  // LinkedIn may not show a posting's content, so NOT_APPLIED would be a guess; a person can check (resolveOperation).
  return open;
}

/** "undecided": LinkedIn is still working, or answers an unknown status. "none": the listing cannot show it. */
type Sign = "applied" | "not-applied" | "undecided" | "none";

function signOf({ operation, job, before }: Sending, listing: WireListing | null): Sign {
  const status = listing?.listingStatus;
  const info = listing?.jobPostingInfo;
  switch (operation) {
    case "CREATE":
      if (status === "LISTED") return "applied";
      return status === undefined || status === "NOT_LISTED" ? "not-applied" : "undecided";
    case "CLOSE":
      if (status === "LISTED") return "not-applied";
      if (status === "NOT_LISTED") return "applied";
      if (status !== undefined) return "undecided";
      // Nothing is listed under this id: closed, or never there.
      return before === null ? "not-applied" : "applied";
    case "RENEW": {
      const [was, is] = [before?.expiresAt, info?.expireAt];
      if (!was || is === undefined || is === null) return "none";
      return is > Date.parse(was) ? "applied" : "not-applied";
    }
    case "UPGRADE":
      return signOfPromotion(before?.promotion, listing);
    case "UPDATE":
      if (status !== "LISTED" || before === null) return "none";
      if (listing?.rawLocation && job.location !== before.location) return listing.rawLocation === job.location ? "applied" : "not-applied";
      if (job.expireAt !== undefined && info?.expireAt && iso(job.expireAt) !== before.expiresAt)
        return info.expireAt === job.expireAt ? "applied" : "not-applied";
      return "none";
  }
}

/** Only a posting that was not promoted before shows whether this has promoted it; one that is not listed any more shows nothing. */
function signOfPromotion(before: string | null | undefined, listing: WireListing | null): Sign {
  if (before !== NOT_PROMOTED) return "none";
  if (listing?.promotionStatus === PROMOTED) return "applied";
  return listing?.listingStatus === "LISTED" && listing.promotionStatus === NOT_PROMOTED ? "not-applied" : "none";
}

/** The change of the stored posting after a person resolved a sending that no attempt could settle. */
export function resolvedPatch(sending: Sending, outcome: "APPLIED" | "NOT_APPLIED", now: number): PostingPatch | "forget" {
  return outcome === "APPLIED" ? { ...appliedPatch(sending, undefined, now), sent_mark: null } : unsentPatch(sending);
}

function notAppliedPatch(sending: Sending, listing: WireListing | null): PostingPatch | "forget" {
  if (sending.operation === "CREATE" && listing?.listingStatusDetail?.statusMessage) return { state: "REJECTED", sent_mark: null };
  return unsentPatch(sending);
}

/** The change of a known posting that follows from a listing read for its own sake; undefined where it shows nothing new. */
export function patchOfListing(state: PostingState, listing: WireListing, now: number): PostingPatch | undefined {
  const { expireAt, listedAt } = listing.jobPostingInfo ?? {};
  const jobPosting = jobPostingOfUrl(listing.jobPostingUrl);
  if (listing.listingStatus === "LISTED") {
    return {
      state: "LISTED",
      listing: JSON.stringify(rawOf(listing)),
      closed_at: null,
      ...(jobPosting === undefined ? {} : { job_posting: jobPosting }),
      ...(expireAt ? { expires_at: iso(expireAt) } : {}),
      ...(listedAt ? { published_at: iso(listedAt) } : {}),
    };
  }
  if (listing.listingStatus !== "NOT_LISTED" || state === "PROCESSED") return undefined;
  // Expired, reported or taken down (job status page): only the first has a known day.
  const expired = expireAt !== undefined && expireAt !== null && expireAt <= now;
  return { state: "CLOSED", listing: JSON.stringify(rawOf(listing)), closed_at: expired ? iso(expireAt) : null };
}

function applied(source: Source, { job }: Sending, userErrors?: UserError[]): Finding {
  const result = { vacancyId: vacancyGlobalId(source, job.externalJobPostingId) };
  return { outcome: "APPLIED", result, ...(userErrors === undefined || userErrors.length === 0 ? {} : { userErrors }) };
}

function refused(userErrors: UserError[]): Finding {
  return { outcome: "NOT_APPLIED", definite: true, userErrors };
}
