import { BadUserInput } from "../../schema/common/bad-input.js";
import { formatGlobalId, type GlobalId } from "../../schema/common/global-id.js";
import type { Source } from "../../schema/common/source.js";

/** Greenhouse's ids are whole numbers in all samples of its docs. Anything else would be another path, or another spelling of a record's id. */
const NUMBER = /^[1-9]\d{0,18}$/;

export interface OpeningKey {
  jobId: string;
  openingId: string;
}

export function jobGlobalId(source: Source, jobId: string): string {
  return formatGlobalId(source, "job", jobId);
}

/** An opening is known only under its job, so both ids make its global one. */
export function openingGlobalId(source: Source, jobId: string, openingId: string): string {
  return formatGlobalId(source, "opening", jobId, openingId);
}

export function readJobId(nativeId: string): string {
  if (!NUMBER.test(nativeId)) throw malformed(nativeId, "job", "greenhouse:job:<number>");
  return nativeId;
}

/** Native opening ids are `<job>.<opening>`. */
export function readOpeningId(nativeId: string): OpeningKey {
  const [jobId = "", openingId = "", ...rest] = nativeId.split(".");
  if (!NUMBER.test(jobId) || !NUMBER.test(openingId) || rest.length > 0) {
    throw malformed(nativeId, "opening", "greenhouse:opening:<number of its job>.<number>");
  }
  return { jobId, openingId };
}

/** The native id in a global one, composite ids as one text. */
export function nativeIdOf({ nativeIds }: GlobalId): string {
  return nativeIds.join(".");
}

/** Where Greenhouse finds the opening of a global id. */
export function openingKeyOf(id: GlobalId): OpeningKey {
  return readOpeningId(nativeIdOf(id));
}

/** Ids travel to Greenhouse as JSON numbers; one that a number cannot hold would name something else. */
export function isWritableId(text: string): boolean {
  return NUMBER.test(text) && Number.isSafeInteger(Number(text));
}

function malformed(nativeId: string, kind: string, form: string): BadUserInput {
  return new BadUserInput(
    `"${nativeId.slice(0, 100)}" is not the id of a Greenhouse ${kind}, which is ${form}. Use the id the graph gave.`,
  );
}
