import type { OpeningSource, OpeningsFound, OpeningsOfJob, OpeningsPart } from "../datasources/contract/datasource.js";
import type { UnreadableRecord } from "../http/checks/record-check.js";
import type { Opening } from "../schema/opening/opening.type.js";

/** A place in a job's openings: the last one shown, and the parts that hold what follows. */
export interface OpeningsPlace {
  id: string;
  parts: readonly OpeningsPart[];
}

/** How many parts a cursor names: after them all openings are read once more, to learn the next ones. */
const MOST_PARTS = 20;

/**
 * More than `first` openings behind a place, or all, from the parts that it names; undefined where these do not lead on without a gap, since openings
 * have come or gone.
 */
export async function openingsBehind(
  port: OpeningSource,
  asked: OpeningsOfJob,
  { id, parts }: OpeningsPlace,
  first: number,
): Promise<OpeningsFound | undefined> {
  const records: Opening[] = [];
  const unreadable: UnreadableRecord[] = [];
  for (const [index, part] of parts.entries()) {
    const found = await port.openingsInPart?.(asked, part.token);
    if (found?.from === undefined || comesAfter(found.from, part.from)) return undefined;
    const last = records.at(-1)?.vendorId ?? id;
    records.push(...found.records.filter(({ vendorId }) => comesAfter(vendorId, last)));
    unreadable.push(...found.unreadable);
    if (records.length > first || part.isLast === true) return { records, unreadable, parts };
    if (index + 1 === parts.length) return undefined;
  }
  return undefined;
}

/** The parts, as far as a cursor names them, that hold this opening and what follows; none where it is not known. */
export function partsFrom(parts: readonly OpeningsPart[], next: string | undefined): readonly OpeningsPart[] {
  if (next === undefined) return [];
  const holding = parts.findLastIndex(({ from }) => !comesAfter(from, next));
  return holding < 0 ? [] : parts.slice(holding, holding + MOST_PARTS);
}

/** Ids are decimal numbers, possibly beyond a double: the longer one is larger. */
export function comesAfter(id: string, seen: string): boolean {
  return id.length === seen.length ? id > seen : id.length > seen.length;
}
