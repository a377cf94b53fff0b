import { z } from "../../http/zod.js";
import { isCalendarDay } from "../../schema/common/scalars.js";
import { LAST_MOMENT, toUtc } from "./timestamps.js";

/** Kinds of values that several vendors' answers hold. What does not fit is no value at all, so that the graph never tells it. */

/** A text, or the number that stands in its place. */
export const word = z.union([z.string(), z.number()]);

/** A moment with its zone; "" is none. */
export const momentText = z.string().refine((text) => text === "" || toUtc(text) !== null, "Not a moment with its zone");

/** A moment in milliseconds, of the years that the graph can write. */
export const epochMs = z.int().nonnegative().max(LAST_MOMENT);

/** `YYYY-MM-DD`, a day of the calendar. */
export const day = z.string().refine(isCalendarDay, "Not a day of the calendar");

/** What the graph's Int holds. */
export const count = z.int32();

/** An id of digits, as text; some answers write it as a number. Beyond 2^53 even that arrives as text (http/body): no digit is lost. */
export const digits = z.union([z.string().regex(/^\d+$/, "Not an id of digits"), z.int().nonnegative()]);

/** Where a browser may be sent: never `javascript:` and the like. "" is none. */
export const webAddress = z.string().regex(/^(https?:\/\/\S+)?$/i, "Not a web address");

/** For what explains a refusal, and is no record: the entries of a list that can be read; none where it is no list. */
export function readableOf<Entry>(schema: z.ZodType<Entry>) {
  return z
    .unknown()
    .optional()
    .transform((list): Entry[] => {
      if (!Array.isArray(list)) return [];
      return list.flatMap((entry) => {
        const read = schema.safeParse(entry);
        return read.success ? [read.data] : [];
      });
    });
}
