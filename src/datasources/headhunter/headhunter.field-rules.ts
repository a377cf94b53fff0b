import { type UserError, UserErrorCode } from "../../schema/common/user-error.type.js";
import type { VacancyFieldRule } from "../../schema/vacancy/publication.type.js";
import { inputPathOf } from "./changes/headhunter.input-paths.js";
import type { WireBody } from "./changes/headhunter.request-body.js";
import { userError } from "./headhunter.errors.js";
import type { WireFieldRule, WireFieldRules } from "./headhunter.wire.js";

/** The tree of rules as a list of fields with their paths, parents before their parts. */
export function flattenFieldRules(rules: WireFieldRules, above = ""): VacancyFieldRule[] {
  return Object.entries(rules).flatMap(([name, rule]) => {
    if (rule === null) return [];
    const path = above === "" ? name : `${above}.${name}`;
    const flat: VacancyFieldRule = {
      path,
      required: rule.required ?? false,
      minLength: rule.min_length ?? null,
      maxLength: rule.max_length ?? null,
      minCount: rule.min_count ?? null,
      maxCount: rule.max_count ?? null,
      pattern: rule.regexp ?? null,
    };
    return [flat, ...flattenFieldRules(rule.fields ?? {}, path)];
  });
}

/** A user error for each field of a body that breaks the rules. Only a whole body (a publication) must have every required field. */
export function checkFields(body: WireBody, rules: WireFieldRules, whole: boolean): UserError[] {
  return Object.entries(rules).flatMap(([name, rule]) => {
    const value = body[name];
    if (rule === null || (isMissing(value) && !whole)) return [];
    return checkValue(value, rule, [name]);
  });
}

function checkValue(value: unknown, rule: WireFieldRule, path: string[]): UserError[] {
  if (isMissing(value)) return rule.required ? [fault(path, "is required")] : [];
  if (typeof value === "string") return checkText(value, rule, path);
  if (typeof value === "number") return checkNumber(value, rule, path);
  if (Array.isArray(value)) {
    const counted = checkCount(value.length, rule, path);
    return [...counted, ...value.flatMap((item, index) => checkParts(item, rule, [...path, String(index)]))];
  }
  // The lengths of a dictionary entry apply to its id.
  const { id } = value as { id?: unknown };
  return [...(typeof id === "string" ? checkText(id, rule, path) : []), ...checkParts(value, rule, path)];
}

function checkParts(value: unknown, rule: WireFieldRule, path: string[]): UserError[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(rule.fields ?? {}).flatMap(([name, part]) =>
    part === null ? [] : checkValue((value as WireBody)[name], part, [...path, name]),
  );
}

function checkText(text: string, rule: WireFieldRule, path: string[]): UserError[] {
  if (text.trim() === "") return rule.required ? [fault(path, "is required and must not be blank")] : [];
  const { length } = text;
  const { min_length: least, max_length: most } = rule;
  if (isNumber(least) && length < least) return [fault(path, `must be at least ${least} characters long; it is ${length}`)];
  if (isNumber(most) && length > most) return [fault(path, `must be at most ${most} characters long; it is ${length}`)];
  if (rule.regexp && !matches(rule.regexp, text)) return [fault(path, `must match ${rule.regexp}`)];
  return [];
}

function checkNumber(value: number, { min_value: least, max_value: most }: WireFieldRule, path: string[]): UserError[] {
  if (isNumber(least) && value < least) return [fault(path, `must be at least ${least}; it is ${value}`)];
  if (isNumber(most) && value > most) return [fault(path, `must be at most ${most}; it is ${value}`)];
  return [];
}

function checkCount(count: number, { min_count: least, max_count: most }: WireFieldRule, path: string[]): UserError[] {
  if (isNumber(least) && count < least) return [fault(path, `must have at least ${least} entries; it has ${count}`)];
  if (isNumber(most) && count > most) return [fault(path, `must have at most ${most} entries; it has ${count}`)];
  return [];
}

/** An expression that JavaScript cannot compile matches any text, so HeadHunter decides. */
function matches(expression: string, text: string): boolean {
  try {
    return new RegExp(expression).test(text);
  } catch {
    return true;
  }
}

function fault(path: string[], what: string): UserError {
  const named = path.filter((step) => !/^\d+$/.test(step)).join(".");
  return userError(UserErrorCode.INVALID_INPUT, `${named} ${what}. See vacancyFieldRules.`, inputPathOf(path));
}

function isMissing(value: unknown): boolean {
  return value === undefined || value === null;
}

function isNumber(value: unknown): value is number {
  return typeof value === "number";
}
