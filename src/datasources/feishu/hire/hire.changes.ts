import type { Clock } from "../../../clock.js";
import { requireFields } from "../../../http/record-check.js";
import type { CallScope, VendorResponse } from "../../../http/request.js";
import { parseGlobalId } from "../../../schema/common/global-id.js";
import { type Job, JobStatus } from "../../../schema/job/job.type.js";
import { type Change, type Check, type Sent, sendEach } from "../../contract/change.js";
import type { ChangeInputs } from "../../contract/change-inputs.js";
import type { Changes, JobSource } from "../../contract/datasource.js";
import { toRefusal } from "../../contract/permissions.js";
import { logIdOf } from "../feishu.envelope.js";
import type { HireClient } from "./hire.client.js";
import { explainHire } from "./hire.errors.js";
import { HIRE_LOOK_UP } from "./hire.policy.js";
import { expiryRefusal, jobActionsOf, noSuchJob } from "./hire.rules.js";
import { EXPIRY_FIELDS, type WireOpenJob } from "./hire.wire.js";

/** Jobs as one request reads them. */
type HireJobs = Pick<JobSource, "jobsByIds"> & { forget(id: string): void };

/** Opening and closing a job. Neither is idempotent at the vendor, neither has a key, and neither answer shows the job. */
export function hireChanges(client: HireClient, source: HireJobs, clock: Clock, scope: CallScope): Changes {
  return { reopenJob: reopenJob(client, source, clock, scope), closeJob: closeJob(client, source, scope) };
}

type ReopenJob = ChangeInputs["reopenJob"];
type CloseJob = ChangeInputs["closeJob"];

/** The job before the change. */
interface Before {
  expiresAt: string | null;
}

function reopenJob(client: HireClient, source: HireJobs, clock: Clock, scope: CallScope): Change<ReopenJob, Before> {
  return {
    paid: false,
    lookUp: HIRE_LOOK_UP,
    target: ({ id }) => id,
    locks: ({ id }) => [id],
    check: async ({ id, expiresAt }) => {
      const past = expiryRefusal(expiresAt, clock.now());
      return past === undefined ? checkJob(source, id, "reopen") : { ready: false, refusals: [past], result: { jobId: id } };
    },
    send: (changes) =>
      sendEach(changes, async ({ id, expiresAt }) => sent(await client.openJob(nativeId(id), toOpenJob(expiresAt), scope), id)),
    explain: explainHire,
    find: async ({ input, evidence, requestedAt }) => {
      const job = await readJob(source, input.id, "reopen");
      if (!tells(job)) return { outcome: "UNCERTAIN" };
      return { outcome: isReopened(job, input.expiresAt, evidence, requestedAt) ? "APPLIED" : "NOT_APPLIED" };
    },
  };
}

function closeJob(client: HireClient, source: HireJobs, scope: CallScope): Change<CloseJob, Before> {
  return {
    paid: false,
    lookUp: HIRE_LOOK_UP,
    target: ({ id }) => id,
    locks: ({ id }) => [id],
    check: ({ id }) => checkJob(source, id, "close"),
    send: (changes) => sendEach(changes, async ({ id }) => sent(await client.closeJob(nativeId(id), scope), id)),
    explain: explainHire,
    find: async ({ input }) => {
      const job = await readJob(source, input.id, "close");
      if (!tells(job)) return { outcome: "UNCERTAIN" };
      return { outcome: job.status === JobStatus.CLOSED ? "APPLIED" : "NOT_APPLIED" };
    },
  };
}

type Action = "reopen" | "close";

/** What the checks and the look-ups of a change go by. */
const GOES_BY: Record<Action, readonly string[]> = { reopen: ["active_status", ...EXPIRY_FIELDS], close: ["active_status"] };

async function checkJob(source: HireJobs, id: string, action: Action): Promise<Check<Before>> {
  // A change that waited for another one of the same job sees what that one left.
  source.forget(nativeId(id));
  const job = await readJob(source, id, action);
  if (job === null) return { ready: false, refusals: [noSuchJob()] };
  const refusal = toRefusal(jobActionsOf(job)[action], ["id"]);
  const result = { jobId: id };
  if (refusal !== undefined) return { ready: false, refusals: [refusal], result };
  return { ready: true, evidence: { expiresAt: job.expiresAt }, result };
}

/** A job that is not shown (any more), or stands in a way that is not known here, says nothing of a change. */
function tells(job: Job | null): job is Job {
  return job !== null && job.status !== JobStatus.UNKNOWN;
}

/** `expiry_time` is milliseconds; whether it counts beside `is_never_expired: true` is not written, so it is not sent then. */
function toOpenJob(expiresAt: string | null | undefined): WireOpenJob {
  return expiresAt ? { is_never_expired: false, expiry_time: Date.parse(expiresAt) } : { is_never_expired: true };
}

/**
 * Open, and as long as was asked: a job that someone else opened otherwise meanwhile is not this change. To the second, as nothing is
 * promised about fractions. That a job without end is shown without one is not written down either: an end that was over before the
 * change, or is the one the job had then, is left from an earlier opening.
 */
function isReopened(job: Job, expiresAt: string | null | undefined, before: Before, requestedAt: number): boolean {
  if (job.status !== JobStatus.OPEN) return false;
  const held = job.expiresAt === null ? undefined : Date.parse(job.expiresAt);
  if (!expiresAt) return held === undefined || held <= requestedAt || job.expiresAt === before.expiresAt;
  return held !== undefined && Math.floor(held / 1000) === Math.floor(Date.parse(expiresAt) / 1000);
}

async function readJob(source: HireJobs, globalId: string, action: Action): Promise<Job | null> {
  const [job] = await source.jobsByIds([nativeId(globalId)]);
  if (job instanceof Error) throw job;
  requireFields(job?.raw, GOES_BY[action]);
  return job ?? null;
}

function nativeId(globalId: string): string {
  return parseGlobalId(globalId)?.nativeIds[0] ?? "";
}

function sent(response: VendorResponse, jobId: string): Sent {
  return { outcome: "APPLIED", result: { jobId }, requestId: logIdOf(response) };
}
