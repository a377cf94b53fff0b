import { createHash } from "node:crypto";
import { BadUserInput, notACursor } from "./bad-input.js";

const MARK_CHARS = 8;

/** A short digest that distinguishes texts. It is no protection of secrets. */
export function markOf(text: string): string {
  return createHash("sha256").update(text).digest("base64url").slice(0, MARK_CHARS);
}

/**
 * An opaque cursor that survives a restart. It is bound to its list, so that a cursor of another filter is refused instead of giving a wrong
 * page, and sealed, so that a cut or changed cursor is refused too.
 */
export function sealCursor(list: unknown, place: unknown): string {
  const mark = markOf(JSON.stringify(list));
  const text = JSON.stringify(place);
  return Buffer.from(`${mark}${markOf(mark + text)}${text}`).toString("base64url");
}

/**
 * The place that a cursor of this list holds.
 * @throws {BadUserInput} where the cursor is none, or is one of another list.
 */
export function openCursor(list: unknown, cursor: string): unknown {
  const plain = Buffer.from(cursor, "base64url").toString("utf8");
  const [mark, seal, text] = [plain.slice(0, MARK_CHARS), plain.slice(MARK_CHARS, 2 * MARK_CHARS), plain.slice(2 * MARK_CHARS)];
  if (seal !== markOf(mark + text)) throw notACursor();
  if (mark !== markOf(JSON.stringify(list))) {
    throw new BadUserInput(
      "`after` comes from a list with other arguments. Start again without it, or repeat the arguments it came from.",
      ["after"],
    );
  }
  return JSON.parse(text);
}

/**
 * The same of a list whose places are texts, such as ids.
 * @throws {BadUserInput} as above.
 */
export function openTextCursor(list: unknown, cursor: string): string {
  const place = openCursor(list, cursor);
  if (typeof place !== "string") throw notACursor();
  return place;
}
