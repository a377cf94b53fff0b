import { createHash } from "node:crypto";
import { BadUserInput } from "../schema/bad-input.js";
import type { Vendor } from "../schema/vendor.type.js";

/** How far a walk over several vendors has come with each of them. */
export interface VendorProgress {
  /** How many records of this vendor were given out: with round-robin order, its turn. */
  taken: number;
  /** The vendor's own position; absent before its first record. */
  position?: string;
  /** The vendor has no more records. */
  done?: true;
}

export type Progress = Partial<Record<Vendor, VendorProgress>>;

/**
 * An opaque cursor that survives a restart: it holds all it needs. It is bound to the list it came from, so that a cursor of another
 * filter is refused instead of giving a wrong page.
 */
export function encodeCursor(list: unknown, progress: Progress): string {
  return Buffer.from(JSON.stringify([listMark(list), progress])).toString("base64url");
}

export function decodeCursor(list: unknown, cursor: string | null | undefined): Progress {
  if (cursor === null || cursor === undefined) return {};
  const decoded = parse(cursor);
  if (!Array.isArray(decoded) || decoded.length !== 2 || !isProgress(decoded[1])) {
    throw new BadUserInput("`after` is not a cursor of this list. Use pageInfo.endCursor or an edge's cursor.");
  }
  if (decoded[0] !== listMark(list)) {
    throw new BadUserInput("`after` comes from a list with other arguments. Start again without it, or repeat the arguments it came from.");
  }
  return decoded[1];
}

function listMark(list: unknown): string {
  return createHash("sha256").update(JSON.stringify(list)).digest("base64url").slice(0, 8);
}

function parse(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
  } catch {
    return undefined;
  }
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
      [true, undefined].includes((entry as VendorProgress).done),
  );
}
