import { pageSizeViolations } from "../paging.js";
import type { FieldViolation, RouteCall } from "../routes.js";

/** The page's regular expression for dates. It refuses 1600-02-29 and accepts any year from 0001 (corehr/README, "Timeline"). */
export const SEED_DATE = new RegExp(
  [
    "^((([0-9]{3}[1-9]|[0-9]{2}[1-9][0-9]{1}|[0-9]{1}[1-9][0-9]{2}|[1-9][0-9]{3})-",
    "(((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01]))|((0[469]|11)-(0[1-9]|[12][0-9]|30))|(02-(0[1-9]|[1][0-9]|2[0-8]))))|",
    "((([0-9]{2})(0[48]|[2468][048]|[13579][26])|((0[48]|[2468][048]|[3579][26])00))-02-29))$",
  ].join(""),
);

/** Both dates are required, as the page's text says; its table calls them optional. */
export function validateTimelineQuery({ body }: RouteCall): FieldViolation[] {
  return [
    ...textList(body, "job_ids", { min: 1, max: 10, required: true }),
    ...date(body, "start_date"),
    ...date(body, "end_date"),
    ...textList(body, "fields", { min: 0, max: 100, required: false }),
  ];
}

export function validateBatchGet({ body }: RouteCall): FieldViolation[] {
  return ["job_ids", "job_codes", "fields"].flatMap((field) => textList(body, field, { min: 0, max: 100, required: false }));
}

export function validateJobList({ query }: RouteCall): FieldViolation[] {
  const violations = pageSizeViolations(query, { max: 100, required: true });
  const name = query.get("name");
  if (name === "") violations.push({ field: "name", description: "the min len is 1" });
  if (name !== null && name.length > 200) violations.push({ field: "name", description: "the max len is 200" });
  return violations;
}

export function validateRecentChange({ query }: RouteCall): FieldViolation[] {
  const missing = ["start_date", "end_date"].filter((field) => !query.get(field));
  return [
    ...pageSizeViolations(query, { max: 2000, required: true }),
    ...missing.map((field) => ({ field, description: `${field} is required` })),
  ];
}

function date(body: Record<string, unknown>, field: string): FieldViolation[] {
  const value = body[field];
  if (value === undefined || value === null || value === "") return [{ field, description: `${field} is required` }];
  if (typeof value !== "string") return [{ field, description: `${field} must be a string` }];
  if (value.length < 10) return [{ field, description: "the min len is 10" }];
  if (value.length > 10) return [{ field, description: "the max len is 10" }];
  return SEED_DATE.test(value) ? [] : [{ field, description: `the regex is ${SEED_DATE.source}` }];
}

function textList(body: Record<string, unknown>, field: string, rule: { min: number; max: number; required: boolean }): FieldViolation[] {
  const value = body[field];
  if (value === undefined || value === null) return rule.required ? [{ field, description: `${field} is required` }] : [];
  if (!Array.isArray(value) || value.some((entry) => typeof entry !== "string")) {
    return [{ field, description: `${field} must be a list of strings` }];
  }
  if (value.length < rule.min) return [{ field, description: `the min len is ${rule.min}` }];
  return value.length > rule.max ? [{ field, description: `the max len is ${rule.max}` }] : [];
}
