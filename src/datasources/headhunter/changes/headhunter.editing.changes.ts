import { rawOf, requireFields } from "../../../http/checks/record-check.js";
import type { VendorError } from "../../../http/vendor-error.js";
import type { GlobalId } from "../../../schema/common/global-id.js";
import { type UserError, UserErrorCode } from "../../../schema/common/user-error.type.js";
import { fieldsOfOtherBoards } from "../../../schema/vacancy/board-inputs.js";
import type { Vacancy } from "../../../schema/vacancy/vacancy.type.js";
import { Vendor } from "../../../schema/vendor/vendor.type.js";
import type { ChangeInputs } from "../../contract/catalog.js";
import { type Change, sendEach, sendTogether } from "../../contract/change.js";
import { toRefusal } from "../../contract/permissions.js";
import type { HeadHunterDatasource } from "../headhunter.datasource.js";
import { explainHeadHunter, userError } from "../headhunter.errors.js";
import { toWholeVacancy } from "../headhunter.mapping.js";
import { FREE_VERIFY, PAID_VERIFY } from "../headhunter.policy.js";
import { activeOnly, notFound, vacancyActionsOf } from "../headhunter.rules.js";
import { applied, type ChangeContext, vacancyIdOf } from "./headhunter.change-context.js";
import { changedFields, fieldMarks, holdsBody, shows } from "./headhunter.edited-fields.js";
import { checkBody } from "./headhunter.publication.changes.js";
import { toWireBody, type WireBody } from "./headhunter.request-body.js";

interface BeforeEdit {
  /** The body as sent: composite fields may be completed from the vacancy. */
  body: WireBody;
  /** The values of the fields to change, before the change. */
  marks: Record<string, string>;
}

/** PUT with only the fields that change; it is applied whole or not at all. */
export function updateVacancy(context: ChangeContext): Change<"updateVacancy", BeforeEdit, HeadHunterDatasource> {
  const { source, client } = context;
  return {
    verifyPolicy: FREE_VERIFY,
    locks: ({ target }) => [target.text],
    check: async ({ target, input }, reads) => {
      const fixed = fixedFieldErrors(input);
      const result = { vacancyId: target.text };
      if (fixed.length > 0) return { ready: false, refusals: fixed, result };
      const wire = await reads.wireVacancy(vacancyIdOf(target));
      if (wire === null) return { ready: false, refusals: [notFound()] };
      const refusal = toRefusal(vacancyActionsOf(toWholeVacancy(source, wire), undefined).update);
      if (refusal !== undefined) return { ready: false, refusals: [refusal], result };
      const body = toWireBody(input, wire);
      // These are completed from the vacancy.
      requireFields(
        wire,
        ["address", "test"].filter((name) => name in body),
      );
      if (Object.keys(body).length === 0) return { ready: false, refusals: [nothingToChange()], result };
      const refusals = await checkBody(context, body, false, reads.scope);
      if (refusals.length > 0) return { ready: false, refusals, result };
      return { ready: true, before: { body, marks: fieldMarks(rawOf(wire), body) }, result };
    },
    send: (changes, scope) =>
      sendEach(changes, async ({ target, input: { headhunter }, before: { body } }) => {
        return applied(await client.edit(vacancyIdOf(target), body, headhunter?.ignoreDuplicates === true, scope));
      }),
    explain: explainHeadHunter,
    verify: async ({ target, before: { body, marks } }, reads) => {
      const wire = await reads.wireVacancy(vacancyIdOf(target));
      if (wire === null) return { outcome: "UNCERTAIN" };
      const held = rawOf(wire);
      if (!shows(held, body)) return { outcome: "UNCERTAIN" };
      const isApplied = holdsBody(held, body) || changedFields(held, body, marks).length > 0;
      if (!isApplied) requireFields(wire, Object.keys(body));
      return { outcome: isApplied ? "APPLIED" : "NOT_APPLIED" };
    },
  };
}

