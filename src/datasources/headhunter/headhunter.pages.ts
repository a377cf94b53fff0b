import type { UnreadableRecord } from "../../http/checks/record-check.js";
import { z } from "../../http/checks/zod.js";
import { type AllowanceSpent, nameOf, VendorError } from "../../http/vendor-error.js";
import type { Source } from "../../schema/common/source.js";
import { brokenList, MOST_PAGES } from "../contract/lists/page-walk.js";
import { count, readPosition } from "../contract/lists/position.js";
import { mayStandBeside } from "../contract/lists/token-list.js";
import { idOf, unique } from "../contract/lists/unique.js";
import type { VacancyPage } from "./headhunter.client.js";
import type { WireVacancy } from "./headhunter.wire.js";

/** A list with numbered pages, from 0. */
export interface NumberedPages {
  source: Source;
  /** For messages. */
  route: string;
  /** The largest page size. */
  largest: number;
  fetch(page: number, perPage: number): Promise<VacancyPage>;
}

/** A record of a list, or an unreadable one in its place. */
type Read = WireVacancy | UnreadableRecord;

export interface PartOfList {
  items: PlacedRecord[];
  /** The latest count of records in the list. */
  found: number;
  hasMore: boolean;
  /** The position after all items. */
  next: string;
  /** Why fewer than `limit` records were read; `items` has those that were. */
  fault?: VendorError | AllowanceSpent;
}

interface PlacedRecord {
  read: Read;
  /** The position after this record. */
  position: string;
}

/** A place in a list: an offset from 0, or a part of a page that shows fewer records than it counts. */
type Place = { offset: number } | ShownPart;

interface ShownPart {
  page: number;
  perPage: number;
  skip: number;
}

/** Pages of a whole list that are requested at the same time. */
const AT_ONCE = 20;
/** A list whose count changes while it is read is read again, at most so often: a record may have moved to a page already read. */
const READINGS = 3;

const SHOWN_PART = /^(\d{1,9}):([1-9]\d{0,3}):(\d{1,4})$/;

/** Positions are numbers, since HeadHunter has no cursors. */
const PLACE: z.ZodType<Place> = z.union([
  count.transform((offset) => ({ offset })),
  z
    .string()
    .regex(SHOWN_PART)
    .transform((text) => {
      const [page = 0, perPage = 1, skip = 0] = SHOWN_PART.exec(text)?.slice(1).map(Number) ?? [];
      return { page, perPage, skip };
    }),
]);

function placeOf(position: string | undefined): Place {
  return position === undefined ? { offset: 0 } : readPosition(PLACE, position);
}

/** The position `records` records further on. */
export function placeAfter(position: string | undefined, records: number): string {
  const place = placeOf(position);
  // On a page with missing records only the end of the page has a known offset.
  return String("offset" in place ? place.offset + records : (place.page + 1) * place.perPage);
}

/** How many records one request can bring from the position on. */
export function restOfPage({ largest }: NumberedPages, position: string | undefined): number {
  const place = placeOf(position);
  return "offset" in place ? largest - (place.offset % largest) : largest;
}

/** At most `limit` records from the position on, in as few requests as the largest page size allows. */
export async function readPart(pages: NumberedPages, position: string | undefined, limit: number): Promise<PartOfList> {
  const place = placeOf(position);
  if (!("offset" in place)) return readOnFrom(pages, place, limit);
  const { offset } = place;
  const perPage = pageSizeFor(offset, limit, pages.largest);
  const first = Math.floor(offset / perPage);
  const head = await readPage(pages, first, perPage);
  const skip = offset - first * perPage;
  // Which records a page leaves out is unknown, so the page must begin at the offset.
  if (skip > 0 && !showsAll(head, first, perPage)) {
    const size = largestDivisor(offset, pages.largest);
    return readOnFrom(pages, { page: offset / size, perPage: size, skip: 0 }, limit);
  }
  // The first page has the count, so the others are requested at the same time.
  const last = Math.floor((Math.min(offset + limit, head.found) - 1) / perPage);
  const rest = Array.from({ length: Math.max(0, last - first) }, (_, index) => readPage(pages, first + 1 + index, perPage));
  const part = emptyPart();
  for (const [index, answer] of (await Promise.allSettled([head, ...rest])).entries()) {
    if (answer.status === "rejected") return { ...part, hasMore: true, fault: asFault(answer.reason) };
    const shown = { page: first + index, perPage, skip: index === 0 ? skip : 0 };
    if (!take(part, answer.value, shown, limit)) return { ...part, fault: repeats(pages) };
  }
  return part;
}

/** The rest of a page with missing records, then the pages after it. */
async function readOnFrom(pages: NumberedPages, shown: ShownPart, limit: number): Promise<PartOfList> {
  const part = emptyPart();
  take(part, await readPage(pages, shown.page, shown.perPage), shown, limit);
  const missing = limit - part.items.length;
  if (missing <= 0 || !part.hasMore) return part;
  try {
    const rest = await readPart(pages, part.next, missing);
    return { ...rest, items: unique([...part.items, ...rest.items], ({ read }) => idOf(read)) };
  } catch (error) {
    if (part.items.length === 0) throw error;
    return { ...part, fault: asFault(error) };
  }
}

