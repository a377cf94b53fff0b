import { UnreadableRecord } from "../../../http/checks/record-check.js";
import { notACursor } from "../../../schema/common/bad-input.js";
import type { OpeningsPart } from "../../contract/datasource.js";
import { byNumber } from "../greenhouse.ids.js";
import type { PageOf, Read } from "../greenhouse.pages.js";
import { openingsQuery } from "./harvest-v3.client.js";
import { isCursor } from "./harvest-v3.page-tokens.js";
import type { WireOpening } from "./harvest-v3.wire.js";

/** The pages of a job's openings, which come by descending ids; undefined where there is one, or one whose ids cannot be told. */
export function partsOf(pages: readonly PageOf<WireOpening>[]): OpeningsPart[] | undefined {
  if (pages.length < 2) return undefined;
  const parts: OpeningsPart[] = [];
  for (const { query, items } of pages) {
    const from = leastIdIn(items);
    if (from === undefined) return undefined;
    parts.unshift(parts.length === 0 ? { token: query, from, isLast: true } : { token: query, from });
  }
  return parts;
}

export function leastIdIn(items: Read<WireOpening>): string | undefined {
  let least: string | undefined;
  for (const item of items) {
    const id = item instanceof UnreadableRecord ? item.recordId : String(item.id);
    if (id !== undefined && (least === undefined || byNumber(id, least) < 0)) least = id;
  }
  return least;
}

/**
 * Tokens are part of clients' cursors and may hold anything.
 *
 * @throws BadUserInput where it is neither a link's cursor nor the first page of this job's openings.
 */
export function requirePartOf(jobId: string, token: string): void {
  const isFirst = [undefined, true, false].some((open) => token === openingsQuery([jobId], open));
  if (!isFirst && !isCursor(token)) throw notACursor();
}
