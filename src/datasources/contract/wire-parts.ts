import { z } from "../../http/checks/zod.js";
import { isCalendarDay } from "../../schema/common/scalars.js";
import { isMoment, LAST_MOMENT } from "./timestamps.js";

/** Kinds of values in several vendors' answers. A value that does not fit is dropped, so that the graph never shows it. */

/** A text, or a number in its place. */
export const word = z.union([z.string(), z.number()]);

/** A time with its zone; "" means none. */
export const momentText = z.string().refine((text) => text === "" || isMoment(text), "Not a moment with its zone");

/** A time in epoch milliseconds, within the years that the graph can write. */
export const epochMs = z.int().nonnegative().max(LAST_MOMENT);

/** `YYYY-MM-DD`, a day of the calendar. */
export const day = z.string().refine(isCalendarDay, "Not a day of the calendar");

/** A number within the graph's Int. */
export const count = z.int32();

/** An id of digits, as text; some answers write it as a number. http/sending/body passes numbers beyond 2^53 as text, so no digit is lost. */
export const digits = z.union([z.string().regex(/^\d+$/, "Not an id of digits"), z.int().nonnegative()]);

/** An address that a browser may open: never `javascript:` and the like. "" means none. */
export const webAddress = z.string().regex(/^(https?:\/\/\S+)?$/i, "Not a web address");

/** For explanations of a refusal: the readable entries of a list; none where the value is no list. */
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
