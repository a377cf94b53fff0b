import { VendorError } from "../../../http/vendor-error.js";
import { type UserError, UserErrorCode } from "../../../schema/common/user-error.type.js";
import type { Opening } from "../../../schema/opening/opening.type.js";
import type { Change, Finding, Sent } from "../../contract/change.js";
import type { ChangeInputs } from "../../contract/change-inputs.js";
import { explainGenerally } from "../../contract/explain.js";
import { toRefusal } from "../../contract/permissions.js";
import type { GreenhouseDatasource } from "../greenhouse.datasource.js";
import { explainGreenhouse } from "../greenhouse.errors.js";
import { nativeIdOf, openingGlobalId, readOpeningId } from "../greenhouse.ids.js";
import { GREENHOUSE_LOOK_UP } from "../greenhouse.policy.js";
import { notFound, openingActionsOf } from "../greenhouse.rules.js";
import type { ChangeGround } from "./greenhouse.ground.js";

type Input = ChangeInputs["deleteOpenings"];

interface Evidence {
  /** Opening ids to delete, by job: one DELETE a job. */
  byJob: Record<string, string[]>;
  /** Global ids that are not worth sending, with why. */
  refusals: { id: string; error: UserError }[];
}

/**
 * Openings go one by one within a request: some may be deleted and others kept, and the answer tells which. What the records already
 * rule out is not sent; the rest is, one DELETE a job.
 */
export function deleteOpenings(ground: ChangeGround): Change<Input, Evidence> {
  return {
    paid: false,
    lookUp: GREENHOUSE_LOOK_UP,
    target: ({ ids }) => (ids.length === 1 ? (ids[0] ?? null) : null),
    locks: ({ ids }) => ids,
    check: async ({ ids }) => {
      const openings = await readAll(ground.fresh(), ids);
      const evidence: Evidence = { byJob: {}, refusals: [] };
      for (const [index, id] of ids.entries()) {
        const opening = openings[index] ?? null;
        const { jobId, openingId } = readOpeningId(nativeIdOf(id));
        const place = ["ids", String(index)];
        // An id that JSON's numbers cannot hold would delete its neighbour; no opening can be read under such a one.
        const error = opening === null ? notFound(place) : toRefusal(openingActionsOf(opening).delete, place);
        if (error !== undefined) {
          evidence.refusals.push({ id, error });
          continue;
        }
        evidence.byJob[jobId] = [...new Set([...(evidence.byJob[jobId] ?? []), openingId])];
      }
      const refusals = evidence.refusals.map(({ error }) => error);
      if (Object.keys(evidence.byJob).length > 0) {
        return { ready: true, evidence, refusals, result: { failedIds: [...new Set(evidence.refusals.map(({ id }) => id))] } };
      }
      return { ready: false, refusals, result: { deletedIds: [], failedIds: [...new Set(ids)] } };
    },
    send: async (changes) => {
      const answers: (Sent | VendorError)[] = [];
      for (const { input, evidence } of changes) answers.push(await sendOne(ground, input, evidence));
      return answers;
    },
    explain: (error) => (error instanceof NothingDeleted ? error.userErrors : explainGreenhouse(error)),
    find: ({ input, evidence }) => findDeleted(ground.source, input, evidence),
  };
}

/** Greenhouse answered, and kept every one of them: the change did not take. */
class NothingDeleted extends VendorError {
  constructor(
    readonly userErrors: UserError[],
    vendorRequestId: string | undefined,
  ) {
    const message = "Greenhouse deleted none of these openings.";
    super({ code: "REJECTED", vendor: "GREENHOUSE", sent: "yes", message, vendorRequestId });
  }
}

/**
 * One DELETE a job. A job that is refused says nothing of the next one; a lost answer does: nothing more is sent, and all are looked up.
 */
