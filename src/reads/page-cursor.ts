import { notACursor } from "../schema/common/bad-input.js";
import { markOf, openCursor, sealCursor } from "../schema/common/cursor.js";
import { DEFAULT_ACCOUNT, type Source } from "../schema/common/source.js";

/** How far a walk over several vendors has come with each of them. */
export interface VendorProgress {
  /** How many records of this vendor were given out: with round-robin order, its turn. */
  taken: number;
  /** The vendor's own position; absent before its first record. */
  position?: string;
  /** The vendor has no more records. */
  done?: true;
  /** Marks of the records given out last: lists that are counted or shift while they are read give them again at the head of the next page. */
  last?: readonly string[];
}

/** Of a record, in a cursor. */
export function recordMark(id: string): string {
  return markOf(id);
}

/** By the names of sources in cursors. */
export type Progress = Partial<Record<string, VendorProgress>>;

/** How a source is called in cursors: `GREENHOUSE`, `GREENHOUSE~emea`. */
export function cursorName({ vendor, account }: Source): string {
  return account === DEFAULT_ACCOUNT ? vendor : `${vendor}~${account}`;
}

export function encodeCursor(list: unknown, progress: Progress): string {
  return sealCursor(list, progress);
}

export function decodeCursor(list: unknown, cursor: string | null | undefined): Progress {
  if (cursor === null || cursor === undefined) return {};
  const place = openCursor(list, cursor);
  if (!isProgress(place)) throw notACursor();
  return place;
}

function isProgress(value: unknown): value is Progress {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  return Object.values(value).every(
    (entry) =>
      typeof entry === "object" &&
      entry !== null &&
      Number.isInteger((entry as VendorProgress).taken) &&
      (entry as VendorProgress).taken >= 0 &&
      ["string", "undefined"].includes(typeof (entry as VendorProgress).position) &&
      [true, undefined].includes((entry as VendorProgress).done) &&
      isListOfTexts((entry as VendorProgress).last ?? []),
  );
}

function isListOfTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((entry) => typeof entry === "string");
}
