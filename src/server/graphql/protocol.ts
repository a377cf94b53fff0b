import type { ApolloServerPlugin } from "@apollo/server";
import { type ASTVisitor, GraphQLError, Kind, type OperationDefinitionNode, type ValidationContext } from "graphql";
import { mediaTypeFor, PLAIN_JSON } from "./media-type.js";

/**
 * GraphQL over HTTP, "application/json responses": a request that was understood is answered with 200 even where its document or variables
 * are at fault, because a proxy's own 400 looks the same. With application/graphql-response+json the status stays 400.
 */
export function statusOfFault(accept: string | undefined): 200 | 400 {
  return mediaTypeFor(accept) === PLAIN_JSON ? 200 : 400;
}

/** Gives every answer of Apollo Server the status of its media type. */
export function statusOfPlainJson(): ApolloServerPlugin {
  return {
    requestDidStart: async () => ({
      willSendResponse: async ({ request, response }) => {
        // Without a query it is no request of this protocol.
        if (response.http.status !== 400 || !request.query) return;
        response.http.status = statusOfFault(request.http?.headers.get("accept"));
      },
    }),
  };
}

/** A validation rule: graphql-js 16 notices only in execution that the schema has no subscriptions, and reports a fault of ours. */
export function knownOperationTypes(context: ValidationContext): ASTVisitor {
  return {
    [Kind.OPERATION_DEFINITION]: (node: OperationDefinitionNode) => {
      if (context.getSchema().getRootType(node.operation)) return;
      context.reportError(new GraphQLError(`This graph has no ${node.operation} operations.`, { nodes: node }));
    },
  };
}
