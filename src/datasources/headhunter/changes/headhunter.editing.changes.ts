import { rawOf, requireFields } from "../../../http/record-check.js";
import type { CallScope } from "../../../http/request.js";
import type { VendorError } from "../../../http/vendor-error.js";
import { type UserError, UserErrorCode } from "../../../schema/common/user-error.type.js";
import type { Vacancy } from "../../../schema/vacancy/vacancy.type.js";
import { type Change, sendEach } from "../../contract/change.js";
import type { ChangeInputs } from "../../contract/change-inputs.js";
import { toRefusal } from "../../contract/permissions.js";
import type { HeadHunterDatasource, HeadHunterParts } from "../headhunter.datasource.js";
import { explainHeadHunter, userError } from "../headhunter.errors.js";
import { toWholeVacancy, vacancyIdOf } from "../headhunter.mapping.js";
import { FREE_LOOK_UP, PAID_LOOK_UP } from "../headhunter.policy.js";
import { activeOnly, notFound, vacancyActionsOf } from "../headhunter.rules.js";
import { changedFields, fieldMarks, holdsBody, shows } from "./headhunter.edit-evidence.js";
import { checkBody } from "./headhunter.publication.changes.js";
import { toWireBody, type WireBody } from "./headhunter.request-body.js";
import { applied, sendTogether } from "./headhunter.sending.js";

interface EditEvidence {
  /** As it is sent: composite fields may have been completed from the vacancy as it was read. */
  body: WireBody;
  /** What the fields that are to change looked like before. */
  marks: Record<string, string>;
}

/** PUT with the fields that change and no others; it is taken whole or not at all. */
export function updateVacancy(
  parts: HeadHunterParts,
  source: HeadHunterDatasource,
  scope: CallScope,
): Change<ChangeInputs["updateVacancy"], EditEvidence> {
  return {
    paid: false,
    lookUp: FREE_LOOK_UP,
    target: ({ id }) => id,
    locks: ({ id }) => [id],
    check: async (input) => {
      const fixed = fixedFieldErrors(input);
      const result = { vacancyId: input.id };
      if (fixed.length > 0) return { ready: false, refusals: fixed, result };
      source.forget(vacancyIdOf(input.id));
      const wire = await source.wireVacancy(vacancyIdOf(input.id));
      if (wire === null) return { ready: false, refusals: [notFound()] };
      const refusal = toRefusal(vacancyActionsOf(toWholeVacancy(parts.source, wire), undefined).update);
      if (refusal !== undefined) return { ready: false, refusals: [refusal], result };
      const body = toWireBody(input, wire);
      // Those are completed from what is there.
      requireFields(
        wire,
        ["address", "test"].filter((name) => name in body),
      );
      if (Object.keys(body).length === 0) return { ready: false, refusals: [nothingToChange()], result };
      const refusals = await checkBody(parts, body, false, scope);
      if (refusals.length > 0) return { ready: false, refusals, result };
      return { ready: true, evidence: { body, marks: fieldMarks(rawOf(wire), body) }, result };
    },
    send: (changes) =>
      sendEach(changes, async ({ id, headhunter }, { body }) => {
        const response = await parts.client.edit(vacancyIdOf(id), body, headhunter?.ignoreDuplicates === true, scope);
        return applied(response);
      }),
    explain: explainHeadHunter,
    find: async ({ input, evidence }) => {
      const wire = await source.wireVacancy(vacancyIdOf(input.id));
      if (wire === null) return { outcome: "UNCERTAIN" };
      const held = rawOf(wire);
      if (!shows(held, evidence.body)) return { outcome: "UNCERTAIN" };
      const applied = holdsBody(held, evidence.body) || changedFields(held, evidence.body, evidence.marks).length > 0;
      if (!applied) requireFields(wire, Object.keys(evidence.body));
      return { outcome: applied ? "APPLIED" : "NOT_APPLIED" };
    },
  };
}

interface PaidEvidence {
  openedAt: number;
}

/** A better billing type, in a request of its own, and paid for (page, "Смена биллинг-типа"). */
export function upgradeVacancy(
  parts: HeadHunterParts,
  source: HeadHunterDatasource,
  scope: CallScope,
): Change<ChangeInputs["upgradeVacancy"], PaidEvidence> {
  return {
    paid: true,
    lookUp: PAID_LOOK_UP,
    target: ({ id }) => id,
    locks: ({ id }) => [id],
    check: async ({ id, billingTypeId }) => {
      const vacancy = await readAnew(source, id);
      if (vacancy === null) return { ready: false, refusals: [notFound()] };
      requireFields(vacancy.raw, ["billing_type"]);
      const refusal = toRefusal(activeOnly(vacancy.status, "upgraded")) ?? upgradeRefusal(vacancy, billingTypeId);
      if (refusal !== undefined) return { ready: false, refusals: [refusal], result: { vacancyId: id } };
      return { ready: true, evidence: { openedAt: source.openedAt }, result: { vacancyId: id } };
    },
    send: (changes) =>
      sendTogether(changes, async ({ input: { id, billingTypeId }, evidence: { openedAt }, operationId }) => {
        // A type that it has already is refused by the check; a still better one is another purchase.
        const asking = { kind: "upgradeVacancy" as const, operationId, targetId: id, openedAt };
        await parts.paidChanges.refuseIfOvertaken({ ...asking, liken: () => "alike" });
        const response = await parts.client.edit(vacancyIdOf(id), { billing_type: { id: billingTypeId } }, false, scope);
        return applied(response);
      }),
    explain: explainTopLevel,
    find: async ({ input }) => {
      const vacancy = await readVacancy(source, input.id);
      requireFields(vacancy?.raw, ["billing_type"]);
      // Of a vacancy that was sold by its properties HeadHunter tells no billing type.
      if (!vacancy?.billingType) return { outcome: "UNCERTAIN" };
      return { outcome: vacancy.billingType.id === input.billingTypeId ? "APPLIED" : "NOT_APPLIED" };
    },
  };
}

