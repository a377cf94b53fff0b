import type { UserError } from "../../schema/common/user-error.type.js";
import type { CustomFieldInput } from "../../schema/opening/custom-field.input.js";
import type { CustomField } from "../../schema/opening/custom-field.type.js";
import { isWritableId } from "./greenhouse.ids.js";
import { invalidInput, isMissing } from "./greenhouse.rules.js";

/** Faults of the elements that hold for any field: Greenhouse would refuse the whole request. `path` is their place in the input. */
export function customFieldFaults(inputs: readonly CustomFieldInput[] | null | undefined, path: readonly string[]): UserError[] {
  return (inputs ?? []).flatMap((input, index) => {
    const at = [...path, String(index)];
    if (!isMissing(input.id) && !isWritableId(input.id)) {
      return [
        invalidInput(`"${input.id}" is not the id of a custom field, which is a number. Or name the field by its key.`, [...at, "id"]),
      ];
    }
    if (input.delete) return [];
    const ends = [input.min, input.max].filter((end) => !isMissing(end)).length;
    if (ends === 1) return [invalidInput("A range needs both its ends: give min and max.", [...at, isMissing(input.min) ? "min" : "max"])];
    if (ends === 2 && Number(input.min) >= Number(input.max)) return [invalidInput("min must be below max.", [...at, "min"])];
    if (ends === 0 && isBlank(input.value)) {
      return [invalidInput("A blank does not take a value away: give a value, a range, or delete when editing.", [...at, "value"])];
    }
    if (input.unit && !CURRENCY.test(input.unit)) {
      return [invalidInput(`"${input.unit}" is not a currency: give the three letters of ISO 4217, such as EUR.`, [...at, "unit"])];
    }
    return [];
  });
}

/** "Any 3-character currency code from the ISO-4217 standard" (Job openings page, `unit`); Greenhouse checks which. */
const CURRENCY = /^[a-z]{3}$/i;

/** "Updating a custom field value to nil or a blank string will not work" (Job openings page, `delete_value`). */
function isBlank(value: unknown): boolean {
  return isMissing(value) || (typeof value === "string" && value.trim() === "");
}

/** The fields that a change names, before it; all fields where it names one by an id, which answers do not show. */
export function fieldsInQuestion(fields: readonly CustomField[], inputs: readonly CustomFieldInput[]): CustomField[] {
  const keys = inputs.map(({ key }) => key);
  return keys.some(isMissing) ? [...fields] : fields.filter(({ key }) => keys.includes(key));
}

/** Whether a field reads as requested. Options are written as ids and read as names, so false proves nothing. */
export function readsAsAsked(fields: readonly CustomField[], input: CustomFieldInput): boolean {
  const field = fields.find(({ key }) => key === input.key);
  if (field === undefined) return false;
  if (input.delete) return field.value === null || (Array.isArray(field.value) && field.value.length === 0);
  if (isMissing(input.min)) return input.unit ? false : JSON.stringify(field.value) === JSON.stringify(input.value);
  const range = field.value as { min_value?: unknown; max_value?: unknown } | null;
  return range?.min_value === input.min && range?.max_value === input.max && !input.unit;
}
