import type { UserError } from "../../../schema/common/user-error.type.js";
import type { CustomField } from "../../../schema/opening/custom-field.type.js";
import { type Opening, OpeningStatus } from "../../../schema/opening/opening.type.js";
import type { ChangeInputs } from "../../contract/catalog.js";
import { type Change, type Changes, sendEach } from "../../contract/change.js";
import { toRefusal } from "../../contract/permissions.js";
import type { OpeningEdit } from "../greenhouse.api.js";
import { customFieldFaults, fieldsInQuestion, readsAsAsked } from "../greenhouse.custom-fields.js";
import type { GreenhouseDatasource } from "../greenhouse.datasource.js";
import { explainGreenhouse } from "../greenhouse.errors.js";
import { isWritableId, openingKeyOf } from "../greenhouse.ids.js";
import { GREENHOUSE_VERIFY } from "../greenhouse.policy.js";
import { invalidInput, isMissing, notFound, openingActionsOf } from "../greenhouse.rules.js";
import { type ChangeContext, readOpening } from "./greenhouse.change-context.js";
import { createOpenings } from "./greenhouse.creation.changes.js";
import { deleteOpenings } from "./greenhouse.deletion.changes.js";

/** The changes of a job's openings (Harvest, "Job openings"). None costs money, and none has an idempotency key at the vendor. */
export function greenhouseChanges(context: ChangeContext): Changes {
  return {
    createOpenings: createOpenings(context),
    updateOpening: updateOpening(context),
    closeOpening: editStatus(context, OpeningStatus.CLOSED),
    reopenOpening: editStatus(context, OpeningStatus.OPEN),
    deleteOpenings: deleteOpenings(context),
  };
}

type StatusChange = Change<"closeOpening" | "reopenOpening", null, GreenhouseDatasource>;

/** Closing and reopening are the same PATCH with another status. Closing the last open opening closes the job. */
function editStatus({ writes }: ChangeContext, to: OpeningStatus): StatusChange {
  const action = to === OpeningStatus.CLOSED ? "close" : "reopen";
  return {
    verifyPolicy: GREENHOUSE_VERIFY,
    locks: ({ target }) => [target.text],
    check: async ({ target, input }, reads) => {
      const closeReasonId = closeReasonIn(input);
      const opening = await readOpening(reads, target);
      if (opening === null) return { ready: false, refusals: [notFound(["id"])] };
      const result = { openingId: opening.id, jobId: opening.jobId };
      if (closeReasonId && !isWritableId(closeReasonId)) return { ready: false, refusals: [badCloseReason(closeReasonId)], result };
      const refusal = toRefusal(openingActionsOf(opening)[action]);
      return refusal === undefined ? { ready: true, before: null, result } : { ready: false, refusals: [refusal], result };
    },
    send: (changes, scope) =>
      sendEach(changes, async ({ target, input }) => {
        const closeReasonId = closeReasonIn(input);
        // A reason is only legal in the request that closes.
        const reason = closeReasonId ? { closeReasonId } : {};
        return { outcome: "APPLIED", ...(await writes.editOpening(openingKeyOf(target), { status: to, ...reason }, scope)) };
      }),
    explain: (error) => explainGreenhouse(error),
    verify: async ({ target, input }, reads) => {
      const closeReasonId = closeReasonIn(input);
      const opening = await readOpening(reads, target);
      // A 404 also hides openings that the key may not see any more, so it proves nothing.
      if (opening === null) return { outcome: "UNCERTAIN" };
      if (closeReasonId) reads.requireParts(opening, ["closeReason"]);
      // An opening closed for another reason was closed by someone else: Greenhouse accepts a reason only in the request that closes.
      const byUs = !closeReasonId || opening.closeReason?.id === closeReasonId;
      return { outcome: opening.status === to && byUs ? "APPLIED" : "NOT_APPLIED" };
    },
  };
}

