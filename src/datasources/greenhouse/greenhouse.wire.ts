import { z } from "../../http/checks/zod.js";
import { momentText, readableOf, word } from "../contract/wire-parts.js";

/** What both of Greenhouse's APIs spell alike, in its own spelling. Missing values are null, and sometimes absent all the same. */
export const id = z.number().int().positive();
export const text = z.string().nullish();
export const moment = momentText.nullish();

/** Custom fields by their immutable keys, as they are read. */
export const customFieldMap = z.record(z.string(), z.looseObject({ name: text, type: text, value: z.unknown() }).nullable()).nullish();
export type WireCustomFieldMap = z.infer<typeof customFieldMap>;

export const jobParts = {
  id,
  name: word.nullish(),
  // A sample of the docs shows a number.
  requisition_id: word.nullish(),
  notes: text,
  status: word.nullish(),
  created_at: moment,
  updated_at: moment,
  opened_at: moment,
  closed_at: moment,
};
const commonJob = z.looseObject(jobParts);
export type WireJobParts = z.infer<typeof commonJob>;

export const openingParts = {
  id,
  opening_id: word.nullish(),
  opened_at: moment,
  closed_at: moment,
  application_id: id.nullish(),
};
const commonOpening = z.looseObject(openingParts);
export type WireOpeningParts = z.infer<typeof commonOpening>;

export const closeReason = z.looseObject({ id, name: text });
export type WireCloseReason = z.infer<typeof closeReason>;

/** Every part is optional, and the body need not be JSON at all. */
export const wireErrorBody = z.looseObject({
  message: text.catch(null),
  errors: readableOf(z.looseObject({ message: text.catch(null), field: text.catch(null) })),
});
