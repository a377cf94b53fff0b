import type { WireFieldRules } from "../headhunter.wire.js";
import type { WireBody } from "./headhunter.request-body.js";

/**
 * HeadHunter's rules say of each field by itself that it is required, also where another field of the body stands for it, or where it belongs to
 * some vacancies only.
 */
export function isStoodFor(field: string, body: WireBody, rules: WireFieldRules): boolean {
  switch (field) {
    case "type":
    case "billing_type":
      return isGiven(body.vacancy_properties);
    case "vacancy_properties":
    case "closed_for_applicants":
      // Once the older two are gone from the rules, nothing stands for these (OpenAPI since 1.26.1).
      return !isGiven(body.vacancy_properties) && isGiven(body.type) && isGiven(body.billing_type) && isGiven(rules.billing_type);
    case "salary":
      return isGiven(body.salary_range);
    case "fly_in_fly_out_duration":
      return !isRotation(body);
    default:
      return false;
  }
}

/** Whether a body says that the work is done in rotations, away from home. */
export function isRotation({ employment_form, schedule }: WireBody): boolean {
  return idOf(employment_form) === "FLY_IN_FLY_OUT" || idOf(schedule) === "flyInFlyOut";
}

function idOf(reference: unknown): unknown {
  return (reference as { id?: unknown } | null | undefined)?.id;
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null;
}
