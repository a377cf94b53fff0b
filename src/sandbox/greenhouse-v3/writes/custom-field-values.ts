import type { GreenhouseV3Knobs } from "../knobs.js";
import type { CustomFieldDefinition, FieldValue, UserRecord } from "../records.js";
import { invalid, type Refusal } from "../refusals.js";

const CURRENCIES: ReadonlySet<string> = new Set(Intl.supportedValuesOf("currency"));

/**
 * Checks a value of a write against the type of its field and gives the value to hold. Amounts and ranges are objects of their own:
 * `{amount, currency_code}`, `{min_value, max_value}`, `{min_amount, max_amount, currency_code}`.
 *
 * @throws {Refusal} 422
 */
export function checkedValue(
  field: CustomFieldDefinition,
  value: unknown,
  users: readonly UserRecord[],
  selectWrites: GreenhouseV3Knobs["selectWrites"],
): FieldValue {
  switch (field.value_type) {
    case "yes_no":
      if (value === true || value === "true") return true;
      if (value === false || value === "false") return false;
      throw refused(field, "must be true or false");
    case "number":
      return number(field, value);
    case "number_range": {
      const { min_value, max_value } = parts(field, value, ["min_value", "max_value"]);
      return range(field, min_value, max_value);
    }
    case "currency": {
      const { amount, currency_code } = parts(field, value, ["amount", "currency_code"]);
      return { amount: number(field, amount), unit: currency(field, currency_code) };
    }
    case "currency_range": {
      const { min_amount, max_amount, currency_code } = parts(field, value, ["min_amount", "max_amount", "currency_code"]);
      return { ...range(field, min_amount, max_amount), unit: currency(field, currency_code) };
    }
    case "date":
      return calendarDay(value) ?? raise(refused(field, "must be a date in the form YYYY-MM-DD"));
    case "url":
      return url(field, value);
    case "single_select":
      return option(field, value, selectWrites);
    case "multi_select":
      if (!Array.isArray(value) || value.length === 0) throw refused(field, "must be an array of options");
      return [...new Set(value.map((one: unknown) => option(field, one, selectWrites)))];
    case "user": {
      const user = users.find((one) => String(one.id) === String(value));
      return user?.id ?? raise(refused(field, "must be the id of a user"));
    }
    default:
      if (typeof value !== "string" || value.trim() === "") throw refused(field, "must be a text");
      return value;
  }
}

/** The text where it is a day of the calendar, YYYY-MM-DD. The thirty-first of a short month is none. */
export function calendarDay(value: unknown): string | undefined {
  if (typeof value !== "string" || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return undefined;
  const moment = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(value) ? value : undefined;
}

/** The parts of an object that has these and no other. */
function parts<Name extends string>(field: CustomFieldDefinition, value: unknown, names: readonly Name[]): Record<Name, unknown> {
  const keys = typeof value === "object" && value !== null ? Object.keys(value) : [];
  if (keys.length !== names.length || !names.every((name) => keys.includes(name))) {
    throw refused(field, `must be an object of ${names.join(", ")}`);
  }
  return value as Record<Name, unknown>;
}

function number(field: CustomFieldDefinition, value: unknown): number {
  const parsed = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  if (typeof parsed !== "number" || !Number.isFinite(parsed)) throw refused(field, "must be a number");
  return parsed;
}

function range(field: CustomFieldDefinition, from: unknown, to: unknown): { min_value: number; max_value: number } {
  const min = number(field, from);
  const max = number(field, to);
  if (min >= max) throw refused(field, "must begin below its end");
  return { min_value: min, max_value: max };
}

function currency(field: CustomFieldDefinition, value: unknown): string {
  if (typeof value !== "string" || !CURRENCIES.has(value)) throw refused(field, "must have an ISO 4217 currency code");
  return value;
}

/** An active option by its id or its exact name. */
function option(field: CustomFieldDefinition, value: unknown, selectWrites: GreenhouseV3Knobs["selectWrites"]): number {
  const found = field.options.find(
    (one) => one.active && ((selectWrites !== "names" && one.id === value) || (selectWrites !== "ids" && one.name === value)),
  );
  return found?.id ?? raise(refused(field, `has no option ${String(value)}`));
}

function url(field: CustomFieldDefinition, value: unknown): string {
  if (typeof value !== "string" || !URL.canParse(value) || !/^https?:$/.test(new URL(value).protocol)) {
    throw refused(field, "must be a URL");
  }
  return value;
}

function raise(refusal: Refusal): never {
  throw refusal;
}

function refused(field: CustomFieldDefinition, text: string): Refusal {
  return invalid("custom_fields", `${field.name_key} ${text}`);
}
