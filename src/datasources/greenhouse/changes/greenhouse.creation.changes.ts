import type { UnreadableRecord } from "../../../http/checks/record-check.js";
import type { CallScope } from "../../../http/request.js";
import { VendorError } from "../../../http/vendor-error.js";
import type { Source } from "../../../schema/common/source.js";
import { type UserError, UserErrorCode } from "../../../schema/common/user-error.type.js";
import { type Opening, OpeningStatus } from "../../../schema/opening/opening.type.js";
import type { Change, Finding, ReadyChange, Sent, SentChange } from "../../contract/change.js";
import { type Found, leftOut } from "../../contract/found.js";
import { explainGenerally, notSentError, userError } from "../../contract/user-errors.js";
import type { NewOpening } from "../greenhouse.api.js";
import { customFieldFaults } from "../greenhouse.custom-fields.js";
import type { GreenhouseDatasource } from "../greenhouse.datasource.js";
import { explainGreenhouse } from "../greenhouse.errors.js";
import { nativeIdOf, openingGlobalId, readJobId } from "../greenhouse.ids.js";
import { GREENHOUSE_VERIFY, MAX_OPEN_OPENINGS } from "../greenhouse.policy.js";
import { notFound } from "../greenhouse.rules.js";
import type { ChangeContext } from "./greenhouse.change-context.js";

interface Before {
  /** Global ids of the openings that the job had. */
  before: string[];
  /** What is sent, in order. */
  wanted: readonly NewOpening[];
}

/**
 * New openings of a job, in as many requests as the API needs for them. Where one request makes them all, all are made or none (Job openings
 * page, POST); else they are made one after the other, and the first one that is not made ends it.
 */
export function createOpenings(context: ChangeContext): Change<"createOpenings", Before, GreenhouseDatasource> {
  const { source } = context;
  return {
    verifyPolicy: GREENHOUSE_VERIFY,
    locks: ({ target }) => [target.text],
    check: async ({ target, input: { openings } }, reads) => {
      const jobId = nativeIdOf(target);
      const result = { jobId: target.text };
      if (!(await reads.isJobShown(jobId))) return { ready: false, refusals: [notFound(["jobId"], "job")] };
      const faults = openings.flatMap(({ customFields }, index) => customFieldFaults(customFields, pathOf(index)));
      if (faults.length > 0) return { ready: false, refusals: faults, result };
      const held = await openingsOf(reads, jobId);
      const unread = leftOut(held);
      const open =
        held.records.filter(({ status }) => status === OpeningStatus.OPEN).length +
        unread.filter((opening) => reads.statusOfUnread(opening) === OpeningStatus.OPEN).length;
      if (open + openings.length > MAX_OPEN_OPENINGS) {
        return { ready: false, refusals: [tooMany(open, openings.length)], result };
      }
      const spelled = await Promise.all(
        openings.map(({ customFields }, index) => reads.spellCustomFields(customFields, null, pathOf(index))),
      );
      const refusals = spelled.flatMap(({ refusals = [] }) => refusals);
      if (refusals.length > 0) return { ready: false, refusals, result };
      const wanted = openings.map(({ openingId }, index): NewOpening => {
        const fields = spelled[index];
        return { openingId: openingId ?? null, customFields: fields?.refusals === undefined ? (fields?.elements ?? []) : [] };
      });
      const before = [...held.records.map(({ id }) => id), ...unread.flatMap((opening) => globalIdOf(source, jobId, opening) ?? [])];
      return { ready: true, before: { before, wanted }, result };
    },
    send: async (changes, scope) => {
      const answers: (Sent | VendorError)[] = [];
      for (const change of changes) answers.push(await sendOne(context, change, scope));
      return answers;
    },
    // Greenhouse does not say which of several openings of one request is at fault.
    explain: (error, { openings }) =>
      error instanceof NoneCreated ? error.userErrors : explainGreenhouse(error, openings.length === 1 ? ["openings", "0"] : ["openings"]),
    verify: (change, reads) => findCreated(context, change, reads),
  };
}

/** Greenhouse refused the first of several requests, so that none was made. */
class NoneCreated extends VendorError {
  constructor(
    error: VendorError,
    readonly userErrors: UserError[],
  ) {
    super(error);
  }
}

/**
 * One request after the other. A refusal ends it, since what it says holds for the next one as a rule; so does a lost answer, after which
 * nothing more is sent and what was made is looked up.
 */
