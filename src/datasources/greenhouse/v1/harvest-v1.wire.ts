import type { RecordKind } from "../../../http/checks/record-check.js";
import { z } from "../../../http/checks/zod.js";
import { closeReason, customFieldMap, id, jobParts, openingParts, text, type WireCloseReason } from "../greenhouse.wire.js";

/**
 * Harvest v1/v2 as it arrives, Greenhouse's spelling kept. Missing values are null by the vendor's general rule, and sometimes absent
 * all the same (https://developers.greenhouse.io/harvest.html); properties may be added at any time, so objects are loose. Only decisive
 * fields are required: any other field that cannot be read is dropped from its record.
 */
export const wireCloseReason: RecordKind<WireCloseReason> = { name: "close reason", schema: closeReason };

/** Job openings page, "The job opening object". Copies nested in a job may lack close_reason and both custom-field maps. */
const opening = z.looseObject({
  ...openingParts,
  // Changes depend on these two words: a third word must not pass for either.
  status: z.enum(["open", "closed"]),
  close_reason: closeReason.nullish(),
  /** The whole key is absent where the organisation has no such fields. */
  keyed_custom_fields: customFieldMap,
});
export type WireOpening = z.infer<typeof opening>;
/** An opening that no application filled may be deleted. */
export const wireOpening: RecordKind<WireOpening> = { name: "opening", schema: opening, decisive: ["application_id"] };

const job = z.looseObject({
  ...jobParts,
  departments: z.array(z.looseObject({ name: text }).nullable()).nullish(),
  offices: z.array(z.looseObject({ name: text, location: z.looseObject({ name: text }).nullish() }).nullable()).nullish(),
  keyed_custom_fields: customFieldMap,
  // Records of their own, which are checked when they are used.
  openings: z.array(z.unknown()).nullish(),
});
export type WireJob = z.infer<typeof job>;
export const wireJob: RecordKind<WireJob> = { name: "job", schema: job };

/** The words of list filters; bodies and fields say open/closed instead, and a wrong filter word silently means all. */
export type OpeningFilterWord = "opened" | "closed";

/** POST openings answers one reduced object per opening: `open_date`, no status, no custom fields. */
export function wireCreatedOpenings(asked: number) {
  return z.looseObject({ openings: z.array(z.looseObject({ id, opening_id: text, open_date: text })).length(asked) });
}

/** PATCH answers the text "true"; other endpoints answer the boolean, so both are read. */
export const wireEdited = z.looseObject({ success: z.literal(["true", true]) });

/** DELETE openings (v2). `success` says nothing about single openings: the lists do. */
export const wireDeletedOpenings = z.looseObject({ deleted_ids: z.array(id), failed_ids: z.array(id).nullish() });
export type WireDeletedOpenings = z.infer<typeof wireDeletedOpenings>;

/** An element of `custom_fields` in a write; `delete_value` is the text, not the boolean. */
export interface WireCustomFieldValue {
  id?: number;
  name_key?: string;
  value?: unknown;
  min_value?: number;
  max_value?: number;
  unit?: string;
  delete_value?: "true";
}

export interface WireNewOpening {
  opening_id: string | null;
  /** WireCustomFieldValue each. */
  custom_fields?: readonly object[];
}

export interface WireOpeningEdit {
  opening_id?: string;
  status?: "open" | "closed";
  close_reason_id?: number;
  /** WireCustomFieldValue each. */
  custom_fields?: readonly object[];
}