/** Upgrades the billing type, in a request of its own; it costs money (page, "Смена биллинг-типа"). */
export function upgradeVacancy(context: ChangeContext): Change<"upgradeVacancy", null, HeadHunterDatasource> {
  return {
    verifyPolicy: PAID_VERIFY,
    locks: ({ target }) => [target.text],
    check: async ({ target, input: { billingTypeId } }, reads) => {
      if (!billingTypeId) return { ready: false, refusals: [nothingToBuy()] };
      const vacancy = await readVacancy(context, target, reads);
      if (vacancy === null) return { ready: false, refusals: [notFound()] };
      requireFields(vacancy.raw, ["billing_type"]);
      const result = { vacancyId: target.text };
      const refusal = toRefusal(activeOnly(vacancy.status, "upgraded")) ?? upgradeRefusal(vacancy, billingTypeId);
      return refusal === undefined ? { ready: true, before: null, result } : { ready: false, refusals: [refusal], result };
    },
    send: (changes, scope) =>
      sendTogether(changes, async ({ target, input: { billingTypeId } }) => {
        return applied(await context.client.edit(vacancyIdOf(target), { billing_type: { id: billingTypeId } }, false, scope));
      }),
    explain: explainTopLevel,
    // The check refuses the type that the vacancy has; a still better one is another purchase.
    paysAgain: () => false,
    verify: async ({ target, input }, reads) => {
      const vacancy = await readVacancy(context, target, reads);
      requireFields(vacancy?.raw, ["billing_type"]);
      // HeadHunter shows no billing type of a vacancy that was sold by its properties.
      if (!vacancy?.billingType) return { outcome: "UNCERTAIN" };
      return { outcome: vacancy.billingType.id === input.billingTypeId ? "APPLIED" : "NOT_APPLIED" };
    },
  };
}

/** Assigns a vacancy to another manager of the employer, in a request of its own. */
export function reassignVacancy(context: ChangeContext): Change<"reassignVacancy", null, HeadHunterDatasource> {
  return {
    verifyPolicy: FREE_VERIFY,
    locks: ({ target }) => [target.text],
    check: async ({ target, input: { managerId } }, reads) => {
      const vacancy = await readVacancy(context, target, reads);
      if (vacancy === null) return { ready: false, refusals: [notFound()] };
      requireFields(vacancy.raw, ["manager"]);
      const result = { vacancyId: target.text };
      const refusal = toRefusal(activeOnly(vacancy.status, "reassigned")) ?? reassignRefusal(vacancy, managerId);
      return refusal === undefined ? { ready: true, before: null, result } : { ready: false, refusals: [refusal], result };
    },
    send: (changes, scope) =>
      sendEach(changes, async ({ target, input: { managerId } }) => {
        return applied(await context.client.edit(vacancyIdOf(target), { manager: { id: managerId } }, false, scope));
      }),
    explain: explainTopLevel,
    verify: async ({ target, input }, reads) => {
      const vacancy = await readVacancy(context, target, reads);
      // A vacancy of a manager whose vacancies the caller may not see reads as missing, or without its manager.
      if (vacancy === null || !vacancy.manager) return { outcome: "UNCERTAIN" };
      return { outcome: vacancy.manager.id === input.managerId ? "APPLIED" : "NOT_APPLIED" };
    },
  };
}

/** The whole vacancy, read through the round's datasource; null where HeadHunter has none, or does not show it. */
export async function readVacancy({ source }: ChangeContext, target: GlobalId, reads: HeadHunterDatasource): Promise<Vacancy | null> {
  const wire = await reads.wireVacancy(vacancyIdOf(target));
  return wire === null ? null : toWholeVacancy(source, wire);
}

/** Explains a refusal of inputs that have at the top what an edit has under `headhunter`. */
function explainTopLevel(error: VendorError): UserError[] | undefined {
  return explainHeadHunter(error)?.map((one) => ({ ...one, field: one.field?.slice(-1) ?? null }));
}

function nothingToBuy(): UserError {
  return userError(UserErrorCode.INVALID_INPUT, "Nothing to buy: give one of Vacancy.upgrades by its billingTypeId.", ["billingTypeId"]);
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

/** Fields that an edit cannot change, and the mutation that can (page, "Поля доступные для редактирования"). */
const FIXED: readonly { field: "areaId" | "typeId" | "billingTypeId" | "managerId"; instead: string }[] = [
  { field: "areaId", instead: "Publish a new vacancy instead." },
  { field: "typeId", instead: "Publish a new vacancy instead." },
  { field: "billingTypeId", instead: "Use upgradeVacancy: HeadHunter takes it in a request of its own." },
  { field: "managerId", instead: "Use reassignVacancy: HeadHunter takes it in a request of its own." },
];

function fixedFieldErrors(input: ChangeInputs["updateVacancy"]): UserError[] {
  const { headhunter } = input;
  const fixed = FIXED.filter(({ field }) => headhunter?.[field] !== undefined && headhunter[field] !== null).map(({ field, instead }) =>
    userError(UserErrorCode.INVALID_INPUT, `${field} cannot be edited. ${instead}`, ["headhunter", field]),
  );
  const foreign = fieldsOfOtherBoards(input, Vendor.HEADHUNTER).map((field) =>
    userError(UserErrorCode.INVALID_INPUT, `This is a vacancy at HeadHunter: leave ${field} out.`, [field]),
  );
  return [...fixed, ...foreign];
}
