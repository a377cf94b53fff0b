import { rawOf, requireFields } from "../../../http/checks/record-check.js";
import { type UserError, UserErrorCode } from "../../../schema/common/user-error.type.js";
import { fieldsOfOtherBoards } from "../../../schema/vacancy/board-inputs.js";
import type { Vacancy } from "../../../schema/vacancy/vacancy.type.js";
import { Vendor } from "../../../schema/vendor/vendor.type.js";
import type { ChangeInputs } from "../../contract/catalog.js";
import { type Change, sendEach } from "../../contract/change.js";
import { toRefusal } from "../../contract/permissions.js";
import type { HeadHunterDatasource } from "../headhunter.datasource.js";
import { explainHeadHunter, explainTopLevel, userError } from "../headhunter.errors.js";
import { toWholeVacancy } from "../headhunter.mapping.js";
import { FREE_VERIFY } from "../headhunter.policy.js";
import { activeOnly, notFound, vacancyActionsOf } from "../headhunter.rules.js";
import { applied, type ChangeContext, readableRules, readVacancy, vacancyIdOf } from "./headhunter.change-context.js";
import { evidenceOf, fieldMarks, shownAs } from "./headhunter.edited-fields.js";
import { contentErrors, inputErrors } from "./headhunter.input-checks.js";
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
      const unclear = [...fixedFieldErrors(input), ...takenAwayErrors(input), ...inputErrors(input, source)];
      const result = { vacancyId: target.text };
      if (unclear.length > 0) return { ready: false, refusals: unclear, result };
      const wire = await reads.wireVacancy(vacancyIdOf(target));
      if (wire === null) return { ready: false, refusals: [notFound()] };
      const refusal = toRefusal(vacancyActionsOf(toWholeVacancy(source, wire), undefined).update);
      if (refusal !== undefined) return { ready: false, refusals: [refusal], result };
      const rules = await readableRules(context, reads.scope);
      const body = toWireBody(input, { present: wire, rules });
      if (Object.keys(body).length === 0) return { ready: false, refusals: [nothingToChange()], result };
      requireFields(wire, completedFields(body));
      const refusals = contentErrors(input, body, { present: wire, rules });
      if (refusals.length > 0) return { ready: false, refusals, result };
      return { ready: true, before: { body, marks: fieldMarks(rawOf(wire), body) }, result };
    },
    send: (changes, scope) =>
      sendEach(changes, async ({ target, input: { headhunter }, before: { body } }) => {
        const terms = {
          ignoreDuplicates: headhunter?.ignoreDuplicates === true,
          ignoreReplacementWarning: headhunter?.ignoreReplacementWarning === true,
        };
        return applied(await client.edit(vacancyIdOf(target), body, terms, scope));
      }),
    explain: explainHeadHunter,
    verify: async ({ target, before: { body, marks } }, reads) => {
      const wire = await reads.wireVacancy(vacancyIdOf(target));
      if (wire === null) return { outcome: "UNCERTAIN" };
      const evidence = evidenceOf(rawOf(wire), body, marks);
      if (evidence === "NOT_APPLIED") requireFields(wire, shownAs(body));
      return { outcome: evidence };
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
        return applied(await context.client.edit(vacancyIdOf(target), { manager: { id: managerId } }, {}, scope));
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

function reassignRefusal(vacancy: Vacancy, managerId: string): UserError | undefined {
  if (vacancy.manager?.id !== managerId) return undefined;
  return userError(UserErrorCode.CONFLICT, "This manager answers for the vacancy already.", ["managerId"]);
}

function nothingToChange(): UserError {
  return userError(UserErrorCode.INVALID_INPUT, "Nothing to change: give at least one field besides id.", null);
}

/** Fields that an edit cannot change, and the mutation that can (page, "Поля доступные для редактирования"). */
const FIXED = {
  areaId: "Publish a new vacancy instead.",
  typeId: "Publish a new vacancy instead.",
  billingTypeId: "Use upgradeVacancy: HeadHunter takes it in a request of its own.",
  propertyTypeIds: "Use upgradeVacancy: HeadHunter takes them in a request of their own.",
  previousVacancyId: "Publish a new vacancy instead.",
  managerId: "Use reassignVacancy: HeadHunter takes it in a request of its own.",
} as const;

function fixedFieldErrors(input: ChangeInputs["updateVacancy"]): UserError[] {
  const { headhunter } = input;
  const fixed = Object.entries(FIXED).flatMap(([field, instead]) =>
    headhunter?.[field as keyof typeof FIXED] === undefined
      ? []
      : [userError(UserErrorCode.INVALID_INPUT, `${field} cannot be edited. ${instead}`, ["headhunter", field])],
  );
  const foreign = fieldsOfOtherBoards(input, Vendor.HEADHUNTER).map((field) =>
    userError(UserErrorCode.INVALID_INPUT, `This is a vacancy at HeadHunter: leave ${field} out.`, [field]),
  );
  return [...fixed, ...foreign];
}

/** No vacancy is without these, whatever the rules of an account say. */
function takenAwayErrors(input: ChangeInputs["updateVacancy"]): UserError[] {
  return (["name", "description"] as const).flatMap((field) =>
    input[field] === null
      ? [
          userError(UserErrorCode.INVALID_INPUT, `HeadHunter has no vacancy without a ${field}: leave it out to keep the present one.`, [
            field,
          ]),
        ]
      : [],
  );
}

/** Fields of the vacancy that a body is completed from, or compared with before it is sent. */
function completedFields(body: WireBody): string[] {
  const names = Object.keys(body);
  const completed = names.filter((name) => name === "address" || name === "test");
  return [...completed, ...(names.some((name) => name === "salary" || name === "salary_range") ? ["salary_range"] : [])];
}
