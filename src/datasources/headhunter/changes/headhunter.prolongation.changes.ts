import { VendorError } from "../../../http/vendor-error.js";
import type { GlobalId } from "../../../schema/common/global-id.js";
import { type UserError, UserErrorCode } from "../../../schema/common/user-error.type.js";
import type { Prolongation } from "../../../schema/vacancy/vacancy.type.js";
import { type Change, type Finding, type SentChange, sendTogether } from "../../contract/change.js";
import { toUtc } from "../../contract/timestamps.js";
import type { HeadHunterDatasource } from "../headhunter.datasource.js";
import { explainHeadHunter, userError } from "../headhunter.errors.js";
import { PAID_VERIFY } from "../headhunter.policy.js";
import { mayTellOfProlongation, notFound, prolongationRefusal } from "../headhunter.rules.js";
import { applied, type ChangeContext, vacancyIdOf } from "./headhunter.change-context.js";

interface Before {
  /** The end of the publication before; a later end proves the prolongation. */
  expiresAt: string | null;
}

/** A time of publication later than this after the request was set by someone else. It covers the difference of the two clocks. */
const CLOCKS_APART_MS = 5 * 60_000;

/**
 * Prolongs a vacancy, at the price of a new publication and without an idempotency key (page, "Продление вакансий").
 * The free read of the same path shows before whether it would be accepted, and afterwards, by `expires_at`, whether it was made.
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
  // A 404 also hides vacancies that the manager may not see any more, so it proves nothing.
  if (state === null) return { outcome: "UNCERTAIN" };
  // An end that was not shown before, or is not now, cannot be compared.
  if (state.expiresAt === null || before.expiresAt === null) return { outcome: "UNCERTAIN" };
  if (isLater(state.expiresAt, before.expiresAt)) {
    return { outcome: "APPLIED", userErrors: await doubts(target, asVendorTime(requestedAt), reads) };
  }
  // It was allowed at the time of sending. That it is too early now, or that the credit is spent, may be this prolongation's doing, which
  // shows once HeadHunter has moved the end.
  if (!state.allowed && mayTellOfProlongation(state.reason?.id)) return { outcome: "UNCERTAIN" };
  return { outcome: "NOT_APPLIED" };
}

/**
 * Another manager, the website or a renewal also move the end. The time of publication distinguishes those from this change, unless it is
 * before the request: then HeadHunter did not update it when the end moved. No page promises that it does.
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

function isLater(now: string, before: string): boolean {
  return Date.parse(now) > Date.parse(before);
}
