import type { UserError } from "../../../schema/common/user-error.type.js";
import { UserErrorCode } from "../../../schema/common/user-error.type.js";
import type { CustomFieldInput } from "../../../schema/opening/custom-field.input.js";
import type { CustomField } from "../../../schema/opening/custom-field.type.js";
import { userError } from "../../contract/user-errors.js";
import { isMissing } from "../greenhouse.rules.js";
import type { WireCustomFieldValue } from "./harvest-v3.wire.js";

/** An input whose field is known by its key. */
export type KeyedInput = CustomFieldInput & { key: string };

/** An element of a write. Clearing is a null: right whether the list replaces all values or only those that it names. */
export function toWireCustomField(input: CustomFieldInput, type?: string): WireCustomFieldValue {
  const value = input.delete ? null : writtenValue(input, type);
  return isMissing(input.key) ? { custom_field_id: Number(input.id), value } : { name_key: input.key, value };
}

/** Amounts and ranges are objects of their own (write migration guide), by the field's type where it is known, else by what is given. */
function writtenValue({ value, min, max, unit }: CustomFieldInput, type: string | undefined): unknown {
  if (!isMissing(min)) {
    const isMoney = type === undefined ? Boolean(unit) : type === "currency_range";
    if (!isMoney) return { min_value: min, max_value: max };
    return { min_amount: min, max_amount: max, ...(unit ? { currency_code: unit } : {}) };
  }
  return unit ? { amount: value, currency_code: unit } : value;
}

/**
 * PATCH replaces all values at once, so every value that the opening holds is written back beside those that change.
 *
 * @param held what the opening holds, all of it.
 * @param path to the inputs, for refusals.
 * @returns the elements, or a refusal for each value that would be lost because it cannot be written as it is read.
 */
export function layOver(
  held: readonly CustomField[],
  inputs: readonly KeyedInput[],
  path: readonly string[],
): { elements: WireCustomFieldValue[]; refusals?: undefined } | { refusals: UserError[] } {
  const changed = new Set(inputs.map(({ key }) => key));
  const kept = held.filter(({ key, value }) => !changed.has(key) && !isEmpty(value));
  const lost = kept.filter((field) => !isWritableAsRead(field));
  if (lost.length > 0) return { refusals: lost.map((field) => wouldBeLost(field, path)) };
  const typeOf = new Map(held.map(({ key, type }) => [key, type]));
  return {
    elements: [
      ...kept.map(({ key, value }) => ({ name_key: key, value })),
      ...inputs.map((input) => toWireCustomField(input, typeOf.get(input.key))),
    ],
  };
}

function wouldBeLost({ name, type }: CustomField, path: readonly string[]): UserError {
  const message =
    `Greenhouse replaces all custom fields of an opening at once, and its value of "${name}" (${type}) cannot be written back as it is read: ` +
    "it would be lost. Nothing was sent; make this change in Greenhouse.";
  return userError(UserErrorCode.UNSUPPORTED_BY_VENDOR, message, { field: [...path] });
}

function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || (Array.isArray(value) && value.length === 0);
}

/** Whether the value has the form in which a write of its type takes it. */
function isWritableAsRead({ type, value }: CustomField): boolean {
  return FORMS.get(type)?.(value) ?? false;
}

const isText = (value: unknown): boolean => typeof value === "string";
const isNumber = (value: unknown): boolean => typeof value === "number";

function hasParts(value: unknown, parts: Record<string, (part: unknown) => boolean>): boolean {
  if (typeof value !== "object" || value === null) return false;
  const names = Object.keys(parts);
  return Object.keys(value).length === names.length && names.every((name) => parts[name]?.((value as Record<string, unknown>)[name]));
}

/** By type; options are read and written by name. A type that is not here (an attachment, a linked field) has no form to be written in. */
const FORMS: ReadonlyMap<string, (value: unknown) => boolean> = new Map(
  Object.entries({
    short_text: isText,
    long_text: isText,
    rich_text: isText,
    url: isText,
    date: isText,
    single_select: isText,
    multi_select: (value) => Array.isArray(value) && value.every(isText),
    yes_no: (value) => typeof value === "boolean",
    number: isNumber,
    user: isNumber,
    number_range: (value) => hasParts(value, { min_value: isNumber, max_value: isNumber }),
    currency: (value) => hasParts(value, { amount: isNumber, currency_code: isText }),
    currency_range: (value) => hasParts(value, { min_amount: isNumber, max_amount: isNumber, currency_code: isText }),
  }),
);
