import type { RecordKind } from "../../../http/checks/record-check.js";
import { z } from "../../../http/checks/zod.js";
import { closeReason, customFieldMap, id, jobParts, openingParts, text, type WireCloseReason } from "../greenhouse.wire.js";

/**
 * Harvest v3 as it arrives, Greenhouse's spelling kept (https://harvestdocs.greenhouse.io/docs/standardizations). Children carry the ids of
 * what they belong to; nothing is nested. Only decisive fields are required: any other field that cannot be read is dropped from its record.
 */
const job = z.looseObject({
  ...jobParts,
  department_id: id.nullish(),
  office_ids: z.array(id).nullish(),
  custom_fields: customFieldMap,
});
export type WireJob = z.infer<typeof job>;
export const wireJob: RecordKind<WireJob> = { name: "job", schema: job };

const opening = z.looseObject({
  ...openingParts,
  job_id: id,
  // Read as a boolean, written as the word `status`.
  open: z.boolean(),
  close_reason_id: id.nullish(),
  custom_fields: customFieldMap,
});
export type WireOpening = z.infer<typeof opening>;
/** An opening that no application filled may be deleted. */
export const wireOpening: RecordKind<WireOpening> = { name: "opening", schema: opening, decisive: ["application_id"] };

export const wireCloseReason: RecordKind<WireCloseReason> = { name: "close reason", schema: closeReason };

const department = z.looseObject({ id, name: text });
export type WireDepartment = z.infer<typeof department>;
export const wireDepartment: RecordKind<WireDepartment> = { name: "department", schema: department };

/** `location` is a text, where v1 has an object. */
const office = z.looseObject({ id, name: text, location: text });
export type WireOffice = z.infer<typeof office>;
export const wireOffice: RecordKind<WireOffice> = { name: "office", schema: office };

const customField = z.looseObject({ id, name_key: z.string() });
export type WireCustomFieldDefinition = z.infer<typeof customField>;
export const wireCustomFieldDefinition: RecordKind<WireCustomFieldDefinition> = { name: "custom field", schema: customField };

const user = z.looseObject({ id, site_admin: z.boolean() });
export type WireUser = z.infer<typeof user>;
export const wireUser: RecordKind<WireUser> = { name: "user", schema: user };

/** POST and PATCH answer the whole opening. */
export const wireWritten = z.looseObject({ id, job_id: id, open: z.boolean() });

/** DELETE answers a sentence, perhaps with the id. */
export const wireDeleted = z.looseObject({ message: z.string() });

/** An element of `custom_fields` in a write: exactly one of the two names, a value, and nothing else. */
export interface WireCustomFieldValue {
  name_key?: string;
  custom_field_id?: number;
  value: unknown;
}

export interface WireNewOpening {
  job_id: number;
  opening_id?: string;
  /** WireCustomFieldValue each. */
  custom_fields?: readonly object[];
}

export interface WireOpeningEdit {
  job_id?: number;
  opening_id?: string;
  status?: "open" | "closed";
  close_reason_id?: number;
  custom_fields?: readonly object[];
}

/** `expires_at` in answers, `expires_in` in the reference, `expires` at the endpoint for the transition: whichever can be read counts. */
export const wireToken = z.looseObject({
  access_token: z.string().min(1),
  expires_at: text.catch(null),
  expires_in: z.number().positive().nullish().catch(null),
  expires: text.catch(null),
});
export type WireToken = z.infer<typeof wireToken>;

/** The token endpoint refuses by `error` (OAuth) or `message`. */
export const wireTokenError = z.looseObject({ error: text.catch(null), message: text.catch(null) });

/** The claims of an access token that are of use, where it is a JWT at all. */
export const wireClaims = z.looseObject({ scope: z.string() });

/** `errors` holds texts, objects whose one key is the field, or v1's `{message, field}`; `message` may be missing. */
export const wireErrorBody = z.looseObject({ message: text.catch(null), errors: z.array(z.unknown()).catch([]) });
