import { fieldsOf, isHidden } from "../custom-fields.js";
import type { GreenhouseV3Knobs } from "../knobs.js";
import type { CustomFieldDefinition, FieldType, FieldValues, GreenhouseV3State, JobRecord } from "../records.js";
import { invalid } from "../refusals.js";
import { checkedValue } from "./custom-field-values.js";

const FIELD = "custom_fields";

export interface FieldWrite {
  type: FieldType;
  job: JobRecord;
  current: FieldValues;
  /** `custom_fields` of the body; undefined where it has none. */
  input: unknown;
}

/**
 * The values after a write, what was given staying untouched. An array replaces the whole collection: a field that it leaves out is
 * cleared. https://harvestdocs.greenhouse.io/docs/write-endpoint-migration-guide
 *
 * @throws {Refusal} 422 where an element cannot be taken, or a required field would have no value.
 */
export function valuesAfter(
  around: { state: GreenhouseV3State; knobs: GreenhouseV3Knobs },
  write: FieldWrite,
): { values: FieldValues; changed: CustomFieldDefinition[] } {
  const { knobs, state } = around;
  const fields = fieldsOf(around, write.type, write.job);
  const values: FieldValues = new Map(write.current);
  if (write.input === undefined) return { values, changed: [] };
  if (knobs.patchCustomFields === "replace") {
    for (const field of fields) if (!isHidden(field, knobs) || knobs.privateFields === "hidden-lost") values.delete(field.id);
  }
  for (const element of elementsOf(write.input)) {
    const field = fieldNamed(element, fields);
    if (element.value === null) values.delete(field.id);
    else values.set(field.id, checkedValue(field, element.value, state.users, knobs.selectWrites));
  }
  const missing = fields.find((field) => field.required && !values.has(field.id));
  if (missing !== undefined) throw invalid(FIELD, `${missing.name_key} is required`);
  const changed = fields.filter((field) => JSON.stringify(values.get(field.id)) !== JSON.stringify(write.current.get(field.id)));
  return { values, changed };
}

type Element = { name_key?: unknown; custom_field_id?: unknown; value: unknown };

/** Each element names its field in one of two ways, has a value and nothing else. */
function elementsOf(input: unknown): Element[] {
  if (!Array.isArray(input)) throw invalid(FIELD, "must be an array");
  return input.map((element: unknown) => {
    const keys = typeof element === "object" && element !== null && !Array.isArray(element) ? Object.keys(element) : [];
    const extra = keys.filter((key) => !["name_key", "custom_field_id", "value"].includes(key));
    if (extra.length > 0) throw invalid(FIELD, `${extra.join(", ")} is not allowed`);
    if (keys.includes("name_key") === keys.includes("custom_field_id")) {
      throw invalid(FIELD, "each element must have exactly one of name_key and custom_field_id");
    }
    if (!keys.includes("value")) throw invalid(FIELD, "each element must have a value");
    return element as Element;
  });
}

function fieldNamed(element: Element, fields: readonly CustomFieldDefinition[]): CustomFieldDefinition {
  const field = fields.find((one) => one.name_key === element.name_key || one.id === element.custom_field_id);
  if (field === undefined)
    throw invalid(FIELD, `${String(element.name_key ?? element.custom_field_id)} is not a custom field of this record`);
  return field;
}
