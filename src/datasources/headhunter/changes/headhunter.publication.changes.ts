import type { CallScope } from "../../../http/request.js";
import { VendorError, type VendorErrorCode } from "../../../http/vendor-error.js";
import { type UserError, UserErrorCode } from "../../../schema/common/user-error.type.js";
import type { ChangeInputs } from "../../contract/catalog.js";
import { type Change, sendTogether } from "../../contract/change.js";
import type { HeadHunterDatasource } from "../headhunter.datasource.js";
import { explainHeadHunter, userError } from "../headhunter.errors.js";
import { checkFields } from "../headhunter.field-rules.js";
import { vacancyGlobalId } from "../headhunter.mapping.js";
import { PUBLICATION_VERIFY } from "../headhunter.policy.js";
import { applied, type ChangeContext } from "./headhunter.change-context.js";
import { type BeforePublication, findPublication, findSimilar, publicationLock } from "./headhunter.find-publication.js";
import { toWireBody, type WireBody } from "./headhunter.request-body.js";

type Input = ChangeInputs["publishVacancy"];

/** Publishes a vacancy. It costs a publication, has no idempotency key, and is moderated by people afterwards (page, "Публикация вакансий"). */
export function publishVacancy(context: ChangeContext): Change<"publishVacancy", BeforePublication, HeadHunterDatasource> {
  const { source, client } = context;
  return {
    verifyPolicy: PUBLICATION_VERIFY,
    locks: ({ input }) => [publicationLock(source, input)],
    check: async ({ input }, { scope }) => {
      const refusals = await checkBody(context, toWireBody(input), true, scope);
      if (refusals.length > 0) return { ready: false, refusals };
      const before = await similarBefore(context, input, scope);
      return before === undefined ? { ready: false, refusals: [managerUnknown()] } : { ready: true, before: { before } };
    },
    send: (changes, scope) =>
      sendTogether(changes, async ({ input }) => {
        const { vacancyId, response } = await client.publish(toWireBody(input), ignoresDuplicates(input), scope);
        return { ...applied(response), result: { vacancyId: vacancyGlobalId(source, vacancyId) } };
      }),
    explain: explainHeadHunter,
    // HeadHunter refuses a duplicate by itself; told to ignore duplicates, it would charge the same again.
    paysAgain: (input, earlier) =>
      ignoresDuplicates(input) && ignoresDuplicates(earlier) && JSON.stringify(toWireBody(input)) === JSON.stringify(toWireBody(earlier)),
    verify: (change, { scope }) => findPublication(context, change, scope),
  };
}

function ignoresDuplicates({ headhunter }: Input): boolean {
  return headhunter?.ignoreDuplicates === true;
}

const LEFT_TO_THE_VENDOR: ReadonlySet<VendorErrorCode> = new Set<VendorErrorCode>([
  "ACCESS_DENIED",
  "BAD_RESPONSE",
  "NOT_FOUND",
  "UNAVAILABLE",
]);

/** Checks the vendor's own field rules, so that a refusal names its path before the change is recorded. */
export async function checkBody({ account }: ChangeContext, body: WireBody, whole: boolean, scope: CallScope): Promise<UserError[]> {
  try {
    return checkFields(body, await account.fieldRules(scope), whole);
  } catch (error) {
    // Without readable rules the vendor decides.
    if (error instanceof VendorError && LEFT_TO_THE_VENDOR.has(error.code)) return [];
    throw error;
  }
}

/** Ids of similar vacancies. Undefined where HeadHunter does not show the vacancies of the manager that the input names. */
async function similarBefore(context: ChangeContext, input: Input, scope: CallScope): Promise<string[] | undefined> {
  try {
    return await findSimilar(context, input, scope);
  } catch (error) {
    const isManagers = input.headhunter?.managerId !== undefined && input.headhunter.managerId !== null;
    if (isManagers && error instanceof VendorError && error.code === "NOT_FOUND") return undefined;
    throw error;
  }
}

/** Without the manager's list a publication whose answer was lost could not be verified. */
function managerUnknown(): UserError {
  return userError(
    UserErrorCode.INVALID_INPUT,
    "HeadHunter has no such manager, or does not show their vacancies to this one. Publish without managerId, then use reassignVacancy.",
    ["headhunter", "managerId"],
  );
}
