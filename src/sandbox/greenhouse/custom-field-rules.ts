import { checkedValue, isRecord } from "./custom-field-values.js";
import type { GreenhouseKnobs } from "./knobs.js";
import type { CustomFieldDefinition, FieldType, FieldValues, GreenhouseState, JobRecord, UserRecord } from "./records.js";
import { invalid } from "./refusals.js";

const FIELD = "custom_fields";

/** The active definitions for a job, or for its openings. One without offices and departments applies to all. */
export function fieldsOf(state: GreenhouseState, knobs: GreenhouseKnobs, type: FieldType, job: JobRecord): CustomFieldDefinition[] {
  if (type === "opening" && !knobs.openingCustomFields) return [];
  return state.customFields.filter(
    (field) =>
      field.field_type === type &&
      field.active &&
      (field.departmentIds.length === 0 || field.departmentIds.some((id) => id === job.departmentId)) &&
      (field.officeIds.length === 0 || field.officeIds.some((id) => job.officeIds.includes(id))),
  );
}

export interface FieldWrite {
  /** `custom_fields` of the body, an array of elements; undefined where missing. */
  input: unknown;
  fields: readonly CustomFieldDefinition[];
  current: FieldValues;
  users: readonly UserRecord[];
  /** POST has no delete_value. */
  mayDelete: boolean;
}

/**
 * The values after a write. The given values are not changed, so that a refused request has no effect. A record cannot be saved without a
 * `required` value, so such a value cannot be deleted either.
 */
export function valuesAfter(write: FieldWrite): { values: FieldValues; changed: CustomFieldDefinition[] } {
  const values: FieldValues = new Map(write.current);
  const changed: CustomFieldDefinition[] = [];
  if (write.input !== undefined && !Array.isArray(write.input)) throw invalid(FIELD, "Must be an array");
  for (const element of (write.input ?? []) as unknown[]) {
    if (!isRecord(element)) throw invalid(FIELD, "Must be an array of custom field objects");
    const field = fieldNamed(element, write.fields);
    changed.push(field);
    // Only the string "true" deletes. Any other element is a write, which needs a value.
    if (write.mayDelete && element.delete_value === "true") {
      if (field.required) throw invalid(FIELD, `${field.name} is required and cannot be deleted`);
      values.delete(field.id);
    } else {
      values.set(field.id, checkedValue(field, element, write.users));
    }
  }
  const missing = write.fields.find((field) => field.required && !values.has(field.id));
  if (missing !== undefined) throw invalid(FIELD, `Missing required custom field: ${missing.name_key}`);
  return { values, changed };
}

function fieldNamed(element: Record<string, unknown>, fields: readonly CustomFieldDefinition[]): CustomFieldDefinition {
  const { id, name_key: nameKey } = element;
  if (id === undefined && nameKey === undefined) throw invalid(FIELD, "Missing required field: id or name_key");
  const field = fields.find((one) => (id === undefined || one.id === id) && (nameKey === undefined || one.name_key === nameKey));
  if (field === undefined) throw invalid(FIELD, `No such custom field: ${String(id ?? nameKey)}`);
  return field;
}
