import { createHash } from "node:crypto";
import type { CallScope } from "../../http/request.js";
import { VendorError } from "../../http/vendor-error.js";
import type { Finding, SentChange } from "../change.js";
import type { ChangeInputs } from "../change-inputs.js";
import { toUtc } from "../moments.js";
import type { HeadHunterParts } from "./headhunter.datasource.js";
import { vacancyGlobalId } from "./headhunter.mapping.js";
import { ARCHIVE_PER_PAGE, PUBLICATION_LOOK_UP } from "./headhunter.policy.js";
import { readStretch } from "./headhunter.vacancy-list.js";
import type { ListName, WireVacancy } from "./headhunter.wire.js";

/** A publication has no id before its answer, and no key: afterwards it is known by its name, its area and its code. */
type Input = ChangeInputs["publishVacancy"];

export interface PublicationEvidence {
  /** Live vacancies of the same name and area before, by id: what is there besides afterwards is new. */
  before: string[];
}

/** A vacancy that was published this long before our sending is another one, however far apart the two clocks are. */
const CLOCKS_APART_MS = 5 * 60_000;

/**
 * What a look-up knows a publication by: two that are alike in it are never open at the same time, since of one vacancy nobody could say
 * whose it is. Their texts or ignoreDuplicates may differ.
 */
export function publicationLock(input: Input): string {
  const known = JSON.stringify([input.name.trim(), input.headhunter?.areaId ?? "", input.code ?? ""]);
  return `headhunter:publication:${createHash("sha256").update(known).digest("hex")}`;
}

/**
 * Before the sending. Searched for by name, since one that is missed does no harm: the search has a language of its own, and a name may be
 * written in it by accident.
 */
export async function findSimilar(parts: HeadHunterParts, input: Input, scope: CallScope): Promise<WireVacancy[]> {
  return listSimilar(parts, input, "active", [["text", input.name]], scope);
}

/**
 * Looks among all live vacancies, and among those archived last (somebody took it down, or the moderators did), for one that was not
 * there before, is called so, lies there, carries the code, and is not known to be another publication's: lists lag behind, so one that
 * was paid for just before may turn up only now.
 */
export async function findPublication(
  parts: HeadHunterParts,
  change: SentChange<Input, PublicationEvidence>,
  scope: CallScope,
): Promise<Finding> {
  const { input } = change;
  const vacancyId =
    (await pickOurs(parts, change, await listSimilar(parts, input, "active", [], scope), scope)) ??
    (await pickOurs(parts, change, await listArchived(parts, input, scope), scope));
  return vacancyId === undefined ? { outcome: "NOT_APPLIED" } : { outcome: "APPLIED", result: { vacancyId } };
}

async function pickOurs(
  parts: HeadHunterParts,
  { input, evidence, requestedAt }: SentChange<Input, PublicationEvidence>,
  similar: readonly WireVacancy[],
  scope: CallScope,
): Promise<string | undefined> {
  const since = requestedAt - CLOCKS_APART_MS;
  const fresh = similar.filter((item) => !evidence.before.includes(String(item.id)) && publishedSince(item, since));
  if (fresh.length === 0) return undefined;
  const others = await parts.paidChanges.publishedSince(since - PUBLICATION_LOOK_UP.quietMs);
  for (const { id } of fresh) {
    const vacancyId = vacancyGlobalId(String(id));
    if (others.has(vacancyId)) continue;
    const whole = await parts.client.getVacancy(String(id), scope);
    if ((whole.code ?? "") === (input.code ?? "")) return vacancyId;
  }
  return undefined;
}

async function listArchived(parts: HeadHunterParts, input: Input, scope: CallScope): Promise<WireVacancy[]> {
  try {
    return await listSimilar(parts, input, "archived", [["order_by", "archive_time_desc"]], scope);
  } catch (error) {
    // A right of its own: who may not see the archive has the live ones to go by.
    if (error instanceof VendorError && (error.code === "NOT_FOUND" || error.code === "ACCESS_DENIED")) return [];
    throw error;
  }
}

/** "Equal" is, to HeadHunter, the same name in the same area (hhru/api issue 392). Of the archive one page will do: the latest. */
async function listSimilar(
  parts: HeadHunterParts,
  input: Input,
  list: ListName,
  narrowed: [string, string][],
  scope: CallScope,
): Promise<WireVacancy[]> {
  const { employerId, managerId } = await parts.account.ids(scope);
  const query: [string, string][] = [["manager_id", input.headhunter?.managerId ?? managerId], ...narrowed];
  const most = list === "active" ? Number.MAX_SAFE_INTEGER : ARCHIVE_PER_PAGE;
  const { items } = await readStretch({ client: parts.client, employerId, list, query, scope }, 0, most);
  return items.filter((item) => item.name.trim() === input.name.trim() && String(item.area?.id) === input.headhunter?.areaId);
}

function publishedSince(item: WireVacancy, epochMs: number): boolean {
  const publishedAt = toUtc(item.published_at);
  return publishedAt === null || Date.parse(publishedAt) >= epochMs;
}
