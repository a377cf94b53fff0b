import type { DictionaryName } from "../data/dictionaries.js";
import type { World } from "../model.js";

/** The kind of a top-level field of a vacancy. "unchecked" fields are accepted without a check. */
export type FieldKind =
  | "text"
  | "flag"
  | "reference"
  | "references"
  | "skills"
  | "salary"
  | "range"
  | "address"
  | "contacts"
  | "test"
  | "properties"
  | "unchecked";

export interface FieldDefinition {
  kind: FieldKind;
  dictionary?: DictionaryName;
  /** Whether PUT may change the field with others. Other fields are set once, or (billing_type, manager) in a separate request. */
  editable: boolean;
  /** Whether the page of 2021 lacks it. */
  newer: boolean;
}

function editable(kind: FieldKind, dictionary?: DictionaryName): FieldDefinition {
  return { kind, dictionary, editable: true, newer: false };
}

function fixed(kind: FieldKind, dictionary?: DictionaryName): FieldDefinition {
  return { kind, dictionary, editable: false, newer: false };
}

function newer(definition: FieldDefinition): FieldDefinition {
  return { ...definition, newer: true };
}

/** The fields of POST and PUT /vacancies. */
const VACANCY_FIELDS: Readonly<Record<string, FieldDefinition>> = {
  name: editable("text"),
  description: editable("text"),
  key_skills: editable("skills"),
  schedule: editable("reference", "schedule"),
  experience: editable("reference", "experience"),
  employment: editable("reference", "employment"),
  specializations: editable("references"),
  salary: editable("salary"),
  address: editable("address"),
  test: editable("test"),
  department: editable("reference"),
  code: editable("text"),
  response_letter_required: editable("flag"),
  accept_handicapped: editable("flag"),
  accept_kids: editable("flag"),
  response_notifications: editable("flag"),
  allow_messages: editable("flag"),
  contacts: editable("contacts"),
  custom_employer_name: editable("text"),
  response_url: editable("text"),
  accept_incomplete_resumes: editable("flag"),
  working_days: editable("references", "working_days"),
  working_time_intervals: editable("references", "working_time_intervals"),
  working_time_modes: editable("references", "working_time_modes"),
  accept_temporary: editable("flag"),
  branded_template: editable("reference"),
  driver_license_types: editable("references"),
  professional_roles: newer(editable("references")),
  languages: newer(editable("unchecked")),
  salary_range: newer(editable("range")),
  employment_form: newer(editable("reference", "employment_form")),
  work_format: newer(editable("references", "work_format")),
  work_schedule_by_days: newer(editable("references", "work_schedule_by_days")),
  working_hours: newer(editable("references", "working_hours")),
  fly_in_fly_out_duration: newer(editable("references", "fly_in_fly_out_duration")),
  internship: newer(editable("flag")),
  night_shifts: newer(editable("flag")),
  show_contacts: newer(editable("flag")),
  age_restriction: newer(editable("reference", "age_restriction")),
  accept_labor_contract: newer(editable("flag")),
  civil_law_contracts: newer(editable("references", "civil_law_contracts")),
  auto_response: newer(editable("unchecked")),
  vacancy_properties: newer(fixed("properties")),
  closed_for_applicants: newer(fixed("flag")),
  area: fixed("reference"),
  type: fixed("reference", "vacancy_type"),
  billing_type: fixed("reference", "vacancy_billing_type"),
  manager: fixed("reference"),
  employer: fixed("reference"),
  previous_id: newer(fixed("text")),
};

/** The fields that the page of 2021 says may be null. */
const NULLABLE_IN_2021: ReadonlySet<string> = new Set([
  "salary",
  "address",
  "working_days",
  "working_time_intervals",
  "working_time_modes",
  "accept_temporary",
]);

