import { hold, type QueryLimits } from "./limits.js";

/**
 * The number of values in lists and objects, nested ones included, and the depth of the nesting: `{ a: [1, 2] }` holds three, two levels
 * deep. Not recursive, so that no depth overflows the stack.
 */
export function sizeOf(value: unknown): { values: number; nesting: number } {
  let values = 0;
  let nesting = 0;
  let level = [value].filter(isContainer);
  while (level.length > 0) {
    const below: object[] = [];
    for (const container of level) {
      for (const inner of Object.values(container)) {
        values += 1;
        if (isContainer(inner)) below.push(inner);
      }
    }
    nesting += 1;
    level = below;
  }
  return { values, nesting };
}

/** Equal for values that differ in their texts alone. */
export function shapeOf(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) => (typeof inner === "string" ? "" : inner));
}

function isContainer(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

/** @throws LimitExceeded */
export function holdVariables(variables: Record<string, unknown>, limits: Pick<QueryLimits, "maxValues" | "maxNesting">): void {
  const { values, nesting } = sizeOf(variables);
  hold(values, limits.maxValues, { what: "The variables hold", unit: "values", remedy: "Split the request." });
  hold(nesting, limits.maxNesting, { what: "The variables nest lists and objects", unit: "levels deep", remedy: "Flatten them." });
}
