import { requireFields } from "../../../http/record-check.js";
import type { UserError } from "../../../schema/common/user-error.type.js";
import type { CustomField } from "../../../schema/opening/custom-field.type.js";
import { type Opening, OpeningStatus } from "../../../schema/opening/opening.type.js";
import { type Change, sendEach } from "../../contract/change.js";
import type { ChangeInputs } from "../../contract/change-inputs.js";
import type { Changes } from "../../contract/datasource.js";
import { toRefusal } from "../../contract/permissions.js";
import { customFieldFaults, fieldsInQuestion, readsAsAsked, toWireCustomField } from "../greenhouse.custom-fields.js";
import { explainGreenhouse } from "../greenhouse.errors.js";
import { isWritableId, nativeIdOf, readOpeningId } from "../greenhouse.ids.js";
import { GREENHOUSE_LOOK_UP } from "../greenhouse.policy.js";
import { notFound, openingActionsOf } from "../greenhouse.rules.js";
import type { WireOpeningEdit } from "../greenhouse.wire.js";
import { createOpenings } from "./greenhouse.creation.changes.js";
import { deleteOpenings } from "./greenhouse.deletion.changes.js";
import { applied, type ChangeGround, invalidInput, isMissing, readOpening } from "./greenhouse.ground.js";

/** The changes of a job's openings (Harvest, "Job openings"). None costs money, and none has an idempotency key at the vendor. */
export function greenhouseChanges(ground: ChangeGround): Changes {
  return {
    createOpenings: createOpenings(ground),
    updateOpening: updateOpening(ground),
    closeOpening: editStatus(ground, OpeningStatus.CLOSED),
    reopenOpening: editStatus(ground, OpeningStatus.OPEN),
    deleteOpenings: deleteOpenings(ground),
  };
}

interface StatusInput {
  id: string;
  closeReasonId?: string | null;
}

/** Closing and reopening are one PATCH with another word. Closing the last open opening closes the job. */
function editStatus({ client, scope, source, fresh }: ChangeGround, to: OpeningStatus): Change<StatusInput> {
  const action = to === OpeningStatus.CLOSED ? "close" : "reopen";
  return {
    paid: false,
    lookUp: GREENHOUSE_LOOK_UP,
    target: ({ id }) => id,
    locks: ({ id }) => [id],
    check: async ({ id, closeReasonId }) => {
      const opening = await readOpening(fresh(), id);
      if (opening === null) return { ready: false, refusals: [notFound(["id"])] };
      const result = { openingId: opening.id, jobId: opening.jobId };
      if (closeReasonId && !isWritableId(closeReasonId)) return { ready: false, refusals: [badCloseReason(closeReasonId)], result };
      const refusal = toRefusal(openingActionsOf(opening)[action]);
      return refusal === undefined ? { ready: true, evidence: null, result } : { ready: false, refusals: [refusal], result };
    },
    send: (changes) =>
      sendEach(changes, async ({ id, closeReasonId }) => {
        const edit: WireOpeningEdit = { status: to === OpeningStatus.CLOSED ? "closed" : "open" };
        // Only legal in the request that closes; the input of reopening has none.
        if (closeReasonId) edit.close_reason_id = Number(closeReasonId);
        return applied(await client.editOpening(readOpeningId(nativeIdOf(id)), edit, scope));
      }),
    explain: (error) => explainGreenhouse(error),
    find: async ({ input }) => {
      const opening = await readOpening(source, input.id);
      // 404 also hides what the key may not see any more: it says nothing.
      if (opening === null) return { outcome: "UNCERTAIN" };
      if (input.closeReasonId) requireFields(opening.raw, ["close_reason"]);
      // Closed for another reason is closed by somebody else: Greenhouse takes a reason only from the request that closes.
      const byUs = !input.closeReasonId || opening.closeReason?.id === input.closeReasonId;
      return { outcome: opening.status === to && byUs ? "APPLIED" : "NOT_APPLIED" };
    },
  };
}

/** What the opening held before, to see afterwards whether it changed. */
interface EditEvidence {
  openingId: string | null;
  customFields: CustomField[];
}

function updateOpening({ client, scope, source, fresh }: ChangeGround): Change<ChangeInputs["updateOpening"], EditEvidence> {
  return {
    paid: false,
    lookUp: GREENHOUSE_LOOK_UP,
    target: ({ id }) => id,
    locks: ({ id }) => [id],
    check: async (input) => {
      const opening = await readOpening(fresh(), input.id);
      if (opening === null) return { ready: false, refusals: [notFound(["id"])] };
      const result = { openingId: opening.id, jobId: opening.jobId };
      const refusals = nothingToChange(input) ?? customFieldFaults(input.customFields, ["customFields"]);
      return refusals.length > 0 ? { ready: false, refusals, result } : { ready: true, evidence: evidenceOf(opening, input), result };
    },
    send: (changes) =>
      sendEach(changes, async ({ id, openingId, customFields }) => {
        const edit: WireOpeningEdit = {};
        if (!isMissing(openingId)) edit.opening_id = openingId;
        if (customFields && customFields.length > 0) edit.custom_fields = customFields.map(toWireCustomField);
        return applied(await client.editOpening(readOpeningId(nativeIdOf(id)), edit, scope));
      }),
    explain: (error) => explainGreenhouse(error),
    find: async ({ input, evidence }) => {
      const opening = await readOpening(source, input.id);
      if (opening === null) return { outcome: "UNCERTAIN" };
      return { outcome: holdsEdit(opening, input, evidence) ? "APPLIED" : "NOT_APPLIED" };
    },
  };
}

/** PATCH is applied whole or not at all, so one part that shows it tells of all. Options go by ids and read as names: a change is the sign. */
function holdsEdit(opening: Opening, input: ChangeInputs["updateOpening"], before: EditEvidence): boolean {
  const { openingId } = input;
  const now = evidenceOf(opening, input).customFields;
  if (!isMissing(openingId) && (opening.openingId ?? "") !== openingId) return false;
  const asked = input.customFields ?? [];
  if (asked.length === 0) return true;
  if (!isMissing(openingId) && opening.openingId !== before.openingId) return true;
  return JSON.stringify(now) !== JSON.stringify(before.customFields) || asked.every((field) => readsAsAsked(now, field));
}

function evidenceOf(opening: Opening, { openingId, customFields }: ChangeInputs["updateOpening"]): EditEvidence {
  const compared = [...(isMissing(openingId) ? [] : ["opening_id"]), ...((customFields ?? []).length > 0 ? ["keyed_custom_fields"] : [])];
  requireFields(opening.raw, compared);
  return { openingId: opening.openingId, customFields: fieldsInQuestion(opening.customFields ?? [], customFields ?? []) };
}

function nothingToChange({ openingId, customFields }: ChangeInputs["updateOpening"]): UserError[] | undefined {
  if (!isMissing(openingId) || (customFields ?? []).length > 0) return undefined;
  return [invalidInput("Nothing to change: give openingId or customFields.", ["openingId"])];
}

function badCloseReason(id: string): UserError {
  return invalidInput(`"${id}" is not the id of a close reason. Take one of closeReasons.`, ["closeReasonId"]);
}
