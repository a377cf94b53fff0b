import { createHash } from "node:crypto";
import { BadUserInput, notACursor } from "../schema/common/bad-input.js";
import type { Vendor } from "../schema/vendor/vendor.type.js";

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
  return digest(id);
}

export type Progress = Partial<Record<Vendor, VendorProgress>>;

/**
 * An opaque cursor that survives a restart: it holds all it needs. It is bound to the list it came from, so that a cursor of another
 * filter is refused instead of giving a wrong page, and sealed, so that one that was cut or changed on its way is, too.
 */
export function sealCursor(list: unknown, place: unknown): string {
  const mark = listMark(list);
  const text = JSON.stringify(place);
  return Buffer.from(`${mark}${digest(mark + text)}${text}`).toString("base64url");
}

/** The place that a cursor of this list holds. */
export function openCursor(list: unknown, cursor: string): unknown {
  const plain = Buffer.from(cursor, "base64url").toString("utf8");
  const [mark, seal, text] = [plain.slice(0, DIGEST_CHARS), plain.slice(DIGEST_CHARS, 2 * DIGEST_CHARS), plain.slice(2 * DIGEST_CHARS)];
  if (seal !== digest(mark + text)) throw notACursor();
  if (mark !== listMark(list)) {
    throw new BadUserInput(
      "`after` comes from a list with other arguments. Start again without it, or repeat the arguments it came from.",
      ["after"],
    );
  }
  return JSON.parse(text);
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

const DIGEST_CHARS = 8;

function listMark(list: unknown): string {
  return digest(JSON.stringify(list));
}

function digest(text: string): string {
  return createHash("sha256").update(text).digest("base64url").slice(0, DIGEST_CHARS);
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
