import type { CustomFieldInput } from "../../../schema/opening/custom-field.input.js";
import { isMissing } from "../greenhouse.rules.js";
import type { WireCustomFieldValue } from "./harvest-v1.wire.js";

/** Values are written as an array of elements, one shape for values, one for ranges, one for taking a value away. */
export function toWireCustomField(input: CustomFieldInput): WireCustomFieldValue {
  const field: WireCustomFieldValue = input.id ? { id: Number(input.id) } : { name_key: input.key ?? "" };
  if (input.delete) return { ...field, delete_value: "true" };
  if (!isMissing(input.value)) field.value = input.value;
  if (!isMissing(input.min)) field.min_value = input.min;
  if (!isMissing(input.max)) field.max_value = input.max;
  if (input.unit) field.unit = input.unit;
  return field;
}
