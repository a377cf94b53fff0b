import { type UserError, UserErrorCode } from "../../schema/common/user-error.type.js";
import type { VacancyFieldRule } from "../../schema/vacancy/publication.type.js";
import { isStoodFor } from "./changes/headhunter.alternatives.js";
import { hasInput, inputPathOf } from "./changes/headhunter.input-paths.js";
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

/**
 * A user error for each field of a body that breaks the rules. Only a whole body (a publication) must have every required field; what an edit
 * leaves out stays, and what it takes away must not be required.
 */
export function checkFields(body: WireBody, rules: WireFieldRules, whole: boolean): UserError[] {
  return Object.entries(rules).flatMap(([name, rule]) => {
    const value = Object.hasOwn(body, name) ? body[name] : undefined;
    if (rule === null || (value === undefined && !whole)) return [];
    if (isMissing(value) && isStoodFor(name, body, rules)) return [];
    if (value === null && !whole && rule.required) return [fault([name], "is required and cannot be taken away")];
    return checkValue(value, rule, [name]);
  });
}

function checkValue(value: unknown, rule: WireFieldRule, path: string[]): UserError[] {
  if (isMissing(value)) return rule.required ? [missing(path)] : [];
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
  const isPhone = path[0] === "contacts" && path[1] === "phones";
  const parts = isPhone ? measuredPhone(value as WireBody, rule.fields ?? {}) : (value as WireBody);
  return Object.entries(rule.fields ?? {}).flatMap(([name, part]) => {
    if (part === null) return [];
    if (!isPhone || !PARTS_OF_NUMBERS.has(name)) return checkValue(parts[name], part, [...path, name]);
    if (isMissing(parts[name])) return [];
    return checkValue(parts[name], parts === value ? part : { ...part, regexp: null }, [...path, name]);
  });
}

/** A number is given whole, or in parts. */
const PARTS_OF_NUMBERS: ReadonlySet<string> = new Set(["formatted", "country", "city", "number"]);

/**
 * Rules that know no country and city mean the whole number by `number` (the sample of the conditions: 7 to 21 characters), which is measured
 * as one text. How HeadHunter writes it, which an expression would be about, no page says.
 */
function measuredPhone(phone: WireBody, rules: WireFieldRules): WireBody {
  const { country, city, number } = phone;
  if (isMissing(number) || !isMissing(rules.country) || !isMissing(rules.city)) return phone;
  return { ...phone, number: [country, city, number].filter((part) => typeof part === "string").join("") };
}

/** The field that is lacking, and where the graph has it. */
function missing(path: string[]): UserError {
  const [first = "", ...below] = path;
  if (!hasInput(first)) return fault(path, "is required: give it in extra", ["headhunter", "extra"]);
  const isPurchase = below.length === 0 && (first === "type" || first === "billing_type");
  return fault(path, isPurchase ? "is required where propertyTypeIds do not say what is bought" : "is required");
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

function fault(path: string[], what: string, field = inputPathOf(path)): UserError {
  const named = path.filter((step) => !/^\d+$/.test(step)).join(".");
  return userError(UserErrorCode.INVALID_INPUT, `${named} ${what}. See vacancyFieldRules.`, field);
}

function isMissing(value: unknown): boolean {
  return value === undefined || value === null;
}

function isNumber(value: unknown): value is number {
  return typeof value === "number";
}
