import type { CustomFieldDefinition, CustomFieldOption, FieldValue, FieldValues, ValueType } from "../records.js";

interface Sketch extends Partial<CustomFieldDefinition> {
  name: string;
  value_type: ValueType;
  name_key: string;
}

const FIELD_BASE = 4_200_000_000;
const OPTION_BASE = 4_210_000_000;

/** Opening fields of every value type, one required by a single department, and one inactive; and some job fields. */
export function sampleFields(requiredInDepartment: number): CustomFieldDefinition[] {
  const opening: Sketch[] = [
    {
      name: "Time type",
      value_type: "single_select",
      name_key: "employment_type",
      options: options(0, ["Full-Time", "Part-Time", "兼职"]),
    },
    // The two maps have different keys for this field, as in the docs' sample.
    { name: "Maximum Budget", value_type: "short_text", name_key: "budget", slug: "maximum_budget", require_approval: true },
    { name: "Justification", value_type: "long_text", name_key: "justification" },
    { name: "Backfill", value_type: "yes_no", name_key: "backfill" },
    { name: "Languages", value_type: "multi_select", name_key: "languages", options: options(1, ["English", "中文", "Русский"]) },
    { name: "Signing bonus", value_type: "currency", name_key: "signing_bonus" },
    { name: "Salary band", value_type: "currency_range", name_key: "salary_band" },
    { name: "Level", value_type: "number", name_key: "level" },
    { name: "Weekly hours", value_type: "number_range", name_key: "weekly_hours" },
    { name: "Target start", value_type: "date", name_key: "target_start" },
    { name: "Headcount plan", value_type: "url", name_key: "headcount_plan" },
    { name: "Budget owner", value_type: "user", name_key: "budget_owner" },
    {
      name: "Cost centre",
      value_type: "short_text",
      name_key: "cost_centre",
      required: true,
      departmentIds: [requiredInDepartment],
    },
    { name: "Old grade", value_type: "short_text", name_key: "old_grade", active: false },
  ];
  const job: Sketch[] = [
    {
      name: "Employment type",
      value_type: "single_select",
      name_key: "job_employment_type",
      options: options(2, ["Regular", "Fixed term"]),
    },
    { name: "Salary range", value_type: "currency_range", name_key: "salary_range" },
    { name: "Remote", value_type: "yes_no", name_key: "remote", expose_in_job_board_api: true },
    { name: "Ledger code", value_type: "short_text", name_key: "ledger_code", api_only: true },
  ];
  return [
    ...opening.map((sketch, index) => definition(sketch, "opening", index)),
    ...job.map((sketch, index) => definition(sketch, "job", opening.length + index)),
  ];
}

function definition(sketch: Sketch, fieldType: "opening" | "job", index: number): CustomFieldDefinition {
  return {
    id: FIELD_BASE + index * 11,
    active: true,
    field_type: fieldType,
    priority: index,
    private: false,
    required: false,
    require_approval: false,
    trigger_new_version: false,
    slug: sketch.name_key,
    description: null,
    expose_in_job_board_api: false,
    api_only: false,
    officeIds: [],
    departmentIds: [],
    template_token_string: null,
    options: [],
    ...sketch,
  };
}

/** The named options, followed by an inactive one. */
function options(list: number, names: string[]): CustomFieldOption[] {
  return [...names, "Retired"].map((name, index) => ({
    id: OPTION_BASE + list * 1000 + index * 13,
    name,
    priority: index,
    external_id: index === 0 ? `option-${list}` : null,
    active: index < names.length,
  }));
}

/** Values that differ by `seed`. Some fields are unset; a required one never is. */
export function sampleValues(fields: readonly CustomFieldDefinition[], seed: number, userIds: readonly number[]): FieldValues {
  const values: FieldValues = new Map();
  for (const [index, field] of fields.entries()) {
    if (field.required || (seed + index) % 3 !== 0) values.set(field.id, sampleValue(field, seed, userIds));
  }
  return values;
}

function sampleValue(field: CustomFieldDefinition, seed: number, userIds: readonly number[]): FieldValue {
  const chosen = field.options.filter((option) => option.active).map((option) => option.id);
  switch (field.value_type) {
    case "yes_no":
      return seed % 2 === 0;
    case "single_select":
      return chosen[seed % chosen.length] ?? 0;
    case "multi_select":
      return chosen.slice(seed % 2);
    case "currency":
      return { amount: 1000 + (seed % 9) * 500, unit: ["USD", "CNY", "EUR"][seed % 3] ?? "USD" };
    case "currency_range":
      return { min_value: 60_000 + (seed % 7) * 5000, max_value: 110_000 + (seed % 7) * 5000, unit: "EUR" };
    case "number":
      return 1 + (seed % 8);
    case "number_range":
      return { min_value: 20, max_value: 30 + (seed % 11) };
    case "date":
      return `2026-${String(1 + (seed % 12)).padStart(2, "0")}-15`;
    case "url":
      return `https://plan.example.com/headcount/${seed}`;
    case "user":
      return userIds[seed % userIds.length] ?? 0;
    default:
      return `${field.name} ${seed}`;
  }
}
