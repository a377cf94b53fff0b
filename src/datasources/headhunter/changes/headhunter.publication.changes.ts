import type { CallScope } from "../../../http/request.js";
import { VendorError, type VendorErrorCode } from "../../../http/vendor-error.js";
import type { Source } from "../../../schema/common/source.js";
import { type UserError, UserErrorCode } from "../../../schema/common/user-error.type.js";
import type { Change, Sent } from "../../contract/change.js";
import type { ChangeInputs } from "../../contract/change-inputs.js";
import type { HeadHunterDatasource, HeadHunterParts } from "../headhunter.datasource.js";
import { explainHeadHunter, userError } from "../headhunter.errors.js";
import { checkFields } from "../headhunter.field-rules.js";
import { vacancyGlobalId } from "../headhunter.mapping.js";
import { PUBLICATION_LOOK_UP } from "../headhunter.policy.js";
import type { Likeness } from "./headhunter.paid-changes.js";
import { findPublication, findSimilar, type PublicationEvidence, publicationLock } from "./headhunter.publication-look-up.js";
import { toWireBody, type WireBody } from "./headhunter.request-body.js";
import { applied, sendTogether } from "./headhunter.sending.js";

type Input = ChangeInputs["publishVacancy"];

interface Evidence extends PublicationEvidence {
  openedAt: number;
}

/** Writes off a publication when it is taken, has no key, and is moderated by people afterwards (page, "Публикация вакансий"). */
export function publishVacancy(parts: HeadHunterParts, source: HeadHunterDatasource, scope: CallScope): Change<Input, Evidence> {
  return {
    paid: true,
    lookUp: PUBLICATION_LOOK_UP,
    target: () => null,
    locks: (input) => [publicationLock(parts.source, input)],
    check: async (input) => {
      const refusals = await checkBody(parts, toWireBody(input), true, scope);
      if (refusals.length > 0) return { ready: false, refusals };
      const before = await similarBefore(parts, input, scope);
      if (before === undefined) return { ready: false, refusals: [managerUnknown()] };
      return { ready: true, evidence: { before, openedAt: source.openedAt } };
    },
    send: (changes) =>
      sendTogether(changes, async ({ input, evidence: { openedAt }, operationId }): Promise<Sent> => {
        const asking = { kind: "publishVacancy" as const, operationId, openedAt };
        await parts.paidChanges.refuseIfOvertaken<Input>({ ...asking, liken: (other) => liken(parts.source, input, other) });
        const { vacancyId, response } = await parts.client.publish(toWireBody(input), input.headhunter?.ignoreDuplicates === true, scope);
        return { ...applied(response), result: { vacancyId: vacancyGlobalId(parts.source, vacancyId) } };
      }),
    explain: explainHeadHunter,
    find: (change) => findPublication(parts, change, scope),
  };
}

const LEFT_TO_THE_VENDOR: ReadonlySet<VendorErrorCode> = new Set<VendorErrorCode>([
  "ACCESS_DENIED",
  "BAD_RESPONSE",
  "NOT_FOUND",
  "UNAVAILABLE",
]);

/** The vendor's own rules, so that what it would refuse is told by its path and before anything is recorded. */
export async function checkBody(parts: HeadHunterParts, body: WireBody, whole: boolean, scope: CallScope): Promise<UserError[]> {
  try {
    return checkFields(body, await parts.account.fieldRules(scope), whole);
  } catch (error) {
    // Who may not see the rules, or cannot read them, is left to the vendor's judgement.
    if (error instanceof VendorError && LEFT_TO_THE_VENDOR.has(error.code)) return [];
    throw error;
  }
}

/** By their ids. Undefined where HeadHunter does not show the vacancies of the manager that the input names. */
async function similarBefore(parts: HeadHunterParts, input: Input, scope: CallScope): Promise<string[] | undefined> {
  try {
    return await findSimilar(parts, input, scope);
  } catch (error) {
    const isManagers = input.headhunter?.managerId !== undefined && input.headhunter.managerId !== null;
    if (isManagers && error instanceof VendorError && error.code === "NOT_FOUND") return undefined;
    throw error;
  }
}

/** Without their list nobody could tell afterwards whether a publication whose answer was lost has been paid for. */
function managerUnknown(): UserError {
  return userError(
    UserErrorCode.INVALID_INPUT,
    "HeadHunter has no such manager, or does not show their vacancies to this one. Publish without managerId, then use reassignVacancy.",
    ["headhunter", "managerId"],
  );
}

/** HeadHunter refuses a duplicate by itself; told to ignore it, it would be paid for the very same again. */
function liken(source: Source, input: Input, other: Input): Likeness {
  const ignored = input.headhunter?.ignoreDuplicates === true && other.headhunter?.ignoreDuplicates === true;
  if (ignored && JSON.stringify(toWireBody(input)) === JSON.stringify(toWireBody(other))) return "repeat";
  return publicationLock(source, input) === publicationLock(source, other) ? "alike" : "other";
}
