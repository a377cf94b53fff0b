import type { GreenhouseKnobs } from "./knobs.js";
import type { CustomFieldDefinition, FieldValue, Money, UserRecord } from "./records.js";

/** A stored value as reads show it: options by name, users as objects, unset as null or, for several values, as an empty list. */
export function readValue(
  field: CustomFieldDefinition,
  value: FieldValue | undefined,
  users: readonly UserRecord[],
  currencyShape: GreenhouseKnobs["currencyShape"],
): unknown {
  if (value === undefined) return field.value_type === "multi_select" ? [] : null;
  switch (field.value_type) {
    case "single_select":
      return optionName(field, value);
    case "multi_select":
      return Array.isArray(value) ? value.map((id) => optionName(field, id)) : [];
    case "currency":
      return money(value as Money, currencyShape);
    case "user":
      return userValue(users, value);
    default:
      return value;
  }
}

function optionName(field: CustomFieldDefinition, id: FieldValue): string | null {
  return field.options.find((option) => option.id === id)?.name ?? null;
}

function money({ amount, unit }: Money, shape: GreenhouseKnobs["currencyShape"]): unknown {
  if (shape === "formatted") return `${unit} ${amount.toFixed(2)}`;
  return shape === "value_currency" ? { value: amount, currency: unit } : { amount, unit };
}

function userValue(users: readonly UserRecord[], id: FieldValue): object | null {
  const user = users.find((one) => one.id === id);
  if (user === undefined) return null;
  return {
    user_id: user.id,
    name: `${user.first_name} ${user.last_name}`,
    email: user.primary_email_address,
    employee_id: user.employee_id,
  };
}
