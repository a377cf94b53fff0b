import type { CallScope } from "../../../http/request.js";
import { VendorError } from "../../../http/vendor-error.js";
import { type UserError, UserErrorCode } from "../../../schema/common/user-error.type.js";
import type { Prolongation } from "../../../schema/vacancy/vacancy.type.js";
import type { Change, Finding, SentChange } from "../../contract/change.js";
import type { ChangeInputs } from "../../contract/change-inputs.js";
import { toUtc } from "../../contract/timestamps.js";
import type { HeadHunterDatasource, HeadHunterParts } from "../headhunter.datasource.js";
import { explainHeadHunter, userError } from "../headhunter.errors.js";
import { vacancyIdOf } from "../headhunter.mapping.js";
import { PAID_LOOK_UP } from "../headhunter.policy.js";
import { codeOfReason, notFound, prolongationRefusal } from "../headhunter.rules.js";
import { applied, sendTogether } from "./headhunter.sending.js";

type Input = ChangeInputs["prolongateVacancy"];

interface Evidence {
  /** End of the publication before; a later one proves the prolongation. */
  expiresAt: string | null;
  openedAt: number;
}

/** A publication that was moved this long after our sending was moved by someone else: what no answer has told of the two clocks included. */
const CLOCKS_APART_MS = 5 * 60_000;

/**
 * Priced as a new publication, with no key that would make it safe to repeat (page, "Продление вакансий").
 * The free read of the same path tells before whether it would be taken, and afterwards, by `expires_at`, whether it was.
 */
export function prolongateVacancy(parts: HeadHunterParts, source: HeadHunterDatasource, scope: CallScope): Change<Input, Evidence> {
  return {
    paid: true,
    lookUp: PAID_LOOK_UP,
    target: ({ id }) => id,
    locks: ({ id }) => [id],
    check: async ({ id }) => {
      source.forget(vacancyIdOf(id));
      const state = await readState(source, id);
      if (state === null) return { ready: false, refusals: [notFound()] };
      const result = { vacancyId: id };
      const refusal = prolongationRefusal(state);
      if (refusal !== undefined) return { ready: false, refusals: [refusal], result };
      return { ready: true, evidence: { expiresAt: state.expiresAt, openedAt: source.openedAt }, result };
    },
    send: (changes) =>
      sendTogether(changes, async ({ input: { id }, evidence: { openedAt }, operationId }) => {
        const asking = { kind: "prolongateVacancy" as const, operationId, targetId: id, openedAt };
        await parts.paidChanges.refuseIfOvertaken({ ...asking, liken: () => "repeat" });
        const response = await parts.client.prolongate(vacancyIdOf(id), scope);
        return applied(response);
      }),
    explain: explainHeadHunter,
    find: (change) => find(parts, source, change),
  };
}

async function find(
  parts: HeadHunterParts,
  source: HeadHunterDatasource,
  { input, evidence, requestedAt }: SentChange<Input, Evidence>,
): Promise<Finding> {
  const state = await readState(source, input.id);
  // 404 also hides what the manager may not see any more: it says nothing.
  if (state === null) return { outcome: "UNCERTAIN" };
  if (state.expiresAt === null) return { outcome: "UNCERTAIN" };
  if (isLater(state.expiresAt, evidence.expiresAt)) {
    return { outcome: "APPLIED", userErrors: await doubts(source, input, parts.asVendorTime(requestedAt)) };
  }
  // It was not too early when we sent: that it is now means that somebody's prolongation was taken, and shows soon.
  if (!state.allowed && codeOfReason(state.reason?.id) === UserErrorCode.TOO_EARLY) return { outcome: "UNCERTAIN" };
  return { outcome: "NOT_APPLIED" };
}

/**
 * The end moves without us, too: another manager, the cabinet, a renewal. When it was published tells those apart from ours. A
 * moment before our sending does not: the end stood still until then, so HeadHunter did not move it along, which no page promises.
 */
async function doubts(source: HeadHunterDatasource, { id }: Input, sentAt: number): Promise<UserError[]> {
  const publishedAt = toUtc((await source.wireVacancy(vacancyIdOf(id)))?.published_at);
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

async function readState(source: HeadHunterDatasource, globalId: string): Promise<Prolongation | null> {
  try {
    return await source.prolongation(vacancyIdOf(globalId));
  } catch (error) {
    if (error instanceof VendorError && error.code === "NOT_FOUND") return null;
    throw error;
  }
}

function isLater(now: string, before: string | null): boolean {
  return before === null || Date.parse(now) > Date.parse(before);
}
