import { OperationTypeNode } from "graphql";
import type { OperationStep } from "../graphql/operation-steps.js";
import { LimitExceeded, type QueryLimits } from "./limits.js";

/**
 * Refuses answers that are too long to be written. A field may hold a whole record of a vendor, or a description, so the number of fields
 * does not bound them: one text under two hundred aliases of a thousand records made half a gigabyte, and all other requests waited.
 */
export function answerLength({ maxAnswerLength }: Pick<QueryLimits, "maxAnswerLength">): OperationStep {
  return {
    answering: (answering) => {
      // The outcome of a change is sent, however long.
      if (answering.operation?.operation === OperationTypeNode.MUTATION || !isLonger(answering.result.data, maxAnswerLength)) return;
      const refusal = new LimitExceeded(
        `The answer would have more than ${maxAnswerLength} characters, which is the most. Ask for fewer fields, or for fewer records.`,
      );
      answering.result = { errors: [{ message: refusal.message, extensions: { code: refusal.extensions.code } }] };
      answering.status = 400;
    },
  };
}

/** Whether a value takes more characters than `most` as JSON, roughly. Not recursive, since a vendor's JSON may be deep. */
export function isLonger(value: unknown, most: number): boolean {
  const rest: object[] = [];
  let length = lengthOf(value, rest);
  while (length <= most) {
    const next = rest.pop();
    if (next === undefined) return false;
    if (Array.isArray(next)) for (const item of next) length += lengthOf(item, rest);
    else for (const name in next) length += name.length + 3 + lengthOf((next as Record<string, unknown>)[name], rest);
  }
  return true;
}

/** What is in an object or a list is left to the rest: most values are none, and need no turn of their own. */
function lengthOf(value: unknown, rest: object[]): number {
  if (typeof value === "string") return value.length + 3;
  if (typeof value !== "object" || value === null) return 5;
  rest.push(value);
  return 2;
}
