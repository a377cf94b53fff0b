import { createHash, randomUUID } from "node:crypto";
import type { Clock } from "../../../../src/clock.js";
import type { ChangeInputs } from "../../../../src/datasources/contract/catalog.js";
import {
  type Change,
  type Changes,
  type Finding,
  type ReadyChange,
  type Sent,
  sendTogether,
} from "../../../../src/datasources/contract/change.js";
import { toRefusal } from "../../../../src/datasources/contract/permissions.js";
import { iso } from "../../../../src/datasources/contract/timestamps.js";
import { isReadable } from "../../../../src/http/checks/record-check.js";
import type { CallScope, VendorResponse } from "../../../../src/http/request.js";
import { VendorError } from "../../../../src/http/vendor-error.js";
import type { GlobalId } from "../../../../src/schema/common/global-id.js";
import { type Vacancy, VacancyStatus } from "../../../../src/schema/vacancy/vacancy.type.js";
import { chunks } from "../../../../src/store/chunks.js";
import type { NoticeboardDatasource, NoticeboardParts } from "./noticeboard.datasource.js";
import { explainNoticeboard, refusalError } from "./noticeboard.errors.js";
import { toPosting, vacancyGlobalId } from "./noticeboard.mapping.js";
import { CLOSE_VERIFY, MAX_NOTICES, POST_VERIFY, ROUTES } from "./noticeboard.policy.js";
import { noSuchNotice, postingFaults, vacancyActionsOf } from "./noticeboard.rules.js";
import type { WireRefusal } from "./noticeboard.wire.js";

/** What the changes need of the connection. */
interface ChangeContext extends NoticeboardParts {
  clock: Clock;
  displayDays: number;
}

export function noticeboardChanges(context: ChangeContext): Changes {
  return { publishVacancy: publishVacancy(context), closeVacancy: closeVacancy(context) };
}

/** What a posting is found by afterwards. */
interface Posting {
  requestKey: string;
}

/** Takes a credit and has no way back; the key that goes with it finds the notice whose answer was lost (README, "Posting"). */
function publishVacancy({ source, client, displayDays }: ChangeContext): Change<"publishVacancy", Posting, NoticeboardDatasource> {
  return {
    verifyPolicy: POST_VERIFY,
    // Two of one content are never paid for at the same time.
    locks: ({ input }) => [`${source.text}:posting:${digestOf(input)}`],
    check: async ({ input }) => {
      const requestKey = randomUUID();
      const refusals = postingFaults(toPosting(input, displayDays, requestKey), input.salary);
      return refusals.length > 0 ? { ready: false, refusals } : { ready: true, before: { requestKey } };
    },
    send: (changes, scope) =>
      sendTogether(changes, async ({ input, before }) => {
        const { noticeId, response } = await client.post(toPosting(input, displayDays, before.requestKey), scope);
        return sent(response, vacancyGlobalId(source, noticeId));
      }),
    explain: explainNoticeboard,
    verify: async ({ before }, { scope }) => {
      const found = await client.noticesByRequestKey(before.requestKey, scope);
      const [notice] = found.filter(isReadable);
      if (notice !== undefined) return { outcome: "APPLIED", result: { vacancyId: vacancyGlobalId(source, notice.id) } };
      // One that cannot be read may be ours.
      return { outcome: found.length > 0 ? "UNCERTAIN" : "NOT_APPLIED" };
    },
  };
}

/** Up to fifty notices go in one request (README, "Closing"). */
function closeVacancy(context: ChangeContext): Change<"closeVacancy", null, NoticeboardDatasource> {
  const { closings } = context;
  return {
    verifyPolicy: CLOSE_VERIFY,
    locks: ({ target }) => [target.text],
    check: async ({ target }, reads) => {
      const vacancy = await readVacancy(reads, target);
      if (vacancy === null) return { ready: false, refusals: [noSuchNotice()] };
      const result = { vacancyId: target.text };
      const refusal = toRefusal(vacancyActionsOf(vacancy).close, ["id"]);
      return refusal === undefined ? { ready: true, before: null, result } : { ready: false, refusals: [refusal], result };
    },
    send: async (changes, scope) =>
      (await Promise.all(chunks(changes, MAX_NOTICES).map((some) => closeInOne(context, some, scope)))).flat(),
    explain: explainNoticeboard,
    verify: async ({ target, requestedAt }, reads): Promise<Finding> => {
      const vacancy = await readVacancy(reads, target);
      // A notice that is not shown any more, or stands in a way that is not known here, says nothing.
      if (vacancy === null || vacancy.status === VacancyStatus.UNKNOWN) return { outcome: "UNCERTAIN" };
      if (vacancy.status !== VacancyStatus.CLOSED) return { outcome: "NOT_APPLIED" };
      await closings.remember([noticeIdOf(target)], iso(requestedAt));
      return { outcome: "APPLIED" };
    },
    resolved: async ({ target, requestedAt }, outcome) => {
      if (outcome === "APPLIED") await closings.remember([noticeIdOf(target)], iso(requestedAt));
    },
  };
}

/** One request; an answer for each of its notices. */
async function closeInOne(
  { source, client, closings, clock }: ChangeContext,
  changes: readonly ReadyChange<"closeVacancy", null>[],
  scope: CallScope,
): Promise<(Sent | VendorError)[]> {
  const ids = changes.map(({ target }) => noticeIdOf(target));
  try {
    const { results, response } = await client.close(ids, scope);
    const isClosed = (id: string) => results.get(id) === null;
    await closings.remember(ids.filter(isClosed), iso(clock.now()));
    return changes.map(({ target }) => {
      const id = noticeIdOf(target);
      return isClosed(id) ? sent(response, target.text) : notClosed(results.get(id) ?? undefined, response);
    });
  } catch (error) {
    if (!(error instanceof VendorError)) throw error;
    return changes.map(() => error);
  }

  function notClosed(refusal: WireRefusal | undefined, response: VendorResponse): VendorError {
    if (refusal !== undefined) return refusalError(source, refusal, response);
    const { vendor, account } = source;
    const message = `${ROUTES.close} at Noticeboard says nothing of one of the notices that it was sent.`;
    return new VendorError({ vendor, account, code: "BAD_RESPONSE", sent: "maybe", message });
  }
}

async function readVacancy(reads: NoticeboardDatasource, target: GlobalId): Promise<Vacancy | null> {
  const [vacancy = null] = await reads.vacanciesByIds([noticeIdOf(target)]);
  if (vacancy instanceof Error) throw vacancy;
  return vacancy;
}

function noticeIdOf({ nativeIds: [noticeId = ""] }: GlobalId): string {
  return noticeId;
}

/** Of what candidates read: two notices that are alike in it are one. */
function digestOf({ name, description, code, noticeboard }: ChangeInputs["publishVacancy"]): string {
  return createHash("sha256")
    .update(JSON.stringify([name, description, code ?? null, noticeboard?.place]))
    .digest("hex");
}

function sent({ headers }: VendorResponse, vacancyId: string): Sent {
  return { outcome: "APPLIED", result: { vacancyId }, requestId: headers["x-request-id"] };
}
