import { rawOf } from "../../../http/record-check.js";
import type { Source } from "../../../schema/common/source.js";
import type { UserError } from "../../../schema/common/user-error.type.js";
import type { Finding } from "../../contract/change.js";
import { iso } from "../../contract/timestamps.js";
import { jobPostingOfUrl, labelsOf, type PostingState, payloadOf, stateOf, vacancyGlobalId } from "../linkedin.mapping.js";
import { RENEWAL_MS } from "../linkedin.policy.js";
import type { Operation, WireJob, WireListing, WireTask } from "../linkedin.wire.js";
import type { PostingPatch, StoredPosting } from "../store/linkedin.posting.repository.js";
import { explainTask, isClosedAlready, isMissingTarget } from "./linkedin.explain.js";

/** One sending, as its operation remembers it: what was sent, and what the posting was before. */
export interface Sending {
  operation: Operation;
  job: WireJob;
  /** Tells this sending from any other of the same posting. */
  mark: string;
  /** Null where the posting was not known here. */
  before: { state: PostingState; title: string; code: string; location: string; expiresAt: string | null } | null;
}

export function beforeOf(row: StoredPosting): NonNullable<Sending["before"]> {
  const job = payloadOf(row);
  return { state: stateOf(row), ...labelsOf(job), location: job.location, expiresAt: row.expires_at };
}

/** What a look says of a sending, and what it makes of the posting that is remembered. */
export interface SendingOutcome {
  finding: Finding;
  patch?: PostingPatch | "forget";
}

/** The task's word. IN_PROGRESS, and any word that is not known, leave it open; `jobPosting` counts only after the end. */
export function outcomeOfTask(source: Source, sending: Sending, task: WireTask, now: number): SendingOutcome {
  const { finding, patch } = endOfTask(source, sending, task, now);
  return {
    finding,
    patch: patch === undefined || patch === "forget" ? patch : { ...patch, sent_mark: null, task: JSON.stringify(rawOf(task)) },
  };
}

function endOfTask(source: Source, sending: Sending, task: WireTask, now: number): SendingOutcome {
  const error = task.errorMessage?.trim();
  switch (task.status) {
    case "SUCCEEDED":
      return { finding: applied(source, sending), patch: appliedPatch(sending, task.jobPosting ?? undefined, now) };
    case "PROCESSED":
      // The payload was taken, and the customer's jobs come from a feed of theirs all the same: an end, but not a listing.
      if (!error) return { finding: applied(source, sending), patch: processedPatch(sending) };
      return { finding: refused([explainTask(error)]), patch: refusedPatch(sending, error) };
    case "FAILED":
      return { finding: refused([explainTask(error)]), patch: refusedPatch(sending, error ?? "") };
    default:
      return { finding: { outcome: "PENDING" } };
  }
}

function processedPatch({ job }: Sending): PostingPatch {
  return { state: "PROCESSED", ...labelsOf(job), payload_in_force: JSON.stringify(job) };
}

/** What LinkedIn holds once it has done what was sent. */
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
    case "RENEW":
      // The payload stays in force: a renewal re-sends it to say which posting is meant.
      return { ...known, ...(before?.expiresAt ? { expires_at: iso(Date.parse(before.expiresAt) + RENEWAL_MS) } : {}) };
    case "CLOSE":
      return { ...known, state: "CLOSED", ...labelsOf(job), payload_in_force: JSON.stringify(job), closed_at: iso(now) };
  }
}

/** A refused posting was never listed; a refused change leaves the payload in force that was. */
export function refusedPatch({ operation, before }: Sending, said: string): PostingPatch | "forget" {
  if (operation === "CREATE") return { state: "REJECTED", sent_mark: null };
  if (before === null) return "forget";
  // LinkedIn has just said that there is nothing listed under this id.
  const gone = before.state !== "REJECTED" && (isClosedAlready(said) || isMissingTarget(said));
  return { sent_mark: null, ...(gone ? { state: "CLOSED" } : {}) };
}

/** What was not sent at all has changed nothing. */
export function unsentPatch({ before }: Sending): PostingPatch | "forget" {
  return before === null ? "forget" : { sent_mark: null, state: before.state, title: before.title, code: before.code };
}

/**
 * Where the task is not known (its id was lost with the answer, or LinkedIn has forgotten it), the listing is all there is to ask.
 * `quiet`: LinkedIn has had its time, so that what is not there by now will not come.
 */
export function outcomeOfListing(
  source: Source,
  sending: Sending,
  listing: WireListing | null,
  quiet: boolean,
  now: number,
): SendingOutcome {
  const open: SendingOutcome = { finding: { outcome: "UNCERTAIN" } };
  // That LinkedIn shows nothing may change as long as it is at work.
  if (listing === null && !quiet) return open;
  const sign = signOf(sending, listing);
  if (sign === "applied") {
    const patch = appliedPatch(sending, jobPostingOfUrl(listing?.jobPostingUrl), now);
    return { finding: applied(source, sending), patch: { ...patch, sent_mark: null } };
  }
  if (sign === "not-applied" && quiet) {
    return { finding: { outcome: "NOT_APPLIED", definite: true }, patch: notAppliedPatch(sending, listing) };
  }
  // LinkedIn may not tell what a posting holds. That it does not hold the change would be a guess; a person can see it (resolveOperation).
  return open;
}

/** "undecided": LinkedIn is at it still, or says it in a word that is not known here. "none": no listing could tell. */
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
      // Nothing under this id: closed, or never there.
      return before === null ? "not-applied" : "applied";
    case "RENEW": {
      const [was, is] = [before?.expiresAt, info?.expireAt];
      if (!was || is === undefined || is === null) return "none";
      return is > Date.parse(was) ? "applied" : "not-applied";
    }
    case "UPDATE":
      if (status !== "LISTED" || before === null) return "none";
      if (listing?.rawLocation && job.location !== before.location) return listing.rawLocation === job.location ? "applied" : "not-applied";
      if (job.expireAt !== undefined && info?.expireAt && iso(job.expireAt) !== before.expiresAt)
        return info.expireAt === job.expireAt ? "applied" : "not-applied";
      return "none";
  }
}

/** What a person saw at LinkedIn of a sending of which no look could tell how it ended. */
export function resolvedPatch(sending: Sending, outcome: "APPLIED" | "NOT_APPLIED", now: number): PostingPatch | "forget" {
  return outcome === "APPLIED" ? { ...appliedPatch(sending, undefined, now), sent_mark: null } : unsentPatch(sending);
}

function notAppliedPatch(sending: Sending, listing: WireListing | null): PostingPatch | "forget" {
  if (sending.operation === "CREATE" && listing?.listingStatusDetail?.statusMessage) return { state: "REJECTED", sent_mark: null };
  return unsentPatch(sending);
}

/** What a listing, read for its own sake, says of a posting that is known; undefined where it says nothing new. */
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
  // Expired, reported or taken down (job status page): the day of the first is known, of the others nothing is said.
  const expired = expireAt !== undefined && expireAt !== null && expireAt <= now;
  return { state: "CLOSED", listing: JSON.stringify(rawOf(listing)), closed_at: expired ? iso(expireAt) : null };
}

function applied(source: Source, { job }: Sending): Finding {
  return { outcome: "APPLIED", result: { vacancyId: vacancyGlobalId(source, job.externalJobPostingId) } };
}

function refused(userErrors: UserError[]): Finding {
  return { outcome: "NOT_APPLIED", definite: true, userErrors };
}
