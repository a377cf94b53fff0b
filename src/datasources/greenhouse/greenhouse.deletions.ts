import { VendorError } from "../../http/vendor-error.js";
import type { Opening } from "../../schema/opening.type.js";
import { type UserError, UserErrorCode } from "../../schema/user-error.type.js";
import type { Change, Finding, Sent } from "../change.js";
import type { ChangeInputs } from "../change-inputs.js";
import type { GreenhouseDatasource } from "./greenhouse.datasource.js";
import { explainGreenhouse } from "./greenhouse.errors.js";
import type { ChangeGround } from "./greenhouse.ground.js";
import { nativeIdOf, openingGlobalId, readOpeningId } from "./greenhouse.ids.js";
import { GREENHOUSE_LOOK_UP } from "./greenhouse.policy.js";
import { notFound, openingActionsOf, toRefusal } from "./greenhouse.rules.js";

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
        const error =
          opening === null ? notFound(["ids", String(index)]) : toRefusal(openingActionsOf(opening).delete, ["ids", String(index)]);
        if (error !== undefined) {
          evidence.refusals.push({ id, error });
          continue;
        }
        const { jobId, openingId } = readOpeningId(nativeIdOf(id));
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

async function sendOne({ client, scope }: ChangeGround, { ids }: Input, evidence: Evidence): Promise<Sent | VendorError> {
  const deletedIds: string[] = [];
  const userErrors = evidence.refusals.map(({ error }) => error);
  let requestId: string | undefined;
  for (const [jobId, openingIds] of Object.entries(evidence.byJob)) {
    try {
      const { deleted, response } = await client.deleteOpenings(jobId, openingIds, scope);
      requestId = response.headers["x-request-id"];
      deletedIds.push(...deleted.deleted_ids.map((id) => openingGlobalId(jobId, String(id))));
      userErrors.push(...(deleted.failed_ids ?? []).map((id) => keptByVendor(ids.indexOf(openingGlobalId(jobId, String(id))))));
    } catch (error) {
      if (!(error instanceof VendorError)) throw error;
      // With nothing deleted yet the refusal is the answer; a lost answer has to be looked up whatever came before it.
      if (deletedIds.length === 0 || error.sent === "maybe") return error;
      userErrors.push(...(explainGreenhouse(error) ?? [keptByVendor(ids.indexOf(openingGlobalId(jobId, openingIds[0] ?? "")))]));
    }
  }
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
  const sent = new Set(Object.entries(evidence.byJob).flatMap(([jobId, list]) => list.map((id) => openingGlobalId(jobId, id))));
  const asked = [...new Set(ids)];
  const deletedIds = asked.filter((id) => sent.has(id) && (openings[ids.indexOf(id)] ?? null) === null);
  const failedIds = asked.filter((id) => !deletedIds.includes(id));
  const kept = failedIds.filter((id) => sent.has(id)).map((id) => keptByVendor(ids.indexOf(id)));
  const userErrors = [...evidence.refusals.map(({ error }) => error), ...kept];
  if (deletedIds.length === 0) return { outcome: "NOT_APPLIED", result: { deletedIds, failedIds } };
  return { outcome: "APPLIED", result: { deletedIds, failedIds }, userErrors };
}

async function readAll(source: GreenhouseDatasource, ids: readonly string[]): Promise<(Opening | null)[]> {
  const openings = await source.wholeOpenings(ids.map(nativeIdOf));
  return openings.map((opening) => {
    if (opening instanceof Error) throw opening;
    return opening;
  });
}

function keptByVendor(index: number): UserError {
  return {
    code: UserErrorCode.REJECTED_BY_VENDOR,
    message: "Greenhouse did not delete this opening: it is unknown, open, or tied to an application or an offer.",
    field: index < 0 ? ["ids"] : ["ids", String(index)],
    vendorCode: null,
    retryable: false,
  };
}
