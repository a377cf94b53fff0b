import type { Condition } from "../data/conditions.js";
import { dictionaryHas } from "../data/dictionaries.js";
import { HeadHunterRefusal } from "../errors.js";
import type { World } from "../model.js";
import { isRecord, isReference, VACANCY_FIELDS, wrongKinds } from "./fields.js";

/** A problem of one top-level field; `pointer` is the place below it. */
export interface FieldProblem {
  field: string;
  reason: string;
  pointer?: string;
}

/** @throws HeadHunterRefusal a 400 with all problems, where there are any */
export function refuseProblems(world: World, problems: readonly FieldProblem[]): void {
  if (problems.length === 0) return;
  throw new HeadHunterRefusal(
    400,
    problems.map(({ field, reason, pointer }) => ({ type: world.knobs.fieldErrorType, value: field, reason, pointer })),
  );
}

/**
 * Checks the fields of a body by their kinds, the dictionaries and the conditions. A complete body (POST) must have every required field; a
 * partial one (PUT) must not clear them.
 */
export function fieldProblems(world: World, body: Record<string, unknown>, complete: boolean): FieldProblem[] {
  const problems: FieldProblem[] = [];
  const conditions = world.state.conditions;
  for (const [field, value] of Object.entries(body)) {
    const definition = VACANCY_FIELDS[field];
    if (definition === undefined || (!complete && !definition.editable)) {
      problems.push({ field, reason: "unexpected" });
      continue;
    }
    if (value === null) {
      if (conditions[field]?.required === true) problems.push({ field, reason: "is_empty" });
      continue;
    }
    const wrong = wrongKinds(definition.kind, value);
    if (wrong.length > 0) {
      for (const below of wrong) problems.push({ field, reason: "invalid", ...at(field, below) });
      continue;
    }
    const condition = conditions[field];
    if (condition !== undefined) problems.push(...conditionProblems(field, value, condition, ""));
    if (definition.dictionary !== undefined) {
      const ids = (Array.isArray(value) ? value : [value]).flatMap((item) => (isReference(item) ? [item.id] : []));
      const dictionary = definition.dictionary;
      if (!ids.every((id) => dictionaryHas(dictionary, id))) problems.push({ field, reason: "invalid" });
    }
  }
  if (complete) {
    for (const [field, condition] of Object.entries(conditions)) {
      if (condition.required && body[field] === undefined) problems.push({ field, reason: "is_empty" });
    }
  }
  return problems;
}

function at(field: string, below: string): { pointer?: string } {
  return below === "" ? {} : { pointer: `/${field}${below}` };
}

function conditionProblems(field: string, value: unknown, rule: Condition, below: string): FieldProblem[] {
  const problem = (reason: string): FieldProblem[] => [{ field, reason, ...at(field, below) }];
  if (value === undefined || value === null) return rule.required ? problem("is_empty") : [];
  if (typeof value === "string") {
    const reason = textReason(value, rule);
    return reason === undefined ? [] : problem(reason);
  }
  if (typeof value === "number") {
    if (rule.min_value !== undefined && value < rule.min_value) return problem("size_less_than_min");
    return rule.max_value !== undefined && value > rule.max_value ? problem("greater_than_max") : [];
  }
  if (Array.isArray(value)) {
    const tooFew = value.length < (rule.min_count ?? 0);
    const tooMany = typeof rule.max_count === "number" && value.length > rule.max_count;
    if (tooFew || tooMany) return problem("wrong_size");
    return value.flatMap((item, index) => memberProblems(field, item, rule, `${below}/${index}`));
  }
  if (isReference(value) && rule.max_length !== undefined) {
    const reason = textReason(value.id, rule);
    if (reason !== undefined) return problem(reason);
  }
  return memberProblems(field, value, rule, below);
}

function memberProblems(field: string, value: unknown, rule: Condition, below: string): FieldProblem[] {
  if (rule.fields === undefined || !isRecord(value)) return [];
  return Object.entries(rule.fields).flatMap(([name, member]) => conditionProblems(field, value[name], member, `${below}/${name}`));
}

function textReason(value: string, rule: Condition): string | undefined {
  if (value.trim() === "") return rule.required ? "is_empty" : undefined;
  if (value.length < (rule.min_length ?? 0)) return "is_too_short";
  if (rule.max_length !== undefined && value.length > rule.max_length) return "is_too_long";
  return rule.regexp !== undefined && !new RegExp(rule.regexp).test(value) ? "invalid" : undefined;
}
