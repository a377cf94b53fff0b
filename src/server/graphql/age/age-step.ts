import { OperationTypeNode } from "graphql";
import type { OperationStep } from "../operation-steps.js";

/** Lets a change see nothing old, and lets no answer serve again but the whole answer of a query. Comes after all that writes the answer. */
export function agedAnswers(): OperationStep {
  return {
    resolved: ({ operation, context }) => {
      if (operation?.operation !== OperationTypeNode.QUERY) context.askAnew?.();
    },
    answering: ({ result, operation, context }) => {
      if (operation?.operation !== OperationTypeNode.QUERY) return;
      const { errors, extensions } = result;
      if (errors === undefined && extensions === undefined && context.isLacking !== true) context.age?.serveAgain();
    },
  };
}
