import { pageSizeViolations } from "../paging.js";
import type { FieldViolation, RouteCall } from "../routes.js";
import { ID_TYPE_OPTIONS } from "./hire-shapes.js";

const MAX_PAGE_SIZE = 20;

export const validateJobList = (call: RouteCall): FieldViolation[] => [
  ...pageSizeViolations(call.query, { max: MAX_PAGE_SIZE, required: false }),
  ...validateIdTypes(call),
];

/** The filter by subordinate departments is a boolean. */
export function validateSubDepartments({ query }: RouteCall): FieldViolation[] {
  const field = "with_sub_department";
  const value = query.get(field);
  return value === null || value === "true" || value === "false" ? [] : [{ field, description: `${field} must be a boolean` }];
}

export function validateIdTypes({ query }: RouteCall): FieldViolation[] {
  return Object.entries(ID_TYPE_OPTIONS).flatMap(([field, options]) => {
    const value = query.get(field);
    if (value === null || options.some((option) => option === value)) return [];
    return [{ field, description: `${field} is optional, options: [${options.join(",")}]` }];
  });
}

/** The gateway refuses a missing or mistyped `is_never_expired`; Hire itself checks `expiry_time` (hire/README, "Left open"). */
export function validateOpen({ body }: RouteCall): FieldViolation[] {
  const field = "is_never_expired";
  if (body[field] === undefined) return [{ field, description: `${field} is required` }];
  return typeof body[field] === "boolean" ? [] : [{ field, description: `${field} must be a boolean` }];
}
