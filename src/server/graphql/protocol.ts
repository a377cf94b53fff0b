import {
  type ASTVisitor,
  type FieldNode,
  GraphQLError,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  type ValidationContext,
} from "graphql";
import { mediaTypeFor, PLAIN_JSON } from "./media-type.js";
import type { OperationStep } from "./operation-steps.js";

/**
 * GraphQL over HTTP, "application/json responses": a request that was understood is answered with 200 even where its document or variables
 * are at fault, because a proxy's own 400 looks the same. With application/graphql-response+json the status stays 400.
 */
export function statusOfFault(accept: string | undefined): 200 | 400 {
  return mediaTypeFor(accept) === PLAIN_JSON ? 200 : 400;
}

/** Gives every answer of Apollo Server the status of its media type. */
export function statusOfPlainJson(): OperationStep {
  return {
    answering: (answering) => {
      // Without a document it is no request of this protocol.
      if (answering.status === 400 && answering.hasDocument) answering.status = statusOfFault(answering.accept);
    },
  };
}

/**
 * A validation rule: graphql-js 16 notices only in execution that the schema has no operations of a type, and reports a fault of ours; and here
 * nothing can be followed.
 */
export function knownOperationTypes(context: ValidationContext): ASTVisitor {
  return {
    [Kind.OPERATION_DEFINITION]: (node: OperationDefinitionNode) => {
      const isKnown = Boolean(context.getSchema().getRootType(node.operation));
      if (isKnown && node.operation !== OperationTypeNode.SUBSCRIPTION) return;
      const message = isKnown
        ? "A subscription is asked at /graphql/stream, by its own request."
        : `This graph has no ${node.operation} operations.`;
      context.reportError(new GraphQLError(message, { nodes: node }));
    },
  };
}

/** A validation rule for a server that keeps its schema to itself. Apollo Server's own words name a setting that no operator has. */
export function closedSchema(context: ValidationContext): ASTVisitor {
  return {
    [Kind.FIELD]: (node: FieldNode) => {
      const { value: name } = node.name;
      if (name !== "__schema" && name !== "__type") return;
      const message = `This server runs trusted documents alone, and does not answer \`${name}\`. The schema is the file schema.graphql of its release.`;
      context.reportError(new GraphQLError(message, { nodes: node }));
    },
  };
}
