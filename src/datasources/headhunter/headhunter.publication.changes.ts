import { createHash } from "node:crypto";
import type { CallScope } from "../../http/request.js";
import { VendorError } from "../../http/vendor-error.js";
import { type UserError, UserErrorCode } from "../../schema/user-error.type.js";
import type { Change, Finding, Sent, SentChange } from "../change.js";
import type { ChangeInputs } from "../change-inputs.js";
import { toUtc } from "../moments.js";
import type { HeadHunterDatasource, HeadHunterParts } from "./headhunter.datasource.js";
import { explainHeadHunter, userError } from "./headhunter.errors.js";
import { checkFields } from "./headhunter.field-rules.js";
import { vacancyGlobalId } from "./headhunter.mapping.js";
import type { Likeness } from "./headhunter.paid-changes.js";
import { PUBLICATION_LOOK_UP } from "./headhunter.policy.js";
import { toWireBody, type WireBody } from "./headhunter.request-body.js";
import { sendTogether } from "./headhunter.sending.js";
import { readStretch } from "./headhunter.vacancy-list.js";
import type { WireVacancy } from "./headhunter.wire.js";

type Input = ChangeInputs["publishVacancy"];

interface Evidence {
  /** Live vacancies of the same name and area before, by id: what is there besides afterwards is new. */
  before: string[];
  openedAt: number;
}

/** A vacancy that was published this long before our sending is another one, however far apart the two clocks are. */
const CLOCKS_APART_MS = 5 * 60_000;

/** Writes off a publication when it is taken, has no key, and is moderated by people afterwards (page, "Публикация вакансий"). */
export function publishVacancy(parts: HeadHunterParts, source: HeadHunterDatasource, scope: CallScope): Change<Input, Evidence> {
  return {
    paid: true,
    lookUp: PUBLICATION_LOOK_UP,
    target: () => null,
    locks: (input) => [lockOf(input)],
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
        await parts.paidChanges.refuseIfOvertaken<Input>({ ...asking, liken: (other) => liken(input, other) });
        const { vacancyId, response } = await parts.client.publish(toWireBody(input), input.headhunter?.ignoreDuplicates === true, scope);
        return { outcome: "APPLIED", result: { vacancyId: vacancyGlobalId(vacancyId) }, requestId: response.headers["x-request-id"] };
      }),
    explain: explainHeadHunter,
    find: (change) => find(parts, change, scope),
  };
}

/** The vendor's own rules, so that what it would refuse is told by its path and before anything is recorded. */
export async function checkBody(parts: HeadHunterParts, body: WireBody, whole: boolean, scope: CallScope): Promise<UserError[]> {
  try {
    return checkFields(body, await parts.account.fieldRules(scope), whole);
  } catch (error) {
    // Who may not see the rules is left to the vendor's judgement.
    if (error instanceof VendorError && error.code === "ACCESS_DENIED") return [];
    throw error;
  }
}

/**
 * Looks among the live vacancies for one that was not there before, is called so, lies there, carries the code, and is not known to be
 * another publication's: lists lag behind, so one that was paid for just before may turn up only now.
 */
async function find(
  parts: HeadHunterParts,
  { input, evidence, requestedAt }: SentChange<Input, Evidence>,
  scope: CallScope,
): Promise<Finding> {
  const since = requestedAt - CLOCKS_APART_MS;
  const fresh = (await similar(parts, input, "all", scope)).filter(
    (item) => !evidence.before.includes(String(item.id)) && publishedSince(item, since),
  );
  const others = fresh.length === 0 ? new Set<string>() : await parts.paidChanges.publishedSince(since - PUBLICATION_LOOK_UP.quietMs);
  for (const { id } of fresh) {
    if (others.has(vacancyGlobalId(String(id)))) continue;
    const whole = await parts.client.getVacancy(String(id), scope);
    if ((whole.code ?? "") === (input.code ?? "")) return { outcome: "APPLIED", result: { vacancyId: vacancyGlobalId(String(id)) } };
  }
  return { outcome: "NOT_APPLIED" };
}

/** Undefined where HeadHunter does not show the vacancies of the manager that the input names. */
async function similarBefore(parts: HeadHunterParts, input: Input, scope: CallScope): Promise<string[] | undefined> {
  try {
    return (await similar(parts, input, "by name", scope)).map(({ id }) => String(id));
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

/**
 * "Equal" is, to HeadHunter, the same name in the same area (hhru/api issue 392). Searched for by name where one that is missed does no
 * harm: the search has a language of its own, and a name may be written in it by accident. So a look-up goes through all that are live.
 */
async function similar(parts: HeadHunterParts, input: Input, among: "by name" | "all", scope: CallScope): Promise<WireVacancy[]> {
  const { employerId, managerId } = await parts.account.ids(scope);
  const query: [string, string][] = [["manager_id", input.headhunter?.managerId ?? managerId]];
  if (among === "by name") query.push(["text", input.name]);
  const asked = { client: parts.client, employerId, list: "active" as const, query, scope };
  const { items } = await readStretch(asked, 0, Number.MAX_SAFE_INTEGER);
  return items.filter((item) => item.name.trim() === input.name.trim() && String(item.area?.id) === input.headhunter?.areaId);
}

function publishedSince(item: WireVacancy, epochMs: number): boolean {
  const publishedAt = toUtc(item.published_at);
  return publishedAt === null || Date.parse(publishedAt) >= epochMs;
}

/**
 * What a look-up knows a publication by: two that are alike in it are never open at the same time, since of one vacancy nobody could say
 * whose it is. Their texts or ignoreDuplicates may differ.
 */
function lockOf(input: Input): string {
  const known = JSON.stringify([input.name.trim(), input.headhunter?.areaId ?? "", input.code ?? ""]);
  return `headhunter:publication:${createHash("sha256").update(known).digest("hex")}`;
}

/** HeadHunter refuses a duplicate by itself; told to ignore it, it would be paid for the very same again. */
function liken(input: Input, other: Input): Likeness {
  const ignored = input.headhunter?.ignoreDuplicates === true && other.headhunter?.ignoreDuplicates === true;
  if (ignored && JSON.stringify(toWireBody(input)) === JSON.stringify(toWireBody(other))) return "repeat";
  return lockOf(input) === lockOf(other) ? "alike" : "other";
}
