import { VendorError } from "../../../http/vendor-error.js";
import type { GlobalId } from "../../../schema/common/global-id.js";
import { type UserError, UserErrorCode } from "../../../schema/common/user-error.type.js";
import type { Prolongation } from "../../../schema/vacancy/vacancy.type.js";
import { type Change, type Finding, type SentChange, sendTogether } from "../../contract/change.js";
import { toUtc } from "../../contract/timestamps.js";
import type { HeadHunterDatasource } from "../headhunter.datasource.js";
import { explainHeadHunter, userError } from "../headhunter.errors.js";
import { PAID_VERIFY } from "../headhunter.policy.js";
import { codeOfReason, notFound, prolongationRefusal } from "../headhunter.rules.js";
import { applied, type ChangeContext, vacancyIdOf } from "./headhunter.change-context.js";

interface Before {
  /** End of the publication before; a later one proves the prolongation. */
  expiresAt: string | null;
}

/** A publication that was moved this long after our sending was moved by someone else: what no answer has told of the two clocks included. */
const CLOCKS_APART_MS = 5 * 60_000;

/**
 * Priced as a new publication, with no key that would make it safe to repeat (page, "Продление вакансий").
 * The free read of the same path tells before whether it would be taken, and afterwards, by `expires_at`, whether it was.
 */
export function prolongateVacancy(context: ChangeContext): Change<"prolongateVacancy", Before, HeadHunterDatasource> {
  return {
    verifyPolicy: PAID_VERIFY,
    locks: ({ target }) => [target.text],
    check: async ({ target }, reads) => {
      const state = await readState(target, reads);
      if (state === null) return { ready: false, refusals: [notFound()] };
      const result = { vacancyId: target.text };
      const refusal = prolongationRefusal(state);
      if (refusal !== undefined) return { ready: false, refusals: [refusal], result };
      return { ready: true, before: { expiresAt: state.expiresAt }, result };
    },
    send: (changes, scope) =>
      sendTogether(changes, async ({ target }) => applied(await context.client.prolongate(vacancyIdOf(target), scope))),
    explain: explainHeadHunter,
    verify: (change, reads) => findProlongation(context, change, reads),
  };
}

async function findProlongation(
  { asVendorTime }: ChangeContext,
  { target, before, requestedAt }: SentChange<"prolongateVacancy", Before>,
  reads: HeadHunterDatasource,
): Promise<Finding> {
  const state = await readState(target, reads);
  // 404 also hides what the manager may not see any more: it says nothing.
  if (state === null) return { outcome: "UNCERTAIN" };
  if (state.expiresAt === null) return { outcome: "UNCERTAIN" };
  if (isLater(state.expiresAt, before.expiresAt)) {
    return { outcome: "APPLIED", userErrors: await doubts(target, asVendorTime(requestedAt), reads) };
  }
  // It was not too early when we sent: that it is now means that somebody's prolongation was taken, and shows soon.
  if (!state.allowed && codeOfReason(state.reason?.id) === UserErrorCode.TOO_EARLY) return { outcome: "UNCERTAIN" };
  return { outcome: "NOT_APPLIED" };
}

/**
 * The end moves without us, too: another manager, the cabinet, a renewal. When it was published tells those apart from ours. A
 * moment before our sending does not: the end stood still until then, so HeadHunter did not move it along, which no page promises.
 */
async function doubts(target: GlobalId, sentAt: number, reads: HeadHunterDatasource): Promise<UserError[]> {
  const publishedAt = toUtc((await reads.wireVacancy(vacancyIdOf(target)))?.published_at);
  if (publishedAt === null || Date.parse(publishedAt) - sentAt <= CLOCKS_APART_MS) return [];
  return [
    userError(
      UserErrorCode.UNCERTAIN,
      `The vacancy was prolonged at ${publishedAt}, when this server was not sending: by whom is unknown, and whether this request was paid ` +
        "for besides. Compare the publications left at HeadHunter before you prolong it again.",
      null,
    ),
  ];
}

async function readState(target: GlobalId, reads: HeadHunterDatasource): Promise<Prolongation | null> {
  try {
    return await reads.prolongation(vacancyIdOf(target));
  } catch (error) {
    if (error instanceof VendorError && error.code === "NOT_FOUND") return null;
    throw error;
  }
}

function isLater(now: string, before: string | null): boolean {
  return before === null || Date.parse(now) > Date.parse(before);
}
