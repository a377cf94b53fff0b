import type { CallScope } from "../../http/request.js";
import { parseGlobalId } from "../../schema/global-id.js";
import { type Opening, OpeningStatus } from "../../schema/opening.type.js";
import { type UserError, UserErrorCode } from "../../schema/user-error.type.js";
import { type Change, type Finding, type Sent, sendEach } from "../change.js";
import type { ChangeInputs } from "../change-inputs.js";
import type { Changes } from "../datasource.js";
import type { GreenhouseClient } from "./greenhouse.client.js";
import type { GreenhouseDatasource } from "./greenhouse.datasource.js";
import { deleteOpenings } from "./greenhouse.deletions.js";
import { explainGreenhouse } from "./greenhouse.errors.js";
import { jobGlobalId, openingGlobalId, toWireCustomField } from "./greenhouse.mapping.js";
import { GREENHOUSE_LOOK_UP, MAX_OPEN_OPENINGS } from "./greenhouse.policy.js";
import { notFound, openingActionsOf, toRefusal } from "./greenhouse.rules.js";
import type { WireOpeningEdit } from "./greenhouse.wire.js";

/** The changes of a job's openings (Harvest, "Job openings"). None costs money, and none has an idempotency key at the vendor. */
export function greenhouseChanges(client: GreenhouseClient, source: GreenhouseDatasource, scope: CallScope): Changes {
  return {
    createOpenings: createOpenings(client, source, scope),
    updateOpening: updateOpening(client, source, scope),
    closeOpening: editStatus(client, source, scope, OpeningStatus.CLOSED),
    reopenOpening: editStatus(client, source, scope, OpeningStatus.OPEN),
    deleteOpenings: deleteOpenings(client, source, scope),
  };
}

interface StatusInput {
  id: string;
  closeReasonId?: string | null;
}

/** Closing and reopening are one PATCH with another word. Closing the last open opening closes the job. */
function editStatus(client: GreenhouseClient, source: GreenhouseDatasource, scope: CallScope, to: OpeningStatus): Change<StatusInput> {
  const action = to === OpeningStatus.CLOSED ? "close" : "reopen";
  return {
    paid: false,
    lookUp: GREENHOUSE_LOOK_UP,
    target: ({ id }) => id,
    locks: ({ id }) => [id],
    check: async ({ id, closeReasonId }) => {
      const opening = await readOpening(source, id);
      if (opening === null) return { ready: false, refusals: [notFound(["id"])] };
      const result = { openingId: opening.id, jobId: opening.jobId };
      if (closeReasonId && !/^\d+$/.test(closeReasonId)) return { ready: false, refusals: [badCloseReason(closeReasonId)], result };
      const refusal = toRefusal(openingActionsOf(opening)[action]);
      return refusal === undefined ? { ready: true, evidence: null, result } : { ready: false, refusals: [refusal], result };
    },
    send: (changes) =>
      sendEach(changes, async ({ id, closeReasonId }) => {
        const edit: WireOpeningEdit = { status: to === OpeningStatus.CLOSED ? "closed" : "open" };
        // Only legal in the request that closes; anything else is an error at Greenhouse.
        if (to === OpeningStatus.CLOSED && closeReasonId) edit.close_reason_id = Number(closeReasonId);
        return sent(await client.editOpening(...nativeIds(id), edit, scope));
      }),
    explain: explainGreenhouse,
    find: async ({ input }) => {
      const opening = await readOpening(source, input.id);
      return { outcome: opening?.status === to ? "APPLIED" : "NOT_APPLIED" };
    },
  };
}

/** What the opening held before, to see afterwards whether it changed. */
interface EditEvidence {
  openingId: string | null;
  customFields: string;
}

function updateOpening(
  client: GreenhouseClient,
  source: GreenhouseDatasource,
  scope: CallScope,
): Change<ChangeInputs["updateOpening"], EditEvidence> {
  return {
    paid: false,
    lookUp: GREENHOUSE_LOOK_UP,
    target: ({ id }) => id,
    locks: ({ id }) => [id],
    check: async ({ id, openingId, customFields }) => {
      const opening = await readOpening(source, id);
      if (opening === null) return { ready: false, refusals: [notFound(["id"])] };
      const result = { openingId: opening.id, jobId: opening.jobId };
      if (isMissing(openingId) && (customFields ?? []).length === 0) return { ready: false, refusals: [nothingToChange()], result };
      return { ready: true, evidence: evidenceOf(opening), result };
    },
    send: (changes) =>
      sendEach(changes, async ({ id, openingId, customFields }) => {
        const edit: WireOpeningEdit = {};
        if (!isMissing(openingId)) edit.opening_id = openingId;
        if (customFields && customFields.length > 0) edit.custom_fields = customFields.map(toWireCustomField);
        return sent(await client.editOpening(...nativeIds(id), edit, scope));
      }),
    explain: explainGreenhouse,
    find: async ({ input, evidence }) => {
      const opening = await readOpening(source, input.id);
      return { outcome: opening !== null && holdsEdit(opening, input, evidence) ? "APPLIED" : "NOT_APPLIED" };
    },
  };
}

