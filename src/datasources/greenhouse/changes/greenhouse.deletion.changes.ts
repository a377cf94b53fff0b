import type { CallScope } from "../../../http/request.js";
import { VendorError } from "../../../http/vendor-error.js";
import type { GlobalId } from "../../../schema/common/global-id.js";
import type { Source } from "../../../schema/common/source.js";
import { type UserError, UserErrorCode } from "../../../schema/common/user-error.type.js";
import type { Opening } from "../../../schema/opening/opening.type.js";
import type { Change, Finding, ReadyChange, Sent, SentChange } from "../../contract/change.js";
import { toRefusal } from "../../contract/permissions.js";
import { explainGenerally, userError } from "../../contract/user-errors.js";
import type { GreenhouseDatasource } from "../greenhouse.datasource.js";
import { explainGreenhouse } from "../greenhouse.errors.js";
import { nativeIdOf, openingGlobalId, openingKeyOf } from "../greenhouse.ids.js";
import { GREENHOUSE_VERIFY } from "../greenhouse.policy.js";
import { notFound, openingActionsOf } from "../greenhouse.rules.js";
import type { ChangeContext } from "./greenhouse.change-context.js";

interface Before {
  /** Opening ids to delete, by job. */
  byJob: Record<string, string[]>;
  /** Global ids that are not worth sending, with why. */
  refusals: { id: string; error: UserError }[];
}

/**
 * Openings go one by one within a request: some may be deleted and others kept, and the answer tells which. What the records already
 * rule out is not sent; the rest is, in as many requests a job as the API needs, up to the first one that is refused.
 */
export function deleteOpenings(context: ChangeContext): Change<"deleteOpenings", Before, GreenhouseDatasource> {
  return {
    verifyPolicy: GREENHOUSE_VERIFY,
    locks: ({ target }) => target.map(({ text }) => text),
    check: async ({ target, input: { ids } }, reads) => {
      const openings = await readAll(reads, target);
      const before: Before = { byJob: {}, refusals: [] };
      for (const [index, id] of target.entries()) {
        const opening = openings[index] ?? null;
        const { jobId, openingId } = openingKeyOf(id);
        const place = ["ids", String(index)];
        // An id that JSON's numbers cannot hold would delete its neighbour; no opening can be read under such a one.
        const error = opening === null ? notFound(place) : toRefusal(openingActionsOf(opening).delete, place);
        if (error !== undefined) {
          before.refusals.push({ id: id.text, error });
          continue;
        }
        before.byJob[jobId] = [...new Set([...(before.byJob[jobId] ?? []), openingId])];
      }
      const refusals = before.refusals.map(({ error }) => error);
      if (Object.keys(before.byJob).length > 0) {
        return { ready: true, before, refusals, result: { failedIds: [...new Set(before.refusals.map(({ id }) => id))] } };
      }
      return { ready: false, refusals, result: { deletedIds: [], failedIds: [...new Set(ids)] } };
    },
    send: async (changes, scope) => {
      const answers: (Sent | VendorError)[] = [];
      for (const change of changes) answers.push(await sendOne(context, change, scope));
      return answers;
    },
    explain: (error) => (error instanceof NothingDeleted ? error.userErrors : explainGreenhouse(error)),
    verify: (change, reads) => findDeleted(context, change, reads),
  };
}

/** Greenhouse answered, and kept every one of them: the change did not take. */
class NothingDeleted extends VendorError {
  constructor(
    source: Source,
    readonly userErrors: UserError[],
    vendorRequestId: string | undefined,
  ) {
    const message = "Greenhouse deleted none of these openings.";
    super({ ...source, code: "REJECTED", sent: "yes", message, vendorRequestId });
  }
}

/**
 * One request after the other. One of which Greenhouse takes nothing ends it, since its reason may hold for the next one; so does a lost
 * answer, after which all are looked up.
 */
