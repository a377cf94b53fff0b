import type { GreenhouseV3Knobs } from "./knobs.js";
import type { CustomFieldDefinition, FieldType, FieldValue, FieldValues, GreenhouseV3State, JobRecord, Money } from "./records.js";

type Surroundings = { state: GreenhouseV3State; knobs: GreenhouseV3Knobs };

/** The active definitions that apply to a job, or to its openings; without departments and offices one applies to all. */
export function fieldsOf({ state, knobs }: Surroundings, type: FieldType, job: JobRecord): CustomFieldDefinition[] {
  if (type === "opening" && !knobs.openingCustomFields) return [];
  return state.customFields.filter(
    (field) =>
      field.field_type === type &&
      field.active &&
      (field.departmentIds.length === 0 || field.departmentIds.some((id) => id === job.departmentId)) &&
      (field.officeIds.length === 0 || field.officeIds.some((id) => job.officeIds.includes(id))),
  );
}

/** Whether a private field is kept from who reads. */
export function isHidden(field: CustomFieldDefinition, knobs: GreenhouseV3Knobs): boolean {
  return field.private && knobs.privateFields !== "shown";
}

/** By the immutable key; a field without a value stays in the map. https://harvestdocs.greenhouse.io/docs/standardizations */
export function readFields(around: Surroundings, type: FieldType, job: JobRecord, values: FieldValues): object | null {
  const shown = fieldsOf(around, type, job).filter((field) => !isHidden(field, around.knobs));
  if (shown.length === 0) return around.knobs.noCustomFields === "null" ? null : {};
  return Object.fromEntries(
    shown.map((field) => [field.name_key, { name: field.name, type: field.value_type, value: readValue(field, values.get(field.id)) }]),
  );
}

function readValue(field: CustomFieldDefinition, value: FieldValue | undefined): unknown {
  if (value === undefined) return null;
  const name = (id: FieldValue) => field.options.find((option) => option.id === id)?.name ?? null;
  switch (field.value_type) {
    case "single_select":
      return name(value);
    case "multi_select":
      return (value as number[]).map(name);
    case "currency": {
      const { amount, unit } = value as Money;
      return { amount, currency_code: unit };
    }
    case "currency_range": {
      const { min_value, max_value, unit } = value as { min_value: number; max_value: number; unit?: string };
      return { min_amount: min_value, max_amount: max_value, currency_code: unit };
    }
    default:
      return value;
  }
}

/** Ids of the options chosen in a record's custom fields. */
export function chosenOptions(state: GreenhouseV3State, values: FieldValues): number[] {
  return state.customFields
    .filter((field) => field.value_type === "single_select" || field.value_type === "multi_select")
    .flatMap((field) => (values.get(field.id) ?? []) as number | number[]);
}