/** The close reason of the input; reopening has none. */
function closeReasonIn(input: ChangeInputs["closeOpening" | "reopenOpening"]): string | null | undefined {
  return "closeReasonId" in input ? input.closeReasonId : undefined;
}

/** The opening's values before, to see afterwards whether they changed. */
interface HeldFields {
  openingId: string | null;
  customFields: CustomField[];
}

interface BeforeEdit extends HeldFields {
  /** What is written of the custom fields, as the API spells it. */
  written: readonly object[];
}

/** Where the input holds them. */
const PATH = ["customFields"];

function updateOpening({ writes }: ChangeContext): Change<"updateOpening", BeforeEdit, GreenhouseDatasource> {
  return {
    verifyPolicy: GREENHOUSE_VERIFY,
    locks: ({ target }) => [target.text],
    check: async ({ target, input }, reads) => {
      const opening = await readOpening(reads, target);
      if (opening === null) return { ready: false, refusals: [notFound(["id"])] };
      const result = { openingId: opening.id, jobId: opening.jobId };
      const refusals = nothingToChange(input) ?? customFieldFaults(input.customFields, PATH);
      if (refusals.length > 0) return { ready: false, refusals, result };
      const before = fieldsToEdit(reads, opening, input);
      const spelled = await reads.spellCustomFields(input.customFields, opening, PATH);
      if (spelled.refusals !== undefined) return { ready: false, refusals: spelled.refusals, result };
      return { ready: true, before: { ...before, written: spelled.elements }, result };
    },
    send: (changes, scope) =>
      sendEach(changes, async ({ target, input: { openingId }, before: { written } }) => {
        const edit: OpeningEdit = {};
        if (!isMissing(openingId)) edit.openingId = openingId;
        if (written.length > 0) edit.customFields = written;
        return { outcome: "APPLIED", ...(await writes.editOpening(openingKeyOf(target), edit, scope)) };
      }),
    explain: (error) => explainGreenhouse(error),
    verify: async ({ target, input, before }, reads) => {
      const opening = await readOpening(reads, target);
      if (opening === null) return { outcome: "UNCERTAIN" };
      return { outcome: holdsEdit(reads, opening, input, before) ? "APPLIED" : "NOT_APPLIED" };
    },
  };
}

/** PATCH is applied whole or not at all, so one changed part proves all. Options are written as ids and read as names, so a change proves them. */
function holdsEdit(reads: GreenhouseDatasource, opening: Opening, input: ChangeInputs["updateOpening"], before: HeldFields): boolean {
  const { openingId } = input;
  const now = fieldsToEdit(reads, opening, input).customFields;
  if (!isMissing(openingId) && (opening.openingId ?? "") !== openingId) return false;
  const asked = input.customFields ?? [];
  if (asked.length === 0) return true;
  if (!isMissing(openingId) && opening.openingId !== before.openingId) return true;
  return JSON.stringify(now) !== JSON.stringify(before.customFields) || asked.every((field) => readsAsAsked(now, field));
}

function fieldsToEdit(
  reads: GreenhouseDatasource,
  opening: Opening,
  { openingId, customFields }: ChangeInputs["updateOpening"],
): HeldFields {
  const inQuestion = customFields ?? [];
  reads.requireParts(opening, [
    ...(isMissing(openingId) ? [] : ["openingId" as const]),
    ...(inQuestion.length > 0 ? ["customFields" as const] : []),
  ]);
  return { openingId: opening.openingId, customFields: fieldsInQuestion(opening.customFields ?? [], inQuestion) };
}

function nothingToChange({ openingId, customFields }: ChangeInputs["updateOpening"]): UserError[] | undefined {
  if (!isMissing(openingId) || (customFields ?? []).length > 0) return undefined;
  return [invalidInput("Nothing to change: give openingId or customFields.", ["openingId"])];
}

function badCloseReason(id: string): UserError {
  return invalidInput(`"${id}" is not the id of a close reason. Take one of closeReasons.`, ["closeReasonId"]);
}