/** PATCH is applied whole or not at all, so one part that shows it tells of all. Options go by ids and read as names: a change is the sign. */
function holdsEdit(opening: Opening, input: ChangeInputs["updateOpening"], before: EditEvidence): boolean {
  const now = evidenceOf(opening);
  if (!isMissing(input.openingId) && (now.openingId ?? "") !== input.openingId) return false;
  if ((input.customFields ?? []).length === 0) return true;
  return now.customFields !== before.customFields || (!isMissing(input.openingId) && now.openingId !== before.openingId);
}

function evidenceOf(opening: Opening): EditEvidence {
  return { openingId: opening.openingId, customFields: JSON.stringify(opening.customFields ?? []) };
}

function createOpenings(
  client: GreenhouseClient,
  source: GreenhouseDatasource,
  scope: CallScope,
): Change<ChangeInputs["createOpenings"], { before: string[] }> {
  return {
    paid: false,
    lookUp: GREENHOUSE_LOOK_UP,
    target: ({ jobId }) => jobId,
    locks: ({ jobId }) => [jobId],
    check: async ({ jobId, openings }) => {
      const nativeId = parseGlobalId(jobId)?.nativeIds[0] ?? "";
      const [job] = await source.jobsByIds([nativeId]);
      if (job instanceof Error) throw job;
      if (job === null || job === undefined) return { ready: false, refusals: [notFound(["jobId"], "job")] };
      const [held] = await source.openingsOfJobs([{ jobId: nativeId }]);
      if (held instanceof Error) throw held;
      const open = (held ?? []).filter((opening) => opening.status === OpeningStatus.OPEN).length;
      if (open + openings.length > MAX_OPEN_OPENINGS)
        return { ready: false, refusals: [tooMany(open, openings.length)], result: { jobId } };
      return { ready: true, evidence: { before: (held ?? []).map(({ id }) => id) }, result: { jobId } };
    },
    send: (changes) =>
      sendEach(changes, async ({ jobId, openings }) => {
        const nativeId = parseGlobalId(jobId)?.nativeIds[0] ?? "";
        const { ids, response } = await client.createOpenings(
          nativeId,
          openings.map(({ openingId, customFields }) => ({
            // The page calls the key required, and lets it be null: it is always sent.
            opening_id: openingId ?? null,
            ...(customFields && customFields.length > 0 ? { custom_fields: customFields.map(toWireCustomField) } : {}),
          })),
          scope,
        );
        return { ...sent(response), result: { openingIds: ids.map((id) => openingGlobalId(nativeId, id)) } };
      }),
    explain: explainGreenhouse,
    find: async ({ input, evidence }) => findCreated(source, input, evidence.before),
  };
}

/** Openings that were not there before and carry the texts asked for, one for each. All were created, or none. */
async function findCreated(source: GreenhouseDatasource, input: ChangeInputs["createOpenings"], before: string[]): Promise<Finding> {
  const [held] = await source.openingsOfJobs([{ jobId: parseGlobalId(input.jobId)?.nativeIds[0] ?? "" }]);
  if (held === undefined || held instanceof Error) throw held ?? new Error("The openings were not answered");
  const fresh = held.filter(({ id }) => !before.includes(id));
  const openingIds: string[] = [];
  for (const { openingId } of input.openings) {
    const match = fresh.find((opening) => (opening.openingId ?? "") === (openingId ?? "") && !openingIds.includes(opening.id));
    if (match === undefined) return { outcome: "NOT_APPLIED" };
    openingIds.push(match.id);
  }
  return { outcome: "APPLIED", result: { jobId: jobGlobalId(parseGlobalId(input.jobId)?.nativeIds[0] ?? ""), openingIds } };
}

async function readOpening(source: GreenhouseDatasource, globalId: string): Promise<Opening | null> {
  const [opening] = await source.wholeOpenings([nativeIds(globalId).join(".")]);
  if (opening instanceof Error) throw opening;
  return opening ?? null;
}

function nativeIds(globalId: string): [string, string] {
  const [jobId = "", openingId = ""] = parseGlobalId(globalId)?.nativeIds ?? [];
  return [jobId, openingId];
}

function sent(response: { headers: Record<string, string> }): Sent {
  return { outcome: "APPLIED", requestId: response.headers["x-request-id"] };
}

function isMissing(value: string | null | undefined): value is null | undefined {
  return value === null || value === undefined;
}

function badCloseReason(id: string): UserError {
  const message = `"${id}" is not the id of a close reason. Take one of closeReasons.`;
  return { code: UserErrorCode.INVALID_INPUT, message, field: ["closeReasonId"], vendorCode: null, retryable: false };
}

function nothingToChange(): UserError {
  const message = "Nothing to change: give openingId or customFields.";
  return { code: UserErrorCode.INVALID_INPUT, message, field: ["openingId"], vendorCode: null, retryable: false };
}

function tooMany(open: number, wanted: number): UserError {
  return {
    code: UserErrorCode.LIMIT_REACHED,
    message: `Greenhouse allows ${MAX_OPEN_OPENINGS} open openings: ${open} are open, so at most ${MAX_OPEN_OPENINGS - open} of these ${wanted} fit.`,
    field: ["openings"],
    vendorCode: null,
    retryable: false,
  };
}
