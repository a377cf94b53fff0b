import { createHash } from "node:crypto";
import { isReadable, isUnreadable, requireFields, type UnreadableRecord } from "../../../http/record-check.js";
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

/** A publication has no id before its answer, and no key: afterwards it is known by its name, its area and its code. */
type Input = ChangeInputs["publishVacancy"];

export interface BeforePublication {
  /** Live vacancies of the same name and area before, by id: what is there besides afterwards is new. */
  before: string[];
}

/** A vacancy that was published this long before our sending is another one: so far apart two clocks may be that no answer has set right. */
const CLOCKS_APART_MS = 5 * 60_000;

/**
 * What a publication is known by afterwards: two that are alike in it are never open at the same time, since of one vacancy nobody could say
 * whose it is. Their texts or ignoreDuplicates may differ.
 */
export function publicationLock(source: Source, input: Input): string {
  const known = JSON.stringify([input.name.trim(), input.headhunter?.areaId ?? "", input.code ?? ""]);
  return `${source.text}:publication:${createHash("sha256").update(known).digest("hex")}`;
}

/**
 * Ids before the sending. Searched for by name, since one that is missed does no harm: the search has a language of its own, and a name may
 * be written in it by accident.
 */
export async function findSimilar(context: ChangeContext, input: Input, scope: CallScope): Promise<string[]> {
  const { similar } = await listSimilar(context, input, "active", [["text", input.name]], scope);
  return similar.map(({ id }) => String(id));
}

/**
 * Looks among all live vacancies, and among those archived last (somebody took it down, or the moderators did), for one that was not
 * there before, is called so, lies there, carries the code, and is not known to be another publication's: lists lag behind, so one that
 * was paid for just before may turn up only now.
 *
 * @throws UnreadableRecord where it may be one that cannot be read.
 * @throws VendorError where it is not live, and the archive cannot be seen.
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
    if (mayBeOurs(whole, input) && String(whole.code ?? "") === (input.code ?? "")) return vacancyId;
  }
  return undefined;
}

interface Similar {
  similar: WireVacancy[];
  /** Of the same list, those that cannot be read, and of which nothing that can be says that they are other ones. */
  unread: UnreadableRecord[];
}

function listActive(context: ChangeContext, input: Input, scope: CallScope): Promise<Similar> {
  return listSimilar(context, input, "active", [], scope);
}

/** A right of its own, so it may be refused: then nobody can say of one that is not live that it was never made. */
function listArchived(context: ChangeContext, input: Input, scope: CallScope): Promise<Similar> {
  return listSimilar(context, input, "archived", [["order_by", "archive_time_desc"]], scope);
}

/** "Equal" is, to HeadHunter, the same name in the same area (hhru/api issue 392). Of the archive one page will do: the latest. */
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

/** A list's copy that does not say how it is called, or where it lies, may be ours. */
function mayBeOurs({ name, area }: WireVacancy, input: Input): boolean {
  return hasName(name, input) && String(area?.id ?? input.headhunter?.areaId) === input.headhunter?.areaId;
}

function hasName(name: string | number | null | undefined, input: Input): boolean {
  return String(name ?? input.name).trim() === input.name.trim();
}
