import type { VacancyFields, World } from "../model.js";
import type { Subject } from "./subject.js";
import type { FieldProblem } from "./validation.js";

/** The fields of the employment model, which are judged together. */
const MODEL = [
  "employment_form",
  "schedule",
  "work_format",
  "internship",
  "fly_in_fly_out_duration",
] as const satisfies readonly (keyof VacancyFields)[];

/**
 * Rotation work, with HeadHunter's four reasons. The vendor publishes the reasons alone: when each is given is the reading of this
 * stand-in. An edit is judged with what the vacancy has, where it touches the model.
 */
export function employmentProblems({ knobs }: World, { productId, fields, present }: Subject): FieldProblem[] {
  const touched = MODEL.filter((field) => fields[field] !== undefined);
  if (touched.length === 0) return [];
  const whole: Partial<VacancyFields> = { ...present, ...fields };
  const problems: FieldProblem[] = [];
  const form = whole.employment_form?.id;
  const byForm = form === "FLY_IN_FLY_OUT";
  const isRotation = byForm || whole.schedule?.id === "flyInFlyOut";
  const hasDuration = (whole.fly_in_fly_out_duration ?? []).length > 0;

  if (byForm && productId === "pay_for_performance")
    problems.push({ field: "employment_form", reason: "fly_in_fly_out_pay_for_performance" });
  if (hasDuration && !isRotation) {
    problems.push({ field: "fly_in_fly_out_duration", reason: "fly_in_fly_out_incompatible_employment_form" });
  }
  if (byForm && whole.internship === true)
    problems.push({ field: "employment_form", reason: "employment_form_uncompatible_with_internship" });
  if (byForm && (whole.work_format ?? []).some(({ id }) => id === "REMOTE")) {
    problems.push({ field: "employment_form", reason: "employment_form_uncompatible_with_work_format" });
  }
  if (isRotation && !hasDuration && knobs.rotationDurationRequired) {
    problems.push({ field: "fly_in_fly_out_duration", reason: knobs.missingReason });
  }
  return problems;
}