/** The definition of a field under the knobs; undefined for one that a body may not have. */
export function fieldDefinition({ knobs }: World, field: string): FieldDefinition | undefined {
  const known = VACANCY_FIELDS[field];
  if (known === undefined) return knobs.requiredFields.includes(field) ? newer(editable("unchecked")) : undefined;
  if (knobs.bodyEdition === "2021" && known.newer) return undefined;
  if (field === "specializations" && knobs.specializations === "unexpected") return undefined;
  const isBillingForm = field === "type" || field === "billing_type";
  return isBillingForm && knobs.billingTypeForm === "refused" ? undefined : known;
}

/** Whether a body's field is passed over without a word. */
export function isIgnored({ knobs }: World, field: string): boolean {
  if (field === "specializations") return knobs.specializations === "ignored";
  return knobs.unknownFields === "ignored" && VACANCY_FIELDS[field] === undefined && !knobs.requiredFields.includes(field);
}

/** Whether null takes a field off. */
export function mayBeNull({ knobs }: World, field: string): boolean {
  return knobs.nullInEdits === "clears" || NULLABLE_IN_2021.has(field);
}

type Check = (value: unknown) => boolean;

const isText: Check = (value) => typeof value === "string";
const isTextOrNull: Check = (value) => value === null || isText(value);
const isFlag: Check = (value) => value === null || typeof value === "boolean";
const isAmount: Check = (value) => value === null || (typeof value === "number" && Number.isFinite(value));
const isWhole: Check = (value) => value === null || Number.isInteger(value);

/** The parts of composite fields, by kind, and of one phone. */
const MEMBERS: Readonly<Record<string, Readonly<Record<string, Check>>>> = {
  range: {
    from: isWhole,
    to: isWhole,
    currency: isTextOrNull,
    gross: isFlag,
    mode: (value) => value === null || isReference(value),
    frequency: (value) => value === null || isReference(value),
  },
  salary: { from: isAmount, to: isAmount, currency: isTextOrNull, gross: isFlag },
  address: { id: isText, show_metro_only: isFlag },
  test: { id: (value) => isText(value) && /^\d+$/.test(String(value)), required: isFlag },
  contacts: {
    name: isTextOrNull,
    email: isTextOrNull,
    phones: (value) => value === null || (Array.isArray(value) && value.every(isRecord)),
  },
  phone: { country: isTextOrNull, city: isTextOrNull, number: isTextOrNull, formatted: isTextOrNull, comment: isTextOrNull },
};

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function isReference(value: unknown): value is { id: string } {
  return isRecord(value) && typeof value.id === "string";
}

/** JSON pointers below `/field` at which a value has the wrong kind; the empty string is the field itself. */
export function wrongKinds(kind: FieldKind, value: unknown): string[] {
  switch (kind) {
    case "text":
      return isText(value) ? [] : [""];
    case "flag":
      return isFlag(value) ? [] : [""];
    case "reference":
      return isReference(value) ? [] : [""];
    case "references":
      return eachOf(value, isReference);
    case "skills":
      return eachOf(value, (item) => isRecord(item) && typeof item.name === "string" && item.name !== "");
    case "unchecked":
      return [];
    case "properties":
      if (!isRecord(value)) return [""];
      return eachOf(value.properties, (item) => isRecord(item) && typeof item.property_type === "string", "/properties");
    case "contacts": {
      const wrong = wrongMembers("contacts", value, "");
      if (wrong.length > 0 || !isRecord(value) || !Array.isArray(value.phones)) return wrong;
      return value.phones.flatMap((phone, index) => wrongMembers("phone", phone, `/phones/${index}`));
    }
    default:
      return wrongMembers(kind, value, "");
  }
}

function eachOf(value: unknown, check: Check, below = ""): string[] {
  if (!Array.isArray(value)) return [below];
  return value.flatMap((item, index) => (check(item) ? [] : [`${below}/${index}`]));
}

function wrongMembers(shape: string, value: unknown, pointer: string): string[] {
  if (!isRecord(value)) return [pointer];
  return Object.entries(MEMBERS[shape] ?? {}).flatMap(([name, check]) => {
    const member = value[name];
    const missing = member === undefined && name !== "id";
    return missing || check(member) ? [] : [`${pointer}/${name}`];
  });
}

export function idOf(value: unknown): string | undefined {
  return isReference(value) ? value.id : undefined;
}
