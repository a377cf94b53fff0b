import { createHash } from "node:crypto";
import type { Seats } from "../../datasources/contract/datasource.js";
import { unreadPartsOf } from "../../http/checks/record-check.js";
import type { LocalizedText } from "../../schema/common/localized-text.type.js";
import type { Job } from "../../schema/job/job.type.js";
import { type Vacancy, VacancyStatus } from "../../schema/vacancy/vacancy.type.js";
import type { RecordRow } from "../../store/tables.js";
import { searchForm } from "../search-words.js";

/** The kinds of records in the index. */
export type IndexedKind = "job" | "vacancy";

/**
 * What events compare, by the field's name in the graph, in the graph's own form. A field that is missing is not known: it is no news when it
 * becomes known. Texts of descriptions, custom fields, counters of a board and names that depend on the caller's language are not in here.
 */
export type Facts = Readonly<Record<string, unknown>>;

/** The parts of a record that the index reads; each may be missing from a copy. */
export type IndexedJob = Pick<Job, "id"> & Partial<Job>;
export type IndexedVacancy = Pick<Vacancy, "id"> & Partial<Vacancy>;
export type IndexedRecord = { id: string; code?: string | null; raw?: unknown } & (IndexedJob | IndexedVacancy | object);

/** Facts that discrepancies are found by, and that are no fields of the graph: events do not tell of them. */
const UNTOLD: ReadonlySet<string> = new Set(["hasOpenings", "place"]);

export function isTold(field: string): boolean {
  return !UNTOLD.has(field);
}

/**
 * The facts that a copy of a record shows; undefined where it shows none.
 *
 * @param seats how many of a job's openings are open, where that was read too
 */
export function factsOf(kind: IndexedKind, record: IndexedRecord, seats?: Seats): Facts | undefined {
  const unread = unreadPartsOf(record.raw);
  if (unread !== undefined) {
    // A field may be empty because it cannot be read. The code alone has one name everywhere.
    const isCodeReadable = record.code !== undefined && !unread.fields.has("code") && !unread.fields.has("requisition_id");
    return isCodeReadable ? { code: record.code } : undefined;
  }
  return known(kind === "job" ? factsOfJob(record as IndexedJob, seats) : factsOfVacancy(record as IndexedVacancy));
}

function factsOfJob({ code, names, status, openedAt, closedAt, expiresAt }: IndexedJob, seats: Seats | undefined): Facts {
  const [first] = names ?? [];
  return {
    code,
    name: names === undefined ? undefined : (first?.value ?? ""),
    // In a vendor's one language it would say the same again.
    names: names !== undefined && names.length > 1 ? names : undefined,
    status,
    openedAt,
    closedAt,
    expiresAt,
    openings: seats?.open,
    hasOpenings: seats?.areAny,
  };
}

function factsOfVacancy({ code, name, status, area, place, publishedAt, expiresAt, closedAt }: IndexedVacancy): Facts {
  const isUp = status === VacancyStatus.ACTIVE || status === VacancyStatus.PENDING;
  return {
    code,
    name,
    status,
    area,
    place,
    // A board that does not say when has not taken back what it said.
    publishedAt: publishedAt ?? undefined,
    expiresAt: expiresAt ?? undefined,
    closedAt: isUp ? closedAt : (closedAt ?? undefined),
  };
}

function known(facts: Facts): Facts {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined));
}

/** Whether the facts are those of a record that may be new in the index: what a list shows without a code is not. */
export function isWhole(facts: Facts): boolean {
  return "code" in facts;
}

export function factsOfRow({ code, name, status, facts }: Pick<RecordRow, "code" | "name" | "status" | "facts">): Facts {
  return {
    code,
    ...(name === null ? {} : { name }),
    ...(status === null ? {} : { status }),
    ...(JSON.parse(facts) as Facts),
  };
}

export function columnsOf(facts: Facts): Pick<RecordRow, "code" | "name" | "status" | "facts" | "search" | "fingerprint"> {
  const { code = null, name = null, status = null, ...rest } = facts;
  return {
    code: code as string | null,
    name: name as string | null,
    status: status as string | null,
    facts: JSON.stringify(sorted(rest)),
    search: searchTextOf(facts),
    fingerprint: fingerprintOf(facts),
  };
}

function searchTextOf({ code, name, names = [] }: Facts): string {
  const texts = [code, name, ...(names as readonly LocalizedText[]).map(({ value }) => value)];
  return searchForm([...new Set(texts.filter((text) => typeof text === "string"))].join("\n"));
}

/** Equal for equal facts, in whatever order. */
export function fingerprintOf(facts: Facts): string {
  return createHash("sha256")
    .update(JSON.stringify(sorted(facts)))
    .digest("base64url")
    .slice(0, 22);
}

function sorted(facts: Facts): Facts {
  return Object.fromEntries(Object.entries(facts).sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** Whether two values of a field are the same. A reference is told by its id: its name may come in another language. */
export function isSame(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) return false;
  if (!Array.isArray(one) && "id" in one && "id" in other) return one.id === other.id;
  return JSON.stringify(one) === JSON.stringify(other);
}

/** The fields that both know and that differ. */
export function differing(before: Facts, after: Facts): string[] {
  return Object.keys(after).filter((field) => field in before && !isSame(before[field], after[field]));
}
