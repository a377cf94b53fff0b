import type {
  JobRecord as SharedJob,
  OpeningRecord as SharedOpening,
  GreenhouseState as SharedState,
  UserRecord,
} from "../greenhouse/records.js";

export type {
  ApplicationRecord,
  CustomFieldDefinition,
  CustomFieldOption,
  FieldType,
  FieldValue,
  FieldValues,
  Money,
  UserRecord,
} from "../greenhouse/records.js";
export { FIELD_TYPES } from "../greenhouse/records.js";

/**
 * An opening of the stand-in of v1/v2, with the fields that only v3 has. A record of the other stand-in is one too: missing fields are
 * derived from the others.
 */
export interface OpeningRecord extends Omit<SharedOpening, "opened_at"> {
  /** null while the job is a draft. */
  opened_at: string | null;
  /** YYYY-MM-DD. */
  target_start_on?: string | null;
  created_at?: string;
  updated_at?: string;
}

export interface JobRecord extends Omit<SharedJob, "openings"> {
  /** In the order of `sort_order`. */
  openings: OpeningRecord[];
}

export interface GreenhouseV3State extends Omit<SharedState, "jobs"> {
  jobs: JobRecord[];
}

/** Who acts: the user named by `sub`, or the user that the credential was given when it was made. */
export type Actor = Pick<UserRecord, "id" | "site_admin" | "mayEdit">;

/** Made with the credential. It can read every list, and has no e-mail address. */
export const SERVICE_USER: Actor & { name: string } = {
  id: 4_000_000_902,
  name: "Hiregraph Service User",
  site_admin: true,
  mayEdit: "all",
};
