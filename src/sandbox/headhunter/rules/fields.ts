import type { DictionaryName } from "../data/dictionaries.js";

/** The kind of a top-level field of a vacancy. "unchecked" fields are newer ones, accepted without a check. */
export type FieldKind = "text" | "flag" | "reference" | "references" | "skills" | "salary" | "address" | "contacts" | "test" | "unchecked";

export interface FieldDefinition {
  kind: FieldKind;
  dictionary?: DictionaryName;
  /** Whether PUT may change the field with others. Other fields are set once, or (billing_type, manager) in a separate request. */
  editable: boolean;
}

function editable(kind: FieldKind, dictionary?: DictionaryName): FieldDefinition {
  return { kind, dictionary, editable: true };
}

function fixed(kind: FieldKind, dictionary?: DictionaryName): FieldDefinition {
  return { kind, dictionary, editable: false };
}

/** The fields of POST and PUT /vacancies. Any other field is refused as `unexpected`. */
export const VACANCY_FIELDS: Readonly<Record<string, FieldDefinition>> = {
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
  professional_roles: editable("references"),
  languages: editable("unchecked"),
  salary_range: editable("unchecked"),
  employment_form: editable("unchecked"),
  work_format: editable("unchecked"),
  work_schedule_by_days: editable("unchecked"),
  working_hours: editable("unchecked"),
  fly_in_fly_out_duration: editable("unchecked"),
  internship: editable("unchecked"),
  night_shifts: editable("unchecked"),
  show_contacts: editable("unchecked"),
  area: fixed("reference"),
  type: fixed("reference", "vacancy_type"),
  billing_type: fixed("reference", "vacancy_billing_type"),
  manager: fixed("reference"),
  employer: fixed("reference"),
  previous_id: fixed("text"),
};

type Check = (value: unknown) => boolean;

const isText: Check = (value) => typeof value === "string";
const isTextOrNull: Check = (value) => value === null || isText(value);
const isFlag: Check = (value) => value === null || typeof value === "boolean";
const isAmount: Check = (value) => value === null || (typeof value === "number" && Number.isFinite(value));

/** The parts of composite fields, by kind, and of one phone. */
const MEMBERS: Readonly<Record<string, Readonly<Record<string, Check>>>> = {
  salary: { from: isAmount, to: isAmount, currency: isTextOrNull, gross: isFlag },
  address: { id: isText, show_metro_only: isFlag },
  test: { id: (value) => isText(value) && /^\d+$/.test(String(value)), required: isFlag },
  contacts: {
    name: isTextOrNull,
    email: isTextOrNull,
    phones: (value) => value === null || (Array.isArray(value) && value.every(isRecord)),
  },
  phone: { country: isTextOrNull, city: isTextOrNull, number: isTextOrNull, comment: isTextOrNull },
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
    case "contacts": {
      const wrong = wrongMembers("contacts", value, "");
      if (wrong.length > 0 || !isRecord(value) || !Array.isArray(value.phones)) return wrong;
      return value.phones.flatMap((phone, index) => wrongMembers("phone", phone, `/phones/${index}`));
    }
    default:
      return wrongMembers(kind, value, "");
  }
}

function eachOf(value: unknown, check: Check): string[] {
  if (!Array.isArray(value)) return [""];
  return value.flatMap((item, index) => (check(item) ? [] : [`/${index}`]));
}

function wrongMembers(shape: string, value: unknown, pointer: string): string[] {
  if (!isRecord(value)) return [pointer];
  return Object.entries(MEMBERS[shape] ?? {}).flatMap(([name, check]) => {
    const member = value[name];
    const missing = member === undefined && name !== "id";
    return missing || check(member) ? [] : [`${pointer}/${name}`];
  });
}
