import type { ApolloServerPlugin } from "@apollo/server";
import { type GraphQLSchema, getVariableValues, type OperationDefinitionNode } from "graphql";
import { type AnswerSize, answerSize, type Question } from "./answer-size.js";
import { fragmentsOf } from "./collected-fields.js";
import { holdVariables } from "./json-values.js";
import { hold, type QueryLimits } from "./limits.js";

/** Refuses operations that ask for too much with their variables, after validation and before any resolver runs. */
export function operationLimits(schema: GraphQLSchema, limits: QueryLimits): ApolloServerPlugin {
  const sizeOf = sizesOnce();
  return {
    requestDidStart: async () => ({
      didResolveOperation: async ({ request, document, operation }) => {
        const given = request.variables ?? {};
        holdVariables(given, limits);
        // No operation of the document has this name: Apollo Server reports it.
        if (operation === undefined) return;
        const { coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], given, { maxErrors: 1 });
        // Execution begins with the same step, and reports more.
        if (coerced === undefined) return;
        const size = sizeOf({ schema, operation, fragments: fragmentsOf(document.definitions), variables: coerced });
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
    }),
  };
}

/** Sizes of operations. Where no variable has a say, the document decides, and kept ones are measured once. */
function sizesOnce(): typeof answerSize {
  const known = new WeakMap<OperationDefinitionNode, AnswerSize>();
  return (question: Question) => {
    const { operation } = question;
    const size = known.get(operation) ?? answerSize(question);
    if ((operation.variableDefinitions ?? []).length === 0) known.set(operation, size);
    return size;
  };
}