function emptyPart(): PartOfList {
  return { items: [], found: 0, hasMore: false, next: "0" };
}

/** Adds a page's new records to the part; false where a page without any new record is not the last. */
function take(part: PartOfList, answer: VacancyPage, { page, perPage, skip }: ShownPart, limit: number): boolean {
  const { items, found } = answer;
  const end = (page + 1) * perPage;
  const isWhole = showsAll(answer, page, perPage);
  const placed = items.map((read, index) => {
    // The position after a page's last record is the next page, however many records it shows.
    const next = index + 1 >= items.length ? end : page * perPage + index + 1;
    return { read, position: isWhole || next === end ? String(next) : `${page}:${perPage}:${index + 1}` };
  });
  const wanted = placed.slice(skip);
  const isRepeat = ({ read }: PlacedRecord) => idOf(read) !== undefined && met.has(idOf(read));
  const met = new Set(part.items.map(({ read }) => idOf(read)));
  const fresh = unique(wanted, ({ read }) => idOf(read)).filter((item) => !isRepeat(item));
  const taken = fresh.slice(0, limit - part.items.length);
  const isCut = taken.length < fresh.length;
  part.items.push(...taken);
  part.found = found;
  part.next = isCut ? (taken.at(-1)?.position ?? part.next) : String(end);
  // The count may change while a list is read, so the latest one decides.
  part.hasMore = isCut || end < found;
  return !(part.hasMore && wanted.length > 1 && fresh.length === 0);
}

/** Every record of the list, once. @throws VendorError where the list cannot be read to its end. */
export async function readWhole(pages: NumberedPages): Promise<Read[]> {
  for (let reading = 1; reading <= READINGS; reading += 1) {
    const { items, isSteady } = await readOnce(pages);
    if (isSteady) return items;
  }
  throw new VendorError({
    code: "UNAVAILABLE",
    vendor: pages.source.vendor,
    account: pages.source.account,
    sent: "yes",
    message: `${pages.route} at ${nameOf(pages.source)} changed each of the ${READINGS} times that it was read, so that nobody can say what is in it. Try again.`,
  });
}

async function readOnce(pages: NumberedPages): Promise<{ items: Read[]; isSteady: boolean }> {
  const perPage = pages.largest;
  const { found, items } = await readPage(pages, 0, perPage);
  const count = Math.ceil(found / perPage);
  if (count > MOST_PAGES) throw brokenList(pages.source, pages.route, `counts ${found} vacancies`);
  const met = new Map<unknown, Read>(items.map((read) => [idOf(read) ?? read, read]));
  let isSteady = true;
  for (let from = 1; from < count; from += AT_ONCE) {
    const wave = Array.from({ length: Math.min(AT_ONCE, count - from) }, (_, index) => readPage(pages, from + index, perPage));
    for (const page of await Promise.all(wave)) {
      const before = met.size;
      for (const read of page.items) met.set(idOf(read) ?? read, read);
      if (page.items.length > 1 && met.size === before) throw repeats(pages);
      isSteady &&= page.found === found;
    }
  }
  return { items: [...met.values()], isSteady };
}

/** Reads one page and checks that it is the requested one, since offsets are computed from page numbers. */
export async function readPage(pages: NumberedPages, number: number, perPage: number): Promise<VacancyPage> {
  const answer = await pages.fetch(number, perPage);
  const { found, items, page, per_page } = answer;
  const another = (page ?? number) !== number || (per_page ?? perPage) !== perPage;
  const asked = `page ${number} of ${perPage}`;
  if (another) throw brokenList(pages.source, pages.route, `was asked for ${asked} and gave page ${page} of ${per_page}`);
  if (items.length > perPage) throw brokenList(pages.source, pages.route, `was asked for ${asked} and gave ${items.length} vacancies`);
  if (items.length === 0 && number * perPage < found)
    throw brokenList(pages.source, pages.route, `counts ${found} vacancies and shows none on ${asked}`);
  return answer;
}

/** Whether the page has as many records as HeadHunter counts on it; it may have fewer. */
function showsAll({ items, found }: VacancyPage, page: number, perPage: number): boolean {
  return items.length >= Math.min(perPage, found - page * perPage);
}

function largestDivisor(number: number, largest: number): number {
  let size = Math.min(number, largest);
  while (number % size !== 0) size -= 1;
  return size;
}

/**
 * The page size that covers the range in the fewest pages: one page as small as may be, several as large as may be, since the list may end
 * before the range does.
 */
function pageSizeFor(offset: number, limit: number, largest: number): number {
  const last = offset + Math.max(1, limit) - 1;
  const pagesOf = (size: number) => Math.floor(last / size) - Math.floor(offset / size) + 1;
  let best = largest;
  for (let size = largest - 1; size > 0 && size * pagesOf(best) >= limit; size -= 1)
    if (pagesOf(size) === 1 || pagesOf(size) < pagesOf(best)) best = size;
  return best;
}

function repeats({ source, route }: NumberedPages): VendorError {
  return brokenList(source, route, "gives the same vacancies again on another page");
}

function asFault(error: unknown): VendorError | AllowanceSpent {
  if (mayStandBeside(error)) return error;
  throw error;
}