async function sendOne(
  { source, writes }: ChangeContext,
  { input: { ids }, before }: ReadyChange<"deleteOpenings", Before>,
  scope: CallScope,
): Promise<Sent | VendorError> {
  const deletedIds: string[] = [];
  const userErrors = before.refusals.map(({ error }) => error);
  let requestId: string | undefined;
  const parts = Object.entries(before.byJob).flatMap(([jobId, list]) =>
    inParts(list, writes.mostDeletedAtOnce).map((openingIds) => ({ jobId, openingIds })),
  );
  for (const [place, { jobId, openingIds }] of parts.entries()) {
    const globalId = (id: string) => openingGlobalId(source, jobId, id);
    try {
      const answer = await writes.deleteOpenings(jobId, openingIds, scope);
      requestId = answer.requestId;
      deletedIds.push(...answer.deletedIds.map(globalId));
      userErrors.push(...answer.keptIds.map((id) => keptByVendor(placeOf(ids, globalId(id)))));
      if (answer.deletedIds.length > 0) continue;
    } catch (error) {
      if (!(error instanceof VendorError)) throw error;
      if (error.sent === "maybe") return error;
      if (place === 0 && error.sent === "no") return error;
      requestId = error.vendorRequestId ?? requestId;
      userErrors.push(...openingIds.flatMap((id) => refused(error, placeOf(ids, globalId(id)))));
    }
    const rest = parts.slice(place + 1).flatMap((part) => part.openingIds.map((id) => openingGlobalId(source, part.jobId, id)));
    userErrors.push(...rest.map((id) => notSent(placeOf(ids, id))));
    break;
  }
  if (deletedIds.length === 0) return new NothingDeleted(source, userErrors, requestId);
  const asked = [...new Set(ids)];
  return {
    outcome: "APPLIED",
    requestId,
    userErrors,
    result: { deletedIds: asked.filter((id) => deletedIds.includes(id)), failedIds: asked.filter((id) => !deletedIds.includes(id)) },
  };
}

async function findDeleted(
  { source }: ChangeContext,
  { target, input: { ids }, before }: SentChange<"deleteOpenings", Before>,
  reads: GreenhouseDatasource,
): Promise<Finding> {
  const openings = await readAll(reads, target);
  const sent = new Set(Object.entries(before.byJob).flatMap(([jobId, list]) => list.map((id) => openingGlobalId(source, jobId, id))));
  const gone = target.filter(({ text }, index) => sent.has(text) && (openings[index] ?? null) === null);
  await requireJobsOf(source, reads, gone);
  const deletedIds = [...new Set(gone.map(({ text }) => text))];
  const failedIds = [...new Set(ids)].filter((id) => !deletedIds.includes(id));
  if (deletedIds.length === 0) return { outcome: "NOT_APPLIED", result: { deletedIds, failedIds } };
  const still = failedIds.filter((id) => sent.has(id)).map((id) => stillThere(placeOf(ids, id)));
  const userErrors = [...before.refusals.map(({ error }) => error), ...still];
  return { outcome: "APPLIED", partial: still.length > 0, result: { deletedIds, failedIds }, userErrors };
}

/** A job that is not shown has no openings to show either: only one that is missing from a job which is, was deleted. */
async function requireJobsOf(source: Source, reads: GreenhouseDatasource, openings: readonly GlobalId[]): Promise<void> {
  const jobIds = new Set(openings.map((id) => openingKeyOf(id).jobId));
  const shown = await reads.openingsOfJobs([...jobIds].map((jobId) => ({ jobId })));
  const hidden = [...jobIds].filter((_, index) => {
    const answer = shown[index];
    if (answer instanceof Error) throw answer;
    return answer?.records.length === 0;
  });
  for (const jobId of hidden) {
    if (!(await reads.isJobShown(jobId)))
      throw new VendorError({ ...source, code: "NOT_FOUND", sent: "yes", message: `Greenhouse does not show the job ${jobId}.` });
  }
}

function inParts<One>(list: readonly One[], size: number): One[][] {
  const parts: One[][] = [];
  for (let from = 0; from < list.length; from += size) parts.push(list.slice(from, from + size));
  return parts;
}

async function readAll(reads: GreenhouseDatasource, ids: readonly GlobalId[]): Promise<(Opening | null)[]> {
  const openings = await reads.openingsToChange(ids.map(nativeIdOf));
  return openings.map((opening) => {
    if (opening instanceof Error) throw opening;
    return opening;
  });
}

/** What became of one opening's request, in the words of the contract, at its place among the ids. */
function refused(error: VendorError, field: string[]): UserError[] {
  return (explainGreenhouse(error) ?? [explainGenerally(error)]).map((userError) => ({ ...userError, field }));
}

function notSent(field: string[]): UserError {
  const message = "Not sent: a deletion before it was refused. It is safe to ask for this one again.";
  return userError(UserErrorCode.REJECTED_BY_VENDOR, message, { field, retryable: true });
}

/** Greenhouse does not say which of the page's reasons it was. */
function keptByVendor(field: string[]): UserError {
  const message = "Greenhouse did not delete this opening: it is unknown, open, or tied to an application or an offer.";
  return userError(UserErrorCode.REJECTED_BY_VENDOR, message, { field });
}

/** Greenhouse's answer was lost, so that not even its refusal is certain. */
function stillThere(field: string[]): UserError {
  const message =
    "Greenhouse still holds this opening: it is open or tied to an application or an offer, or the request for it was lost. It is safe to ask again.";
  return userError(UserErrorCode.REJECTED_BY_VENDOR, message, { field, retryable: true });
}

function placeOf(ids: readonly string[], id: string): string[] {
  const index = ids.indexOf(id);
  return index < 0 ? ["ids"] : ["ids", String(index)];
}
