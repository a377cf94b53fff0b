import { BadUserInput } from "../../schema/common/bad-input.js";
import { formatGlobalId, type GlobalId } from "../../schema/common/global-id.js";
import type { Source } from "../../schema/common/source.js";

/** Greenhouse's ids are whole numbers in all samples of its docs. Any other text would be another path, or another spelling of an id. */
const NUMBER = /^[1-9]\d{0,18}$/;

export interface OpeningKey {
  jobId: string;
  openingId: string;
}

export function jobGlobalId(source: Source, jobId: string): string {
  return formatGlobalId(source, "job", jobId);
}

/** Greenhouse finds an opening only under its job, so the global id has both ids. */
export function openingGlobalId(source: Source, jobId: string, openingId: string): string {
  return formatGlobalId(source, "opening", jobId, openingId);
}

export function readJobId(nativeId: string): string {
  if (!NUMBER.test(nativeId)) throw malformed(nativeId, "job", "greenhouse:job:<number>");
  return nativeId;
}

/** Native opening ids are `<job>.<opening>`; undefined for any other text. */
export function parseOpeningId(nativeId: string): OpeningKey | undefined {
  const [jobId = "", openingId = "", ...rest] = nativeId.split(".");
  return NUMBER.test(jobId) && NUMBER.test(openingId) && rest.length === 0 ? { jobId, openingId } : undefined;
}

export function readOpeningId(nativeId: string): OpeningKey {
  const key = parseOpeningId(nativeId);
  if (key === undefined) throw malformed(nativeId, "opening", "greenhouse:opening:<number of its job>.<number>");
  return key;
}

/** The native id of a global id, composite ids as one text. */
export function nativeIdOf({ nativeIds }: GlobalId): string {
  return nativeIds.join(".");
}

/** The job's and the opening's native ids of a global id. */
export function openingKeyOf(id: GlobalId): OpeningKey {
  return readOpeningId(nativeIdOf(id));
}

/** Whether an id fits a JSON number, as bodies write it; a larger one would name another record. */
export function isWritableId(text: string): boolean {
  return NUMBER.test(text) && Number.isSafeInteger(Number(text));
}

function malformed(nativeId: string, kind: string, form: string): BadUserInput {
  return new BadUserInput(
    `"${nativeId.slice(0, 100)}" is not the id of a Greenhouse ${kind}, which is ${form}. Use the id the graph gave.`,
  );
}

/** Compares two ids as numbers; they do not fit a double safely, so longer is larger. */
export function byNumber(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
}
