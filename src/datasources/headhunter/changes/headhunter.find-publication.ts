import { createHash } from "node:crypto";
import { isReadable, isUnreadable, rawOf, requireFields, type UnreadableRecord } from "../../../http/checks/record-check.js";
import type { CallScope } from "../../../http/request.js";
import type { Source } from "../../../schema/common/source.js";
import type { ChangeInputs } from "../../contract/catalog.js";
import type { Finding, SentChange } from "../../contract/change.js";
import { rawText } from "../../contract/found.js";
import { toUtc } from "../../contract/timestamps.js";
import { vacancyGlobalId } from "../headhunter.mapping.js";
import { readPage, readWhole } from "../headhunter.pages.js";
import { ARCHIVE_PER_PAGE, PUBLICATION_VERIFY } from "../headhunter.policy.js";
import { pagesOf } from "../headhunter.vacancy-list.js";
import type { ListName, WireVacancy } from "../headhunter.wire.js";
import type { ChangeContext } from "./headhunter.change-context.js";
import { previousIdOf } from "./headhunter.request-body.js";

/** A publication has no id before its answer, and no key: it is recognised by its name, its area and its code. */
type Input = ChangeInputs["publishVacancy"];

export interface BeforePublication {
  /** Ids of live vacancies of the same name and area before: any other one found afterwards is new. */
  before: string[];
}

/** A vacancy published longer than this before the request is another one. It covers the difference of the two clocks. */
const CLOCKS_APART_MS = 5 * 60_000;

/**
 * The lock of a publication, by the features that recognise it: two with the same features are never open at once, since a vacancy found
 * could be of either. Their texts or ignoreDuplicates may differ.
 */
export function publicationLock(source: Source, input: Input): string {
  const known = JSON.stringify([tidied(input.name), input.headhunter?.areaId ?? "", tidied(input.code)]);
  return `${source.text}:publication:${createHash("sha256").update(known).digest("hex")}`;
}

/**
 * The ids of similar vacancies before the sending. Searched by name, since a missed one does no harm: the search has a query language, and a
 * name may contain its syntax by accident.
 */
export async function findSimilar(context: ChangeContext, input: Input, scope: CallScope): Promise<string[]> {
  const { similar } = await listSimilar(context, input, "active", [["text", input.name]], scope);
  return similar.map(({ id }) => String(id));
}

/**
 * Finds the published vacancy among all live ones, and among those archived last (by a person or the moderators): a new one with the name,
 * area and code that no other publication is known to have made. Lists lag behind, so a vacancy paid for just before may appear only now.
 *
 * @throws UnreadableRecord where an unreadable vacancy may be the one.
 * @throws VendorError where no live vacancy matches, and the archive cannot be read.
 */
export async function findPublication(
  context: ChangeContext,
  change: SentChange<"publishVacancy", BeforePublication>,
  scope: CallScope,
): Promise<Finding> {
  const { input, before, requestedAt } = change;
  const since = requestedAt - CLOCKS_APART_MS;
  const isRecent = (text: string | null | undefined) => {
    const publishedAt = toUtc(text);
    return publishedAt === null || Date.parse(publishedAt) >= context.asVendorTime(since);
  };
  let doubt: UnreadableRecord | undefined;
  for (const list of [listActive, listArchived]) {
    const { similar, unread } = await list(context, input, scope);
    const fresh = similar.filter(({ id, published_at }) => !before.before.includes(String(id)) && isRecent(published_at));
    const vacancyId = await pickOurs(context, change, since, fresh, scope);
    if (vacancyId !== undefined) return { outcome: "APPLIED", result: { vacancyId } };
    doubt ??= unread.find((one) => isRecent(rawText(one, "published_at")));
  }
  if (doubt !== undefined) throw doubt;
  return { outcome: "NOT_APPLIED" };
}

async function pickOurs(
  context: ChangeContext,
  { input, madeByOthers }: SentChange<"publishVacancy", BeforePublication>,
  since: number,
  fresh: readonly WireVacancy[],
  scope: CallScope,
): Promise<string | undefined> {
  if (fresh.length === 0) return undefined;
  const others = new Set((await madeByOthers(since - PUBLICATION_VERIFY.settleGraceMs)).map(({ vacancyId }) => vacancyId));
  for (const { id } of fresh) {
    const vacancyId = vacancyGlobalId(context.source, String(id));
    if (others.has(vacancyId)) continue;
    const whole = await context.client.getVacancy(String(id), scope);
    requireFields(whole, ["code", "name", "area"]);
    if (mayBeOurs(whole, input) && hasCode(whole, input) && followsAsAsked(whole, input)) return vacancyId;
  }
  return undefined;
}

interface Similar {
  similar: WireVacancy[];
  /** Unreadable vacancies of the same list that may match, by their readable parts. */
  unread: UnreadableRecord[];
}

function listActive(context: ChangeContext, input: Input, scope: CallScope): Promise<Similar> {
  return listSimilar(context, input, "active", [], scope);
}

/** The archive requires a right of its own. Where it is refused, a publication that is not live stays in doubt. */
function listArchived(context: ChangeContext, input: Input, scope: CallScope): Promise<Similar> {
  return listSimilar(context, input, "archived", [["order_by", "archive_time_desc"]], scope);
}

/** HeadHunter calls vacancies of the same name and area equal (hhru/api issue 392). The archive's latest page is enough. */
async function listSimilar(
  context: ChangeContext,
  input: Input,
  list: ListName,
  narrowed: [string, string][],
  scope: CallScope,
): Promise<Similar> {
  const { employerId, managerId } = await context.account.ids(scope);
  const query: [string, string][] = [["manager_id", input.headhunter?.managerId ?? managerId], ...narrowed];
  const pages = pagesOf({ source: context.source, client: context.client, employerId, list, query, scope });
  const items = list === "active" ? await readWhole(pages) : (await readPage(pages, 0, ARCHIVE_PER_PAGE)).items;
  return {
    similar: items.filter(isReadable).filter((item) => mayBeOurs(item, input)),
    unread: items.filter(isUnreadable).filter((item) => hasName(rawText(item, "name"), input)),
  };
}

/** Whether the vacancy may be the published one; a missing name or area does not rule it out. */
function mayBeOurs({ name, area }: WireVacancy, input: Input): boolean {
  return hasName(name, input) && String(area?.id ?? input.headhunter?.areaId) === input.headhunter?.areaId;
}

/** Whether the vacancy follows the one that the input names; HeadHunter may not show whom it follows. */
function followsAsAsked(whole: WireVacancy, { headhunter }: Input): boolean {
  const asked = headhunter?.previousVacancyId;
  const { previous_id: shown } = rawOf(whole);
  return !asked || shown === undefined || shown === null || String(shown) === previousIdOf(asked);
}

function hasName(name: string | number | null | undefined, input: Input): boolean {
  return tidied(name ?? input.name) === tidied(input.name);
}

/** Null is no code; an answer without the key says nothing of it. */
function hasCode({ code }: WireVacancy, input: Input): boolean {
  return code === undefined || tidied(code) === tidied(input.code);
}

/** A text without the blanks that HeadHunter may take away. */
function tidied(text: string | number | null | undefined): string {
  return String(text ?? "")
    .trim()
    .replaceAll(/\s+/g, " ");
}
