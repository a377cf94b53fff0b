import type { CallScope } from "../../../http/request.js";
import { VendorError } from "../../../http/vendor-error.js";
import { type UserError, UserErrorCode } from "../../../schema/common/user-error.type.js";
import type { ChangeInputs } from "../../contract/catalog.js";
import { type Change, sendTogether } from "../../contract/change.js";
import type { HeadHunterDatasource } from "../headhunter.datasource.js";
import { explainHeadHunter, userError } from "../headhunter.errors.js";
import { vacancyGlobalId } from "../headhunter.mapping.js";
import { PUBLICATION_VERIFY } from "../headhunter.policy.js";
import { applied, type ChangeContext, readableRules } from "./headhunter.change-context.js";
import { type BeforePublication, findPublication, findSimilar, publicationLock } from "./headhunter.find-publication.js";
import { contentErrors, inputErrors } from "./headhunter.input-checks.js";
import { offSaleErrors } from "./headhunter.on-sale.js";
import { purchasesIn } from "./headhunter.purchase.js";
import { toWireBody, type WireBody } from "./headhunter.request-body.js";

type Input = ChangeInputs["publishVacancy"];

interface Before extends BeforePublication {
  /** The body to send: the form of some fields follows from the rules at the time of the check. */
  body: WireBody;
}

/**
 * Publishes a vacancy, bought by type and billing type or by properties. It costs a publication, has no idempotency key, and is moderated by
 * people afterwards (page, "Публикация вакансий"; OpenAPI since 1.23.0).
 */
export function publishVacancy(context: ChangeContext): Change<"publishVacancy", Before, HeadHunterDatasource> {
  const { source, client } = context;
  return {
    verifyPolicy: PUBLICATION_VERIFY,
    locks: ({ input }) => [publicationLock(source, input)],
    check: async ({ input }, reads) => {
      const { scope } = reads;
      const unclear = inputErrors(input, source);
      if (unclear.length > 0) return { ready: false, refusals: unclear };
      const rules = await readableRules(context, scope);
      const body = toWireBody(input, { rules });
      const refusals = contentErrors(input, body, { rules });
      if (refusals.length > 0) return { ready: false, refusals };
      const offSale = await offSaleErrors(input, reads);
      if (offSale.length > 0) return { ready: false, refusals: offSale };
      const before = await similarBefore(context, input, scope);
      return before === undefined ? { ready: false, refusals: [managerUnknown()] } : { ready: true, before: { before, body } };
    },
    send: (changes, scope) =>
      sendTogether(changes, async ({ input, before: { body } }) => {
        const { vacancyId, response } = await client.publish(body, ignoresDuplicates(input), scope);
        return { ...applied(response), result: { vacancyId: vacancyGlobalId(source, vacancyId) } };
      }),
    explain: explainHeadHunter,
    // HeadHunter refuses a duplicate by itself; told to ignore duplicates, it would charge the same again.
    paysAgain: (input, earlier) => ignoresDuplicates(input) && ignoresDuplicates(earlier) && publishesTheSame(input, earlier),
    verify: (change, { scope }) => findPublication(context, change, scope),
  };
}

function ignoresDuplicates({ headhunter }: Input): boolean {
  return headhunter?.ignoreDuplicates === true;
}

/** Whether two publications are one. Of two that are bought in different ways nobody can say that they buy something else. */
function publishesTheSame(input: Input, other: Input): boolean {
  const [bought, content] = partsOf(input);
  const [otherBought, otherContent] = partsOf(other);
  return content === otherContent && (bought === otherBought || isByProperties(input) !== isByProperties(other));
}

/** What is bought, and what is published with it. */
function partsOf(input: Input): [string, string] {
  const { type, billing_type, vacancy_properties: _, ...content } = toWireBody(input);
  const properties = [...new Set(input.headhunter?.propertyTypeIds ?? [])].sort();
  return [JSON.stringify([type, billing_type, properties]), JSON.stringify(content)];
}

function isByProperties({ headhunter }: Input): boolean {
  return purchasesIn(headhunter ?? {}).some(({ by }) => by === "properties");
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
