/**
 * The records of the stand-in. Fields of the wire have their wire names; other fields are in camel case.
 */
type OpeningStatus = "open" | "closed";
export type JobStatus = "open" | "closed" | "draft";

export const FIELD_TYPES = [
  "job",
  "candidate",
  "application",
  "offer",
  "opening",
  "rejection_question",
  "referral_question",
  "user_attribute",
] as const;
export type FieldType = (typeof FIELD_TYPES)[number];

export type ValueType =
  | "short_text"
  | "long_text"
  | "yes_no"
  | "single_select"
  | "multi_select"
  | "currency"
  | "currency_range"
  | "number"
  | "number_range"
  | "date"
  | "url"
  | "user";

export interface CustomFieldOption {
  id: number;
  name: string;
  priority: number;
  external_id: string | null;
  active: boolean;
}

export interface CustomFieldDefinition {
  id: number;
  name: string;
  active: boolean;
  field_type: FieldType;
  priority: number;
  value_type: ValueType;
  private: boolean;
  required: boolean;
  require_approval: boolean;
  trigger_new_version: boolean;
  /** The immutable key, used in `keyed_custom_fields` and as `name_key` of a write. */
  name_key: string;
  /** The key in the flat `custom_fields` map, which may differ from the immutable one. */
  slug: string;
  description: string | null;
  expose_in_job_board_api: boolean;
  api_only: boolean;
  /** Ids of offices; empty: all. */
  officeIds: number[];
  departmentIds: number[];
  template_token_string: string | null;
  options: CustomFieldOption[];
}

export interface Money {
  amount: number;
  unit: string;
}

interface Range {
  min_value: number;
  max_value: number;
  unit?: string;
}

/** A value, with option ids for selections and user ids for users; reads show their names. */
export type FieldValue = string | number | boolean | number[] | Money | Range;
/** Values by the id of the definition. A field without a value has no entry. */
export type FieldValues = Map<number, FieldValue>;

export interface OpeningRecord {
  id: number;
  opening_id: string | null;
  status: OpeningStatus;
  opened_at: string;
  closed_at: string | null;
  application_id: number | null;
  close_reason_id: number | null;
  /** An opening tied to an offer cannot be deleted. */
  tiedToOffer: boolean;
  values: FieldValues;
}

export interface TeamMember {
  userId: number;
  responsible: boolean;
}

export type TeamRole = "hiring_managers" | "recruiters" | "coordinators" | "sourcers";

export interface JobRecord {
  id: number;
  name: string;
  requisition_id: string | null;
  notes: string | null;
  confidential: boolean;
  status: JobStatus;
  created_at: string;
  updated_at: string;
  opened_at: string | null;
  closed_at: string | null;
  is_template: boolean | null;
  copied_from_id: number | null;
  departmentId: number | null;
  officeIds: number[];
  hiringTeam: Record<TeamRole, TeamMember[]>;
  values: FieldValues;
  openings: OpeningRecord[];
  /** The number of resets of each kind of approval, which no v1 answer shows. */
  approvalResets: { startRecruiting: number; officialJob: number };
}

export interface CloseReason {
  id: number;
  name: string;
}

export interface DepartmentRecord {
  id: number;
  name: string;
  parent_id: number | null;
  child_ids: number[];
  external_id: string | null;
}

export interface OfficeRecord extends DepartmentRecord {
  location: { name: string | null };
  primary_contact_user_id: number | null;
}

export interface UserRecord {
  id: number;
  first_name: string;
  last_name: string;
  primary_email_address: string;
  emails: string[];
  employee_id: string | null;
  disabled: boolean;
  site_admin: boolean;
  created_at: string;
  updated_at: string;
  /** The jobs that this user may edit; a write to any other is a 403. */
  mayEdit: "all" | number[];
}

export interface ApplicationRecord {
  id: number;
  jobId: number;
  status: "active" | "hired";
}

export interface GreenhouseState {
  jobs: JobRecord[];
  closeReasons: CloseReason[];
  customFields: CustomFieldDefinition[];
  users: UserRecord[];
  departments: DepartmentRecord[];
  offices: OfficeRecord[];
  applications: ApplicationRecord[];
  /** The id of the next new opening. */
  nextOpeningId: number;
}
