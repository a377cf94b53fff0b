import { z } from "../../../http/checks/zod.js";
import { notACursor } from "../../../schema/common/bad-input.js";

/** A position that is a number of records or pages, in decimal digits. */
export const count = z
  .string()
  .regex(/^\d{1,9}$/)
  .transform(Number);

/** A position written as JSON of this shape. */
export function jsonOf<Place>(shape: z.ZodType<Place>): z.ZodType<Place> {
  return z
    .string()
    .transform((text, context) => {
      try {
        return JSON.parse(text) as unknown;
      } catch {
        context.addIssue("This is not JSON.");
        return z.NEVER;
      }
    })
    .pipe(shape);
}

/**
 * The place in a vendor's list that a position names. Positions are part of clients' cursors and may hold anything.
 * @throws {BadUserInput} where the list cannot have issued it.
 */
export function readPosition<Place>(shape: z.ZodType<Place>, position: string): Place {
  const { data, success } = shape.safeParse(position);
  if (!success) throw notACursor();
  return data;
}
