import type { Condition } from "../data/conditions.js";
import { type DictionaryName, dictionaryHas } from "../data/dictionaries.js";
import { HeadHunterRefusal } from "../errors.js";
import type { World } from "../model.js";
import { conditionsInForce } from "./conditions.js";
import { fieldDefinition, isIgnored, isRecord, isReference, mayBeNull, wrongKinds } from "./fields.js";

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
  const conditions = conditionsInForce(world);
  const missing = world.knobs.missingReason;
  for (const [field, value] of Object.entries(body)) {
    if (isIgnored(world, field)) continue;
    const definition = fieldDefinition(world, field);
    if (definition === undefined || (!complete && !definition.editable)) {
      problems.push({ field, reason: "unexpected" });
      continue;
    }
    if (value === null) {
      if (conditions[field]?.required === true) problems.push({ field, reason: missing });
      else if (!complete && !mayBeNull(world, field)) problems.push({ field, reason: "invalid" });
      continue;
    }
    const wrong = wrongKinds(definition.kind, value);
    if (wrong.length > 0) {
      for (const below of wrong) problems.push({ field, reason: "invalid", ...at(field, below) });
      continue;
    }
    const condition = conditions[field];
    if (condition !== undefined) problems.push(...conditionProblems(world, field, value, condition, ""));
    if (definition.dictionary !== undefined) problems.push(...unknownIds(field, value, definition.dictionary));
    if (definition.kind === "range" && isRecord(value)) {
      problems.push(...unknownIds(field, value.mode, "salary_range_mode", "/mode"));
      problems.push(...unknownIds(field, value.frequency, "salary_range_frequency", "/frequency"));
    }
  }
  if (complete) {
    for (const [field, condition] of Object.entries(conditions)) {
      const excused = BILLING_FORM.includes(field) && body.vacancy_properties !== undefined;
      if (condition.required && body[field] === undefined && !excused) problems.push({ field, reason: missing });
    }
  }
  return problems;
}

/** Fields that `vacancy_properties` stands for. */
const BILLING_FORM = ["type", "billing_type"];

function unknownIds(field: string, value: unknown, dictionary: DictionaryName, below = ""): FieldProblem[] {
  const ids = (Array.isArray(value) ? value : [value]).flatMap((item) => (isReference(item) ? [item.id] : []));
  return ids.every((id) => dictionaryHas(dictionary, id)) ? [] : [{ field, reason: "invalid", ...at(field, below) }];
}

function at(field: string, below: string): { pointer?: string } {
  return below === "" ? {} : { pointer: `/${field}${below}` };
}

function conditionProblems(world: World, field: string, value: unknown, rule: Condition, below: string): FieldProblem[] {
  const problem = (reason: string): FieldProblem[] => [{ field, reason, ...at(field, below) }];
  if (value === undefined || value === null) return rule.required ? problem(world.knobs.missingReason) : [];
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
    const isPhones = field === "contacts" && below === "/phones";
    return value.flatMap((item, index) =>
      memberProblems(world, field, isPhones ? asMeasured(item, rule) : item, rule, `${below}/${index}`),
    );
  }
  if (isReference(value) && rule.max_length !== undefined) {
    const reason = textReason(value.id, rule);
    if (reason !== undefined) return problem(reason);
  }
  return memberProblems(world, field, value, rule, below);
}

function memberProblems(world: World, field: string, value: unknown, rule: Condition, below: string): FieldProblem[] {
  if (rule.fields === undefined || !isRecord(value)) return [];
  return Object.entries(rule.fields).flatMap(([name, member]) => conditionProblems(world, field, value[name], member, `${below}/${name}`));
}

/** A phone as its rules measure it: where they have none for the parts, `number` is the whole number, as `formatted` is. */
function asMeasured(phone: unknown, rule: Condition): unknown {
  if (!isRecord(phone) || rule.fields?.country !== undefined) return phone;
  const parts = [phone.country, phone.city, phone.number].filter((part) => typeof part === "string").join("");
  const whole = phone.formatted ?? (phone.number == null ? undefined : parts);
  return { ...phone, number: whole };
}

function textReason(value: string, rule: Condition): string | undefined {
  if (value.trim() === "") return rule.required ? "is_empty" : undefined;
  if (value.length < (rule.min_length ?? 0)) return "is_too_short";
  if (rule.max_length !== undefined && value.length > rule.max_length) return "is_too_long";
  return rule.regexp !== undefined && !new RegExp(rule.regexp).test(value) ? "invalid" : undefined;
}
