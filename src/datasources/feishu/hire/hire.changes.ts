import type { Clock } from "../../../clock.js";
import { requireFields } from "../../../http/checks/record-check.js";
import type { VendorResponse } from "../../../http/request.js";
import type { GlobalId } from "../../../schema/common/global-id.js";
import { type Job, JobStatus } from "../../../schema/job/job.type.js";
import { type Change, type Changes, type Check, type Sent, sendEach } from "../../contract/change.js";
import { toRefusal } from "../../contract/permissions.js";
import { logIdOf } from "../feishu.envelope.js";
import type { HireClient } from "./hire.client.js";
import type { HireDatasource } from "./hire.datasource.js";
import { explainHire } from "./hire.errors.js";
import { HIRE_VERIFY } from "./hire.policy.js";
import type { HirePosts } from "./hire.posts.js";
import { expiryRefusal, jobActionsOf, noSuchJob } from "./hire.rules.js";
import { EXPIRY_FIELDS, type WireOpenJob } from "./hire.wire.js";

/** The parts of the connection that the changes use. */
interface ChangeContext {
  client: HireClient;
  clock: Clock;
  posts: HirePosts;
}

/** Opens and closes a job. Neither is idempotent at the vendor, neither has a key, and neither answer shows the job. */
export function hireChanges(context: ChangeContext): Changes {
  return { reopenJob: reopenJob(context), closeJob: closeJob(context) };
}

/** The job before the change. */
interface Before {
  expiresAt: string | null;
}

function reopenJob({ client, clock, posts }: ChangeContext): Change<"reopenJob", Before, HireDatasource> {
  return {
    verifyPolicy: HIRE_VERIFY,
    locks: ({ target }) => [target.text],
    check: async ({ target, input: { expiresAt } }, reads) => {
      const past = expiryRefusal(expiresAt, clock.now());
      return past === undefined ? checkJob(reads, target, "reopen") : { ready: false, refusals: [past], result: { jobId: target.text } };
    },
    send: (changes, scope) =>
      sendEach(changes, async ({ target, input: { expiresAt } }) => {
        const response = await client.openJob(jobIdOf(target), toOpenJob(expiresAt), scope);
        return sent(response, target, await posts.noticesOf(jobIdOf(target), scope));
      }),
    explain: explainHire,
    verify: async ({ target, input, before, requestedAt }, reads) => {
      const job = await readJob(reads, target, "reopen");
      if (!tells(job)) return { outcome: "UNCERTAIN" };
      if (!isReopened(job, input.expiresAt, before, requestedAt)) return { outcome: "NOT_APPLIED" };
      return { outcome: "APPLIED", result: { jobId: target.text, notices: await reads.noticesOfReopened(jobIdOf(target)) } };
    },
  };
}

function closeJob({ client }: ChangeContext): Change<"closeJob", Before, HireDatasource> {
  return {
    verifyPolicy: HIRE_VERIFY,
    locks: ({ target }) => [target.text],
    check: ({ target }, reads) => checkJob(reads, target, "close"),
    send: (changes, scope) => sendEach(changes, async ({ target }) => sent(await client.closeJob(jobIdOf(target), scope), target)),
    explain: explainHire,
    verify: async ({ target }, reads) => {
      const job = await readJob(reads, target, "close");
      if (!tells(job)) return { outcome: "UNCERTAIN" };
      return { outcome: job.status === JobStatus.CLOSED ? "APPLIED" : "NOT_APPLIED" };
    },
  };
}

type Action = "reopen" | "close";

/** The fields that check and verify depend on. */
const GOES_BY: Record<Action, readonly string[]> = { reopen: ["active_status", ...EXPIRY_FIELDS], close: ["active_status"] };

async function checkJob(reads: HireDatasource, target: GlobalId, action: Action): Promise<Check<Before>> {
  const job = await readJob(reads, target, action);
  if (job === null) return { ready: false, refusals: [noSuchJob()] };
  const refusal = toRefusal(jobActionsOf(job)[action], ["id"]);
  const result = { jobId: target.text };
  if (refusal !== undefined) return { ready: false, refusals: [refusal], result };
  return { ready: true, before: { expiresAt: job.expiresAt }, result };
}

/** A job that is not shown (any more), or has an unknown status, proves nothing about a change. */
function tells(job: Job | null): job is Job {
  return job !== null && job.status !== JobStatus.UNKNOWN;
}

/** `expiry_time` is milliseconds; no page says whether it counts beside `is_never_expired: true`, so it is not sent then. */
function toOpenJob(expiresAt: string | null | undefined): WireOpenJob {
  return expiresAt ? { is_never_expired: false, expiry_time: Date.parse(expiresAt) } : { is_never_expired: true };
}

/**
 * Whether the job is open until the requested end: a job opened otherwise by someone else is not this change. Compared to the second, since
 * no page mentions fractions. No page says either that a job without an end is shown without one: an end that had passed before the change,
 * or that the job had then, is a remainder of an earlier opening.
 */
function isReopened(job: Job, expiresAt: string | null | undefined, before: Before, requestedAt: number): boolean {
  if (job.status !== JobStatus.OPEN) return false;
  const held = job.expiresAt === null ? undefined : Date.parse(job.expiresAt);
  if (!expiresAt) return held === undefined || held <= requestedAt || job.expiresAt === before.expiresAt;
  return held !== undefined && Math.floor(held / 1000) === Math.floor(Date.parse(expiresAt) / 1000);
}

async function readJob(reads: HireDatasource, target: GlobalId, action: Action): Promise<Job | null> {
  const [job] = await reads.jobsByIds([jobIdOf(target)]);
  if (job instanceof Error) throw job;
  requireFields(job?.raw, GOES_BY[action]);
  return job ?? null;
}

function jobIdOf({ nativeIds: [jobId = ""] }: GlobalId): string {
  return jobId;
}

function sent(response: VendorResponse, { text: jobId }: GlobalId, notices: string[] = []): Sent {
  return { outcome: "APPLIED", result: { jobId, ...(notices.length === 0 ? {} : { notices }) }, requestId: logIdOf(response) };
}
