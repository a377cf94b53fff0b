import { type GraphQLSchema, getVariableValues, type OperationDefinitionNode } from "graphql";
import type { OperationStep } from "../graphql/operation-steps.js";
import { type AnswerSize, answerSize, type Question } from "./answer-size.js";
import { fragmentsOf } from "./collected-fields.js";
import { holdVariables, shapeOf } from "./json-values.js";
import { hold, type QueryLimits } from "./limits.js";

/** Refuses operations that ask for too much with their variables, after validation and before any resolver runs. */
export function operationLimits(schema: GraphQLSchema, limits: QueryLimits): OperationStep {
  const sizeOf = sizesOnce();
  return {
    resolved: ({ document, operation, variables }) => {
      holdVariables(variables, limits);
      // No operation of the document has this name: Apollo Server reports it.
      if (operation === undefined) return;
      const { coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], variables, { maxErrors: 1 });
      // Execution begins with the same step, and reports more.
      if (coerced === undefined) return;
      const size = sizeOf(operation, coerced, () =>
        answerSize({ schema, operation, fragments: fragmentsOf(document.definitions), variables: coerced }),
      );
      hold(size.ids, limits.maxIds, { what: "The operation names", unit: "ids in its lists of ids", remedy: "Split it." });
      hold(size.nodes, limits.maxNodes, {
        what: "The operation asks for",
        unit: "nodes (first, or the ids of a list, times those of the lists around it)",
        remedy: "Ask for less with first, or in two steps.",
      });
      hold(size.values, limits.maxValues, {
        what: "The arguments of the operation hold",
        unit: "values, variables counted wherever they are used",
        remedy: "Split it.",
      });
      hold(size.fields, limits.maxFields, {
        what: "The operation asks for",
        unit: "fields, those of every record counted",
        remedy: "Ask for fewer fields, or for fewer records with first.",
      });
    },
  };
}

/** Sizes of operations. Of variables the shape has a say alone. It is mostly the one of before, and then nothing is measured again. */
function sizesOnce(): (operation: OperationDefinitionNode, variables: Question["variables"], measure: () => AnswerSize) => AnswerSize {
  const known = new WeakMap<OperationDefinitionNode, { shape: string; size: AnswerSize }>();
  return (operation, variables, measure) => {
    const shape = shapeOf(variables);
    const before = known.get(operation);
    if (before?.shape === shape) return before.size;
    const size = measure();
    known.set(operation, { shape, size });
    return size;
  };
}
