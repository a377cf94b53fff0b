import type { ApolloServerPlugin } from "@apollo/server";
import { OperationTypeNode } from "graphql";
import type { RequestContext } from "../request-context.js";

/** Lets a change see nothing old, and lets no answer serve again but the whole answer of a query. Comes after all that writes the answer. */
export function agedAnswers(): ApolloServerPlugin<RequestContext> {
  return {
    requestDidStart: async () => ({
      didResolveOperation: async ({ operation, contextValue }) => {
        if (operation?.operation !== OperationTypeNode.QUERY) contextValue.askAnew?.();
      },
      willSendResponse: async ({ response, operation, contextValue }) => {
        if (response.body.kind !== "single" || operation?.operation !== OperationTypeNode.QUERY) return;
        const { errors, extensions } = response.body.singleResult;
        if (errors === undefined && extensions === undefined && contextValue.isLacking !== true) contextValue.age?.serveAgain();
      },
    }),
  };
}
