import type { Condition } from "../data/conditions.js";
import type { World } from "../model.js";

/** The rules that bodies are checked by. `GET /vacancy_conditions` serves the same, but for those that a knob makes null. */
export function conditionsInForce({ state, knobs }: World): Record<string, Condition> {
  const rules: Record<string, Condition> = { ...state.conditions[knobs.conditionsEdition] };
  if (knobs.billingTypeForm === "refused") {
    delete rules.type;
    delete rules.billing_type;
    // The vendor's text: both become required once type and billing_type are removed.
    rules.vacancy_properties = { required: true };
    rules.closed_for_applicants = { required: true };
  }
  if (knobs.specializations !== "taken") delete rules.specializations;
  for (const field of knobs.requiredFields) rules[field] = { ...rules[field], required: true };
  return rules;
}
