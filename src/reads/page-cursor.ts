import { notACursor } from "../schema/common/bad-input.js";
import { markOf, openCursor, sealCursor } from "../schema/common/cursor.js";
import { DEFAULT_ACCOUNT, type Source } from "../schema/common/source.js";

/** How far a walk over several sources has come with one of them. */
export interface VendorProgress {
  /** How many records of this source were shown: its turn in the round-robin order. */
  taken: number;
  /** The source's own position; absent before its first record. */
  position?: string;
  /** The source has no more records. */
  done?: true;
  /** Marks of the records shown last, which lists that shift while they are read repeat at the beginning of the next page. */
  last?: readonly string[];
}

/** The mark of a record in a cursor. */
export function recordMark(id: string): string {
  return markOf(id);
}

/** Progress by the sources' names in cursors. */
export type Progress = Partial<Record<string, VendorProgress>>;

/** The name of a source in cursors: `GREENHOUSE`, `GREENHOUSE~emea`. */
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