/** To another manager of the employer's, in a request of its own. */
export function reassignVacancy(
  parts: HeadHunterParts,
  source: HeadHunterDatasource,
  scope: CallScope,
): Change<ChangeInputs["reassignVacancy"], null> {
  return {
    paid: false,
    lookUp: FREE_LOOK_UP,
    target: ({ id }) => id,
    locks: ({ id }) => [id],
    check: async ({ id, managerId }) => {
      const vacancy = await readAnew(source, id);
      if (vacancy === null) return { ready: false, refusals: [notFound()] };
      requireFields(vacancy.raw, ["manager"]);
      const refusal = toRefusal(activeOnly(vacancy.status, "reassigned")) ?? reassignRefusal(vacancy, managerId);
      if (refusal !== undefined) return { ready: false, refusals: [refusal], result: { vacancyId: id } };
      return { ready: true, evidence: null, result: { vacancyId: id } };
    },
    send: (changes) =>
      sendEach(changes, async ({ id, managerId }) => {
        const response = await parts.client.edit(vacancyIdOf(id), { manager: { id: managerId } }, false, scope);
        return applied(response);
      }),
    explain: explainTopLevel,
    find: async ({ input }) => {
      const vacancy = await readVacancy(source, input.id);
      // Handed to a manager whose vacancies this one may not see, it looks as if it were gone, or as anybody sees it: without manager.
      if (vacancy === null || !vacancy.manager) return { outcome: "UNCERTAIN" };
      return { outcome: vacancy.manager?.id === input.managerId ? "APPLIED" : "NOT_APPLIED" };
    },
  };
}

async function readVacancy(source: HeadHunterDatasource, globalId: string): Promise<Vacancy | null> {
  const wire = await source.wireVacancy(vacancyIdOf(globalId));
  return wire === null ? null : toWholeVacancy(source.source, wire);
}

/** The same for a check: a change that waited for another one of the same vacancy sees what that one left. */
export function readAnew(source: HeadHunterDatasource, globalId: string): Promise<Vacancy | null> {
  source.forget(vacancyIdOf(globalId));
  return readVacancy(source, globalId);
}

/** Inputs of their own, which hold at the top what an edit has under `headhunter`. */
function explainTopLevel(error: VendorError): UserError[] | undefined {
  return explainHeadHunter(error)?.map((one) => ({ ...one, field: one.field?.slice(-1) ?? null }));
}

function upgradeRefusal(vacancy: Vacancy, billingTypeId: string): UserError | undefined {
  if (vacancy.billingType?.id === billingTypeId) {
    return userError(UserErrorCode.CONFLICT, "The vacancy is published in this way already.", ["billingTypeId"]);
  }
  if (vacancy.canUpgradeBillingType !== false) return undefined;
  return userError(UserErrorCode.CONFLICT, "HeadHunter has no better kind of publication for this vacancy.", ["billingTypeId"]);
}

function reassignRefusal(vacancy: Vacancy, managerId: string): UserError | undefined {
  if (vacancy.manager?.id !== managerId) return undefined;
  return userError(UserErrorCode.CONFLICT, "This manager answers for the vacancy already.", ["managerId"]);
}

function nothingToChange(): UserError {
  return userError(UserErrorCode.INVALID_INPUT, "Nothing to change: give at least one field besides id.", null);
}

/** What an edit cannot change, and what can instead (page, "Поля доступные для редактирования"). */
const FIXED: readonly { field: "areaId" | "typeId" | "billingTypeId" | "managerId"; instead: string }[] = [
  { field: "areaId", instead: "Publish a new vacancy instead." },
  { field: "typeId", instead: "Publish a new vacancy instead." },
  { field: "billingTypeId", instead: "Use upgradeVacancy: HeadHunter takes it in a request of its own." },
  { field: "managerId", instead: "Use reassignVacancy: HeadHunter takes it in a request of its own." },
];

function fixedFieldErrors({ headhunter, linkedin }: ChangeInputs["updateVacancy"]): UserError[] {
  const errors = FIXED.filter(({ field }) => headhunter?.[field] !== undefined && headhunter[field] !== null).map(({ field, instead }) =>
    userError(UserErrorCode.INVALID_INPUT, `${field} cannot be edited. ${instead}`, ["headhunter", field]),
  );
  if (linkedin) errors.push(userError(UserErrorCode.INVALID_INPUT, "This is a vacancy at HeadHunter: leave linkedin out.", ["linkedin"]));
  return errors;
}
