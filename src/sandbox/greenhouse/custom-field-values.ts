import type { CustomFieldDefinition, FieldValue, UserRecord } from "./records.js";
import { invalid, type Refusal } from "./refusals.js";

const CURRENCIES: ReadonlySet<string> = new Set(Intl.supportedValuesOf("currency"));

/** Checks one element of a write by the type of its field, and returns the value to store. */
export function checkedValue(field: CustomFieldDefinition, element: Record<string, unknown>, users: readonly UserRecord[]): FieldValue {
  switch (field.value_type) {
    case "number_range":
      return range(field, element);
    case "currency_range":
      return { ...range(field, element), unit: unit(field, element) };
    case "currency":
      return { amount: number(field, present(field, element)), unit: unit(field, element) };
    default:
      return single(field, present(field, element), users);
  }
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function single(field: CustomFieldDefinition, value: unknown, users: readonly UserRecord[]): FieldValue {
  switch (field.value_type) {
    case "yes_no":
      if (typeof value === "boolean") return value;
      if (value === "true" || value === "false") return value === "true";
      throw refused(field, "must be true or false");
    case "number":
      return number(field, value);
    case "date":
      return date(field, value);
    case "url":
      return url(field, value);
    case "single_select":
      return option(field, value, true);
    case "multi_select":
      if (!Array.isArray(value)) throw refused(field, "must be an array of option ids");
      return [...new Set(value.map((one: unknown) => option(field, one, false)))];
    case "user": {
      const user = users.find((one) => String(one.id) === String(value));
      if (user === undefined) throw refused(field, "must be the id of a user");
      return user.id;
    }
    default:
      if (typeof value !== "string") throw refused(field, "must be a string");
      return value;
  }
}

/** Only delete_value clears a value: null, a blank string and an empty list are refused. */
function present(field: CustomFieldDefinition, element: Record<string, unknown>): unknown {
  const { value } = element;
  const blank = value === undefined || value === null || (typeof value === "string" && value.trim() === "");
  if (blank || (Array.isArray(value) && value.length === 0)) throw refused(field, "can't be blank");
  return value;
}

function number(field: CustomFieldDefinition, value: unknown): number {
  const parsed = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  if (typeof parsed !== "number" || !Number.isFinite(parsed)) throw refused(field, "must be a number");
  return parsed;
}

function range(field: CustomFieldDefinition, element: Record<string, unknown>): { min_value: number; max_value: number } {
  const min = number(field, element.min_value);
  const max = number(field, element.max_value);
  if (min >= max) throw refused(field, "min_value must be less than max_value");
  return { min_value: min, max_value: max };
}

function unit(field: CustomFieldDefinition, element: Record<string, unknown>): string {
  if (typeof element.unit !== "string" || !CURRENCIES.has(element.unit)) throw refused(field, "unit must be an ISO 4217 currency code");
  return element.unit;
}

/** An option by its id, or for single selects also by its exact name. */
function option(field: CustomFieldDefinition, value: unknown, byName: boolean): number {
  const found = field.options.find((one) => one.active && (one.id === value || (byName && one.name === value)));
  if (found === undefined) throw refused(field, `has no option ${String(value)}`);
  return found.id;
}

function date(field: CustomFieldDefinition, value: unknown): string {
  const moment = typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value) ? new Date(`${value}T00:00:00Z`) : undefined;
  // JavaScript parses the 31st of a short month as a day of the next month.
  if (moment === undefined || Number.isNaN(moment.getTime()) || moment.toISOString().slice(0, 10) !== value) {
    throw refused(field, "must be a date in the form YYYY-MM-DD");
  }
  return value;
}

function url(field: CustomFieldDefinition, value: unknown): string {
  if (typeof value !== "string" || !/^https?:$/.test(URL.canParse(value) ? new URL(value).protocol : "")) {
    throw refused(field, "must be a URL");
  }
  return value;
}

function refused(field: CustomFieldDefinition, message: string): Refusal {
  return invalid("custom_fields", `${field.name} ${message}`);
}
