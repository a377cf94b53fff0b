import { z } from "../../http/zod.js";
import { notACursor } from "../../schema/common/bad-input.js";

/** How many records or pages were passed, in decimal digits. */
export const count = z
  .string()
  .regex(/^\d{1,9}$/)
  .transform(Number);

/** A position that is written as JSON, and what it holds. */
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
 * The place in a vendor's list that a position names. Positions travel in clients' cursors, so one may be anything.
 * @throws {BadUserInput} where the list cannot have given it out.
 */
export function readPosition<Place>(shape: z.ZodType<Place>, position: string): Place {
  const { data, success } = shape.safeParse(position);
  if (!success) throw notACursor();
  return data;
}