async function sendOne(
  { client, scope, source: { source } }: ChangeGround,
  { ids }: Input,
  evidence: Evidence,
): Promise<Sent | VendorError> {
  const deletedIds: string[] = [];
  const userErrors = evidence.refusals.map(({ error }) => error);
  const unsent: VendorError[] = [];
  let requestId: string | undefined;
  const jobs = Object.entries(evidence.byJob);
  for (const [jobId, openingIds] of jobs) {
    try {
      const { deleted, response } = await client.deleteOpenings(jobId, openingIds, scope);
      requestId = response.headers["x-request-id"];
      deletedIds.push(...deleted.deleted_ids.map((id) => openingGlobalId(source, jobId, String(id))));
      userErrors.push(...(deleted.failed_ids ?? []).map((id) => keptByVendor(placeOf(ids, openingGlobalId(source, jobId, String(id))))));
    } catch (error) {
      if (!(error instanceof VendorError)) throw error;
      if (error.sent === "maybe") return error;
      if (error.sent === "no") unsent.push(error);
      requestId = error.vendorRequestId ?? requestId;
      userErrors.push(...openingIds.flatMap((id) => refused(error, placeOf(ids, openingGlobalId(source, jobId, id)))));
    }
  }
  if (unsent.length === jobs.length && unsent[0] !== undefined) return unsent[0];
  if (deletedIds.length === 0) return new NothingDeleted(userErrors, requestId);
  const asked = [...new Set(ids)];
  return {
    outcome: "APPLIED",
    requestId,
    userErrors,
    result: { deletedIds: asked.filter((id) => deletedIds.includes(id)), failedIds: asked.filter((id) => !deletedIds.includes(id)) },
  };
}

async function findDeleted(source: GreenhouseDatasource, { ids }: Input, evidence: Evidence): Promise<Finding> {
  const openings = await readAll(source, ids);
  const sent = new Set(
    Object.entries(evidence.byJob).flatMap(([jobId, list]) => list.map((id) => openingGlobalId(source.source, jobId, id))),
  );
  const asked = [...new Set(ids)];
  const deletedIds = asked.filter((id) => sent.has(id) && (openings[ids.indexOf(id)] ?? null) === null);
  await requireJobsOf(source, deletedIds);
  const failedIds = asked.filter((id) => !deletedIds.includes(id));
  if (deletedIds.length === 0) return { outcome: "NOT_APPLIED", result: { deletedIds, failedIds } };
  const still = failedIds.filter((id) => sent.has(id)).map((id) => stillThere(placeOf(ids, id)));
  const userErrors = [...evidence.refusals.map(({ error }) => error), ...still];
  return { outcome: "APPLIED", partial: still.length > 0, result: { deletedIds, failedIds }, userErrors };
}

/** An opening is not there either where its whole job is not shown: only one that is missing from a job which is, was deleted. */
async function requireJobsOf(source: GreenhouseDatasource, openingIds: readonly string[]): Promise<void> {
  const jobIds = new Set(openingIds.map((id) => readOpeningId(nativeIdOf(id)).jobId));
  const shown = await source.openingsOfJobs([...jobIds].map((jobId) => ({ jobId })));
  for (const answer of shown) if (answer instanceof Error) throw answer;
}

async function readAll(source: GreenhouseDatasource, ids: readonly string[]): Promise<(Opening | null)[]> {
  const openings = await source.wholeOpenings(ids.map(nativeIdOf));
  return openings.map((opening) => {
    if (opening instanceof Error) throw opening;
    return opening;
  });
}

/** What became of one opening's request, in the words of the contract, at its place among the ids. */
function refused(error: VendorError, field: string[]): UserError[] {
  return (explainGreenhouse(error) ?? [explainGenerally(error)]).map((userError) => ({ ...userError, field }));
}

/** Greenhouse does not say which of the page's reasons it was. */
function keptByVendor(field: string[]): UserError {
  const message = "Greenhouse did not delete this opening: it is unknown, open, or tied to an application or an offer.";
  return { code: UserErrorCode.REJECTED_BY_VENDOR, message, field, vendorCode: null, retryable: false };
}

/** Greenhouse's answer was lost, so that not even its refusal is certain. */
function stillThere(field: string[]): UserError {
  const message =
    "Greenhouse still holds this opening: it is open or tied to an application or an offer, or the request for it was lost. It is safe to ask again.";
  return { code: UserErrorCode.REJECTED_BY_VENDOR, message, field, vendorCode: null, retryable: true };
}

function placeOf(ids: readonly string[], id: string): string[] {
  const index = ids.indexOf(id);
  return index < 0 ? ["ids"] : ["ids", String(index)];
}