async function sendOne(
  { source, writes }: ChangeContext,
  { target, before: { wanted } }: ReadyChange<"createOpenings", Before>,
  scope: CallScope,
): Promise<Sent | VendorError> {
  const jobId = readJobId(nativeIdOf(target));
  const made: string[] = [];
  let requestId: string | undefined;
  for (let from = 0; from < wanted.length; from += writes.mostCreatedAtOnce) {
    try {
      const answer = await writes.createOpenings(jobId, wanted.slice(from, from + writes.mostCreatedAtOnce), scope);
      made.push(...answer.ids.map((id) => openingGlobalId(source, jobId, id)));
      requestId = answer.requestId;
    } catch (error) {
      if (!(error instanceof VendorError)) throw error;
      if (error.sent === "maybe" || wanted.length <= writes.mostCreatedAtOnce) return error;
      if (made.length === 0 && error.sent === "no") return error;
      const userErrors = [...refusalsAt(error, from), ...restNotSent(from + 1, wanted.length)];
      if (made.length === 0) return new NoneCreated(error, userErrors);
      return { outcome: "APPLIED", requestId: error.vendorRequestId ?? requestId, userErrors, result: { openingIds: made } };
    }
  }
  return { outcome: "APPLIED", requestId, result: { openingIds: made } };
}

/** Openings that were not there before and carry the texts asked for, one for each, as far as they were made. */
async function findCreated(
  { source, writes }: ChangeContext,
  { target, input: { openings }, before: { before } }: SentChange<"createOpenings", Before>,
  reads: GreenhouseDatasource,
): Promise<Finding> {
  const jobId = nativeIdOf(target);
  const held = await openingsOf(reads, jobId);
  const fresh = held.records.filter(({ id }) => !before.includes(id));
  const openingIds: string[] = [];
  for (const { openingId } of openings) {
    const match = fresh.find((opening) => (opening.openingId ?? "") === (openingId ?? "") && !openingIds.includes(opening.id));
    if (match === undefined) break;
    openingIds.push(match.id);
  }
  if (openingIds.length === openings.length) return { outcome: "APPLIED", result: { jobId: target.text, openingIds } };
  // The one that is missing may be the one that cannot be read.
  const unread = leftOut(held).find((opening) => !before.includes(globalIdOf(source, jobId, opening) ?? ""));
  if (unread !== undefined) throw unread;
  if (openingIds.length > 0 && openings.length > writes.mostCreatedAtOnce) {
    const userErrors = openings.slice(openingIds.length).map((_, place) => notMade(openingIds.length + place));
    return { outcome: "APPLIED", partial: true, result: { jobId: target.text, openingIds }, userErrors };
  }
  // A list without the earlier openings is not the job's list, or not all of it.
  const isWhole = before.length === 0 ? held.records.length > 0 || (await reads.isJobShown(jobId)) : held.records.length > fresh.length;
  return { outcome: isWhole ? "NOT_APPLIED" : "UNCERTAIN" };
}

function pathOf(index: number): string[] {
  return ["openings", String(index), "customFields"];
}

/** What became of the request for the opening at this place, in the words of the contract. */
function refusalsAt(error: VendorError, place: number): UserError[] {
  const at = ["openings", String(place)];
  if (error.sent === "no") return [notSentError(error, at)];
  return (explainGreenhouse(error, at) ?? [explainGenerally(error)]).map((one) => ({ ...one, field: one.field ?? at }));
}

function restNotSent(from: number, to: number): UserError[] {
  const message = "Not sent: an opening before it was not made. It is safe to ask for this one again.";
  return Array.from({ length: Math.max(0, to - from) }, (_, place) =>
    userError(UserErrorCode.REJECTED_BY_VENDOR, message, { field: ["openings", String(from + place)], retryable: true }),
  );
}

/** Greenhouse's answer was lost: neither this opening nor, where there is one, its refusal was seen. */
function notMade(place: number): UserError {
  const message =
    "Greenhouse does not hold this opening: its request was lost, refused, or not sent after one that was. It is safe to ask again.";
  return userError(UserErrorCode.REJECTED_BY_VENDOR, message, { field: ["openings", String(place)], retryable: true });
}

async function openingsOf(reads: GreenhouseDatasource, jobId: string): Promise<Found<Opening>> {
  const [held] = await reads.openingsOfJobs([{ jobId }]);
  if (held === undefined || held instanceof Error) throw held ?? new Error("The openings were not answered");
  return held;
}

function globalIdOf(source: Source, jobId: string, { recordId }: UnreadableRecord): string | undefined {
  return recordId === undefined ? undefined : openingGlobalId(source, jobId, recordId);
}

function tooMany(open: number, wanted: number): UserError {
  const room = Math.max(0, MAX_OPEN_OPENINGS - open);
  const message = `Greenhouse allows ${MAX_OPEN_OPENINGS} open openings: ${open} are open, so at most ${room} of these ${wanted} fit.`;
  return userError(UserErrorCode.LIMIT_REACHED, message, { field: ["openings"] });
}
